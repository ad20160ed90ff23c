// SPDX-License-Identifier: Apache-2.0
// What a synapse's weight may be, and weights that a host gives a machine.
#pragma once

#include <cstdint>
#include <vector>

#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk {

// A plastic weight stays within its rule's clamp, a static one within what 8 bits can say.
struct WeightRange {
  std::int8_t min = -127;
  std::int8_t max = 127;
};

// One per synapse, in network order, by the network or by the image that it was placed as.
std::vector<WeightRange> weight_ranges(const Network& network);
std::vector<WeightRange> weight_ranges(const Image& image);
std::vector<WeightRange> weight_ranges(const ChipImage& image);

// Throws Error if there are more or fewer weights than ranges, or one is out of its own.
void check_weights(const std::vector<std::int8_t>& weights, const std::vector<WeightRange>& ranges);

}  // namespace slk
