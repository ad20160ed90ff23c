// SPDX-License-Identifier: Apache-2.0
// Digest of a run: the sum modulo 2^64 of a hash of every record. Free of order, so machines,
// threads and cores may add their parts in any order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "models/neuron.hpp"

namespace slk {

class Digest {
 public:
  // A spike of a lif neuron.
  void add_spike(std::uint32_t step, std::uint32_t number) { sum_ += hash(1, step, number); }
  // A neuron's state after a step.
  void add_state(std::uint32_t step, std::uint32_t number, const NeuronState& s) {
    sum_ += hash(2, step, number, s.u0, s.u1, s.v, s.a, s.r);
  }
  // The states of the lif neurons after a step, in network order, as many as are there.
  void add_states(std::uint32_t step, const Network& network,
                  const std::vector<NeuronState>& states);
  // A synapse's weight after the last completed step; indices within their populations.
  void add_weight(std::uint32_t step, std::uint32_t projection, std::uint32_t from_index,
                  std::uint32_t to_index, std::uint32_t delay, int weight) {
    sum_ += hash(3, step, projection, from_index, to_index, delay, weight);
  }
  // All weights of a network, one per synapse, projections in network order.
  void add_weights(std::uint32_t step, const Network& network,
                   const std::vector<std::int8_t>& weights);
  std::uint64_t value() const { return sum_; }
  // 16 lower-case hexadecimal digits.
  std::string text() const;

  // The splitmix64 finaliser, chained over the fields as 64-bit two's complement integers.
  template <class... Fields>
  static constexpr std::uint64_t hash(Fields... fields) {
    std::uint64_t z = 0;
    ((z = fin(z + 0x9e3779b97f4a7c15u +
              static_cast<std::uint64_t>(static_cast<std::int64_t>(fields)))),
     ...);
    return z;
  }

 private:
  static constexpr std::uint64_t fin(std::uint64_t z) {
    z ^= z >> 30;
    z *= 0xbf58476d1ce4e5b9u;
    z ^= z >> 27;
    z *= 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t sum_ = 0;
};

// 16 lower-case hexadecimal digits.
std::string hex64(std::uint64_t value);

}  // namespace slk
