// SPDX-License-Identifier: Apache-2.0
#include "models/core_cycles.hpp"

#include <algorithm>

namespace slk {
namespace {

// A phase without work: its first cycle and the one that finds it finished.
constexpr std::uint64_t kPhase = 2;
// From the first cycle of the update phase to the cycle in which slot 0 is written back, pipelined.
constexpr std::uint64_t kWriteBack = 8;
// From a spike's write-back until emission can take it from its queue.
constexpr std::uint64_t kQueue = 2;
// From the last route read of a source until its delivery is in the ring.
constexpr std::uint64_t kDeliver = 2;
// The noise key of the step is made during the synapse phase: two mixings in a row.
constexpr std::uint64_t kNoiseKey = 13;
// The first cycle of a flush, the one behind its last axon, and the one that finds it finished.
constexpr std::uint64_t kFlush = 3;
constexpr std::uint64_t kRescale = 4;
// The keys of learning that belong to the step are made before the first row.
constexpr std::uint64_t kLearningKey = 3;

// From a word that is handed to the lanes until it is written back: the changes are looked up and
// added and, with random numbers, drawn before that.
std::uint64_t learning_pipeline(const CoreSize& core) {
  if (!core.learning) return 0;
  return core.random ? 13 : 5;
}

// The cycle of the phase in which a slot is written back.
std::uint64_t written_back(std::uint32_t slot, const CoreSize& core) {
  if (!core.serial_neurons) return slot + kWriteBack;
  const std::uint64_t cycles =
      spec::kSerialSlotCycles + (core.receptors - 1) * spec::kSerialReceptorCycles;
  return (slot + 1) * cycles;
}

}  // namespace

std::uint64_t pass_cycles(std::uint32_t neurons, const CoreSize& core) {
  return neurons > 0 ? written_back(neurons - 1, core) : 0;
}

std::uint64_t reset_cycles(std::uint64_t pass, std::uint32_t ring_words) {
  return kPhase + std::max(pass, std::uint64_t{ring_words} * spec::kDelaySlots);
}

std::uint64_t flush_cycles(std::uint64_t rows, const CoreSize& core) {
  return kFlush + learning_pipeline(core) + rows;
}

void RescaleWork::add_rule(bool plus, bool minus, const CoreSize& core) {
  if (plus) entries += (core.teaching ? std::uint64_t{2} : 1) * spec::kLearningWindow;
  if (minus) entries += spec::kLearningWindow + 1;
  rules += plus || minus;
}

std::uint64_t rescale_cycles(const RescaleWork& work) {
  return work.rules > 0 ? kRescale + work.entries : 0;
}

std::uint64_t first_scan_cycle(const CoreSize& core) {
  return core.learning && core.random ? 1 + kLearningKey : 1;
}

std::uint64_t synapse_cycles(const SynapseWork& work, const CoreSize& core) {
  const std::uint64_t last = work.last_has_candidate ? 1 : 0;
  const bool scans = work.words + work.empty > 0;
  const std::uint64_t key = scans ? first_scan_cycle(core) - 1 : 0;
  return std::max(kPhase + key + work.words + work.empty + last + learning_pipeline(core),
                  core.random ? kNoiseKey : 0);
}

std::uint64_t spike_ready(std::uint32_t slot, const CoreSize& core) {
  return written_back(slot, core) + kQueue;
}

void Emission::add(std::uint64_t ready, std::uint32_t routes) {
  free_ = std::max(free_, ready) + std::max<std::uint64_t>(1, routes);
  end_ = std::max(end_, routes > 0 ? free_ + kDeliver : free_);
}

// Neuron pass and emission run side by side.
std::uint64_t update_cycles(std::uint64_t pass, std::uint64_t emission_end) {
  return kPhase + std::max(pass, emission_end);
}

}  // namespace slk
