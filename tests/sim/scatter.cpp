// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/scatter.hpp"

#include <algorithm>
#include <random>

#include "host/place.hpp"

namespace slk::tests {
namespace {

// A core that holds everything, a lane wide: its words are synapses.
Image place_on_one(const Network& network, const Chip& chip) {
  constexpr std::uint32_t kPlenty = 1u << 24;
  Chip large{"", "", {}, chip.core};
  large.core.lanes = 1;
  large.core.neurons = large.core.axons = large.core.synapse_words = kPlenty;
  large.core.profiles = large.core.routes = large.core.inputs = kPlenty;
  return place(network, large);
}

class Scatter {
 public:
  Scatter(const Network& network, const Chip& chip, std::uint64_t seed)
      : chip_(chip), one_(place_on_one(network, chip)), engine_(seed) {
    image_.mesh = chip.mesh;
    image_.real_time = chip.real_time;
    Image empty = one_;
    empty.core = chip.core;
    empty.chip = chip.name;
    for (auto* part : {&empty.neuron_routes, &empty.input_routes}) part->clear();
    empty.axons.clear();
    empty.weights.clear();
    empty.routes.clear();
    empty.neurons.clear();
    empty.profiles.clear();
    empty.plastic_axons.clear();
    empty.slot_numbers.clear();
    empty.line_numbers.clear();
    empty.synapse_at.clear();
    image_.cores.assign(chip.mesh.cores(), empty);
    image_.synapses.resize(chip.mesh.cores());
  }

  ChipImage place() {
    place_neurons();
    routes_of_.resize(one_.axons.size());
    synapse_of_.resize(one_.weights.size());
    for (std::uint32_t i = 0; i < one_.synapse_at.size(); ++i) synapse_of_[one_.synapse_at[i]] = i;
    for (std::uint32_t axon = 0; axon < one_.axons.size(); ++axon) place_axon(axon);
    for (std::uint32_t core = 0; core < chip_.mesh.cores(); ++core) {
      for (const std::uint32_t slot : slots_[core]) {
        add_source(core, routes_of(one_.neuron_routes[slot]), false);
      }
    }
    for (std::uint32_t l = 0; l < one_.line_numbers.size(); ++l) place_line(l);
    sort_synapses();
    return image_;
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }

  void place_neurons() {
    const std::uint32_t neurons = static_cast<std::uint32_t>(one_.slot_numbers.size());
    slots_.resize(chip_.mesh.cores());
    std::vector<std::uint32_t> order(neurons);
    for (std::uint32_t i = 0; i < neurons; ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), engine_);
    place_of_.resize(neurons);
    for (const std::uint32_t slot : order) {
      std::uint32_t core = below(chip_.mesh.cores());
      while (slots_[core].size() >= chip_.core.neurons) core = (core + 1) % chip_.mesh.cores();
      Image& part = image_.cores[core];
      place_of_[slot] = {core, static_cast<std::uint32_t>(part.slot_numbers.size())};
      slots_[core].push_back(slot);
      part.slot_numbers.push_back(one_.slot_numbers[slot]);
      part.neurons.push_back({profile(part, one_.profiles[one_.neurons[slot].profile])});
    }
  }

  static std::uint32_t profile(Image& part, const spec::Profile& want) {
    const auto found = std::find(part.profiles.begin(), part.profiles.end(), want);
    if (found == part.profiles.end()) part.profiles.push_back(want);
    return static_cast<std::uint32_t>(std::find(part.profiles.begin(), part.profiles.end(), want) -
                                      part.profiles.begin());
  }

  // The synapses of an axon become an axon on every core that has some of them.
  void place_axon(std::uint32_t axon) {
    const spec::Axon& row = one_.axons[axon];
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> members(
        chip_.mesh.cores());  // slot on the core, position in one_.weights
    for (std::uint32_t k = 0; k < row.segments; ++k) {
      if (one_.weights[row.base + k] == static_cast<std::int8_t>(spec::kNoSynapse)) continue;
      const SlotPlace place = place_of_[row.first_segment + k];
      members[place.core].push_back({place.slot, row.base + k});
    }
    for (std::uint32_t core = 0; core < members.size(); ++core) {
      if (members[core].empty()) continue;
      std::sort(members[core].begin(), members[core].end());
      routes_of_[axon].push_back(add_axon(core, axon, members[core]));
    }
  }

  spec::Route add_axon(std::uint32_t core, std::uint32_t axon,
                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& members) {
    Image& part = image_.cores[core];
    const std::uint32_t lanes = chip_.core.lanes;
    spec::Axon row = one_.axons[axon];
    row.base = part.words();
    row.first_segment = members.front().first / lanes;
    row.segments = members.back().first / lanes - row.first_segment + 1;
    part.weights.resize(part.weights.size() + std::size_t{row.segments} * lanes,
                        static_cast<std::int8_t>(spec::kNoSynapse));
    for (const auto& [slot, at] : members) {
      const std::uint32_t here = row.base * lanes + slot - row.first_segment * lanes;
      part.weights[here] = one_.weights[at];
      part.synapse_at.push_back(here);
      image_.synapses[core].push_back(synapse_of_[at]);
    }
    if (axon < one_.plastic_axons.size()) {
      part.plastic_axons.push_back(one_.plastic_axons[axon]);
    }
    const auto number = static_cast<std::uint32_t>(part.axons.size());
    part.axons.push_back(row);
    return {number, 0, chip_.mesh.x(core), chip_.mesh.y(core)};
  }

  std::vector<spec::Route> routes_of(const spec::RouteIndex& index) const {
    std::vector<spec::Route> routes;
    for (std::uint32_t i = index.base; i < index.base + index.count; ++i) {
      for (spec::Route route : routes_of_[one_.routes[i].axon]) {
        route.delay = one_.routes[i].delay;
        routes.push_back(route);
      }
    }
    return routes;
  }

  void add_source(std::uint32_t core, std::vector<spec::Route> routes, bool line,
                  bool copy = false) {
    Image& part = image_.cores[core];
    std::shuffle(routes.begin(), routes.end(), engine_);
    auto& index = line ? part.input_routes : part.neuron_routes;
    index.push_back({routes.empty() ? 0 : static_cast<std::uint32_t>(part.routes.size()),
                     static_cast<std::uint32_t>(routes.size()), copy});
    part.routes.insert(part.routes.end(), routes.begin(), routes.end());
  }

  // An input line stands on one to three cores, and each sends some of its packets.
  void place_line(std::uint32_t line) {
    std::vector<std::vector<spec::Route>> routes(chip_.mesh.cores());
    std::vector<std::uint32_t> cores;
    while (cores.size() < 1 + below(3) && cores.size() < chip_.mesh.cores()) {
      const std::uint32_t core = below(chip_.mesh.cores());
      if (std::find(cores.begin(), cores.end(), core) == cores.end()) cores.push_back(core);
    }
    for (const spec::Route& route : routes_of(one_.input_routes[line])) {
      routes[cores[below(static_cast<std::uint32_t>(cores.size()))]].push_back(route);
    }
    const std::uint32_t counts = cores[below(static_cast<std::uint32_t>(cores.size()))];
    for (const std::uint32_t core : cores) {
      image_.cores[core].line_numbers.push_back(one_.line_numbers[line]);
      add_source(core, routes[core], true, core != counts);
    }
  }

  // Projections in network order on every core.
  void sort_synapses() {
    for (std::size_t core = 0; core < image_.cores.size(); ++core) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
      auto& at = image_.cores[core].synapse_at;
      for (std::size_t i = 0; i < at.size(); ++i) both.push_back({image_.synapses[core][i], at[i]});
      std::sort(both.begin(), both.end());
      for (std::size_t i = 0; i < at.size(); ++i)
        std::tie(image_.synapses[core][i], at[i]) = both[i];
    }
  }

  const Chip& chip_;
  const Image one_;
  std::mt19937_64 engine_;
  ChipImage image_;
  std::vector<SlotPlace> place_of_;                  // of each slot of one_
  std::vector<std::vector<std::uint32_t>> slots_;    // of one_, by core and slot
  std::vector<std::vector<spec::Route>> routes_of_;  // of each axon of one_: where its parts are
  std::vector<std::uint32_t> synapse_of_;            // of each weight of one_
};

}  // namespace

ChipImage scatter(const Network& network, const Chip& chip, std::uint64_t seed) {
  return Scatter(network, chip, seed).place();
}

bool fits(const ChipImage& image) {
  return std::all_of(image.cores.begin(), image.cores.end(), [](const Image& part) {
    const CoreSize& core = part.core;
    return part.slot_numbers.size() <= core.neurons && part.axons.size() <= core.axons &&
           part.words() <= core.synapse_words && part.profiles.size() <= core.profiles &&
           part.routes.size() <= core.routes && part.line_numbers.size() <= core.inputs;
  });
}

}  // namespace slk::tests
