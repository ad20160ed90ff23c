// SPDX-License-Identifier: Apache-2.0
// A first partition, by METIS.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/problem.hpp"
#include "host/placement/random_draw.hpp"

namespace slk::placement {

// Neurons as vertices; an edge weighs the packets that are saved if its ends share a core: because
// they hear the same source, or one the other. The graph stands in for the rows, of which METIS
// knows nothing: the exact cost is for refinement.
class MetisGraph {
 public:
  MetisGraph(const Problem& problem, std::uint64_t seed);

  // The part, 0 .. parts - 1, of each number; input lines have none and get 0. Parts have about
  // equally many neurons.
  std::vector<std::uint32_t> partition(std::uint32_t parts, std::uint64_t seed) const;

 private:
  struct Edge {
    std::uint32_t low, high;  // vertices
    double weight;
  };

  void add_row(std::uint32_t r);
  void add_edge(std::uint32_t a, std::uint32_t b, double weight);
  void merge();

  const Problem& problem_;
  RandomDraw random_;
  std::uint32_t vertices_ = 0;
  std::vector<std::uint32_t> vertex_of_;  // of each number
  std::vector<Edge> edges_;
};

}  // namespace slk::placement
