// SPDX-License-Identifier: Apache-2.0
// Placers to measure ours against. Each returns the core of every number; all keep neurons, axons,
// words, profiles and input lines of a core within its limits, words as Assignment estimates them
// with `spread`.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/problem.hpp"

namespace slk::placement {

// Neurons in network order, and input lines in theirs, core after core.
// All three throw Error if a number finds no core with room.
std::vector<std::uint32_t> place_sequential(const Problem& problem, std::uint32_t spread);

// Neurons in network order, each on any core of the chip that has room; input lines likewise.
std::vector<std::uint32_t> place_random(const Problem& problem, std::uint32_t spread,
                                        std::uint64_t seed);

// Neurons in network order, each on the core with room that hears most of its sources already; a
// new core is begun, row by row of the mesh, when none of those begun has room. Input lines go
// where most of their packets go.
std::vector<std::uint32_t> place_greedy(const Problem& problem, std::uint32_t spread);

}  // namespace slk::placement
