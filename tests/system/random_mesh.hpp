// SPDX-License-Identifier: Apache-2.0
// Random images of a mesh: what the cores hold belongs to no network, and their routes go anywhere.
// Machines that run images are compared on them. One seed, one image and its stimulus.
#pragma once

#include <cstdint>
#include <vector>

#include "models/chip_image.hpp"
#include "models/stimulus.hpp"

namespace slk::tests {

struct RandomMesh {
  ChipImage image;
  std::vector<StepStimulus> stimuli;
};

// Occupies some of the chip's neurons and axons, so that most neurons fire now and then: in barrier
// mode no two packets meet in one axon and step. Every size and option of the chip may be used.
RandomMesh random_mesh(const Chip& chip, std::uint32_t steps, std::uint64_t seed);

}  // namespace slk::tests
