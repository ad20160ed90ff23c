// SPDX-License-Identifier: Apache-2.0
// What a network can be asked.
#include "models/network.hpp"

#include <algorithm>
#include <cassert>

namespace slk {
namespace {

std::uint32_t count(const Network& network, Population::Kind kind) {
  std::uint32_t total = 0;
  for (const Population& population : network.populations) {
    if (population.kind == kind) total += population.size;
  }
  return total;
}

}  // namespace

std::uint32_t Network::size() const {
  return populations.empty() ? 0 : populations.back().first + populations.back().size;
}

std::uint32_t Network::neuron_count() const { return count(*this, Population::Kind::kLif); }

std::uint32_t Network::input_count() const { return count(*this, Population::Kind::kInput); }

std::uint64_t Network::synapse_count() const {
  std::uint64_t total = 0;
  for (const Projection& projection : projections) total += projection.synapses.size();
  return total;
}

const Population& Network::population_of(std::uint32_t number) const {
  assert(number < size());
  const auto after = std::upper_bound(
      populations.begin(), populations.end(), number,
      [](std::uint32_t n, const Population& population) { return n < population.first; });
  return *(after - 1);
}

std::string Network::name_of(std::uint32_t number) const {
  const Population& population = population_of(number);
  return population.name + "[" + std::to_string(number - population.first) + "]";
}

std::pair<std::uint32_t, const Synapse*> Network::synapse_at(std::uint64_t position) const {
  std::uint32_t p = 0;
  while (position >= projections[p].synapses.size()) position -= projections[p++].synapses.size();
  return {p, &projections[p].synapses[position]};
}

std::uint32_t Network::last_stimulus_step() const {
  std::uint32_t last = stimulus.spikes.empty() ? 0 : stimulus.spikes.back().step;
  for (const StateReset& reset : stimulus.resets) {
    for (const std::uint32_t step : reset.before) last = std::max(last, step);
  }
  if (!stimulus.modulators.empty()) last = std::max(last, stimulus.modulators.back().step);
  return last;
}

}  // namespace slk
