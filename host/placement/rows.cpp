// SPDX-License-Identifier: Apache-2.0
#include "host/placement/rows.hpp"

#include <algorithm>
#include <tuple>

namespace slk::placement {
namespace {

// A synapse with its kind packed in the order of Rows.
struct Entry {
  std::uint64_t kind;
  RowSynapse synapse;
};

std::uint64_t kind_of(const Projection& p, const Synapse& s) {
  const std::uint64_t shift = p.receptor == kInstructive ? 0 : p.shift;  // it adds no current
  const std::uint64_t rule = p.rule ? *p.rule : 0;
  const std::uint64_t source = std::uint64_t{!p.rule} << 32 | s.source;
  return (((source << 5 | s.delay) << 4 | shift) << 2 | p.receptor) << 3 | rule;
}

Row row_of(std::uint64_t kind) {
  Row row;
  const auto rule = static_cast<std::uint8_t>(kind & 7);
  row.receptor = kind >> 3 & 3;
  row.shift = kind >> 5 & 15;
  row.delay = kind >> 9 & 31;
  row.source = static_cast<std::uint32_t>(kind >> 14);
  if ((kind >> 46) == 0) row.rule = rule;
  return row;
}

}  // namespace

Rows rows_of(const Network& network) {
  std::vector<Entry> entries;
  entries.reserve(network.synapse_count());
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) {
      const auto at = static_cast<std::uint32_t>(entries.size());
      entries.push_back({kind_of(p, s), {s.target, at, s.weight}});
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) {
    return std::tie(x.kind, x.synapse.target, x.synapse.at) <
           std::tie(y.kind, y.synapse.target, y.synapse.at);
  });
  Rows result;
  result.synapses.reserve(entries.size());
  std::vector<std::vector<RowSynapse>> layers;
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    for (auto& layer : layers) layer.clear();
    std::size_t layer = 0;
    for (end = begin; end < entries.size() && entries[end].kind == entries[begin].kind; ++end) {
      const RowSynapse& synapse = entries[end].synapse;
      const bool parallel = end > begin && synapse.target == entries[end - 1].synapse.target;
      layer = parallel ? layer + 1 : 0;
      if (layer == layers.size()) layers.emplace_back();
      layers[layer].push_back(synapse);
    }
    for (const auto& members : layers) {
      if (members.empty()) break;
      Row row = row_of(entries[begin].kind);
      row.begin = static_cast<std::uint32_t>(result.synapses.size());
      result.synapses.insert(result.synapses.end(), members.begin(), members.end());
      row.end = static_cast<std::uint32_t>(result.synapses.size());
      result.rows.push_back(row);
    }
  }
  return result;
}

}  // namespace slk::placement
