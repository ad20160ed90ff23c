// SPDX-License-Identifier: Apache-2.0
// What is to be placed, in the form in which partition and refinement compute: who hears whom, what
// a spike of each row costs, what a core holds.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/options.hpp"
#include "host/placement/rows.hpp"

namespace slk::placement {

// Lists one after the other: the i-th is items[first[i] .. first[i + 1] - 1].
struct Lists {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> items;

  const std::uint32_t* begin(std::uint32_t i) const { return items.data() + first[i]; }
  const std::uint32_t* end(std::uint32_t i) const { return items.data() + first[i + 1]; }
  std::uint32_t size(std::uint32_t i) const { return first[i + 1] - first[i]; }
};

struct Problem {
  Problem(const Network& network, const Chip& chip, const Rows& rows, const PlaceOptions& options);

  const Network& network;
  const Chip& chip;
  const Rows& rows;
  std::uint32_t size;                  // numbers of the network, input lines included
  std::uint32_t cores;                 // of the chip
  std::uint32_t segments;              // of a core: the most synapse words of an axon
  std::vector<bool> is_line;           // of each number
  Lists in_rows;                       // of each number the rows with it as target
  Lists out_rows;                      // of each number the rows with it as source
  std::vector<std::int64_t> weight;    // of each row: spikes of its source, never 0
  std::vector<std::uint32_t> profile;  // of each number a set of neuron parameters; lines have 0
  std::uint32_t profiles = 0;          // sets
  std::vector<std::int64_t> price;     // of a packet, by from * cores + to
};

}  // namespace slk::placement
