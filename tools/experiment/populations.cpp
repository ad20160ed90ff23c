// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/populations.hpp"

#include <algorithm>
#include <utility>

#include "models/neuron.hpp"

namespace slk::experiment {
namespace {

const Population& need(const Network& network, const yaml::Field& key, const std::string& name,
                       Population::Kind kind, std::uint32_t size) {
  const bool input = kind == Population::Kind::kInput;
  const Population* const found = find_population(network, name);
  if (found && found->kind == kind && (size == 0 || found->size == size)) return *found;
  key.fail(network.path + " has no population '" + name + "' of kind " + (input ? "input" : "lif") +
           (size == 0 ? "" : " and size " + std::to_string(size)) +
           "; allowed a network that this experiment can run");
}

}  // namespace

const Population* find_population(const Network& network, const std::string& name) {
  const auto found = std::find_if(network.populations.begin(), network.populations.end(),
                                  [&](const Population& p) { return p.name == name; });
  return found == network.populations.end() ? nullptr : &*found;
}

const Population& need_input(const Network& network, const yaml::Field& key,
                             const std::string& name, std::uint32_t size) {
  return need(network, key, name, Population::Kind::kInput, size);
}

const Population& need_lif(const Network& network, const yaml::Field& key, const std::string& name,
                           std::uint32_t size) {
  return need(network, key, name, Population::Kind::kLif, size);
}

std::vector<std::vector<int>> weights_between(const Network& network,
                                              const std::vector<std::int8_t>& weights,
                                              const Population& from, const Population& to) {
  std::vector<std::vector<int>> matrix(to.size, std::vector<int>(from.size, 0));
  auto weight = weights.begin();
  for (const Projection& projection : network.projections) {
    const bool wanted = network.populations[projection.from].first == from.first &&
                        network.populations[projection.to].first == to.first;
    for (const Synapse& s : projection.synapses) {
      if (wanted) matrix[s.target - to.first][s.source - from.first] = *weight;
      ++weight;
    }
    if (wanted) break;
  }
  return matrix;
}

Network with_weights(Network network, const std::vector<std::int8_t>& weights) {
  if (weights.empty()) return network;
  auto weight = weights.begin();
  for (Projection& projection : network.projections) {
    for (Synapse& synapse : projection.synapses) synapse.weight = *weight++;
  }
  return network;
}

Network without_learning(Network network) {
  for (Rule& rule : network.rules) rule.modulators.enable = false;
  return network;
}

Network frozen(Network network, const Learned& learned) {
  network = without_learning(with_weights(std::move(network), learned.weights));
  auto a = learned.adaptation.begin();
  for (Population& population : network.populations) {
    for (NeuronParams& params : population.params) {
      params.threshold = saturate(std::int64_t{params.threshold} + *a++).value;
      params.da_step = 0;
    }
  }
  return network;
}

void set_m_plus(StepStimulus& stimulus, const Network& network, std::int16_t m_plus) {
  for (std::uint8_t rule = 0; rule < network.rules.size(); ++rule) {
    Modulators modulators = network.rules[rule].modulators;
    modulators.m_plus = m_plus;
    stimulus.modulators.push_back({stimulus.step, rule, modulators});
  }
}

}  // namespace slk::experiment
