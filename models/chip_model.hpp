// SPDX-License-Identifier: Apache-2.0
// Cycles and machine events of a chip in barrier mode, predicted from its image and the spikes
// alone. `check` holds every machine to it.
#pragma once

#include <cstdint>
#include <vector>

#include "models/chip_image.hpp"
#include "models/core_model.hpp"
#include "models/ledger.hpp"
#include "models/stimulus.hpp"

namespace slk {

class ChipModel {
 public:
  // The image must outlive the model; numbers are below `network_size`.
  ChipModel(const ChipImage& image, std::uint32_t network_size);

  // The next step: its stimulus and the neurons that fire in it (numbers, ascending). Returns the
  // cycles of every core's phases. They are exact, but for the update phase in a mesh: full routers
  // may hold it up.
  const std::vector<StepCycles>& step(const StepStimulus& stimulus,
                                      const std::vector<std::uint32_t>& spikes);

  // Between steps, whenever the weights or the events of a chip are read: it flushes, if an image
  // has plastic rows. Returns the cycles of that on the core that takes longest.
  std::uint64_t flush();

  // Machine events so far; network events stay 0, in a mesh cycles_step, too.
  Ledger events() const;
  // Those that a core counts: a packet where it sets out, a delivery where it ends.
  Ledger events(std::uint32_t core) const;

 private:
  void send(std::uint32_t from, const spec::Route& route, std::uint32_t step);

  const ChipImage& image_;
  const bool mesh_;  // of several cores
  std::vector<SlotPlace> slots_;
  std::vector<std::vector<LinePlace>> lines_;
  std::vector<CoreModel> cores_;
  // Of each core: what fires in the step, the cycles of the step, and events but for those that
  // CoreModel counts.
  std::vector<std::vector<std::uint32_t>> firing_lines_;
  std::vector<std::vector<std::uint32_t>> firing_slots_;
  std::vector<StepCycles> cycles_;
  std::vector<Ledger> ledgers_;
};

}  // namespace slk
