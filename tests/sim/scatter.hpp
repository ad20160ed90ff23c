// SPDX-License-Identifier: Apache-2.0
// Placement at random on a mesh: neurons on any core, the copies of input lines, too. What a
// network does must not depend on it.
#pragma once

#include <cstdint>

#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk::tests {

// The mesh and the capacities of `chip`; throws Error if the network cannot be placed at all, and
// returns an image that may be too large for a core: fits() says so.
ChipImage scatter(const Network& network, const Chip& chip, std::uint64_t seed);
bool fits(const ChipImage& image);

}  // namespace slk::tests
