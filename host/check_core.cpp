// SPDX-License-Identifier: Apache-2.0
#include "host/check_core.hpp"

#include <algorithm>
#include <tuple>

namespace slk {
namespace {

// But for their names.
bool same_rule(const Rule& x, const Rule& y) {
  const auto all = [](const Rule& r) {
    return std::tie(r.p, r.q, r.n, r.c, r.min, r.max, r.fraction_bits, r.stochastic, r.modulators);
  };
  return all(x) == all(y);
}

bool same_key(const RandomKey& x, const RandomKey& y) { return x.a == y.a && x.b == y.b; }

class CoreChecker {
 public:
  CoreChecker(const Image& image, const Network& network) : image_(image), network_(network) {}

  ImageFault check() const {
    for (const auto part :
         {&CoreChecker::check_capacity, &CoreChecker::check_tables, &CoreChecker::check_slots,
          &CoreChecker::check_lines, &CoreChecker::check_registers, &CoreChecker::check_rules,
          &CoreChecker::check_axons}) {
      if (auto fault = (this->*part)()) return fault;
    }
    return std::nullopt;
  }

 private:
  ImageFault check_capacity() const;
  ImageFault check_tables() const;
  ImageFault check_slots() const;
  ImageFault check_lines() const;
  ImageFault check_registers() const;
  ImageFault check_rules() const;
  ImageFault check_axons() const;

  const Image& image_;
  const Network& network_;
};

ImageFault CoreChecker::check_capacity() const {
  const CoreSize& core = image_.core;
  const auto over = [&](const char* what, std::size_t need, std::size_t limit) -> ImageFault {
    if (need <= limit) return std::nullopt;
    return image_fault(what, ": the image holds ", need, ", the core ", limit);
  };
  if (auto f = over("neurons", image_.neurons.size(), core.neurons)) return f;
  if (auto f = over("axons", image_.axons.size(), core.axons)) return f;
  if (auto f = over("routes", image_.routes.size(), core.routes)) return f;
  if (auto f = over("input lines", image_.input_routes.size(), core.inputs)) return f;
  if (auto f = over("profiles", image_.profiles.size(), core.profiles)) return f;
  if (auto f = over("rules", image_.rules.size(), core.learning ? spec::kRulesMax : 0)) return f;
  if (auto f = over("plastic axons", image_.plastic_axons.size(), image_.axons.size())) return f;
  return over("synapse words", image_.words(), core.synapse_words);
}

ImageFault CoreChecker::check_tables() const {
  if (image_.slot_numbers.size() != image_.neurons.size() ||
      image_.neuron_routes.size() != image_.neurons.size()) {
    return image_fault("slots: tables of different length");
  }
  if (image_.line_numbers.size() != image_.input_routes.size()) {
    return image_fault("input lines: tables of different length");
  }
  return std::nullopt;
}

// Every slot has a neuron with its parameters.
ImageFault CoreChecker::check_slots() const {
  for (std::uint32_t slot = 0; slot < image_.slot_numbers.size(); ++slot) {
    const std::uint32_t number = image_.slot_numbers[slot];
    if (number >= network_.size()) return image_fault("slot ", slot, " names number ", number);
    const Population& p = network_.population_of(number);
    if (p.kind != Population::Kind::kLif) {
      return image_fault("slot ", slot, " holds input ", network_.name_of(number));
    }
    const std::uint32_t profile = image_.neurons[slot].profile;
    const NeuronParams& params = p.params[number - p.first];
    if (profile >= image_.profiles.size() || image_.profiles[profile] != params) {
      return image_fault("slot ", slot, ": other parameters than ", network_.name_of(number));
    }
    if (params.noise != 0 && !image_.core.random) {
      return image_fault("slot ", slot, ": noise of ", network_.name_of(number),
                         " on a core without random numbers");
    }
    if (image_.neuron_routes[slot].copy != 0) {
      return image_fault("slot ", slot, ": ", network_.name_of(number), " is said to be a copy");
    }
  }
  return std::nullopt;
}

// Every line has an input, and no other line of the core has it.
ImageFault CoreChecker::check_lines() const {
  std::vector<std::uint32_t> numbers = image_.line_numbers;
  for (const std::uint32_t number : numbers) {
    if (number >= network_.size()) return image_fault("an input line names number ", number);
    if (network_.population_of(number).kind != Population::Kind::kInput) {
      return image_fault("an input line holds neuron ", network_.name_of(number));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  const auto twice = std::adjacent_find(numbers.begin(), numbers.end());
  if (twice == numbers.end()) return std::nullopt;
  return image_fault("two input lines hold ", network_.name_of(*twice));
}

ImageFault CoreChecker::check_registers() const {
  if (image_.adapt_every != network_.adapt_every) return image_fault("adapt_every differs");
  const auto differs = [&](const RandomKey& key, Purpose purpose) {
    return !same_key(key, purpose_key(network_.seed, purpose));
  };
  if (differs(image_.noise_key, Purpose::kNoise)) return image_fault("noise key differs");
  if (differs(image_.window_key, Purpose::kWindowUpdate)) return image_fault("window key differs");
  if (differs(image_.event_key, Purpose::kEventUpdate)) return image_fault("event key differs");
  return std::nullopt;
}

// The network's rules, in its order, and nothing in them that the core lacks.
ImageFault CoreChecker::check_rules() const {
  if (image_.rules.size() != network_.rules.size()) return image_fault("number of rules differs");
  for (std::size_t r = 0; r < network_.rules.size(); ++r) {
    const Rule& rule = image_.rules[r];
    const std::string& name = network_.rules[r].name;
    if (!same_rule(rule, network_.rules[r])) return image_fault("rule '", name, "' differs");
    if (rule.stochastic && !image_.core.random) {
      return image_fault("rule '", name, "' rounds at random on a core without random numbers");
    }
    const auto taught = [](std::int16_t entry) { return entry != 0; };
    if (!image_.core.teaching && std::any_of(rule.q.begin(), rule.q.end(), taught)) {
      return image_fault("rule '", name, "' has a table Q on a core without teaching");
    }
  }
  for (std::uint32_t a = 0; a < image_.plastic_axons.size(); ++a) {
    if (image_.plastic_axons[a].rule >= image_.rules.size()) {
      return image_fault("axon ", a, ": no such rule");
    }
  }
  return std::nullopt;
}

// Spans lie within the core, and no two share a synapse word.
ImageFault CoreChecker::check_axons() const {
  const std::uint32_t segments = (image_.core.neurons + image_.core.lanes - 1) / image_.core.lanes;
  std::vector<bool> taken(image_.words(), false);
  for (std::uint32_t a = 0; a < image_.axons.size(); ++a) {
    const spec::Axon& axon = image_.axons[a];
    const bool instructs = axon.receptor == kInstructive && image_.core.teaching;
    if (axon.receptor >= image_.core.receptors && !instructs) {
      return image_fault("axon ", a, ": no such receptor");
    }
    if (axon.first_segment + axon.segments > segments)
      return image_fault("axon ", a, " ends beyond the core");
    if (axon.base + axon.segments > image_.words())
      return image_fault("axon ", a, " ends beyond the memory");
    for (std::uint32_t w = axon.base; w < axon.base + axon.segments; ++w) {
      if (taken[w]) return image_fault("axon ", a, " shares synapse word ", w);
      taken[w] = true;
    }
  }
  return std::nullopt;
}

}  // namespace

ImageFault check_core(const Image& image, const Network& network) {
  return CoreChecker(image, network).check();
}

}  // namespace slk
