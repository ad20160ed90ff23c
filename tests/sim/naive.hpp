// SPDX-License-Identifier: Apache-2.0
// The law of docs/architecture.md, section 3, once more and deliberately naive: every step walks
// all synapses through the whole history of spikes. Shares no arithmetic with models/ or sim/.
// With late packets it asks, for every spike of a source, whether a synapse hears it in this step.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "models/lateness.hpp"
#include "models/ledger.hpp"
#include "models/network.hpp"
#include "tests/sim/eager_learning.hpp"

namespace slk::tests {

using Wide = std::int64_t;

// The largest magnitude of a state, 2^23 - 1.
constexpr Wide kMax = 8388607;

// random(seed, purpose, step, key1, key2) of section 3.4.
std::uint32_t naive_random(std::uint64_t seed, std::uint32_t purpose, std::uint32_t step,
                           std::uint32_t key1, std::uint32_t key2);

// The noise of an exponent k: signed(d) >> (32 - k), rounded down; 0 for k = 0.
Wide naive_noise(std::uint32_t d, std::uint32_t k);

class Naive {
 public:
  struct State {
    Wide u0 = 0, u1 = 0, v = 0, a = 0, r = 0;
  };

  // The network must outlive the model. With the fragment of every synapse packets may be late.
  explicit Naive(const Network& network, const std::vector<Fragment>& fragments = {});

  // After the step in which its source fired: this packet is late.
  void deliver_late(const LateDelivery& packet);

  // Runs the next step, its stimulus included.
  void step();

  const std::vector<std::uint32_t>& spikes() const { return spikes_; }  // of the last step
  const std::vector<std::uint32_t>& inputs() const { return inputs_; }
  const std::vector<State>& states() const { return states_; }
  // Network events since step 1.
  const Ledger& ledger() const { return ledger_; }
  // One weight a synapse, projections in network order.
  std::vector<std::int8_t> weights() const;

 private:
  void play_stimulus();
  bool hears(std::size_t synapse, const Synapse& s) const;
  bool hears_late(std::size_t synapse, const Synapse& s) const;
  void sum_synapses();
  void update(std::size_t n);

  const Network& network_;
  std::vector<Fragment> fragments_;
  std::map<std::pair<Wide, Fragment>, LateDelivery> late_;  // by the step that they were sent for
  Wide t_ = 0;
  std::vector<std::uint32_t> numbers_;
  std::vector<NeuronParams> params_;
  std::vector<State> states_;
  std::set<std::pair<Wide, std::uint32_t>> history_;  // who fired in which step, inputs included
  Wide reset_step_ = 1;                               // what fired before it is not heard any more
  std::vector<Wide> i0_, i1_, heard_;
  std::vector<std::uint32_t> spikes_, inputs_;
  Ledger ledger_;
  EagerLearning learning_;
};

}  // namespace slk::tests
