// SPDX-License-Identifier: Apache-2.0
// The synapses of an image of a chip, found as spikes would find them, to compare with a network.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk::tests {

// source, target, delay, shift, receptor, rule + 1 or 0, weight.
using Link = std::array<std::int64_t, 7>;

inline std::vector<Link> links_of(const Network& network) {
  std::vector<Link> links;
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) {
      links.push_back({s.source, s.target, s.delay, p.receptor == kInstructive ? 0 : p.shift,
                       p.receptor, p.rule ? *p.rule + 1 : 0, s.weight});
    }
  }
  std::sort(links.begin(), links.end());
  return links;
}

inline std::vector<Link> links_of(const ChipImage& chip) {
  std::vector<Link> links;
  const auto follow = [&](const Image& from, std::uint32_t source, const spec::RouteIndex& index) {
    for (std::uint32_t r = index.base; r < index.base + index.count; ++r) {
      const spec::Route& route = from.routes.at(r);
      const Image& core = chip.cores.at(chip.mesh.number(route.x, route.y));
      const spec::Axon& axon = core.axons.at(route.axon);
      const bool plastic = route.axon < core.plastic_axons.size();
      const std::int64_t rule = plastic ? core.plastic_axons[route.axon].rule + 1 : 0;
      for (std::uint32_t i = 0; i < axon.segments * core.core.lanes; ++i) {
        const std::int8_t weight = core.weights.at(axon.base * core.core.lanes + i);
        if (weight == spec::kNoSynapse) continue;
        const std::uint32_t slot = axon.first_segment * core.core.lanes + i;
        links.push_back({source, core.slot_numbers.at(slot), route.delay, axon.shift, axon.receptor,
                         rule, weight});
      }
    }
  };
  for (const Image& core : chip.cores) {
    for (std::size_t s = 0; s < core.slot_numbers.size(); ++s) {
      follow(core, core.slot_numbers[s], core.neuron_routes.at(s));
    }
    for (std::size_t l = 0; l < core.line_numbers.size(); ++l) {
      follow(core, core.line_numbers[l], core.input_routes.at(l));
    }
  }
  std::sort(links.begin(), links.end());
  return links;
}

}  // namespace slk::tests
