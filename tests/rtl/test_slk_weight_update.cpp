// SPDX-License-Identifier: Apache-2.0
// The update of a weight against models/plasticity.
#include <array>

#include "Vslk_weight_update.h"
#include "Vslk_weight_update_nearest.h"
#include "tests/rtl/plasticity.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

struct Update {
  int weight = 0;
  ScaledRule rule;
  Change change;
  std::uint32_t half = 0;  // the 16 bits of a draw
  bool apply = true;
};

// The weight that hardware and model agree on. Rounding to nearest is given no random bits;
// stochastic rounding all 16, of which those that the rule has no fraction for do not matter.
template <class Model>
void compare(Module<Model>& rtl, const Update& u) {
  rtl->apply_i = u.apply;
  rtl->weight_i = static_cast<CData>(port(u.weight, spec::kWeightBits));
  rtl->acts_i = u.change.acts;
  rtl->value_i = port(hardware_value(u.rule, u.change), kValueBits);
  rtl->random_i = static_cast<SData>(u.rule.stochastic ? u.half : 0);
  rtl->min_i = static_cast<CData>(port(u.rule.min, spec::kWeightBits));
  rtl->max_i = static_cast<CData>(port(u.rule.max, spec::kWeightBits));
  rtl.settle();
  const bool made = u.apply && u.change.acts;
  const int after =
      made ? updated(static_cast<std::int8_t>(u.weight), u.rule, u.change, u.half) : u.weight;
  const int got = sign_extend(rtl->weight_o, spec::kWeightBits);
  const bool equal =
      got == after && (rtl->updated_o != 0) == made && (rtl->changed_o != 0) == (after != u.weight);
  if (equal) return;
  CAPTURE(u.weight, u.change.acts, u.change.value, u.rule.stochastic, u.rule.fraction, u.half,
          +u.rule.min, +u.rule.max, u.apply);
  REQUIRE(got == after);
  REQUIRE((rtl->updated_o != 0) == made);
  REQUIRE((rtl->changed_o != 0) == (after != u.weight));
}

// Every weight with every integer change, between several clamps.
template <class Model>
std::uint64_t compare_integers(Module<Model>& rtl) {
  constexpr std::array<std::array<std::int8_t, 2>, 5> kClamps{
      {{-127, 127}, {0, 127}, {-127, 0}, {-1, 1}, {5, 5}}};
  std::uint64_t count = 0;
  Update u;
  u.rule.fraction = 8;
  u.change.acts = true;
  for (const auto& [min, max] : kClamps) {
    u.rule.min = min;
    u.rule.max = max;
    for (u.weight = -127; u.weight <= 127; ++u.weight) {
      for (int value = -256; value <= 256; ++value, ++count) {
        u.change.value = value;
        compare(rtl, u);
      }
    }
  }
  return count;
}

// An entry times a modulator, rounded as the rule says.
Update random_update(Random& random, bool stochastic) {
  Update u;
  u.apply = random.chance(90);
  u.weight = sign_extend(random.corner(), spec::kWeightBits);
  u.rule.stochastic = stochastic;
  u.rule.fraction = update_fraction(random.below(spec::kRuleFractionMax + 1));
  const int a = signed_corner(random, spec::kWeightBits);
  const int b = random.chance(20) ? a : signed_corner(random, spec::kWeightBits);
  u.rule.min = static_cast<std::int8_t>(std::min(a, b));
  u.rule.max = static_cast<std::int8_t>(std::max(a, b));
  const std::int32_t x =
      signed_corner(random, spec::kRuleEntryBits + 1) * signed_corner(random, spec::kModulatorBits);
  u.change = {x != 0, stochastic ? x : round_nearest(x, u.rule.fraction)};
  u.half = random.corner() & 0xffff;
  return u;
}

}  // namespace

TEST_CASE("slk_weight_update gives what updated() gives, for every weight and integer change") {
  Module<Vslk_weight_update> rtl;
  Module<Vslk_weight_update_nearest> nearest;
  compared("integer updates of a weight", compare_integers(rtl) + compare_integers(nearest));
}

TEST_CASE("slk_weight_update rounds as updated() does, for every fraction and random number") {
  constexpr std::array<int, 3> kWeights{{-127, 0, 126}};
  Module<Vslk_weight_update> rtl;
  Update u;
  u.rule.stochastic = true;
  u.rule.min = -127;
  u.rule.max = 127;
  std::uint64_t count = 0;
  for (u.rule.fraction = 8; u.rule.fraction <= 16; u.rule.fraction += 4) {
    const int one = 1 << u.rule.fraction;
    for (const int x : {1, one / 2, one - 1, one, one + 1}) {
      for (const int sign : {-1, 1}) {
        u.change = {true, sign * x};
        for (const int weight : kWeights) {
          u.weight = weight;
          for (u.half = 0; u.half < 0x10000; ++u.half, ++count) compare(rtl, u);
        }
      }
    }
  }
  compared("rounded updates of a weight", count);
}

TEST_CASE("slk_weight_update gives what updated() gives, at random") {
  Random random;
  Module<Vslk_weight_update> rtl;
  Module<Vslk_weight_update_nearest> nearest;
  std::uint64_t count = 0;
  while (count < cases()) {
    compare(rtl, random_update(random, true));
    compare(rtl, random_update(random, false));
    compare(nearest, random_update(random, false));
    count += 3;
  }
  compared("updates of a weight", count);
}
