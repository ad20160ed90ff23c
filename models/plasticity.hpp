// SPDX-License-Identifier: Apache-2.0
// The arithmetic of learning: the equations of docs/architecture.md, section 3.3, as pure functions
// of a neuron's histories, a rule and a weight. Who calls them when is a machine's own business.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "models/rule.hpp"

namespace slk {

// The last 32 steps of a neuron: bit k of a word that is read in step t stands for step t - 1 - k.
using History = std::uint32_t;
static_assert(spec::kLearningWindow == 32, "a history is one word");

// The word after one more step.
constexpr History push(History history, bool happened) {
  return (history << 1) | static_cast<History>(happened);
}

// The distance 0..age - 1 from a window's first step to the first set step of its `age` steps,
// 1..32, of which the last is the history's newest; -1 without one.
constexpr int first_distance(History history, std::uint32_t age) {
  const History inside = history & (~History{0} >> (32 - age));
  return inside == 0 ? -1 : static_cast<int>(age) - 32 + __builtin_clz(inside);
}

// The distance 1..32 from the last set step to the step in which the history is read; 0 without
// one.
constexpr int last_distance(History history) {
  return history == 0 ? 0 : 1 + __builtin_ctz(history);
}

// Fraction bits F of an update: those of the rule's entries and of a modulator, 8..16.
constexpr int update_fraction(std::uint32_t fraction_bits) {
  return static_cast<int>(fraction_bits) + static_cast<int>(spec::kModulatorFraction);
}

// x, with F fraction bits, to the nearest integer; ties away from zero.
constexpr std::int32_t round_nearest(std::int32_t x, int fraction) {
  const std::int32_t r = (std::int32_t{1} << (fraction - 1)) - (x < 0);
  return (x + r) >> fraction;
}

// x to one of its two neighbours; `random` are F bits, 0..2^F - 1.
constexpr std::int32_t round_stochastic(std::int32_t x, int fraction, std::uint32_t random) {
  return (x + static_cast<std::int32_t>(random)) >> fraction;
}

// What one update does, once its modulator is known.
struct Change {
  bool acts = false;       // x is not 0: the update is made and counted
  std::int32_t value = 0;  // nearest: round(x); stochastic: x itself
};

// A rule times its modulators, as hardware keeps it, so that a lane has no multiplier.
struct ScaledRule {
  bool stochastic = false;
  int fraction = 0;
  std::int8_t min = 0;
  std::int8_t max = 0;
  bool opens = false;        // its events open windows
  bool window_acts = false;  // some entry of p or q acts
  bool event_acts = false;   // some entry of n acts
  std::array<Change, spec::kLearningWindow> p;
  std::array<Change, spec::kLearningWindow> q;
  std::array<Change, spec::kLearningWindow + 1> n;  // N[d] + C by the distance d, C alone at 0
};

// While a rule is disabled, its modulators act as 0 and it opens no window.
ScaledRule scale(const Rule& rule, const Modulators& modulators);

// The weight after an update that acts. `half` are 16 bits of a random number, of which stochastic
// rounding takes the upper F.
constexpr std::int8_t updated(std::int8_t weight, const ScaledRule& rule, const Change& change,
                              std::uint32_t half) {
  const std::int32_t by =
      rule.stochastic ? round_stochastic(change.value, rule.fraction, half >> (16 - rule.fraction))
                      : change.value;
  return static_cast<std::int8_t>(std::clamp<std::int32_t>(weight + by, rule.min, rule.max));
}

}  // namespace slk
