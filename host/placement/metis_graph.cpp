// SPDX-License-Identifier: Apache-2.0
#include "host/placement/metis_graph.hpp"

#include <metis.h>

#include <algorithm>
#include <tuple>

#include "models/error.hpp"

namespace slk::placement {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;
// Up to so many targets all pairs of them are edges; of more, each target and so many others.
constexpr std::uint32_t kClique = 8;
constexpr std::uint32_t kOthers = 3;

}  // namespace

MetisGraph::MetisGraph(const Problem& problem, std::uint64_t seed)
    : problem_(problem), random_(seed), vertex_of_(problem.size, kNone) {
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    if (!problem.is_line[n]) vertex_of_[n] = vertices_++;
  }
  for (std::uint32_t r = 0; r < problem.rows.rows.size(); ++r) add_row(r);
  merge();
}

void MetisGraph::add_edge(std::uint32_t a, std::uint32_t b, double weight) {
  if (a != b) edges_.push_back({std::min(a, b), std::max(a, b), weight});
}

void MetisGraph::add_row(std::uint32_t r) {
  const Row& row = problem_.rows.rows[r];
  const std::uint32_t count = row.end - row.begin;
  const auto weight = static_cast<double>(problem_.weight[r]);
  const auto target = [&](std::uint32_t i) {
    return vertex_of_[problem_.rows.synapses[row.begin + i].target];
  };
  // A source in the same core as its targets saves hops, not packets.
  if (!problem_.is_line[row.source]) {
    for (std::uint32_t i = 0; i < count; ++i) {
      add_edge(vertex_of_[row.source], target(i), weight / count);
    }
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (count <= kClique) {
      for (std::uint32_t j = 0; j < i; ++j) add_edge(target(i), target(j), 2 * weight / count);
    } else {
      for (std::uint32_t k = 0; k < kOthers; ++k) {
        add_edge(target(i), target(random_.below(count)), weight / kOthers);
      }
    }
  }
}

// One edge a pair.
void MetisGraph::merge() {
  std::stable_sort(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) {
    return std::tie(x.low, x.high) < std::tie(y.low, y.high);
  });
  std::size_t last = 0;
  for (std::size_t i = 1; i < edges_.size(); ++i) {
    if (edges_[i].low == edges_[last].low && edges_[i].high == edges_[last].high) {
      edges_[last].weight += edges_[i].weight;
    } else {
      edges_[++last] = edges_[i];
    }
  }
  if (!edges_.empty()) edges_.resize(last + 1);
}

std::vector<std::uint32_t> MetisGraph::partition(std::uint32_t parts, std::uint64_t seed) const {
  // METIS counts in 32 bits: the weights together stay below a thousand million.
  double sum = 0;
  for (const Edge& edge : edges_) sum += edge.weight;
  const double scale = std::min(1000.0, 5e8 / std::max(sum, 1.0));
  std::vector<idx_t> first(vertices_ + 1, 0);
  for (const Edge& edge : edges_) ++first[edge.low + 1], ++first[edge.high + 1];
  for (std::size_t v = 0; v < vertices_; ++v) first[v + 1] += first[v];
  std::vector<idx_t> next(first.begin(), first.end() - 1);
  std::vector<idx_t> neighbours(edges_.size() * 2), weights(edges_.size() * 2);
  const auto add = [&](std::uint32_t from, std::uint32_t to, double weight) {
    const auto at = static_cast<std::size_t>(next[from]++);
    neighbours[at] = static_cast<idx_t>(to);
    weights[at] = std::max<idx_t>(1, static_cast<idx_t>(weight * scale));
  };
  for (const Edge& edge : edges_) {
    add(edge.low, edge.high, edge.weight);
    add(edge.high, edge.low, edge.weight);
  }
  auto vertices = static_cast<idx_t>(vertices_);
  auto count = static_cast<idx_t>(parts);
  idx_t constraints = 1, cut = 0;
  std::vector<idx_t> part(vertices_, 0);
  idx_t options[METIS_NOPTIONS];
  METIS_SetDefaultOptions(options);
  options[METIS_OPTION_SEED] = static_cast<idx_t>(seed & 0x7fffffff);
  const auto run = parts > 8 ? METIS_PartGraphKway : METIS_PartGraphRecursive;
  if (parts > 1 && vertices_ > 0 &&
      run(&vertices, &constraints, first.data(), neighbours.data(), nullptr, nullptr,
          weights.data(), &count, nullptr, nullptr, options, &cut, part.data()) != METIS_OK) {
    throw Error("METIS found no partition of the network; take --placer greedy", Exit::kMachine);
  }
  std::vector<std::uint32_t> result(problem_.size, 0);
  for (std::uint32_t n = 0; n < problem_.size; ++n) {
    if (vertex_of_[n] != kNone) result[n] = static_cast<std::uint32_t>(part[vertex_of_[n]]);
  }
  return result;
}

}  // namespace slk::placement
