// SPDX-License-Identifier: Apache-2.0
// Random choices of an experiment: what is shown, and in what order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "models/random.hpp"

namespace slk::experiment {

// Draws one after the other, the same ones for the same seed and stream.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t stream)
      : key_(absorb(absorb(purpose_key(seed, Purpose::kExperiment), stream), 0)) {}

  // One of 0 .. count - 1.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(std::uint64_t{draw(key_, next_++)} * count >> 32);
  }

  // 0 .. count - 1 in any order.
  std::vector<std::uint32_t> order(std::uint32_t count) {
    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), 0);
    for (std::uint32_t left = count; left > 1; --left) std::swap(all[left - 1], all[below(left)]);
    return all;
  }

 private:
  RandomKey key_;
  std::uint32_t next_ = 0;
};

}  // namespace slk::experiment
