// SPDX-License-Identifier: Apache-2.0
// Image: what one core's memories and registers hold to run a placed network, and the tables by
// which a host translates between slots and network-level numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/bytes.hpp"
#include "models/chip.hpp"
#include "models/gen/spec.hpp"
#include "models/random.hpp"
#include "models/rule.hpp"

namespace slk {

struct Image {
  std::string network;  // name of the network
  std::string chip;     // name of the chip
  CoreSize core;        // capacities that it was placed for

  // Registers. Occupied are slots 0 .. neurons - 1 and axons 0 .. axons - 1.
  std::uint8_t adapt_every = 0;
  RandomKey noise_key;
  RandomKey window_key;  // of learning, like all that follows of it
  RandomKey event_key;

  // Memories.
  std::vector<spec::Axon> axons;
  std::vector<std::int8_t> weights;  // synapse words, `core.lanes` weights each, lane 0 first
  std::vector<spec::RouteIndex> neuron_routes;  // one per occupied slot
  std::vector<spec::RouteIndex> input_routes;   // one per input line of the core
  std::vector<spec::Route> routes;
  std::vector<spec::Neuron> neurons;  // one per occupied slot
  std::vector<spec::Profile> profiles;

  // Learning: of axons 0 .. plastic_axons.size() - 1 what they learn by, and the rules, without
  // names, with the modulators that hold at first.
  std::vector<spec::PlasticAxon> plastic_axons;
  std::vector<Rule> rules;

  // Host tables: network-level number of each occupied slot and of each input line.
  std::vector<std::uint32_t> slot_numbers;
  std::vector<std::uint32_t> line_numbers;
  // Where each synapse stands in `weights`, projections in network order.
  std::vector<std::uint32_t> synapse_at;

  std::uint32_t words() const { return static_cast<std::uint32_t>(weights.size() / core.lanes); }
};

// A row of a memory window as 32-bit chunks, lowest first.
using RowChunks = std::vector<std::uint32_t>;

// Calls `write` for every row that the image fills, window by window; the windows of its plastic
// rows are closed. `input_base` is the row of
// input line 0 in the route index: the number of slots of the core that is loaded, which may be
// larger than the chip.
void for_each_row(
    const Image& image, std::uint32_t input_base,
    const std::function<void(spec::Window, std::uint32_t row, const RowChunks&)>& write);

// Bytes of a row of a window, the last chunk cut off; only the synapse row depends on the lanes.
std::uint8_t row_bytes(spec::Window window, std::uint32_t lanes);

// The same rows, neighbours together: `write` is called once for each run of rows, `row_bytes`
// each, from `first_row` on.
struct RowSpan {
  spec::Window window = spec::Window::kRegisters;
  std::uint32_t first_row = 0;
  std::uint8_t row_bytes = 0;
  Bytes bytes;
};
void for_each_span(const Image& image, std::uint32_t input_base,
                   const std::function<void(const RowSpan&)>& write);

// Input line of each input's number.
using InputLines = std::unordered_map<std::uint32_t, std::uint32_t>;
InputLines input_lines(const Image& image);

}  // namespace slk
