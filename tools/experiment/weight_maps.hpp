// SPDX-License-Identifier: Apache-2.0
// What neurons have learned to look for, as pictures of their weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/network.hpp"

namespace slk::experiment {

// An SVG with a map for each of the first 100 neurons of population `to`, `columns` in a row: the
// weights that it has for the 8x8 pixels of population `from`, blue below and red above zero.
std::string draw_weight_maps(const Network& network, const std::vector<std::int8_t>& weights,
                             const std::string& from, const std::string& to, int columns);

}  // namespace slk::experiment
