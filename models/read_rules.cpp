// SPDX-License-Identifier: Apache-2.0
// Reads the map `rules` of a network file, the names that refer to it, and tables of modulators.
#include <algorithm>
#include <string>

#include "models/limits.hpp"
#include "models/nearest.hpp"
#include "models/read_parts.hpp"
#include "models/text_file.hpp"

namespace slk {
namespace {

std::int16_t read_entry(const yaml::Field& value) {
  return static_cast<std::int16_t>(value.integer(-limits::kRuleEntry - 1, limits::kRuleEntry));
}

std::int16_t read_modulator(const yaml::Field& value) {
  return static_cast<std::int16_t>(value.integer(-limits::kModulator - 1, limits::kModulator));
}

// The entries from the smallest distance on; what is missing is 0.
void read_table(const yaml::Map& map, const char* key, Rule::Table& table) {
  const auto list = map.find(key);
  if (!list) return;
  const std::vector<yaml::Field> entries = list->list();
  if (entries.size() > table.size()) {
    list->fail(std::string(key) + " has " + std::to_string(entries.size()) +
               " entries; allowed at most " + std::to_string(table.size()));
  }
  std::transform(entries.begin(), entries.end(), table.begin(), read_entry);
}

void read_range(const yaml::Map& map, Rule& rule) {
  const auto bound = [&](const char* key, std::int8_t& value) {
    const auto field = map.find(key);
    if (field) value = static_cast<std::int8_t>(field->integer(-limits::kWeight, limits::kWeight));
  };
  bound("min", rule.min);
  bound("max", rule.max);
  if (rule.min <= rule.max) return;
  map.field().fail("min is " + std::to_string(rule.min) + " and max is " +
                   std::to_string(rule.max) + "; allowed min <= max");
}

Rule read_rule(const yaml::Field& entry) {
  check_name(entry, "rule");
  const yaml::Map map = entry.map({{"P", "Q", "N", "C", "min", "max", "fraction_bits", "rounding",
                                    "m_plus", "m_minus", "enable"},
                                   {}});
  Rule rule;
  rule.name = entry.name();
  read_table(map, "P", rule.p);
  read_table(map, "Q", rule.q);
  read_table(map, "N", rule.n);
  if (const auto c = map.find("C")) rule.c = read_entry(*c);
  read_range(map, rule);
  if (const auto bits = map.find("fraction_bits")) {
    rule.fraction_bits = static_cast<std::uint8_t>(bits->integer(0, spec::kRuleFractionMax));
  }
  if (const auto rounding = map.find("rounding")) {
    rule.stochastic = rounding->word({"nearest", "stochastic"}) == 1;
  }
  if (const auto m_plus = map.find("m_plus")) rule.modulators.m_plus = read_modulator(*m_plus);
  if (const auto m_minus = map.find("m_minus")) rule.modulators.m_minus = read_modulator(*m_minus);
  if (const auto enable = map.find("enable")) rule.modulators.enable = enable->boolean();
  return rule;
}

}  // namespace

std::vector<Rule> read_rules(const yaml::Field& rules) {
  if (!rules.is_map()) rules.refuse("a map of rules");
  const std::vector<yaml::Field> entries = rules.entries();
  if (entries.size() > limits::kRules) {
    entries[limits::kRules].fail(std::to_string(entries.size()) + " rules; allowed at most " +
                                 std::to_string(limits::kRules));
  }
  std::vector<Rule> all;
  for (const yaml::Field& entry : entries) all.push_back(read_rule(entry));
  return all;
}

std::uint8_t read_rule_name(const yaml::Field& name, const Network& network) {
  const std::string text = name.text();
  std::vector<std::string> known;
  for (const Rule& rule : network.rules) {
    if (rule.name == text) return static_cast<std::uint8_t>(known.size());
    known.push_back(rule.name);
  }
  name.fail("rule '" + excerpt(text) + "' does not exist; " +
            (known.empty() ? "allowed a key of the map 'rules'" : suggest(text, known)));
}

void read_modulators(const yaml::Field& modulators, std::uint8_t rule,
                     std::vector<ModulatorChange>& changes) {
  const yaml::Field file = modulators.map({{"file"}, {}}).need("file", "{file: x.csv}");
  CsvReader csv(file.file_path(), file.file_subject(), "paths are relative to the network file",
                {{"step", "m_plus", "m_minus", "enable"}, {}});
  const auto modulator = [&](std::size_t column) {
    return static_cast<std::int16_t>(
        csv.integer(column, -limits::kModulator - 1, limits::kModulator));
  };
  std::int64_t last = 0;
  while (csv.next()) {
    const std::int64_t step = csv.integer(0, 1, limits::kStep);
    if (step <= last) {
      csv.fail("step " + std::to_string(step) + " comes after step " + std::to_string(last) +
               "; allowed ascending steps, each once");
    }
    last = step;
    changes.push_back({static_cast<std::uint32_t>(step),
                       rule,
                       {modulator(1), modulator(2), csv.integer(3, 0, 1) == 1}});
  }
}

}  // namespace slk
