// SPDX-License-Identifier: Apache-2.0
// Entries of output at random, as a device puts them out, for both that encode them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/gen/spec.hpp"

namespace slk::tests {

// Some steps, the first and the last of them cut off; any number of slots, from quiet to all
// firing. `random` has below(n) and chance(percent).
template <class Random>
std::vector<spec::OutputEntry> random_output(Random& random) {
  constexpr std::uint32_t kValueMax = (1u << 30) - 1;
  const auto some = [&](std::uint32_t small) {
    return random.chance(80) ? random.below(small) : random.below(kValueMax);
  };
  std::vector<spec::OutputEntry> entries;
  std::uint32_t step = some(1000);
  for (std::uint32_t steps = random.below(6); steps > 0; --steps) {
    entries.push_back({step, spec::kEntryStep});
    const std::uint32_t slots = 1u << random.below(spec::kSlotBits + 1);
    const std::uint32_t percent = random.below(101);
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
      if (random.chance(percent)) entries.push_back({slot, spec::kEntrySpike});
    }
    if (random.chance(70)) {
      entries.push_back(
          {random.chance(50) ? some(500) : 16120 + random.below(20), spec::kEntryCycles});
    }
    step += 1 + (random.chance(50) ? 0 : random.below(130));
    step = std::min(step, kValueMax);
  }
  const auto cut = [&] { return random.below(static_cast<std::uint32_t>(entries.size()) + 1); };
  if (random.chance(50)) entries.resize(cut());
  if (random.chance(50)) entries.erase(entries.begin(), entries.begin() + cut());
  return entries;
}

}  // namespace slk::tests
