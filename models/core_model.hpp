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

  // Machine events so far; network events stay 0.
  const Ledger& events() const { return events_; }

 private:
  std::uint64_t reset();
  std::uint64_t hear(std::uint32_t slot);
  std::uint64_t update(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes);
  void deliver(const spec::RouteIndex& routes, std::uint32_t step);

  const Image& image_;
  std::vector<std::uint32_t> place_of_;  // slot or line of each number
  std::vector<std::uint32_t> synapses_;  // of each axon
  std::uint32_t neurons_;
  std::uint32_t ring_words_;
  std::array<std::vector<std::uint32_t>, spec::kDelaySlots> arrivals_;  // axons
  std::vector<std::uint32_t> events_in_word_;
  Ledger events_;
};

}  // namespace slk
