// SPDX-License-Identifier: Apache-2.0
// What an experiment needs to find in its network, by name, and variants of a network.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "models/stimulus.hpp"
#include "models/yaml_reader.hpp"
#include "tools/experiment/experiment.hpp"

namespace slk::experiment {

// Null without it.
const Population* find_population(const Network& network, const std::string& name);

// Populations by name; `key` is where the network is named. Throw Error: there is none, or it is of
// another kind or size (0: any size).
const Population& need_input(const Network& network, const yaml::Field& key,
                             const std::string& name, std::uint32_t size);
const Population& need_lif(const Network& network, const yaml::Field& key, const std::string& name,
                           std::uint32_t size);

// The weights, of those in network order, of the first projection from one population to another,
// as [target][source]; pairs without a synapse are 0.
std::vector<std::vector<int>> weights_between(const Network& network,
                                              const std::vector<std::int8_t>& weights,
                                              const Population& from, const Population& to);

// The network with these weights, one per synapse in network order; without any as it is.
Network with_weights(Network network, const std::vector<std::int8_t>& weights);

// The network with every rule switched off from the start.
Network without_learning(Network network);

// The network as it answers: nothing learns any more, and thresholds stand still where they have
// come to.
Network frozen(Network network, const Learned& learned);

// Gives every rule this m_plus before the step; its other modulators as the network begins.
void set_m_plus(StepStimulus& stimulus, const Network& network, std::int16_t m_plus);

}  // namespace slk::experiment
