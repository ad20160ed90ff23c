// SPDX-License-Identifier: Apache-2.0
// Tables of a projection: the pairs that are connected, and the weights of connected pairs.
#pragma once

#include <string>
#include <vector>

#include "models/network.hpp"
#include "models/yaml_reader.hpp"

namespace slk {

// What an edge table lists, in its order. Without a column, weights are 0 and delays 1.
struct Edges {
  std::string path;
  bool has_weight = false;
  bool has_delay = false;
  std::vector<Synapse> synapses;
};

// Reads `from_index,to_index[,weight][,delay]`; `file` is the value that names the table.
Edges read_edges(const yaml::Field& file, const Population& from, const Population& to);

// Reads `from_index,to_index,weight`, which lists exactly the pairs of the synapses, each once.
// Parallel synapses get the same weight. The synapses are sorted by (source, target).
void read_weights(const yaml::Field& file, const Population& from, const Population& to,
                  std::vector<Synapse>& synapses);

}  // namespace slk
