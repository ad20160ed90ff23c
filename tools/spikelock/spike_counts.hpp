// SPDX-License-Identifier: Apache-2.0
// How often each source of a network fires.
#pragma once

#include <cstdint>
#include <vector>

#include "models/network.hpp"

namespace slk {

// Spikes of each number, input lines included, in the first steps on golden, with the stimulus of
// the network.
std::vector<std::uint64_t> count_spikes(const Network& network, std::uint32_t steps);

}  // namespace slk
