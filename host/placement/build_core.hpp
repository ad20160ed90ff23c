// SPDX-License-Identifier: Apache-2.0
// The image of one core from what placement decided; one core or many, every image is made here.
#pragma once

#include <string>
#include <vector>

#include "host/placement/rows.hpp"
#include "models/chip_image.hpp"
#include "models/image.hpp"

namespace slk::placement {

// An axon: synapses of one row whose targets stand on the core.
struct AxonPlan {
  std::uint32_t row = 0;                // position in Rows::rows
  std::vector<std::uint32_t> synapses;  // positions in Rows::synapses, at least one
};

// What stands on a core.
struct CorePlan {
  std::vector<std::uint32_t> slot_numbers;  // neurons, in slot order
  std::vector<AxonPlan> axons;              // ascending rows
};

// A core's image but for its input lines and routes, which depend on the other cores, and the
// position in network order of each synapse in its `synapse_at`, ascending.
struct BuiltCore {
  Image image;
  std::vector<std::uint32_t> synapses;
};

// Throws Error if the core lacks the capacity or an option; the sentence names the constraint,
// followed by `where` (" of core 3", or nothing on a chip of one core).
BuiltCore build_core(const Network& network, const Chip& chip, const Rows& rows,
                     const CorePlan& plan, const std::string& where);

}  // namespace slk::placement
