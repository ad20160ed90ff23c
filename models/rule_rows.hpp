// SPDX-License-Identifier: Apache-2.0
// A rule as a core holds it: a row of the window `rule`, 3 tables in the window `rule_table`, and a
// value of the register `modulators`.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/rule.hpp"

namespace slk {

constexpr std::uint32_t kRuleTables = 3;
static_assert(spec::kTableP == 0 && spec::kTableQ == 1 && spec::kTableN == 2);

constexpr std::uint32_t kRuleTableRows = kRuleTables * spec::kRulesMax * spec::kLearningWindow;

// Where the entry of a distance stands in `rule_table`; N[d] stands at d - 1.
constexpr std::uint32_t table_row(std::uint32_t table, std::uint32_t rule, std::uint32_t distance) {
  return (table * spec::kRulesMax + rule) * spec::kLearningWindow + distance;
}

// By the constants kTableP, kTableQ, kTableN.
inline Rule::Table& table_of(Rule& rule, std::uint32_t table) {
  return table == spec::kTableP ? rule.p : table == spec::kTableQ ? rule.q : rule.n;
}
inline const Rule::Table& table_of(const Rule& rule, std::uint32_t table) {
  return table_of(const_cast<Rule&>(rule), table);
}

inline spec::Rule rule_row(const Rule& rule) {
  return {rule.min, rule.max, rule.c, rule.fraction_bits, rule.stochastic};
}

// The rule of a row, with empty tables. More fraction bits than there can be count as the most.
inline Rule rule_of(const spec::Rule& row) {
  Rule rule;
  rule.min = static_cast<std::int8_t>(row.min);
  rule.max = static_cast<std::int8_t>(row.max);
  rule.c = static_cast<std::int16_t>(row.c);
  rule.fraction_bits =
      static_cast<std::uint8_t>(std::min<std::uint32_t>(row.fraction_bits, spec::kRuleFractionMax));
  rule.stochastic = row.stochastic != 0;
  return rule;
}

inline Modulators modulators_of(const spec::ModulatorsRegister& value) {
  return {static_cast<std::int16_t>(value.m_plus), static_cast<std::int16_t>(value.m_minus),
          value.enable != 0};
}

}  // namespace slk
