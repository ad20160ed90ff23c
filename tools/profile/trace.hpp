// SPDX-License-Identifier: Apache-2.0
// The lateness trace of a machine in real time, complete: with the packets that are under way when
// its run ends.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/lateness.hpp"

namespace slk::profile {

// After step `last` a machine still has packets under way, and no trace of them yet; golden would
// take them for punctual. This makes it deliver them, by a step that begins with a reset: a reset
// waits until the mesh is empty. Nothing is left to read from the machine then but its late
// packets. Throws Error if the machine is not to be trusted.
void drain(Backend& machine, std::uint32_t last);

// Packets in the order in which a machine showed them, as a trace of its image.
Lateness lateness_of(const ChipImage& image, const std::string& machine,
                     std::vector<LateDelivery> packets);

// Runs a machine to step `steps`, and what is under way to its end.
Lateness run_for_lateness(const Network& network, const ChipImage& image, Backend& machine,
                          std::uint32_t steps);

}  // namespace slk::profile
