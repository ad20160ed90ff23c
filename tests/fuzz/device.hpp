// SPDX-License-Identifier: Apache-2.0
// The chip that tests/fuzz/device.cpp talks to: one file for each machine makes it.
#pragma once

#include <cstdint>

#include "models/probe.hpp"

namespace slk::tests {

inline constexpr std::uint32_t kLanes = 8;

struct FuzzedChip {
  SimulatedChip simulated;
  std::uint32_t axons = 0;
  std::uint64_t patience = 0;  // byte times: so long may the line be silent while the chip is busy
};

// Just switched on.
FuzzedChip make_fuzzed_chip();

}  // namespace slk::tests
