// SPDX-License-Identifier: Apache-2.0
#include "models/digest.hpp"

namespace slk {

std::string hex64(std::uint64_t value) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

void Digest::add_states(std::uint32_t step, const Network& network,
                        const std::vector<NeuronState>& states) {
  auto state = states.begin();
  for (const Population& p : network.populations) {
    for (std::uint32_t i = 0; i < p.params.size() && state != states.end(); ++i) {
      add_state(step, p.first + i, *state++);
    }
  }
}

void Digest::add_weights(std::uint32_t step, const Network& network,
                         const std::vector<std::int8_t>& weights) {
  auto weight = weights.begin();
  for (std::uint32_t p = 0; p < network.projections.size(); ++p) {
    const Projection& projection = network.projections[p];
    const std::uint32_t from = network.populations[projection.from].first;
    const std::uint32_t to = network.populations[projection.to].first;
    for (const Synapse& s : projection.synapses) {
      add_weight(step, p, s.source - from, s.target - to, s.delay, *weight++);
    }
  }
}

std::string Digest::text() const { return hex64(sum_); }

}  // namespace slk
