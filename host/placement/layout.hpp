// SPDX-License-Identifier: Apache-2.0
// Where on the mesh each part of a partition stands.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/problem.hpp"

namespace slk::placement {

// The core of each number, from the part of each neuron; parts below the number of cores. Starts
// with each part where those already placed pull it, the busiest first, and swaps parts by
// simulated annealing until the packets take the cheapest ways that it finds. Each input line then
// stands on the core from which its packets are cheapest, as far as cores have lines.
std::vector<std::uint32_t> lay_out(const Problem& problem, const std::vector<std::uint32_t>& parts,
                                   std::uint64_t seed);

}  // namespace slk::placement
