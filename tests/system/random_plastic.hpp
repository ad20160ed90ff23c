// SPDX-License-Identifier: Apache-2.0
// Random plastic networks as files: small and busy (one in five has larger populations), with every
// key of a rule and its corners, sparse tables, tight clamps, instructive rows, parallel synapses,
// all delays, modulators that change, resets. One seed, one network.
#pragma once

#include <cstdint>
#include <string>

#include "models/gen/spec.hpp"
#include "tests/system/random_network.hpp"

namespace slk::tests {

// True for the network events that only plastic networks have.
bool is_learning(spec::Event event);

// Writes network.yaml and its CSV files into `folder`, which is made, and returns the path of the
// network. What its stimulus lists happens in steps 1 to 200.
std::string write_random_plastic(const std::string& folder, std::uint64_t seed,
                                 const RandomNetworkOptions& options = {});

}  // namespace slk::tests
