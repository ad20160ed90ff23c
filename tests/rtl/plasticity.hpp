// SPDX-License-Identifier: Apache-2.0
// What the tests of learning share: entries as the lanes keep them, and numbers at random.
#pragma once

#include "models/plasticity.hpp"
#include "tests/rtl/bench.hpp"

namespace slk::bench {

constexpr unsigned kValueBits = spec::kChangeIntegerBits + spec::kChangeFractionBits;

// A change in hardware: 16 fraction bits, and no more than 255, which is beyond every clamp.
constexpr std::int32_t hardware_value(const ScaledRule& rule, const Change& change) {
  const int missing = static_cast<int>(spec::kChangeFractionBits);
  const int shift = rule.stochastic ? missing - rule.fraction : missing;
  const std::int64_t most = std::int64_t{255} << spec::kChangeFractionBits;
  return static_cast<std::int32_t>(
      std::clamp(std::int64_t{change.value} * (std::int64_t{1} << shift), -most, most));
}

// A signed number of `width` bits; half of the time a corner.
inline std::int32_t signed_corner(Random& random, unsigned width) {
  return sign_extend(random.corner(), width);
}

}  // namespace slk::bench
