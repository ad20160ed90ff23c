// SPDX-License-Identifier: Apache-2.0
// What a placement costs and how full it makes the chip, read from its image alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/placement/options.hpp"
#include "models/chip_image.hpp"

namespace slk {

// Packets under given spikes; every spike of a source is one packet a route.
struct Traffic {
  std::uint64_t packets = 0;
  std::uint64_t hops_x = 0;
  std::uint64_t hops_y = 0;

  std::uint64_t hops() const { return hops_x + hops_y; }
  // Of the hops alone, and with the packets, in the unit of the prices.
  std::int64_t hop_cost(const TrafficPrices& prices) const {
    return static_cast<std::int64_t>(hops_x) * prices.hop_x +
           static_cast<std::int64_t>(hops_y) * prices.hop_y;
  }
  std::int64_t cost(const TrafficPrices& prices) const {
    return static_cast<std::int64_t>(packets) * prices.packet + hop_cost(prices);
  }
};

// A link between neighbours, in one direction, and the packets over it.
struct LinkLoad {
  std::uint32_t from = 0;  // cores
  std::uint32_t to = 0;
  std::uint64_t packets = 0;
};

// A capacity of a core.
struct Fill {
  std::string what;
  std::uint64_t used = 0;
  std::uint64_t limit = 0;
};

struct PlacementReport {
  Mesh mesh;
  std::vector<std::vector<Fill>> fills;  // of each core, the same capacities in the same order
  std::uint32_t cores_used = 0;          // with neurons or input lines
  std::uint32_t line_copies = 0;         // input lines beyond the first of their input
  Traffic traffic;
  std::vector<Traffic> traffic_from;  // of the sources on each core
  std::vector<LinkLoad> links;        // every link of the mesh, by from, to

  const LinkLoad* hottest() const;  // the first of the most loaded; null without links
};

// Capacities of one core: neurons, axons, synapse words, profiles, input lines, routes.
std::vector<Fill> fill_of(const Image& core);

// `spikes` of each number of the network; empty: one each. Packets go along the row to their
// column, then along the column, as the routers send them.
PlacementReport report_placement(const ChipImage& image, const std::vector<std::uint64_t>& spikes);

}  // namespace slk
