// SPDX-License-Identifier: Apache-2.0
#include "host/place.hpp"

#include "host/placement/build_chip.hpp"
#include "host/placement/refuse.hpp"
#include "models/error.hpp"

namespace slk {

Image place(const Network& network, const Chip& chip) {
  if (chip.mesh.cores() != 1) {
    throw Error((chip.path.empty() ? chip.name : chip.path) + ": a mesh of " +
                std::to_string(chip.mesh.cores()) +
                " cores has no image of one core; take a chip with mesh: [1, 1]");
  }
  const CoreSize& core = chip.core;
  if (network.neuron_count() <= core.neurons && network.input_count() > core.inputs) {
    placement::refuse(chip, "input lines", network.input_count(), core.inputs,
                      "take a chip with more inputs or make the network smaller");
  }
  const placement::Rows rows = placement::rows_of(network);
  std::vector<std::uint32_t> core_of(network.size(), 0);
  const auto plan = placement::plan_of(network, chip, rows, std::move(core_of));
  return std::move(placement::build_chip(network, chip, rows, plan, {}).cores.front());
}

Image place_on_smallest(const Network& network, Chip& chip) {
  std::uint32_t largest = 0;
  std::string why = "none ships";
  for (const Chip& candidate : shipped_chips()) {
    try {
      Image image = place(network, candidate);
      chip = candidate;
      return image;
    } catch (const Error& error) {
      if (candidate.core.neurons <= largest) continue;
      largest = candidate.core.neurons;
      why = error.what();
    }
  }
  throw Error(
      "no shipped chip of one core holds the network; name a mesh with --chip, as "
      "models/chips/mesh2x2.yaml; the largest of one core, " +
      why);
}

}  // namespace slk
