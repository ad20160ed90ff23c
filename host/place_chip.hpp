// SPDX-License-Identifier: Apache-2.0
// Placement on a mesh of cores: network -> image of the chip.
#pragma once

#include <string>
#include <vector>

#include "host/placement/options.hpp"
#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk {

// A stage of a placement, by the clock on the wall.
struct StageTime {
  std::string stage;
  double seconds = 0;
};

// Of a chip of one core the image is that of place(), whatever the options. `times`, if not null,
// receives the stages in the order in which they ran. Deterministic: network, chip and options
// decide the image, unless the budget runs out (see PlaceOptions).
// Throws Error if something does not fit: the constraint, the need, the limit, what to change.
ChipImage place_chip(const Network& network, const Chip& chip, const PlaceOptions& options = {},
                     std::vector<StageTime>* times = nullptr);

}  // namespace slk
