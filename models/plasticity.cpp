// SPDX-License-Identifier: Apache-2.0
// Rescales a rule.
#include "models/plasticity.hpp"

namespace slk {
namespace {

// An entry times a modulator; in nearest mode rounded once and for all.
Change scaled(std::int32_t entry, std::int32_t modulator, const ScaledRule& rule) {
  const std::int32_t x = entry * modulator;
  return {x != 0, rule.stochastic ? x : round_nearest(x, rule.fraction)};
}

template <class Table>
bool some_acts(const Table& table) {
  return std::any_of(table.begin(), table.end(), [](const Change& c) { return c.acts; });
}

bool is_zero(const Rule::Table& table) {
  return std::all_of(table.begin(), table.end(), [](std::int16_t entry) { return entry == 0; });
}

}  // namespace

ScaledRule scale(const Rule& rule, const Modulators& modulators) {
  ScaledRule all;
  all.stochastic = rule.stochastic;
  all.fraction = update_fraction(rule.fraction_bits);
  all.min = rule.min;
  all.max = rule.max;
  all.opens = modulators.enable && !(is_zero(rule.p) && is_zero(rule.q));
  const std::int32_t m_plus = modulators.enable ? modulators.m_plus : 0;
  const std::int32_t m_minus = modulators.enable ? modulators.m_minus : 0;
  all.n[0] = scaled(rule.c, m_minus, all);
  for (std::size_t d = 0; d < spec::kLearningWindow; ++d) {
    all.p[d] = scaled(rule.p[d], m_plus, all);
    all.q[d] = scaled(rule.q[d], m_plus, all);
    all.n[d + 1] = scaled(rule.n[d] + rule.c, m_minus, all);
  }
  all.window_acts = some_acts(all.p) || some_acts(all.q);
  all.event_acts = some_acts(all.n);
  return all;
}

}  // namespace slk
