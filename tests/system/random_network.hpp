// SPDX-License-Identifier: Apache-2.0
// Random networks as files: every parameter and its corners, every connection rule, both receptors,
// all delays, noise, Poisson input, resets. One seed, one network.
#pragma once

#include <cstdint>
#include <string>

namespace slk::tests {

struct RandomNetworkOptions {
  int receptors = 2;
  bool random = true;  // noise allowed
  bool small = false;  // for a core of 128 neurons, 128 axons, 2048 synapses and 4 profiles
};

// Writes network.yaml and its CSV files into `folder`, which is made, and returns the path of the
// network. Networks fit a core of 256 neurons, 1024 axons and 131072 synapses, or nearly always do;
// small ones fit theirs more often than not.
std::string write_random_network(const std::string& folder, std::uint64_t seed,
                                 const RandomNetworkOptions& options);

}  // namespace slk::tests
