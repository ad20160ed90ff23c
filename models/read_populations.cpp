// SPDX-License-Identifier: Apache-2.0
// Reads the populations of a network file, and the names and indices that refer to them.
#include <algorithm>
#include <string>

#include "models/limits.hpp"
#include "models/nearest.hpp"
#include "models/read_parts.hpp"
#include "models/text_file.hpp"

namespace slk {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_name(const std::string& name) {
  if (name.empty() || !is_letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

Population read_population(const yaml::Field& entry, std::uint32_t first) {
  check_name(entry, "population");
  const yaml::Map map = entry.map({{"size", "kind", "params"}, {}});
  Population population;
  population.name = entry.name();
  population.first = first;
  const std::int64_t room = limits::kNumbers - first;
  if (room == 0) entry.fail("too many neurons; allowed " + std::to_string(limits::kNumbers));
  const yaml::Field size = map.need("size", yaml::range(1, room));
  population.size = static_cast<std::uint32_t>(size.integer(1, room));
  const std::size_t kind = map.need("kind", "input, lif").word({"input", "lif"});
  population.kind = kind == 0 ? Population::Kind::kInput : Population::Kind::kLif;
  const auto params = map.find("params");
  if (population.kind == Population::Kind::kInput) {
    if (params) params->fail("an input population has no 'params'; allowed with kind lif");
    return population;
  }
  population.params = default_params(population.size);
  if (params) read_params(*params, population);
  return population;
}

std::vector<std::string> names(const Network& network, const Population::Kind* kind) {
  std::vector<std::string> all;
  for (const Population& population : network.populations) {
    if (!kind || population.kind == *kind) all.push_back(population.name);
  }
  return all;
}

}  // namespace

void check_name(const yaml::Field& entry, const std::string& what) {
  if (is_name(entry.name())) return;
  entry.fail(what + " '" + excerpt(entry.name()) +
             "' is no name; allowed a letter or _, then letters, digits, _ . -");
}

std::vector<Population> read_populations(const yaml::Field& populations) {
  if (!populations.is_map()) populations.refuse("a map of populations");
  std::vector<Population> all;
  std::uint32_t first = 0;
  for (const yaml::Field& entry : populations.entries()) {
    all.push_back(read_population(entry, first));
    first += all.back().size;
  }
  if (all.empty()) populations.fail("no population; allowed one or more");
  return all;
}

std::uint32_t read_population_name(const yaml::Field& name, const Network& network) {
  const std::string text = name.text();
  for (std::size_t i = 0; i < network.populations.size(); ++i) {
    if (network.populations[i].name == text) return static_cast<std::uint32_t>(i);
  }
  name.fail("population '" + excerpt(text) + "' does not exist; " +
            suggest(text, names(network, nullptr)));
}

std::uint32_t read_population_name(const yaml::Field& name, const Network& network,
                                   Population::Kind kind) {
  const std::uint32_t position = read_population_name(name, network);
  const Population& population = network.populations[position];
  if (population.kind == kind) return position;
  const std::string word = kind == Population::Kind::kInput ? "input" : "lif";
  const std::vector<std::string> right = names(network, &kind);
  name.fail("population '" + population.name + "' is not of kind " + word + "; allowed " +
            (right.empty() ? "populations of kind " + word : join(right)));
}

std::uint32_t read_index(const CsvReader& row, std::size_t column, const Population& population) {
  const std::int64_t index = row.value(column);
  if (index < 0 || index >= population.size) {
    const bool input = population.kind == Population::Kind::kInput;
    row.fail(std::string(input ? "input line " : "neuron ") + row.text(column) +
             " does not exist; population '" + population.name + "' has " +
             std::to_string(population.size));
  }
  return population.first + static_cast<std::uint32_t>(index);
}

}  // namespace slk
