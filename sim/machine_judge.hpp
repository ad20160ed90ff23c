// SPDX-License-Identifier: Apache-2.0
// What lockstep holds machines with a placement to, beside what the network does: their cycles and
// machine events. ChipModel predicts them; what it does not, machines must have in common, and the
// first of them that is asked is the judge of the others:
//
//                    one core    mesh, barrier           mesh, real time
//   cycles           the model   the first, not below    the first, not below
//                                a core's phases         cycles_per_step
//   phases but for   -           the model, in the last  -
//   the update                   step that was run
//   cycles_step      the model   the first               the first
//   link events      the first   -                       -
//   other events     the model   the model               the first; conservation
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/chip_image.hpp"
#include "models/chip_model.hpp"
#include "models/ledger.hpp"
#include "models/stimulus.hpp"

namespace slk {

class MachineJudge {
 public:
  // What a machine did wrong: "cycles" or the name of an event, and a sentence on it.
  struct Fault {
    std::string field;
    std::uint64_t expected = 0;
    std::uint64_t got = 0;
    std::string sentence;
  };

  // The image must outlive the judge; numbers are below `network_size`.
  MachineJudge(const ChipImage& image, std::uint32_t network_size);

  // The next step; then each machine's cycles in it, in their order.
  void step(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes);
  std::optional<Fault> cycles(const std::string& machine, std::uint64_t got);

  // Of a mesh, the cycles of each core's phases in the step.
  std::optional<Fault> phases(const std::string& machine, const std::vector<StepCycles>& got) const;

  // Weights or events are about to be read, which flushes; then each machine's ledger, with the
  // events of its link or, of a machine that is reached otherwise than the others, without.
  void flush();
  std::optional<Fault> events(const std::string& machine, const Ledger& got, bool with_link = true);

 private:
  template <class Value>
  struct Said {
    std::string machine;
    Value value;
  };

  std::optional<Fault> formula(const std::string& machine, std::uint64_t got) const;
  std::optional<Fault> bound(const std::string& machine, std::uint64_t got) const;
  bool model_knows(spec::Event event) const;

  const ChipImage& image_;
  const bool mesh_;
  ChipModel model_;
  std::vector<StepCycles> phases_;  // of the step, a core each
  std::optional<Said<std::uint64_t>> first_cycles_;
  std::optional<Said<Ledger>> first_events_;
};

}  // namespace slk
