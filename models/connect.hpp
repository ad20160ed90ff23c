// SPDX-License-Identifier: Apache-2.0
// Connection rules: which pairs of neurons have a synapse, and what is drawn for each at random.
// Source: docs/architecture.md, section 3.4, purposes 4 to 6.
#pragma once

#include <cstdint>
#include <vector>

#include "models/network.hpp"
#include "models/random.hpp"

namespace slk {

// The draws of a purpose for the pairs of a projection. The key of a source is kept while the
// source stays the same, so a pair costs one mix.
class PairDraws {
 public:
  PairDraws(std::uint64_t seed, Purpose purpose, std::uint32_t projection)
      : key_(absorb(purpose_key(seed, purpose), projection)), of_source_(absorb(key_, 0)) {}

  std::uint32_t operator()(std::uint32_t source, std::uint32_t target) {
    if (source != source_) of_source_ = absorb(key_, source);
    source_ = source;
    return draw(of_source_, target);
  }

 private:
  RandomKey key_;
  std::uint32_t source_ = 0;
  RandomKey of_source_;
};

// The integers low..high, equally likely. -127 <= low <= high <= 127.
struct Uniform {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

// All rules give synapses of weight 0 and delay 1, sorted by (source, target).

// Every pair; without `self`, no neuron with itself.
std::vector<Synapse> connect_all(const Population& from, const Population& to, bool self);

// Equal indices; the sizes are equal.
std::vector<Synapse> connect_one_to_one(const Population& from, const Population& to);

// Every pair with probability threshold / 2^32; without `self`, no neuron with itself.
std::vector<Synapse> connect_at_random(const Population& from, const Population& to, bool self,
                                       std::uint64_t threshold, PairDraws draws);

// Gives every synapse a weight or a delay; nothing is drawn if low == high.
void draw_weights(std::vector<Synapse>& synapses, Uniform weights, PairDraws draws);
void draw_delays(std::vector<Synapse>& synapses, Uniform delays, PairDraws draws);

// Sorts by (source, target, delay); equal ones keep their order.
void sort_synapses(std::vector<Synapse>& synapses);

}  // namespace slk
