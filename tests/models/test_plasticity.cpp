// SPDX-License-Identifier: Apache-2.0
// The arithmetic of learning against its definitions.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <vector>

#include "models/plasticity.hpp"

using namespace slk;

namespace {

constexpr int kW = spec::kLearningWindow;

// Steps before the reading step in which something happened: 1..32.
bool is_set(History history, int steps_ago) { return ((history >> (steps_ago - 1)) & 1) != 0; }

// x / 2^F to the nearest integer, ties away from zero, by division.
std::int64_t nearest(std::int64_t x, int fraction) {
  const std::int64_t one = std::int64_t{1} << fraction;
  const std::int64_t magnitude = (2 * std::abs(x) + one) / (2 * one);
  return x < 0 ? -magnitude : magnitude;
}

// Half of all histories are sparse.
History some_history(std::mt19937_64& random) {
  const auto bits = static_cast<History>(random());
  return random() % 2 == 0 ? bits : bits & static_cast<History>(random() & random() & random());
}

Rule rule_of(std::uint8_t fraction_bits, bool stochastic) {
  Rule rule;
  rule.fraction_bits = fraction_bits;
  rule.stochastic = stochastic;
  return rule;
}

Modulators both(std::int16_t m) { return {m, m, true}; }

}  // namespace

TEST_CASE("a history shifts one step at a time and forgets after 32") {
  History history = 0;
  std::vector<bool> steps;
  std::mt19937_64 random(1);
  for (int t = 1; t <= 500; ++t) {
    for (int ago = 1; ago <= kW; ++ago) {
      const bool happened = ago < t && steps[static_cast<std::size_t>(t - 1 - ago)];
      REQUIRE(is_set(history, ago) == happened);
    }
    steps.push_back(random() % 3 == 0);
    history = push(history, steps.back());
  }
}

TEST_CASE("the first spike of a window and the last one before an event are found by definition") {
  std::mt19937_64 random(2);
  int none = 0;
  for (int i = 0; i < 20000; ++i) {
    const History history = some_history(random);
    CAPTURE(history);
    int last = 0;
    for (int ago = kW; ago >= 1; --ago) last = is_set(history, ago) ? ago : last;
    REQUIRE(last_distance(history) == last);
    for (int age = 1; age <= kW; ++age) {
      int first = -1;
      for (int ago = 1; ago <= age; ++ago) first = is_set(history, ago) ? age - ago : first;
      REQUIRE(first_distance(history, static_cast<std::uint32_t>(age)) == first);
      none += first < 0;
    }
  }
  CHECK(none > 1000);
  CHECK(last_distance(0) == 0);
  CHECK(last_distance(1u << 31) == 32);
  CHECK(first_distance(1u << 31, 32) == 0);
  CHECK(first_distance(1u << 31, 31) == -1);
}

TEST_CASE("nearest rounding takes ties away from zero") {
  CHECK(round_nearest(127, 8) == 0);
  CHECK(round_nearest(128, 8) == 1);
  CHECK(round_nearest(-127, 8) == 0);
  CHECK(round_nearest(-128, 8) == -1);
  CHECK(round_nearest(-384, 8) == -2);
  for (int fraction = 8; fraction <= 16; ++fraction) {
    for (std::int32_t x = -200000; x <= 200000; ++x) {
      if (round_nearest(x, fraction) != nearest(x, fraction)) FAIL(x << " with " << fraction);
    }
  }
}

// sum over r of floor((x + r) / 2^F) = x, an identity of Hermite's.
TEST_CASE("stochastic rounding gives a neighbour, and x on average, exactly") {
  std::mt19937_64 random(3);
  for (int fraction = 8; fraction <= 16; ++fraction) {
    const std::int32_t one = 1 << fraction;
    for (int i = 0; i < 12; ++i) {
      const auto x = i < 4 ? i - 2 : static_cast<std::int32_t>(random() % (1 << 24)) - (1 << 23);
      CAPTURE(fraction, x);
      std::int64_t sum = 0;
      for (std::int32_t r = 0; r < one; ++r) {
        const std::int32_t rounded = round_stochastic(x, fraction, static_cast<std::uint32_t>(r));
        if (std::abs(std::int64_t{rounded} * one - x) >= one) FAIL("no neighbour");
        sum += rounded;
      }
      CHECK(sum == x);
    }
  }
}

TEST_CASE("tables that were rounded beforehand give what rounding the product gives") {
  std::uint64_t updates = 0;
  for (std::uint8_t bits = 0; bits <= spec::kRuleFractionMax; ++bits) {
    for (const int m : {-2048, -2047, -257, -256, -255, -128, -1, 0, 1, 3, 100, 256, 2047}) {
      Rule rule = rule_of(bits, false);
      for (int entry = -2048; entry <= 2047; entry += kW) {
        for (int d = 0; d < kW; ++d)
          rule.p[static_cast<std::size_t>(d)] = static_cast<std::int16_t>(entry + d);
        const ScaledRule scaled = scale(rule, both(static_cast<std::int16_t>(m)));
        for (int d = 0; d < kW; ++d) {
          const std::int64_t x = std::int64_t{entry + d} * m;
          const Change& change = scaled.p[static_cast<std::size_t>(d)];
          const std::int64_t want = std::clamp<std::int64_t>(5 + nearest(x, bits + 8), -127, 127);
          if (change.acts != (x != 0)) FAIL(entry + d << " times " << m);
          if (updated(5, scaled, change, 0xffff) != want) FAIL(entry + d << " times " << m);
          ++updates;
        }
      }
    }
  }
  CHECK(updates == 9 * 13 * 4096);
}

TEST_CASE("N and C are one update, rounded once, and C alone where there is no last spike") {
  Rule rule = rule_of(1, false);
  rule.c = 1;
  rule.n[0] = 1;
  rule.n[31] = -1;
  const ScaledRule scaled = scale(rule, both(256));
  CHECK(scaled.n[0].value == 1);  // 0.5
  CHECK(scaled.n[1].value == 1);  // 0.5 + 0.5, not 1 + 1
  CHECK(scaled.n[2].value == 1);
  CHECK_FALSE(scaled.n[32].acts);
  // The largest products fit: 2 entries of 12 bits times a modulator of 12.
  rule = rule_of(0, true);
  rule.c = rule.n[0] = -2048;
  CHECK(scale(rule, both(-2048)).n[1].value == 8388608);
}

TEST_CASE("an x that rounds to nothing still acts, an x of zero does not") {
  Rule rule = rule_of(8, false);
  rule.p[3] = 1;
  const ScaledRule scaled = scale(rule, both(1));
  CHECK(scaled.p[3].acts);
  CHECK(scaled.p[3].value == 0);
  CHECK_FALSE(scaled.p[2].acts);
  CHECK_FALSE(scale(rule, both(0)).p[3].acts);
}

TEST_CASE("a weight is clamped to the range of its rule") {
  Rule rule = rule_of(0, false);
  rule.min = -3;
  rule.max = 4;
  rule.p = {2047, -2048, 1};
  const ScaledRule scaled = scale(rule, both(256));
  CHECK(updated(0, scaled, scaled.p[0], 0) == 4);
  CHECK(updated(0, scaled, scaled.p[1], 0) == -3);
  CHECK(updated(3, scaled, scaled.p[2], 0) == 4);
}

TEST_CASE("stochastic rounding takes the upper F of 16 random bits") {
  Rule rule = rule_of(0, true);
  rule.p[0] = 1;
  const ScaledRule coarse = scale(rule, both(1));  // x = 2^-8
  CHECK(updated(0, coarse, coarse.p[0], 0xfeff) == 0);
  CHECK(updated(0, coarse, coarse.p[0], 0xff00) == 1);
  rule.fraction_bits = 8;
  const ScaledRule fine = scale(rule, both(1));  // x = 2^-16
  CHECK(updated(0, fine, fine.p[0], 0xfffe) == 0);
  CHECK(updated(0, fine, fine.p[0], 0xffff) == 1);
}

TEST_CASE("a rule opens windows if it is enabled and P or Q has an entry, whatever m_plus is") {
  Rule rule;
  rule.n[0] = rule.c = 5;
  CHECK_FALSE(scale(rule, both(256)).opens);
  rule.q[31] = 1;
  CHECK(scale(rule, both(256)).opens);
  CHECK(scale(rule, both(0)).opens);
  const ScaledRule disabled = scale(rule, {256, 256, false});
  CHECK_FALSE(disabled.opens);
  CHECK_FALSE(disabled.window_acts);
  CHECK_FALSE(disabled.event_acts);
}
