// SPDX-License-Identifier: Apache-2.0
// What a user can ask of a placement.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/chip.hpp"

namespace slk {

enum class Placer {
  kAuto,        // partition, layout, refinement: the placer
  kSequential,  // baselines: network order, core after core,
  kRandom,      // each neuron on any core that has room,
  kGreedy,      // each neuron on the core that hears most of its sources already
};

// What a packet costs, and a hop of it, in any unit; by default tenths of a picojoule of the price
// list loihi_presilicon.
struct TrafficPrices {
  std::int64_t packet = 17;
  std::int64_t hop_x = 30;
  std::int64_t hop_y = 40;

  // Of a packet from one core to another, or to itself.
  std::int64_t of(const Mesh& mesh, std::uint32_t from, std::uint32_t to) const {
    return packet + hop_x * mesh.hops_x(from, to) + hop_y * mesh.hops_y(from, to);
  }
};

struct PlaceOptions {
  Placer placer = Placer::kAuto;
  std::uint64_t seed = 1;  // the same seed gives the same image
  // After so many seconds no further round of improvement begins: the placement so far is taken.
  // Only then does the result depend on the speed of this machine.
  double budget = 60;
  TrafficPrices prices{};
  // Spikes of each number, from a run of the network; empty: one each.
  std::vector<std::uint64_t> spikes{};
  // Called with the stage and how much of it is done, 0..1; may be empty.
  std::function<void(const std::string& stage, double done)> progress{};
};

}  // namespace slk
