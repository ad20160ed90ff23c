// SPDX-License-Identifier: Apache-2.0
// Tables of a projection.
#include "models/read_edges.hpp"

#include <algorithm>
#include <tuple>

#include "models/csv.hpp"
#include "models/limits.hpp"
#include "models/read_parts.hpp"
#include "models/text_file.hpp"

namespace slk {
namespace {

CsvReader open_table(const yaml::Field& file, const CsvColumns& columns) {
  return {file.file_path(), file.file_subject(), "paths are relative to the network file", columns};
}

// A row of a weight table, and where it stands.
struct Weight {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::int8_t weight = 0;
  std::size_t line = 0;
};

template <class X, class Y>
bool pair_before(const X& x, const Y& y) {
  return std::tie(x.source, x.target) < std::tie(y.source, y.target);
}

// "from[3] -> to[4]"
template <class X>
std::string pair_name(const X& x, const Population& from, const Population& to) {
  return from.name + "[" + std::to_string(x.source - from.first) + "] -> " + to.name + "[" +
         std::to_string(x.target - to.first) + "]";
}

std::int8_t read_weight(const CsvReader& csv, std::size_t column) {
  return static_cast<std::int8_t>(csv.integer(column, -limits::kWeight, limits::kWeight));
}

// The rows sorted by pair.
std::vector<Weight> read_rows(CsvReader& csv, const Population& from, const Population& to) {
  std::vector<Weight> rows;
  while (csv.next()) {
    const std::uint32_t source = read_index(csv, 0, from);
    const std::uint32_t target = read_index(csv, 1, to);
    rows.push_back({source, target, read_weight(csv, 2), csv.line()});
  }
  if (!std::is_sorted(rows.begin(), rows.end(), pair_before<Weight, Weight>)) {
    std::stable_sort(rows.begin(), rows.end(), pair_before<Weight, Weight>);
  }
  return rows;
}

}  // namespace

Edges read_edges(const yaml::Field& file, const Population& from, const Population& to) {
  CsvReader csv = open_table(file, {{"from_index", "to_index"}, {"weight", "delay"}});
  Edges edges;
  edges.path = csv.path();
  edges.has_weight = csv.has("weight");
  edges.has_delay = csv.has("delay");
  const std::size_t delay_column = edges.has_weight ? 3 : 2;
  while (csv.next()) {
    Synapse synapse;
    synapse.source = read_index(csv, 0, from);
    synapse.target = read_index(csv, 1, to);
    if (edges.has_weight) synapse.weight = read_weight(csv, 2);
    if (edges.has_delay) {
      synapse.delay = static_cast<std::uint8_t>(csv.integer(delay_column, 1, limits::kDelay));
    }
    edges.synapses.push_back(synapse);
  }
  return edges;
}

void read_weights(const yaml::Field& file, const Population& from, const Population& to,
                  std::vector<Synapse>& synapses) {
  CsvReader csv = open_table(file, {{"from_index", "to_index", "weight"}, {}});
  const std::vector<Weight> rows = read_rows(csv, from, to);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (pair_before(rows[i - 1], rows[i])) continue;
    fail_at(csv.path(), rows[i].line,
            pair_name(rows[i], from, to) + " is given twice, first in line " +
                std::to_string(rows[i - 1].line) + "; allowed once");
  }
  auto row = rows.begin();
  for (auto synapse = synapses.begin(); synapse != synapses.end();) {
    if (row == rows.end() || pair_before(*synapse, *row)) {
      csv.fail("the table ends without " + pair_name(*synapse, from, to) +
               "; allowed exactly the connected pairs");
    }
    if (pair_before(*row, *synapse)) break;  // a row too many
    for (; synapse != synapses.end() && !pair_before(*row, *synapse); ++synapse) {
      synapse->weight = row->weight;
    }
    ++row;
  }
  if (row != rows.end()) {
    fail_at(csv.path(), row->line,
            pair_name(*row, from, to) + " is not connected; allowed exactly the connected pairs");
  }
}

}  // namespace slk
