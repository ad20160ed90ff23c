// SPDX-License-Identifier: Apache-2.0
// Cycles and machine events of one core of a chip, predicted from its image and the sources that
// fire alone, by the closed formula of models/core_cycles.hpp. ChipModel puts cores together.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "models/core_cycles.hpp"
#include "models/image.hpp"
#include "models/ledger.hpp"
#include "models/stimulus.hpp"

namespace slk {

class CoreModel {
 public:
  using Send = std::function<void(const spec::Route&)>;

  // The image must outlive the model.
  explicit CoreModel(const Image& image);

  // Begins the next step: all but its update phase, in which the cycles stay 0.
  StepCycles begin(const StepStimulus& stimulus);
  // Its update phase, and how many cycles it takes if nothing holds emission up: these lines, in
  // the order in which they were queued, and these slots, ascending, fire. Every route that is read
  // goes to `send`.
  std::uint64_t update(const std::vector<std::uint32_t>& lines,
                       const std::vector<std::uint32_t>& slots, const Send& send);
  // A delivery: the axon hears a spike in that step, which is one of the next 31.
  void deliver(std::uint32_t axon, std::uint32_t step);

  // Between steps: makes all updates that are due, if the image has plastic rows. Returns the
  // cycles of that.
  std::uint64_t flush();

  // Events of the core so far; network events, cycles and those of the mesh stay 0.
  const Ledger& events() const { return events_; }

 private:
  using Rules = std::array<bool, spec::kRulesMax>;

  void modulate(const StepStimulus& stimulus, StepCycles& cycles);
  std::uint64_t flush(const Rules& concerned);
  std::uint64_t reset();
  std::uint64_t synapse(std::uint32_t step);
  std::uint64_t hear(std::uint32_t a, std::uint32_t step);
  std::uint64_t close(std::uint32_t a, std::uint32_t step);
  std::uint64_t pass(std::uint32_t a, spec::Event kind);
  void emit(const spec::RouteIndex& routes, const Send& send);

  // Axons by the step, modulo the slots of the ring.
  using Slots = std::array<std::vector<std::uint32_t>, spec::kDelaySlots>;

  const Image& image_;
  std::vector<std::uint32_t> synapses_;  // of each axon
  std::uint32_t neurons_;
  std::uint32_t ring_words_;
  Slots arrivals_;
  // Of each rule what holds, and whether its events open windows; of each plastic axon the step in
  // which its window was opened, 0 without one; the windows that were opened in a step, which end
  // when its slot comes round again.
  std::vector<Modulators> modulators_;
  std::vector<bool> opens_;
  std::vector<std::uint32_t> opened_;
  Slots closings_;
  std::vector<std::uint32_t> candidates_in_word_;
  Ledger events_;
};

}  // namespace slk
