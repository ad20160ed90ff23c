// SPDX-License-Identifier: Apache-2.0
// Placement on one core: network -> image. Deterministic: neurons keep their order, rows are
// sorted.
#pragma once

#include "models/chip.hpp"
#include "models/image.hpp"
#include "models/network.hpp"

namespace slk {

// Throws Error if something does not fit: the constraint, the need, the limit, what to change.
Image place(const Network& network, const Chip& chip);

// Places on the first chip of shipped_chips(), all of one core, that holds the network and returns
// that chip in `chip`. Throws Error with what the largest one lacks if none does.
Image place_on_smallest(const Network& network, Chip& chip);

}  // namespace slk
