// SPDX-License-Identifier: Apache-2.0
// A network as rows: the synapses that one axon can hold when all their targets share a core.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/network.hpp"

namespace slk::placement {

struct RowSynapse {
  std::uint32_t target = 0;  // number of the neuron
  std::uint32_t at = 0;      // position in network order
  std::int8_t weight = 0;
};

// Synapses with the same source, delay, shift, receptor and rule; every target at most once, for an
// axon has one weight a slot: the k-th parallel synapse of a target is in the k-th row of its kind.
struct Row {
  std::uint32_t source = 0;
  std::uint8_t delay = 1, shift = 0, receptor = 0;
  std::optional<std::uint8_t> rule;
  std::uint32_t begin = 0, end = 0;  // its synapses, by target
};

// Rows with a rule come first, then by source, delay, shift, receptor, rule, layer of parallel
// synapses: on every core the axons of a subset in this order have their plastic ones first.
struct Rows {
  std::vector<Row> rows;
  std::vector<RowSynapse> synapses;
};

Rows rows_of(const Network& network);

}  // namespace slk::placement
