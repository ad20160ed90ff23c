// SPDX-License-Identifier: Apache-2.0
#include "host/check_image.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <tuple>

namespace slk {
namespace {

constexpr int kStatic = -1;

// A synapse as both sides can list it: everything that decides what it does.
struct Link {
  std::uint32_t source, target;
  std::uint32_t delay, shift, receptor;
  int rule;  // kStatic: none
  int weight;
  auto all() const { return std::tuple(source, target, delay, shift, receptor, rule, weight); }
  friend bool operator<(const Link& x, const Link& y) { return x.all() < y.all(); }
  friend bool operator==(const Link& x, const Link& y) { return x.all() == y.all(); }
};

// The shift of an instructive projection means nothing.
Link link_of(const Projection& p, const Synapse& s) {
  const std::uint32_t shift = p.receptor == kInstructive ? 0 : p.shift;
  return {s.source, s.target, s.delay, shift, p.receptor, p.rule ? int{*p.rule} : kStatic,
          s.weight};
}

// But for their names.
bool same_rule(const Rule& x, const Rule& y) {
  const auto all = [](const Rule& r) {
    return std::tie(r.p, r.q, r.n, r.c, r.min, r.max, r.fraction_bits, r.stochastic, r.modulators);
  };
  return all(x) == all(y);
}

bool same_key(const RandomKey& x, const RandomKey& y) { return x.a == y.a && x.b == y.b; }

class Checker {
 public:
  Checker(const Image& image, const Network& network) : image_(image), network_(network) {}

  std::string check() {
    for (const auto part :
         {&Checker::check_capacity, &Checker::check_neurons, &Checker::check_registers,
          &Checker::check_rules, &Checker::check_axons, &Checker::read_links,
          &Checker::compare_links, &Checker::check_positions}) {
      if (auto fault = (this->*part)()) return *fault;
    }
    return {};
  }

 private:
  using Fault = std::optional<std::string>;

  template <class... Parts>
  static Fault fault(const Parts&... parts) {
    std::ostringstream out;
    (out << ... << parts);
    return out.str();
  }

  Fault check_capacity();
  Fault check_neurons();
  Fault check_registers();
  Fault check_rules();
  Fault check_axons();
  Fault read_links();
  Fault read_routes(std::uint32_t source, const spec::RouteIndex& index);
  Fault read_row(std::uint32_t source, const spec::Route& route);
  Fault check_key(std::uint32_t source, const spec::Route& route) const;
  int rule_of(std::uint32_t axon) const;
  Fault compare_links();
  Fault check_positions();
  std::string describe(const Link& link) const;

  const Image& image_;
  const Network& network_;
  std::vector<Link> links_;
  std::vector<Link> link_at_;  // of each place in the synapse memory
  std::vector<bool> axon_used_;
};

Checker::Fault Checker::check_capacity() {
  const CoreSize& core = image_.core;
  const auto over = [&](const char* what, std::size_t need, std::size_t limit) -> Fault {
    if (need <= limit) return std::nullopt;
    return fault(what, ": the image holds ", need, ", the core ", limit);
  };
  if (auto f = over("neurons", image_.neurons.size(), core.neurons)) return f;
  if (auto f = over("axons", image_.axons.size(), core.axons)) return f;
  if (auto f = over("routes", image_.routes.size(), core.axons)) return f;
  if (auto f = over("input lines", image_.input_routes.size(), core.axons)) return f;
  if (auto f = over("profiles", image_.profiles.size(), core.profiles)) return f;
  if (auto f = over("rules", image_.rules.size(), core.learning ? spec::kRulesMax : 0)) return f;
  if (auto f = over("plastic axons", image_.plastic_axons.size(), image_.axons.size())) return f;
  return over("synapse words", image_.words(), core.synapse_words);
}

// Every neuron has one slot with its parameters, every input line one line.
Checker::Fault Checker::check_neurons() {
  if (image_.slot_numbers.size() != image_.neurons.size() ||
      image_.neuron_routes.size() != image_.neurons.size()) {
    return fault("slots: tables of different length");
  }
  if (image_.line_numbers.size() != image_.input_routes.size()) {
    return fault("input lines: tables of different length");
  }
  std::vector<int> seen(network_.size(), 0);
  for (std::uint32_t slot = 0; slot < image_.slot_numbers.size(); ++slot) {
    const std::uint32_t number = image_.slot_numbers[slot];
    if (number >= network_.size()) return fault("slot ", slot, " names number ", number);
    ++seen[number];
    const Population& p = network_.population_of(number);
    if (p.kind != Population::Kind::kLif) {
      return fault("slot ", slot, " holds input ", network_.name_of(number));
    }
    const std::uint32_t profile = image_.neurons[slot].profile;
    if (profile >= image_.profiles.size() ||
        image_.profiles[profile] != p.params[number - p.first]) {
      return fault("slot ", slot, ": other parameters than ", network_.name_of(number));
    }
  }
  for (const std::uint32_t number : image_.line_numbers) {
    if (number >= network_.size()) return fault("an input line names number ", number);
    ++seen[number];
    if (network_.population_of(number).kind != Population::Kind::kInput) {
      return fault("an input line holds neuron ", network_.name_of(number));
    }
  }
  for (std::uint32_t number = 0; number < seen.size(); ++number) {
    if (seen[number] != 1)
      return fault(network_.name_of(number), " stands ", seen[number], " times");
  }
  return std::nullopt;
}

Checker::Fault Checker::check_registers() {
  if (image_.adapt_every != network_.adapt_every) return fault("adapt_every differs");
  const auto differs = [&](const RandomKey& key, Purpose purpose) {
    return !same_key(key, purpose_key(network_.seed, purpose));
  };
  if (differs(image_.noise_key, Purpose::kNoise)) return fault("noise key differs");
  if (differs(image_.window_key, Purpose::kWindowUpdate)) return fault("window key differs");
  if (differs(image_.event_key, Purpose::kEventUpdate)) return fault("event key differs");
  return std::nullopt;
}

// The network's rules, in its order, and nothing in them that the core lacks.
Checker::Fault Checker::check_rules() {
  if (image_.rules.size() != network_.rules.size()) return fault("number of rules differs");
  for (std::size_t r = 0; r < network_.rules.size(); ++r) {
    const Rule& rule = image_.rules[r];
    const std::string& name = network_.rules[r].name;
    if (!same_rule(rule, network_.rules[r])) return fault("rule '", name, "' differs");
    if (rule.stochastic && !image_.core.random) {
      return fault("rule '", name, "' rounds at random on a core without random numbers");
    }
    const auto taught = [](std::int16_t entry) { return entry != 0; };
    if (!image_.core.teaching && std::any_of(rule.q.begin(), rule.q.end(), taught)) {
      return fault("rule '", name, "' has a table Q on a core without teaching");
    }
  }
  for (std::uint32_t a = 0; a < image_.plastic_axons.size(); ++a) {
    if (image_.plastic_axons[a].rule >= image_.rules.size()) {
      return fault("axon ", a, ": no such rule");
    }
  }
  return std::nullopt;
}

// Spans lie within the core, and no two share a synapse word.
Checker::Fault Checker::check_axons() {
  const std::uint32_t segments = (image_.core.neurons + image_.core.lanes - 1) / image_.core.lanes;
  std::vector<bool> taken(image_.words(), false);
  for (std::uint32_t a = 0; a < image_.axons.size(); ++a) {
    const spec::Axon& axon = image_.axons[a];
    const bool instructs = axon.receptor == kInstructive && image_.core.teaching;
    if (axon.receptor >= image_.core.receptors && !instructs) {
      return fault("axon ", a, ": no such receptor");
    }
    if (axon.first_segment + axon.segments > segments)
      return fault("axon ", a, " ends beyond the core");
    if (axon.base + axon.segments > image_.words())
      return fault("axon ", a, " ends beyond the memory");
    for (std::uint32_t w = axon.base; w < axon.base + axon.segments; ++w) {
      if (taken[w]) return fault("axon ", a, " shares synapse word ", w);
      taken[w] = true;
    }
  }
  return std::nullopt;
}

// From each source along its routes, as a spike would go.
Checker::Fault Checker::read_links() {
  axon_used_.assign(image_.axons.size(), false);
  link_at_.assign(image_.weights.size(), {});
  for (std::uint32_t s = 0; s < image_.neuron_routes.size(); ++s) {
    if (auto f = read_routes(image_.slot_numbers[s], image_.neuron_routes[s])) return f;
  }
  for (std::uint32_t l = 0; l < image_.input_routes.size(); ++l) {
    if (auto f = read_routes(image_.line_numbers[l], image_.input_routes[l])) return f;
  }
  for (std::uint32_t a = 0; a < axon_used_.size(); ++a) {
    if (!axon_used_[a]) return fault("axon ", a, " has no source");
  }
  return std::nullopt;
}

Checker::Fault Checker::read_routes(std::uint32_t source, const spec::RouteIndex& index) {
  if (index.base + index.count > image_.routes.size()) {
    return fault("routes of ", network_.name_of(source), " end beyond the memory");
  }
  for (std::uint32_t i = index.base; i < index.base + index.count; ++i) {
    if (auto f = read_row(source, image_.routes[i])) return f;
  }
  return std::nullopt;
}

Checker::Fault Checker::read_row(std::uint32_t source, const spec::Route& route) {
  if (route.axon >= image_.axons.size()) return fault("a route to axon ", route.axon);
  if (route.delay == 0) return fault("a route with delay 0 to axon ", route.axon);
  if (axon_used_[route.axon]) return fault("axon ", route.axon, " has two sources");
  axon_used_[route.axon] = true;
  if (auto f = check_key(source, route)) return f;
  const spec::Axon& axon = image_.axons[route.axon];
  const std::uint32_t lanes = image_.core.lanes;
  for (std::uint32_t i = 0; i < axon.segments * lanes; ++i) {
    const int weight = image_.weights[axon.base * lanes + i];
    if (weight == spec::kNoSynapse) continue;
    const std::uint32_t slot = axon.first_segment * lanes + i;
    if (slot >= image_.slot_numbers.size()) return fault("a synapse in the empty slot ", slot);
    links_.push_back({source, image_.slot_numbers[slot], route.delay, axon.shift, axon.receptor,
                      rule_of(route.axon), weight});
    link_at_[axon.base * lanes + i] = links_.back();
  }
  return std::nullopt;
}

// A plastic row draws its random numbers by its source and its delay.
Checker::Fault Checker::check_key(std::uint32_t source, const spec::Route& route) const {
  if (rule_of(route.axon) == kStatic) return std::nullopt;
  const spec::PlasticAxon& axon = image_.plastic_axons[route.axon];
  if (axon.source == source && axon.delay == route.delay) return std::nullopt;
  return fault("axon ", route.axon, ": learns by other random numbers than those of ",
               network_.name_of(source), ", delay ", route.delay);
}

int Checker::rule_of(std::uint32_t axon) const {
  return axon < image_.plastic_axons.size() ? static_cast<int>(image_.plastic_axons[axon].rule)
                                            : kStatic;
}

std::string Checker::describe(const Link& link) const {
  std::ostringstream out;
  out << network_.name_of(link.source) << " -> " << network_.name_of(link.target) << ", delay "
      << link.delay << ", shift " << link.shift << ", receptor " << link.receptor;
  if (link.rule != kStatic) {
    out << ", rule " << network_.rules[static_cast<std::size_t>(link.rule)].name;
  }
  out << ", weight " << link.weight;
  return out.str();
}

Checker::Fault Checker::compare_links() {
  std::vector<Link> wanted;
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) wanted.push_back(link_of(p, s));
  }
  std::sort(wanted.begin(), wanted.end());
  std::sort(links_.begin(), links_.end());
  const auto [w, l] = std::mismatch(wanted.begin(), wanted.end(), links_.begin(), links_.end());
  if (w != wanted.end() && (l == links_.end() || *w < *l)) {
    return fault("the image lacks the synapse ", describe(*w));
  }
  if (l != links_.end()) return fault("the image has a synapse too many: ", describe(*l));
  return std::nullopt;
}

// The host's table of synapses leads to each synapse's own place, and to no place twice.
Checker::Fault Checker::check_positions() {
  std::vector<bool> taken(image_.weights.size(), false);
  std::size_t at = 0;
  if (image_.synapse_at.size() != network_.synapse_count())
    return fault("synapse table: wrong length");
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) {
      const std::uint32_t place = image_.synapse_at[at++];
      if (place >= taken.size() || taken[place] || !(link_at_[place] == link_of(p, s))) {
        return fault("synapse table: wrong entry for ", network_.name_of(s.source), " -> ",
                     network_.name_of(s.target));
      }
      taken[place] = true;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string check_image(const Image& image, const Network& network) {
  return Checker(image, network).check();
}

}  // namespace slk
