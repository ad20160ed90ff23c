// SPDX-License-Identifier: Apache-2.0
// The image of a chip from what placement decided.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/build_core.hpp"
#include "host/placement/options.hpp"

namespace slk::placement {

struct ChipPlan {
  std::vector<CorePlan> cores;         // one a core of the chip
  std::vector<std::uint32_t> core_of;  // of each number; of an input line the core it should have
};

// Throws Error if something does not fit.
ChipImage build_chip(const Network& network, const Chip& chip, const Rows& rows,
                     const ChipPlan& plan, const TrafficPrices& prices);

// A plan with every axon in one piece: neurons on their cores in network order.
ChipPlan plan_of(const Network& network, const Chip& chip, const Rows& rows,
                 std::vector<std::uint32_t> core_of);

}  // namespace slk::placement
