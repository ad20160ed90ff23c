// SPDX-License-Identifier: Apache-2.0
// Random patterns of input lines, and probes that are almost one of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tools/experiment/draws.hpp"

namespace slk::experiment {

using Pattern = std::vector<std::uint32_t>;  // lines, ascending

// Numbers of swaps 0 .. kSwaps - 1.
constexpr std::size_t kSwaps = 9;

// A pattern with some of its lines swapped for others.
struct Probe {
  std::uint32_t pattern = 0;
  std::uint32_t swaps = 0;
  Pattern lines;
};

// Patterns of `active` of the lines, of which all share `overlap`; the others are drawn for each.
std::vector<Pattern> draw_patterns(Draws& draws, std::uint32_t lines, std::uint32_t active,
                                   std::uint32_t count, std::uint32_t overlap);

// Patterns and numbers of swaps are equally likely.
std::vector<Probe> draw_probes(Draws& draws, std::uint32_t lines,
                               const std::vector<Pattern>& patterns, std::uint32_t count);

}  // namespace slk::experiment
