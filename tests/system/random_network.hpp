// SPDX-License-Identifier: Apache-2.0
// Random networks as files: every parameter and its corners, every connection rule, both receptors,
// all delays, noise, Poisson input, resets. One seed, one network.
#pragma once

#include <cstdint>
#include <string>

namespace slk::tests {

// What the core has that a network may use.
struct RandomNetworkOptions {
  int receptors = 2;
  bool random = true;    // noise and, where it learns, stochastic rounding
  bool small = false;    // where it does not: 128 neurons, 128 axons, 2048 synapses and 4 profiles
  bool teaching = true;  // where it learns, instructive rows and tables Q
};

inline constexpr RandomNetworkOptions kLean{1, false, false, false};

// Writes network.yaml and its CSV files into `folder`, which is made, and returns the path of the
// network. Networks fit a core of 256 neurons, 1024 axons and 131072 synapses, or nearly always do;
// small ones fit theirs more often than not.
std::string write_random_network(const std::string& folder, std::uint64_t seed,
                                 const RandomNetworkOptions& options);

}  // namespace slk::tests
