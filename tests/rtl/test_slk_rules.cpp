// SPDX-License-Identifier: Apache-2.0
// The rules of a core against models/plasticity: whatever the host writes, each rescaling puts
// exactly the entries that changed on the write bus, in order and one a cycle.
#include <array>
#include <vector>

#include "Vslk_rules.h"
#include "Vslk_rules_lean.h"
#include "tests/rtl/plasticity.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kRules = spec::kRulesMax;
constexpr std::uint32_t kWindow = spec::kLearningWindow;
constexpr std::uint64_t kFirstEntry = 3;  // cycles from the start to the first entry
constexpr Modulators kOff{0, 0, false};

// What goes over the write bus.
struct Write {
  std::uint32_t table = 0, rule = 0, index = 0;
  bool acts = false;
  std::int32_t value = 0;
  bool operator==(const Write& x) const {
    return table == x.table && rule == x.rule && index == x.index && acts == x.acts &&
           value == x.value;
  }
};

// The module, and beside it what it must know. `Full` has teaching and random numbers.
template <class Model, bool Full>
class Rules {
 public:
  explicit Rules(Random& random) : random_(random) {
    rtl_->host_access_i = rtl_->host_select_rule_i = rtl_->host_select_table_i = 0;
    rtl_->modulators_valid_i = rtl_->start_i = rtl_->read_i = 0;
    reset();
    for (std::uint32_t rule = 0; rule < kRules; ++rule) write_rule(rule);
  }

  void reset() {
    rtl_.reset();
    held_.fill(kOff);
    next_.fill(kOff);
    dirty_.fill(false);
    opens_ = 0;
    check_pending();
  }

  // The host writes a rule with all its tables; P and Q are often empty.
  void write_rule(std::uint32_t r) {
    Rule& rule = rules_[r];
    rule.min = static_cast<std::int8_t>(signed_corner(random_, spec::kWeightBits));
    rule.max = static_cast<std::int8_t>(signed_corner(random_, spec::kWeightBits));
    rule.c = random_entry();
    rule.fraction_bits = static_cast<std::uint8_t>(random_.below(spec::kRuleFractionMax + 1));
    rule.stochastic = random_.chance(50);
    const auto chunks = pack(row_of(rule));
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
      write_row(rtl_, rtl_->host_select_rule_i, r, c, chunks[c]);
    }
    const std::uint32_t empty = random_.below(4);
    for (std::uint32_t i = 0; i < kWindow; ++i) {
      write_entry(spec::kTableP, r, i, (empty & 1) != 0 ? 0 : random_entry());
      write_entry(spec::kTableQ, r, i, (empty & 2) != 0 ? 0 : random_entry());
      write_entry(spec::kTableN, r, i, random_entry());
    }
    dirty_[r] = true;
    check_pending();
  }

  // The host writes one entry.
  void write_some_entry(std::uint32_t rule) {
    write_entry(random_.below(3), rule, random_.below(kWindow), random_entry());
    dirty_[rule] = true;
    check_pending();
  }

  // New modulators of a rule, often one or more of those that hold.
  void modulate(std::uint32_t rule) {
    Modulators next = held_[rule];
    if (random_.chance(50)) next.m_plus = random_modulator();
    if (random_.chance(50)) next.m_minus = random_modulator();
    if (random_.chance(20)) next.enable = !next.enable;
    spec::ModulatorsRegister row;
    row.m_plus = next.m_plus;
    row.m_minus = next.m_minus;
    row.rule = rule;
    row.enable = next.enable;
    rtl_->modulators_i = pack(row)[0];
    rtl_->modulators_valid_i = 1;
    rtl_.tick();
    rtl_->modulators_valid_i = 0;
    rtl_->modulators_i = random_.bits();
    rtl_.settle();
    next_[rule] = next;
    check_pending();
  }

  void rescale() {
    const std::vector<Write> expected = expect_writes();
    std::uint32_t done = 0;
    for (std::uint32_t rule = 0; rule < kRules; ++rule) {
      done += window_due(rule) || event_due(rule);
      if (window_due(rule)) {
        opens_ &= ~(1u << rule);
        opens_ |= static_cast<std::uint32_t>(scale(as_built(rule), next_[rule]).opens) << rule;
      }
    }
    rtl_->start_i = 1;
    rtl_.settle();
    std::uint64_t cycle = 0, written = 0, rescaled = 0;
    for (; !rtl_->idle_o; ++cycle) {
      REQUIRE(cycle < kFirstEntry + expected.size());
      if (rtl_->write_o) {
        REQUIRE(written < expected.size());
        REQUIRE(cycle == kFirstEntry + written);
        compare(expected[written++]);
      }
      rescaled += rtl_->rescaled_o;
      rtl_.tick();
      rtl_->start_i = 0;
      rtl_.settle();
    }
    REQUIRE(written == expected.size());
    if (written > 0) REQUIRE(cycle == kFirstEntry + written);
    REQUIRE(rescaled == done);
    held_ = next_;
    dirty_.fill(false);
    check_pending();
    entries += written;
    ++rescalings;
  }

  // The pipeline reads a rule; the host all that it wrote.
  void read(std::uint32_t rule) {
    rtl_->read_i = 1;
    rtl_->read_rule_i = static_cast<CData>(rule);
    rtl_.tick();
    rtl_->read_i = 0;
    rtl_->read_rule_i = static_cast<CData>(random_.below(kRules));
    rtl_.settle();
    const auto chunks = pack(row_of(rules_[rule]));
    REQUIRE(rtl_->rule_o == (chunks[0] | std::uint64_t{chunks[1]} << 32));
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
      REQUIRE(read_row(rtl_, rtl_->host_select_rule_i, rtl_->host_rdata_rule_o, rule, c) ==
              chunks[c]);
    }
    const std::uint32_t table = random_.below(3), i = random_.below(kWindow);
    REQUIRE(read_row(rtl_, rtl_->host_select_table_i, rtl_->host_rdata_table_o,
                     row_in(table, rule, i)) ==
            port(entries_of(table, rule)[i], spec::kRuleEntryBits));
    check_pending();
  }

  std::uint64_t entries = 0, rescalings = 0;

 private:
  static spec::Rule row_of(const Rule& rule) {
    spec::Rule row;
    row.min = rule.min;
    row.max = rule.max;
    row.c = rule.c;
    row.fraction_bits = rule.fraction_bits;
    row.stochastic = rule.stochastic;
    return row;
  }
  static std::uint32_t row_in(std::uint32_t table, std::uint32_t rule, std::uint32_t i) {
    return (table * kRules + rule) * kWindow + i;
  }
  std::int16_t random_entry() {
    return static_cast<std::int16_t>(signed_corner(random_, spec::kRuleEntryBits));
  }
  std::int16_t random_modulator() {
    return static_cast<std::int16_t>(signed_corner(random_, spec::kModulatorBits));
  }

  Rule::Table& entries_of(std::uint32_t table, std::uint32_t rule) {
    Rule& r = rules_[rule];
    return table == spec::kTableP ? r.p : table == spec::kTableQ ? r.q : r.n;
  }
  void write_entry(std::uint32_t table, std::uint32_t rule, std::uint32_t i, std::int16_t entry) {
    entries_of(table, rule)[i] = entry;
    write_row(rtl_, rtl_->host_select_table_i, row_in(table, rule, i), 0,
              port(entry, spec::kRuleEntryBits));
  }

  bool changed(std::uint32_t rule) const {
    return next_[rule].m_plus != held_[rule].m_plus || next_[rule].enable != held_[rule].enable;
  }
  bool window_due(std::uint32_t rule) const { return dirty_[rule] || changed(rule); }
  bool event_due(std::uint32_t rule) const {
    return dirty_[rule] || next_[rule].m_minus != held_[rule].m_minus ||
           next_[rule].enable != held_[rule].enable;
  }

  // What this build makes of a rule; without teaching, Q does not count.
  Rule as_built(std::uint32_t rule) const {
    Rule built = rules_[rule];
    if (!Full) built.q = {};
    built.stochastic = Full && built.stochastic;
    return built;
  }

  std::vector<Write> expect_writes() const {
    std::vector<Write> writes;
    for (std::uint32_t rule = 0; rule < kRules; ++rule) {
      const ScaledRule scaled = scale(as_built(rule), next_[rule]);
      const auto add = [&](std::uint32_t table, const auto& changes) {
        for (std::uint32_t i = 0; i < changes.size(); ++i) {
          writes.push_back({table, rule, i, changes[i].acts, hardware_value(scaled, changes[i])});
        }
      };
      if (window_due(rule)) add(spec::kTableP, scaled.p);
      if (window_due(rule) && Full) add(spec::kTableQ, scaled.q);
      if (event_due(rule)) add(spec::kTableN, scaled.n);
    }
    return writes;
  }

  void compare(const Write& expected) {
    Write got;
    got.table = rtl_->write_table_o;
    got.rule = rtl_->write_rule_o;
    got.index = rtl_->write_index_o;
    got.acts = rtl_->write_acts_o != 0;
    got.value = sign_extend(rtl_->write_value_o, kValueBits);
    if (got == expected) return;
    CAPTURE(got.table, got.rule, got.index);
    REQUIRE(got.table == expected.table);
    REQUIRE(got.rule == expected.rule);
    REQUIRE(got.index == expected.index);
    REQUIRE(got.acts == expected.acts);
    REQUIRE(got.value == expected.value);
  }

  // What the module says while it is idle.
  void check_pending() {
    std::uint32_t flush = 0;
    bool work = false;
    for (std::uint32_t rule = 0; rule < kRules; ++rule) {
      flush |= static_cast<std::uint32_t>(changed(rule)) << rule;
      work = work || window_due(rule) || event_due(rule);
    }
    REQUIRE(+rtl_->changed_o == flush);
    REQUIRE((rtl_->work_o != 0) == work);
    REQUIRE(+rtl_->opens_o == opens_);
    REQUIRE(rtl_->idle_o);
    REQUIRE(!rtl_->write_o);
  }

  Module<Model> rtl_;
  Random& random_;
  std::array<Rule, kRules> rules_;
  std::array<Modulators, kRules> held_, next_;
  std::array<bool, kRules> dirty_;
  std::uint32_t opens_ = 0;
};

template <class Model, bool Full>
std::uint64_t play(Random& random, std::uint64_t entries) {
  Rules<Model, Full> rules(random);
  while (rules.entries < entries) {
    if (random.chance(1)) rules.reset();
    if (random.chance(20)) rules.write_rule(random.below(kRules));
    if (random.chance(20)) rules.write_some_entry(random.below(kRules));
    const std::uint32_t few = 1 + random.below(kRules);  // some rules are met again
    for (std::uint32_t i = random.below(6); i > 0; --i) rules.modulate(random.below(few));
    if (random.chance(20)) rules.read(random.below(kRules));
    if (random.chance(90)) rules.rescale();
  }
  compared("rescalings", rules.rescalings);
  return rules.entries;
}

}  // namespace

TEST_CASE("slk_rules rescales what changed, an entry a cycle, and no more") {
  Random random;
  const std::uint64_t entries = play<Vslk_rules, true>(random, cases() / 2);
  compared("rescaled entries", entries);
}

TEST_CASE("slk_rules without teaching and random numbers leaves Q out and rounds to nearest") {
  Random random;
  const std::uint64_t entries = play<Vslk_rules_lean, false>(random, cases() / 2);
  compared("rescaled entries", entries);
}
