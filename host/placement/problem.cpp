// SPDX-License-Identifier: Apache-2.0
#include "host/placement/problem.hpp"

#include <map>
#include <numeric>

namespace slk::placement {
namespace {

// Each pair (list, item) in its list; the items of a list in the order in which they come.
template <class ForEach>
Lists lists_of(std::uint32_t count, const ForEach& for_each) {
  Lists lists;
  lists.first.assign(count + 1, 0);
  for_each([&](std::uint32_t list, std::uint32_t) { ++lists.first[list + 1]; });
  std::partial_sum(lists.first.begin(), lists.first.end(), lists.first.begin());
  lists.items.resize(lists.first.back());
  std::vector<std::uint32_t> next(lists.first.begin(), lists.first.end() - 1);
  for_each([&](std::uint32_t list, std::uint32_t item) { lists.items[next[list]++] = item; });
  return lists;
}

}  // namespace

Problem::Problem(const Network& the_network, const Chip& the_chip, const Rows& the_rows,
                 const PlaceOptions& options)
    : network(the_network),
      chip(the_chip),
      rows(the_rows),
      size(network.size()),
      cores(chip.mesh.cores()),
      segments((chip.core.neurons + chip.core.lanes - 1) / chip.core.lanes),
      is_line(size, false),
      profile(size, 0) {
  const auto& all = rows.rows;
  const auto count = static_cast<std::uint32_t>(all.size());
  in_rows = lists_of(size, [&](const auto& add) {
    for (std::uint32_t r = 0; r < count; ++r) {
      for (std::uint32_t s = all[r].begin; s < all[r].end; ++s) add(rows.synapses[s].target, r);
    }
  });
  out_rows = lists_of(size, [&](const auto& add) {
    for (std::uint32_t r = 0; r < count; ++r) add(all[r].source, r);
  });
  // A source that was silent in the run may fire in another: it counts a little.
  constexpr std::int64_t kScale = 8;
  for (const Row& row : all) {
    const auto spikes = options.spikes.empty() ? 1 : options.spikes[row.source];
    weight.push_back(static_cast<std::int64_t>(spikes) * kScale + 1);
  }
  std::map<spec::Profile::Chunks, std::uint32_t> profile_of;
  for (const Population& p : network.populations) {
    for (std::uint32_t i = 0; i < p.size; ++i) {
      is_line[p.first + i] = p.kind == Population::Kind::kInput;
      if (is_line[p.first + i]) continue;
      const auto next = static_cast<std::uint32_t>(profile_of.size());
      profile[p.first + i] = profile_of.emplace(pack(p.params[i]), next).first->second;
    }
  }
  profiles = static_cast<std::uint32_t>(profile_of.size());
  for (std::uint32_t from = 0; from < cores; ++from) {
    for (std::uint32_t to = 0; to < cores; ++to) {
      price.push_back(options.prices.of(chip.mesh, from, to));
    }
  }
}

}  // namespace slk::placement
