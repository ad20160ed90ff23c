// SPDX-License-Identifier: Apache-2.0
#include "models/core_cycles.hpp"

#include <algorithm>

namespace slk {
namespace {

// A phase without work: its first cycle and the one that finds it finished.
constexpr std::uint64_t kPhase = 2;
// From the first cycle of the update phase to the cycle in which slot 0 is written back.
constexpr std::uint64_t kWriteBack = 8;
// From a spike's write-back until emission can take it from its queue.
constexpr std::uint64_t kQueue = 2;
// From the last route read of a source until its delivery is in the ring.
constexpr std::uint64_t kDeliver = 2;
// The noise key of the step is made during the synapse phase: two mixings in a row.
constexpr std::uint64_t kNoiseKey = 13;

std::uint64_t pass_cycles(std::uint32_t neurons) {
  return neurons > 0 ? neurons + kWriteBack - 1 : 0;
}

}  // namespace

std::uint64_t reset_cycles(std::uint32_t neurons, std::uint32_t ring_words) {
  return kPhase + std::max(pass_cycles(neurons), std::uint64_t{ring_words} * spec::kDelaySlots);
}

std::uint64_t synapse_cycles(const SynapseWork& work, bool random) {
  const std::uint64_t last = work.last_has_event ? 1 : 0;
  return std::max(kPhase + work.words + work.empty + last, random ? kNoiseKey : 0);
}

void Emission::add_spike(std::uint32_t slot, std::uint32_t routes) {
  add(slot + kWriteBack + kQueue, routes);
}

void Emission::add(std::uint64_t ready, std::uint32_t routes) {
  free_ = std::max(free_, ready) + std::max<std::uint64_t>(1, routes);
  end_ = std::max(end_, routes > 0 ? free_ + kDeliver : free_);
}

// Neuron pass and emission run side by side.
std::uint64_t update_cycles(std::uint32_t neurons, const Emission& emission) {
  return kPhase + std::max(pass_cycles(neurons), emission.end());
}

}  // namespace slk
