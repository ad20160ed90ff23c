// SPDX-License-Identifier: Apache-2.0
// The way from sources to axons: homes of input lines, and every core's routes.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/options.hpp"
#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk::placement {

// An axon that a source drives: one packet a spike.
struct Destination {
  std::uint32_t core = 0;
  std::uint32_t axon = 0;
  std::uint32_t delay = 0;
};

// Of each source, by number, ascending (core, axon).
using Destinations = std::vector<std::vector<Destination>>;

// An input line as one core has it. The first share of an input is the line itself, further ones
// are its copies; no destination is in two of them.
struct LineShare {
  std::uint32_t core = 0;
  std::vector<Destination> destinations;
};

// Of each number, by number; neurons have none. Homes each input at `core_of` if the input and its
// routes find room there, else where its packets are cheapest, else in shares on several cores.
// Throws Error if all cores together lack the room, or if a neuron needs more routes than its core
// has left.
std::vector<std::vector<LineShare>> home_lines(const Network& network, const Chip& chip,
                                               const Destinations& destinations,
                                               const std::vector<std::uint32_t>& core_of,
                                               const TrafficPrices& prices);

// Gives the cores of the image, which have their slots, their input lines, route indices and
// routes.
void add_routes(ChipImage& image, const Destinations& destinations,
                const std::vector<std::vector<LineShare>>& shares);

}  // namespace slk::placement
