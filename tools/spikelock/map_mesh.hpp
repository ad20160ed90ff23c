// SPDX-License-Identifier: Apache-2.0
// spikelock map of a chip with several cores.
#pragma once

#include "models/chip.hpp"
#include "models/network.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {

// Places the network as the flags say, has the image checked, and reports fill, links, cost and the
// baselines on the terminal and in the files that the flags name. Throws Error.
Exit map_mesh(const Network& network, const Chip& chip, const MapFlags& flags);

}  // namespace slk
