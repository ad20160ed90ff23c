// SPDX-License-Identifier: Apache-2.0
#include "host/placement/build_core.hpp"

#include <algorithm>
#include <map>

#include "host/placement/refuse.hpp"

namespace slk::placement {
namespace {

class Builder {
 public:
  Builder(const Network& network, const Chip& chip, const Rows& rows, const CorePlan& plan,
          const std::string& where)
      : network_(network), chip_(chip), rows_(rows), plan_(plan), where_(where) {}

  BuiltCore build() {
    image_.network = network_.name;
    image_.chip = chip_.name;
    image_.core = chip_.core;
    image_.adapt_every = network_.adapt_every;
    image_.noise_key = purpose_key(network_.seed, Purpose::kNoise);
    image_.window_key = purpose_key(network_.seed, Purpose::kWindowUpdate);
    image_.event_key = purpose_key(network_.seed, Purpose::kEventUpdate);
    place_neurons();
    place_rules();
    for (const AxonPlan& axon : plan_.axons) add_axon(axon);
    check_axons();
    list_synapses();
    return std::move(core_);
  }

 private:
  void place_neurons();
  void add_profile(const NeuronParams& params);
  void place_rules();
  void add_axon(const AxonPlan& axon);
  void check_receptor(const Row& row) const;
  void check_axons() const;
  void list_synapses();

  const Network& network_;
  const Chip& chip_;
  const Rows& rows_;
  const CorePlan& plan_;
  const std::string& where_;
  BuiltCore core_;
  Image& image_ = core_.image;
  std::vector<std::uint32_t> slot_of_;  // of each number that stands on the core
  std::map<spec::Profile::Chunks, std::uint32_t> profile_of_;
  // Of each synapse its position in network order and its place in `weights`.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;
};

void Builder::place_neurons() {
  const CoreSize& core = chip_.core;
  if (plan_.slot_numbers.size() > core.neurons) {
    refuse(chip_, "neurons" + where_, plan_.slot_numbers.size(), core.neurons,
           "take a chip with more neurons or make the network smaller");
  }
  slot_of_.resize(network_.size());
  image_.slot_numbers = plan_.slot_numbers;
  for (std::uint32_t slot = 0; slot < plan_.slot_numbers.size(); ++slot) {
    const std::uint32_t number = plan_.slot_numbers[slot];
    slot_of_[number] = slot;
    const Population& population = network_.population_of(number);
    const NeuronParams& params = population.params[number - population.first];
    add_profile(params);
    if (params.noise != 0 && !core.random) {
      refuse(chip_, "random numbers (noise of " + network_.name_of(number) + ")", 1, 0,
             "take a chip with random: true or set noise to 0");
    }
  }
  if (image_.profiles.size() > core.profiles) {
    refuse(chip_, "profiles (different sets of neuron parameters)" + where_, image_.profiles.size(),
           core.profiles, "take a chip with more profiles or let more neurons share parameters");
  }
}

// Neurons with the same parameters share a profile.
void Builder::add_profile(const NeuronParams& params) {
  const auto [place, is_new] =
      profile_of_.emplace(pack(params), static_cast<std::uint32_t>(image_.profiles.size()));
  if (is_new) image_.profiles.push_back(params);
  image_.neurons.push_back({place->second});
}

void Builder::place_rules() {
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

void Builder::check_receptor(const Row& row) const {
  if (row.receptor == kInstructive) {
    if (!chip_.core.teaching) {
      refuse(chip_, "instructive rows (from " + network_.name_of(row.source) + ")", 1, 0,
             "take a chip with teaching: true or take the instructive projections away");
    }
  } else if (row.receptor >= chip_.core.receptors) {
    refuse(chip_, "receptors", row.receptor + 1u, chip_.core.receptors,
           "take a chip with receptors: 2 or use receptor 0 only");
  }
}

void Builder::add_axon(const AxonPlan& plan) {
  const Row& row = rows_.rows[plan.row];
  check_receptor(row);
  const auto slot = [&](std::uint32_t s) { return slot_of_[rows_.synapses[s].target]; };
  const auto [first, last] = std::minmax_element(plan.synapses.begin(), plan.synapses.end(),
                                                 [&](auto x, auto y) { return slot(x) < slot(y); });
  const std::uint32_t lanes = chip_.core.lanes;
  spec::Axon axon;
  axon.base = image_.words();
  axon.first_segment = slot(*first) / lanes;
  axon.segments = slot(*last) / lanes - axon.first_segment + 1;
  axon.shift = row.shift;
  axon.receptor = row.receptor;
  const std::uint32_t begin = axon.base * lanes;
  image_.weights.resize(begin + axon.segments * lanes, static_cast<std::int8_t>(spec::kNoSynapse));
  for (const std::uint32_t s : plan.synapses) {
    const std::uint32_t place = begin + slot(s) - axon.first_segment * lanes;
    image_.weights[place] = rows_.synapses[s].weight;
    places_.emplace_back(rows_.synapses[s].at, place);
  }
  image_.axons.push_back(axon);
  if (row.rule) image_.plastic_axons.push_back({row.delay, row.source, *row.rule});
}

void Builder::check_axons() const {
  const CoreSize& core = chip_.core;
  if (image_.axons.size() > core.axons) {
    refuse(chip_, "axons" + where_ + " (rows: a source, a delay, a shift, a receptor and a rule)",
           image_.axons.size(), core.axons,
           "take a chip with more axons or use fewer different delays and shifts");
  }
  if (image_.words() > core.synapse_words) {
    refuse(chip_,
           "synapse words" + where_ + " (a row takes every word from its first target to its last)",
           image_.words(), core.synapse_words,
           "take a chip with more synapse words or connect neighbouring neurons");
  }
}

void Builder::list_synapses() {
  std::sort(places_.begin(), places_.end());
  for (const auto& [at, place] : places_) {
    core_.synapses.push_back(at);
    image_.synapse_at.push_back(place);
  }
}

}  // namespace

BuiltCore build_core(const Network& network, const Chip& chip, const Rows& rows,
                     const CorePlan& plan, const std::string& where) {
  return Builder(network, chip, rows, plan, where).build();
}

}  // namespace slk::placement
