// SPDX-License-Identifier: Apache-2.0
#include "host/placement/build_chip.hpp"

#include "host/placement/routes.hpp"

namespace slk::placement {

ChipImage build_chip(const Network& network, const Chip& chip, const Rows& rows,
                     const ChipPlan& plan, const TrafficPrices& prices) {
  ChipImage image;
  image.mesh = chip.mesh;
  image.real_time = chip.real_time;
  Destinations destinations(network.size());
  for (std::uint32_t c = 0; c < plan.cores.size(); ++c) {
    const std::string where = plan.cores.size() > 1 ? " of core " + std::to_string(c) : "";
    BuiltCore built = build_core(network, chip, rows, plan.cores[c], where);
    image.cores.push_back(std::move(built.image));
    image.synapses.push_back(std::move(built.synapses));
    const auto& axons = plan.cores[c].axons;
    for (std::uint32_t a = 0; a < axons.size(); ++a) {
      const Row& row = rows.rows[axons[a].row];
      destinations[row.source].push_back({c, a, row.delay});
    }
  }
  add_routes(image, destinations, home_lines(network, chip, destinations, plan.core_of, prices));
  return image;
}

ChipPlan plan_of(const Network& network, const Chip& chip, const Rows& rows,
                 std::vector<std::uint32_t> core_of) {
  ChipPlan plan;
  plan.cores.resize(chip.mesh.cores());
  for (const Population& population : network.populations) {
    if (population.kind == Population::Kind::kInput) continue;
    for (std::uint32_t n = population.first; n < population.first + population.size; ++n) {
      plan.cores[core_of[n]].slot_numbers.push_back(n);
    }
  }
  for (std::uint32_t r = 0; r < rows.rows.size(); ++r) {
    for (std::uint32_t s = rows.rows[r].begin; s < rows.rows[r].end; ++s) {
      auto& axons = plan.cores[core_of[rows.synapses[s].target]].axons;
      if (axons.empty() || axons.back().row != r) axons.push_back({r, {}});
      axons.back().synapses.push_back(s);
    }
  }
  plan.core_of = std::move(core_of);
  return plan;
}

}  // namespace slk::placement
