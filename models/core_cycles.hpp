// SPDX-License-Identifier: Apache-2.0
// Clock cycles of a core's phases as functions of what happens in them: the closed formula of
// docs/datasheet.md ("Cycles of a step"). CoreModel counts from image and spikes, the TLM core from
// its own memories; the formula is one.
#pragma once

#include <cstdint>

#include "models/chip.hpp"
#include "models/gen/spec.hpp"

namespace slk {

// Clock cycles of a command's phases, in their order.
struct StepCycles {
  std::uint64_t flush = 0;
  std::uint64_t reset = 0;
  std::uint64_t rescale = 0;
  std::uint64_t synapse = 0;
  std::uint64_t update = 0;
  std::uint64_t total() const { return flush + reset + rescale + synapse + update; }
};

// Ring words that `axons` occupied axons take in a slot.
constexpr std::uint32_t ring_words(std::uint32_t axons) {
  return (axons + spec::kRingWordBits - 1) / spec::kRingWordBits;
}

// Cycles of a pass over a row: one a word, at least one.
constexpr std::uint64_t row_cycles(std::uint32_t segments) { return segments > 0 ? segments : 1; }

// `rows`: the cycles of all plastic rows, one for each without a pass.
std::uint64_t flush_cycles(std::uint64_t rows, const CoreSize& core);

// Entries of rules that are multiplied anew.
struct RescaleWork {
  std::uint64_t rules = 0;
  std::uint64_t entries = 0;
  // `plus`: the tables P and Q are; `minus`: N and C are.
  void add_rule(bool plus, bool minus, const CoreSize& core);
};
std::uint64_t rescale_cycles(const RescaleWork& work);

// The neuron pass: cycles until the last of its slots is written back.
std::uint64_t pass_cycles(std::uint32_t neurons, const CoreSize& core);

// The neuron pass clears the states while the ring is swept.
std::uint64_t reset_cycles(std::uint64_t pass, std::uint32_t ring_words);

// What a synapse phase does. A candidate is an axon that hears an event, or whose window may end.
struct SynapseWork {
  std::uint64_t words = 0;          // cycles of the passes, and one for a candidate without
  std::uint64_t empty = 0;          // ring words of this step without a candidate
  bool last_has_candidate = false;  // the last occupied ring word has one
};
std::uint64_t synapse_cycles(const SynapseWork& work, const CoreSize& core);
// The cycle of the phase, from 0, in which its first ring word is looked at.
std::uint64_t first_scan_cycle(const CoreSize& core);

// Emission takes input spikes first, in the order in which they were queued, then each spike as it
// becomes ready, in slot order; a source takes one cycle a route, at least one.
class Emission {
 public:
  void add_input(std::uint32_t routes) { add(0, routes); }
  void add_spike(std::uint64_t ready, std::uint32_t routes) { add(ready, routes); }
  // The cycle, from 0, in which the last delivery so far is in the ring.
  std::uint64_t end() const { return end_; }

 private:
  void add(std::uint64_t ready, std::uint32_t routes);

  std::uint64_t free_ = 0;  // cycle in which the next source can be taken
  std::uint64_t end_ = 0;
};
// The cycle from which the spike of a slot can be taken.
std::uint64_t spike_ready(std::uint32_t slot, const CoreSize& core);
// `pass`: its cycles. `emission_end`: the cycle, from 0, in which the last delivery is in the ring;
// in a mesh, in which the last packet is taken.
std::uint64_t update_cycles(std::uint64_t pass, std::uint64_t emission_end);

}  // namespace slk
