// SPDX-License-Identifier: Apache-2.0
// The placer: how many cores to use, and what goes on each.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/placement/problem.hpp"

namespace slk::placement {

// Called with the name of a stage and how much of it is done, 0..1; false: the budget is used up.
using Enter = std::function<bool(const std::string& stage, double done)>;

// The core of each number. Partitions into ever more parts, lays each partition out and refines it,
// and takes the cheapest of the first few that fit: the fewest cores are often, not always, the
// best. `spread` is that of Assignment. Throws Error with the fullest core of the best partition
// found if none fits.
std::vector<std::uint32_t> search(const Problem& problem, const PlaceOptions& options,
                                  std::uint32_t spread, const Enter& enter);

}  // namespace slk::placement
