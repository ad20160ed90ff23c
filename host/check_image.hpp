// SPDX-License-Identifier: Apache-2.0
// Independent check of a placement: turns the image back into a network, by reading it as the chip
// does, and compares. Shares no code with place().
#pragma once

#include <string>

#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk {

// One sentence on the first thing that is illegal or differs from the network; empty if all is
// well.
std::string check_image(const ChipImage& image, const Network& network);

}  // namespace slk
