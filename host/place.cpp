// SPDX-License-Identifier: Apache-2.0
#include "host/place.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "models/error.hpp"

namespace slk {
namespace {

constexpr std::uint32_t kNobody = 0xffffffff;

// A synapse as placement sees it: which row wants it, and in which slot it ends.
struct Entry {
  std::uint32_t source, target_slot, at;  // `at`: position in network order
  std::uint8_t delay, shift, receptor;
  std::optional<std::uint8_t> rule;
  std::int8_t weight;
  // Rows with a rule come first.
  auto row() const { return std::tuple(!rule, source, delay, shift, receptor, rule); }
};

[[noreturn]] void refuse(const Chip& chip, const std::string& constraint, std::uint64_t need,
                         std::uint64_t limit, const std::string& remedy) {
  throw Error((chip.path.empty() ? chip.name : chip.path) + ": " + constraint +
              ": the network needs " + std::to_string(need) + ", the core has " +
              std::to_string(limit) + "; " + remedy);
}

class Placer {
 public:
  Placer(const Network& network, const Chip& chip) : network_(network), chip_(chip) {}

  Image place() {
    image_.network = network_.name;
    image_.chip = chip_.name;
    image_.core = chip_.core;
    image_.adapt_every = network_.adapt_every;
    image_.noise_key = purpose_key(network_.seed, Purpose::kNoise);
    image_.window_key = purpose_key(network_.seed, Purpose::kWindowUpdate);
    image_.event_key = purpose_key(network_.seed, Purpose::kEventUpdate);
    place_neurons();
    place_rules();
    place_rows();
    place_routes();
    return std::move(image_);
  }

 private:
  void place_neurons();
  void add_profile(const NeuronParams& params);
  void place_rules();
  std::vector<Entry> entries() const;
  void place_rows();
  void add_axon(const std::vector<Entry>& all, const std::vector<std::uint32_t>& members);
  void place_routes();

  const Network& network_;
  const Chip& chip_;
  Image image_;
  std::vector<std::uint32_t> slot_of_;  // of each number; kNobody for input lines
  std::map<spec::Profile::Chunks, std::uint32_t> profile_of_;
  // Axons of each source, with their delays, in axon order.
  std::vector<std::vector<spec::Route>> routes_of_;
};

void Placer::place_neurons() {
  const CoreSize& core = chip_.core;
  if (network_.neuron_count() > core.neurons) {
    refuse(chip_, "neurons", network_.neuron_count(), core.neurons,
           "take a chip with more neurons or make the network smaller");
  }
  if (network_.input_count() > core.axons) {
    refuse(chip_, "input lines", network_.input_count(), core.axons,
           "take a chip with more axons (a core has as many input lines as axons)");
  }
  slot_of_.assign(network_.size(), kNobody);
  for (const Population& population : network_.populations) {
    for (std::uint32_t i = 0; i < population.size; ++i) {
      const std::uint32_t number = population.first + i;
      if (population.kind == Population::Kind::kInput) {
        image_.line_numbers.push_back(number);
        continue;
      }
      slot_of_[number] = static_cast<std::uint32_t>(image_.slot_numbers.size());
      image_.slot_numbers.push_back(number);
      add_profile(population.params[i]);
      if (population.params[i].noise != 0 && !core.random) {
        refuse(chip_, "random numbers (noise of " + network_.name_of(number) + ")", 1, 0,
               "take a chip with random: true or set noise to 0");
      }
    }
  }
  if (image_.profiles.size() > core.profiles) {
    refuse(chip_, "profiles (different sets of neuron parameters)", image_.profiles.size(),
           core.profiles, "take a chip with more profiles or let more neurons share parameters");
  }
}

// Neurons with the same parameters share a profile.
void Placer::add_profile(const NeuronParams& params) {
  const auto [place, is_new] =
      profile_of_.emplace(pack(params), static_cast<std::uint32_t>(image_.profiles.size()));
  if (is_new) image_.profiles.push_back(params);
  image_.neurons.push_back({place->second});
}

void Placer::place_rules() {
  const CoreSize& core = chip_.core;
  if (!network_.rules.empty() && !core.learning) {
    refuse(chip_, "rules", network_.rules.size(), 0,
           "take a chip with learning: true or take the rules away");
  }
  for (const Rule& rule : network_.rules) {
    const auto taught = std::count_if(rule.q.begin(), rule.q.end(), [](int q) { return q != 0; });
    if (taught > 0 && !core.teaching) {
      refuse(chip_, "entries of a table Q (rule '" + rule.name + "')",
             static_cast<std::uint64_t>(taught), 0,
             "take a chip with teaching: true or take Q away");
    }
    if (rule.stochastic && !core.random) {
      refuse(chip_, "random numbers (rounding of rule '" + rule.name + "')", 1, 0,
             "take a chip with random: true or set rounding to nearest");
    }
    image_.rules.push_back(rule);
    image_.rules.back().name.clear();
  }
}

std::vector<Entry> Placer::entries() const {
  std::vector<Entry> entries;
  entries.reserve(network_.synapse_count());
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) {
      const std::uint8_t shift = p.receptor == kInstructive ? 0 : p.shift;  // it adds no current
      entries.push_back({s.source, slot_of_[s.target], static_cast<std::uint32_t>(entries.size()),
                         s.delay, shift, p.receptor, p.rule, s.weight});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) {
    return std::tuple(x.row(), x.target_slot) < std::tuple(y.row(), y.target_slot);
  });
  return entries;
}

// Each row becomes an axon, or several if synapses of the row are parallel: an axon has one weight
// a slot. The k-th synapse of a slot goes to the row's k-th axon.
void Placer::place_rows() {
  const std::vector<Entry> all = entries();
  image_.synapse_at.resize(all.size());
  routes_of_.resize(network_.size());
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    std::vector<std::vector<std::uint32_t>> layers;
    std::size_t layer = 0;
    for (end = begin; end < all.size() && all[end].row() == all[begin].row(); ++end) {
      const bool parallel = end > begin && all[end].target_slot == all[end - 1].target_slot;
      layer = parallel ? layer + 1 : 0;
      if (layer == layers.size()) layers.emplace_back();
      layers[layer].push_back(static_cast<std::uint32_t>(end));
    }
    for (const auto& members : layers) add_axon(all, members);
  }
  const CoreSize& core = chip_.core;
  if (image_.axons.size() > core.axons) {
    refuse(chip_, "axons (rows: a source, a delay, a shift, a receptor and a rule)",
           image_.axons.size(), core.axons,
           "take a chip with more axons or use fewer different delays and shifts");
  }
  if (image_.words() > core.synapse_words) {
    refuse(chip_, "synapse words (a row takes every word from its first target to its last)",
           image_.words(), core.synapse_words,
           "take a chip with more synapse words or connect neighbouring neurons");
  }
}

void Placer::add_axon(const std::vector<Entry>& all, const std::vector<std::uint32_t>& members) {
  const std::uint32_t lanes = chip_.core.lanes;
  const Entry& first = all[members.front()];
  const Entry& last = all[members.back()];
  if (first.receptor == kInstructive) {
    if (!chip_.core.teaching) {
      refuse(chip_, "instructive rows (from " + network_.name_of(first.source) + ")", 1, 0,
             "take a chip with teaching: true or take the instructive projections away");
    }
  } else if (first.receptor >= chip_.core.receptors) {
    refuse(chip_, "receptors", first.receptor + 1u, chip_.core.receptors,
           "take a chip with receptors: 2 or use receptor 0 only");
  }
  spec::Axon axon;
  axon.base = image_.words();
  axon.first_segment = first.target_slot / lanes;
  axon.segments = last.target_slot / lanes - axon.first_segment + 1;
  axon.shift = first.shift;
  axon.receptor = first.receptor;
  const std::uint32_t begin = axon.base * lanes;
  image_.weights.resize(begin + axon.segments * lanes, static_cast<std::int8_t>(spec::kNoSynapse));
  for (const std::uint32_t m : members) {
    const std::uint32_t at = begin + all[m].target_slot - axon.first_segment * lanes;
    image_.weights[at] = all[m].weight;
    image_.synapse_at[all[m].at] = at;
  }
  routes_of_[first.source].push_back(
      {static_cast<std::uint32_t>(image_.axons.size()), first.delay});
  image_.axons.push_back(axon);
  if (first.rule) image_.plastic_axons.push_back({first.delay, first.source, *first.rule});
}

void Placer::place_routes() {
  const auto add_list = [&](std::uint32_t number, std::vector<spec::RouteIndex>& index) {
    const auto& list = routes_of_[number];
    index.push_back({list.empty() ? 0 : static_cast<std::uint32_t>(image_.routes.size()),
                     static_cast<std::uint32_t>(list.size())});
    image_.routes.insert(image_.routes.end(), list.begin(), list.end());
  };
  for (const std::uint32_t number : image_.slot_numbers) add_list(number, image_.neuron_routes);
  for (const std::uint32_t number : image_.line_numbers) add_list(number, image_.input_routes);
}

}  // namespace

Image place(const Network& network, const Chip& chip) { return Placer(network, chip).place(); }

Image place_on_smallest(const Network& network, Chip& chip) {
  std::string why = "no chip ships with Spikelock; name one with --chip";
  for (const Chip& candidate : shipped_chips()) {
    try {
      Image image = place(network, candidate);
      chip = candidate;
      return image;
    } catch (const Error& error) {
      why = error.what();
    }
  }
  throw Error("no shipped chip holds the network; the last one tried: " + why);
}

}  // namespace slk
