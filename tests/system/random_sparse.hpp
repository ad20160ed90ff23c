// SPDX-License-Identifier: Apache-2.0
// Random networks for chips of many cores, as files: static, plastic and instructive rows, noise,
// delays 1 to 31, Poisson input, resets. A neuron hears few sources, so that a core may hold any
// choice of neurons: a placement at random is legal, too. One seed, one network.
#pragma once

#include <cstdint>
#include <string>

namespace slk::tests {

// Writes network.yaml and its CSV files into `folder`, which is made, and returns the path of the
// network: 1 to `most` neurons, at most 5 synapses to a neuron. What its stimulus lists happens in
// steps 1 to 100.
std::string write_random_sparse(const std::string& folder, std::uint64_t seed, std::uint32_t most);

}  // namespace slk::tests
