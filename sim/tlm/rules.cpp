// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/rules.hpp"

namespace slk {
namespace {

bool differs_plus(const Modulators& x, const Modulators& y) {
  return x.m_plus != y.m_plus || x.enable != y.enable;
}

bool differs_minus(const Modulators& x, const Modulators& y) {
  return x.m_minus != y.m_minus || x.enable != y.enable;
}

}  // namespace

void Rules::resize(const CoreSize& size) {
  size_ = size;
  rows_.resize(size.learning ? spec::kRulesMax : 0);
  entries_.resize(size.learning ? kRuleTableRows : 0);
}

void Rules::clear() { rules_ = {}; }

void Rules::write(const spec::ModulatorsRegister& value) {
  rules_[value.rule].written = modulators_of(value);
}

Rules::Set Rules::to_flush() const {
  Set set;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    set[r] = differs_plus(rules_[r].written, rules_[r].holding);
  }
  return set;
}

Rules::Set Rules::to_rescale() const {
  Set set;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    set[r] = rules_[r].dirty || !(rules_[r].written == rules_[r].holding);
  }
  return set;
}

RescaleWork Rules::rescale() {
  RescaleWork work;
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    Kept& rule = rules_[r];
    const bool plus = rule.dirty || differs_plus(rule.written, rule.holding);
    const bool minus = rule.dirty || differs_minus(rule.written, rule.holding);
    if (!plus && !minus) continue;
    work.add_rule(plus, minus, size_);
    rule.holding = rule.written;
    rule.dirty = false;
    rule.scaled = scale(read(r), rule.holding);
  }
  return work;
}

// What was not built in does nothing.
Rule Rules::read(std::uint32_t r) const {
  Rule rule = rule_of(rows_[r]);
  rule.stochastic = rule.stochastic && size_.random;
  for (std::uint32_t t = 0; t < kRuleTables; ++t) {
    if (t == spec::kTableQ && !size_.teaching) continue;
    Rule::Table& table = table_of(rule, t);
    for (std::uint32_t d = 0; d < table.size(); ++d) {
      table[d] = static_cast<std::int16_t>(entries_[table_row(t, r, d)].entry);
    }
  }
  return rule;
}

}  // namespace slk
