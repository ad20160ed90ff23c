// SPDX-License-Identifier: Apache-2.0
// Cycles and machine events of one core, predicted from the image and the spikes alone, by the
// closed formula of models/core_cycles.hpp. It is exact, and `check` holds every core to it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/core_cycles.hpp"
#include "models/image.hpp"
#include "models/ledger.hpp"
#include "models/stimulus.hpp"

namespace slk {

class CoreModel {
 public:
  // The image must outlive the model; numbers are below `network_size`.
  CoreModel(const Image& image, std::uint32_t network_size);

  // The next step: its stimulus and the neurons that fire in it (numbers, ascending).
  StepCycles step(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes);

  // Between steps, whenever the weights or the events of a core are read: it flushes, if the image
  // has plastic rows. Returns the cycles of that.
  std::uint64_t flush();

  // Machine events so far; network events stay 0.
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
  std::uint64_t update(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes);
  void deliver(const spec::RouteIndex& routes, std::uint32_t step);

  // Axons by the step, modulo the slots of the ring.
  using Slots = std::array<std::vector<std::uint32_t>, spec::kDelaySlots>;

  const Image& image_;
  std::vector<std::uint32_t> place_of_;  // slot or line of each number
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
