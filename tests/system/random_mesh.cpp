// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_mesh.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

namespace slk::tests {
namespace {

class Builder {
 public:
  Builder(const Chip& chip, std::uint64_t seed) : chip_(chip), random_(seed) {}
  RandomMesh build(std::uint32_t steps);

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + below(high - low + 1);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

  void add_core(std::uint32_t busiest, std::uint32_t most_axons);
  void add_profiles(Image& core);
  void add_rules();
  void add_axon(Image& core, bool plastic);
  void number_all();
  void connect();
  void connect(std::uint32_t core, std::uint32_t axon);
  void lay_out_routes();
  std::vector<StepStimulus> stimuli(std::uint32_t steps);

  const Chip& chip_;
  std::mt19937_64 random_;
  ChipImage image_;
  std::vector<Rule> rules_;
  RandomKey keys_[3];
  std::uint32_t inputs_ = 0;
  std::vector<std::vector<std::uint32_t>> input_cores_;  // that have a line of it
  std::uint32_t most_routes_ = 0;                        // of a core
  // By core: routes of each slot, and of each line by its number.
  std::vector<std::vector<std::vector<spec::Route>>> of_slot_;
  std::vector<std::map<std::uint32_t, std::vector<spec::Route>>> of_line_;
};

RandomMesh Builder::build(std::uint32_t steps) {
  image_.mesh = chip_.mesh;
  image_.real_time = chip_.real_time;
  for (RandomKey& key : keys_) key = {below(0xffffffff), below(0xffffffff)};
  if (chip_.core.learning) add_rules();
  const std::uint32_t busiest = between(20, 100);
  const bool hot_spot = chance(30);  // most packets go to the first core
  for (std::uint32_t c = 0; c < chip_.mesh.cores(); ++c) {
    add_core(busiest, hot_spot && c > 0 ? 8 : chip_.core.axons * busiest / 200);
  }
  inputs_ = between(1, 40);
  for (std::uint32_t i = 0; i < inputs_; ++i) {
    std::vector<std::uint32_t> cores(chip_.mesh.cores());
    std::iota(cores.begin(), cores.end(), 0u);
    std::shuffle(cores.begin(), cores.end(), random_);
    cores.resize(between(1, std::min(2u, chip_.mesh.cores())));
    input_cores_.push_back(cores);
  }
  number_all();
  connect();
  lay_out_routes();
  RandomMesh result{image_, {}};
  result.stimuli = stimuli(steps);
  return result;
}

void Builder::add_rules() {
  for (std::uint32_t r = between(1, 3); r > 0; --r) {
    Rule rule;
    for (Rule::Table* table : {&rule.p, &rule.n}) {
      for (auto& entry : *table) entry = static_cast<std::int16_t>(chance(60) ? below(64) - 32 : 0);
    }
    if (chance(20)) rule.p = {};  // opens no window
    rule.c = static_cast<std::int16_t>(below(9)) - 4;
    rule.fraction_bits = static_cast<std::uint8_t>(below(9));
    rule.stochastic = chip_.core.random && chance(50);
    rules_.push_back(rule);
  }
}

void Builder::add_core(std::uint32_t busiest, std::uint32_t most_axons) {
  Image core;
  core.network = "random mesh";
  core.chip = chip_.name;
  core.core = chip_.core;
  core.adapt_every = 3;
  core.noise_key = keys_[0];
  core.window_key = keys_[1];
  core.event_key = keys_[2];
  core.rules = rules_;
  const auto size = [&](std::uint32_t limit) { return chance(10) ? 0 : below(limit) + 1; };
  const std::uint32_t neurons = size(std::max(1u, chip_.core.neurons * busiest / 100));
  const std::uint32_t axons = size(std::max(1u, most_axons));
  core.slot_numbers.resize(neurons);
  add_profiles(core);
  for (std::uint32_t s = 0; s < neurons; ++s) {
    core.neurons.push_back({below(static_cast<std::uint32_t>(core.profiles.size()))});
  }
  const std::uint32_t plastic = rules_.empty() ? 0 : below(axons + 1);
  for (std::uint32_t a = 0; a < axons; ++a) add_axon(core, a < plastic);
  image_.cores.push_back(std::move(core));
}

// Neurons fire by themselves, some often.
void Builder::add_profiles(Image& core) {
  for (std::uint32_t p = between(1, 4); p > 0; --p) {
    spec::Profile profile;
    profile.du0 = below(4097);
    profile.du1 = 4096;
    profile.dv = below(2000);
    profile.threshold = static_cast<std::int32_t>(between(50, 3000));
    profile.bias = static_cast<std::int32_t>(below(400));
    profile.v_min = -10000;
    profile.refractory = below(4);
    profile.noise = chip_.core.random && chance(50) ? below(10) : 0;
    core.profiles.push_back(profile);
  }
}

// A row on any segments, as long as synapse words are left.
void Builder::add_axon(Image& core, bool plastic) {
  const std::uint32_t lanes = chip_.core.lanes;
  const auto neurons = static_cast<std::uint32_t>(core.slot_numbers.size());
  const std::uint32_t segments = (neurons + lanes - 1) / lanes;
  const std::uint32_t left = chip_.core.synapse_words - core.words();
  spec::Axon axon;
  axon.base = core.words();
  axon.shift = below(4);
  axon.receptor = below(chip_.core.receptors);
  if (segments > 0 && left > 0 && chance(90)) {
    axon.first_segment = below(segments);
    axon.segments = std::min(left, between(1, std::min(segments - axon.first_segment, 12u)));
  }
  for (std::uint32_t w = 0; w < axon.segments * lanes; ++w) {
    const std::uint32_t slot = axon.first_segment * lanes + w;
    const bool synapse = slot < neurons && chance(50);
    if (synapse) core.synapse_at.push_back(static_cast<std::uint32_t>(core.weights.size()));
    core.weights.push_back(synapse ? static_cast<std::int8_t>(static_cast<int>(below(255)) - 127)
                                   : static_cast<std::int8_t>(spec::kNoSynapse));
  }
  core.axons.push_back(axon);
  if (plastic) {
    core.plastic_axons.push_back({0, 0, below(static_cast<std::uint32_t>(rules_.size()))});
  }
}

// Inputs come first; neurons stand anywhere.
void Builder::number_all() {
  std::uint32_t neurons = 0, synapses = 0;
  for (const Image& core : image_.cores) {
    neurons += static_cast<std::uint32_t>(core.slot_numbers.size());
  }
  std::vector<std::uint32_t> numbers(neurons);
  std::iota(numbers.begin(), numbers.end(), inputs_);
  std::shuffle(numbers.begin(), numbers.end(), random_);
  for (Image& core : image_.cores) {
    for (std::uint32_t& number : core.slot_numbers) {
      number = numbers.back();
      numbers.pop_back();
    }
    std::vector<std::uint32_t> at(core.synapse_at.size());
    std::iota(at.begin(), at.end(), synapses);
    synapses += static_cast<std::uint32_t>(at.size());
    image_.synapses.push_back(std::move(at));
  }
}

// Every axon hears one source with one delay, so that no two events of it can meet.
void Builder::connect() {
  most_routes_ = chip_.core.routes;
  for (const Image& core : image_.cores) of_slot_.emplace_back(core.slot_numbers.size());
  of_line_.resize(image_.cores.size());
  for (std::uint32_t i = 0; i < inputs_; ++i) {
    for (const std::uint32_t c : input_cores_[i]) of_line_[c][i];
  }
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    for (std::uint32_t a = 0; a < image_.cores[c].axons.size(); ++a) connect(c, a);
  }
}

void Builder::connect(std::uint32_t core, std::uint32_t axon) {
  const std::uint32_t lateness = chip_.real_time ? chip_.real_time->max_lateness : 0;
  const spec::Route route{axon, chance(50) ? 1 : between(1, spec::kDelaySlots - 1 - lateness),
                          chip_.mesh.x(core), chip_.mesh.y(core)};
  std::uint32_t from = below(chip_.mesh.cores());
  std::uint32_t source = below(inputs_);
  if (!of_slot_[from].empty() && chance(85)) {
    const std::uint32_t slot = below(static_cast<std::uint32_t>(of_slot_[from].size()));
    source = image_.cores[from].slot_numbers[slot];
    of_slot_[from][slot].push_back(route);
  } else {
    const auto& cores = input_cores_[source];
    of_line_[cores[below(static_cast<std::uint32_t>(cores.size()))]][source].push_back(route);
  }
  Image& image = image_.cores[core];
  if (axon >= image.plastic_axons.size()) return;
  image.plastic_axons[axon].source = source;
  image.plastic_axons[axon].delay = route.delay;
}

void Builder::lay_out_routes() {
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    Image& core = image_.cores[c];
    const auto lay_out = [&](std::vector<spec::Route>& routes, bool copy) {
      std::shuffle(routes.begin(), routes.end(), random_);
      const std::size_t left = most_routes_ - core.routes.size();
      if (routes.size() > left) routes.resize(left);
      const spec::RouteIndex index{static_cast<std::uint32_t>(core.routes.size()),
                                   static_cast<std::uint32_t>(routes.size()), copy};
      core.routes.insert(core.routes.end(), routes.begin(), routes.end());
      return index;
    };
    for (auto& routes : of_slot_[c]) core.neuron_routes.push_back(lay_out(routes, false));
    for (auto& [input, routes] : of_line_[c]) {
      core.line_numbers.push_back(input);
      core.input_routes.push_back(lay_out(routes, input_cores_[input].front() != c));
    }
  }
}

std::vector<StepStimulus> Builder::stimuli(std::uint32_t steps) {
  std::vector<StepStimulus> stimuli(steps);
  for (std::uint32_t t = 0; t < steps; ++t) {
    StepStimulus& stimulus = stimuli[t];
    stimulus.step = t + 1;
    for (std::uint32_t i = 0; i < inputs_; ++i) {
      if (chance(20)) stimulus.inputs.push_back(i);
    }
    stimulus.reset = chance(4);
    stimulus.keep_adaptation = stimulus.reset && chance(50);
    stimulus.flush = chance(5);
    for (std::uint8_t r = 0; r < rules_.size(); ++r) {
      if (!chance(5)) continue;
      Modulators modulators;
      modulators.m_plus = static_cast<std::int16_t>(static_cast<int>(below(1024)) - 512);
      modulators.enable = chance(80);
      stimulus.modulators.push_back({t + 1, r, modulators});
    }
  }
  return stimuli;
}

}  // namespace

RandomMesh random_mesh(const Chip& chip, std::uint32_t steps, std::uint64_t seed) {
  return Builder(chip, seed).build(steps);
}

}  // namespace slk::tests
