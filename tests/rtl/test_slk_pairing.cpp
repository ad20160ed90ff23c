// SPDX-License-Identifier: Apache-2.0
// The pairing of a row with a neuron's histories against models/plasticity.
#include "Vslk_pairing.h"
#include "Vslk_pairing_own.h"
#include "tests/rtl/plasticity.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kWindow = spec::kLearningWindow;

struct Pairing {
  History own = 0;
  History teacher = 0;
  std::uint32_t age = 1;       // 1..32
  std::uint32_t due_from = 0;  // 0..32
};

template <class Model>
void compare(Module<Model>& rtl, const Pairing& x, bool teaching) {
  rtl->own_i = x.own;
  rtl->teacher_i = x.teacher;
  rtl->inside_i = low_mask(x.age);
  rtl->age_i = static_cast<CData>(x.age);
  rtl->due_from_i = static_cast<CData>(x.due_from);
  rtl.settle();
  const int p = first_distance(x.own, x.age);
  const int q = teaching ? first_distance(x.teacher, x.age) : -1;
  const bool p_due = p >= 0 && p >= static_cast<int>(x.due_from);
  const bool q_due = q >= 0 && q >= static_cast<int>(x.due_from);
  const bool equal = (rtl->p_due_o != 0) == p_due && (!p_due || rtl->p_distance_o == p) &&
                     (rtl->q_due_o != 0) == q_due && (!q_due || rtl->q_distance_o == q) &&
                     (!p_due || !q_due || (rtl->p_first_o != 0) == (p <= q)) &&
                     rtl->last_o == last_distance(x.own);
  if (equal) return;
  CAPTURE(x.own, x.teacher, x.age, x.due_from, teaching);
  REQUIRE((rtl->p_due_o != 0) == p_due);
  if (p_due) REQUIRE(+rtl->p_distance_o == p);
  REQUIRE((rtl->q_due_o != 0) == q_due);
  if (q_due) REQUIRE(+rtl->q_distance_o == q);
  if (p_due && q_due) REQUIRE((rtl->p_first_o != 0) == (p <= q));
  REQUIRE(+rtl->last_o == last_distance(x.own));
}

// A history of one step, or of none.
constexpr History single(std::uint32_t bit) { return bit == kWindow ? 0 : History{1} << bit; }

// Histories from one set bit in 32 to all.
History random_history(Random& random) {
  History history = random.corner();
  for (std::uint32_t thin = random.below(5); thin > 0; --thin) history &= random.bits();
  return history;
}

}  // namespace

TEST_CASE("slk_pairing finds every single spike in every window, as models/plasticity does") {
  Module<Vslk_pairing> rtl;
  Module<Vslk_pairing_own> own;
  std::uint64_t count = 0;
  Pairing x;
  for (std::uint32_t h = 0; h <= kWindow; ++h) {
    x.own = single(h);
    for (std::uint32_t t = 0; t <= kWindow; ++t) {
      x.teacher = single(t);
      for (x.age = 1; x.age <= kWindow; ++x.age) {
        for (x.due_from = 0; x.due_from <= kWindow; ++x.due_from, ++count) {
          compare(rtl, x, true);
          compare(own, x, false);
        }
      }
    }
  }
  compared("windows with single spikes", count);
}

TEST_CASE("slk_pairing finds the first and the last spike that models/plasticity finds") {
  Random random;
  Module<Vslk_pairing> rtl;
  Module<Vslk_pairing_own> own;
  std::uint64_t count = 0;
  for (; count < cases(); ++count) {
    Pairing x;
    x.own = random_history(random);
    x.teacher = random.chance(20) ? x.own : random_history(random);
    x.age = 1 + random.below(kWindow);
    x.due_from = random.chance(50) ? 0 : random.below(kWindow + 1);
    compare(rtl, x, true);
    compare(own, x, false);
  }
  compared("windows", count);
}
