// SPDX-License-Identifier: Apache-2.0
#include "host/check_image.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <tuple>

namespace slk {
namespace {

// A synapse as both sides can list it: everything that decides what it does.
struct Link {
  std::uint32_t source, target;
  std::uint32_t delay, shift, receptor;
  int weight;
  auto all() const { return std::tuple(source, target, delay, shift, receptor, weight); }
  friend bool operator<(const Link& x, const Link& y) { return x.all() < y.all(); }
  friend bool operator==(const Link& x, const Link& y) { return x.all() == y.all(); }
};

class Checker {
 public:
  Checker(const Image& image, const Network& network) : image_(image), network_(network) {}

  std::string check() {
    for (const auto part : {&Checker::check_capacity, &Checker::check_neurons,
                            &Checker::check_registers, &Checker::check_axons, &Checker::read_links,
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
  Fault check_axons();
  Fault read_links();
  Fault read_routes(std::uint32_t source, const spec::RouteIndex& index);
  Fault read_row(std::uint32_t source, const spec::Route& route);
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
  const RandomKey key = purpose_key(network_.seed, Purpose::kNoise);
  if (key.a != image_.noise_key.a || key.b != image_.noise_key.b) return fault("noise key differs");
  return std::nullopt;
}

// Spans lie within the core, and no two share a synapse word.
Checker::Fault Checker::check_axons() {
  const std::uint32_t segments = (image_.core.neurons + image_.core.lanes - 1) / image_.core.lanes;
  std::vector<bool> taken(image_.words(), false);
  for (std::uint32_t a = 0; a < image_.axons.size(); ++a) {
    const spec::Axon& axon = image_.axons[a];
    if (axon.receptor >= image_.core.receptors) return fault("axon ", a, ": no such receptor");
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
  const spec::Axon& axon = image_.axons[route.axon];
  const std::uint32_t lanes = image_.core.lanes;
  for (std::uint32_t i = 0; i < axon.segments * lanes; ++i) {
    const int weight = image_.weights[axon.base * lanes + i];
    if (weight == spec::kNoSynapse) continue;
    const std::uint32_t slot = axon.first_segment * lanes + i;
    if (slot >= image_.slot_numbers.size()) return fault("a synapse in the empty slot ", slot);
    links_.push_back(
        {source, image_.slot_numbers[slot], route.delay, axon.shift, axon.receptor, weight});
    link_at_[axon.base * lanes + i] = links_.back();
  }
  return std::nullopt;
}

std::string Checker::describe(const Link& link) const {
  std::ostringstream out;
  out << network_.name_of(link.source) << " -> " << network_.name_of(link.target) << ", delay "
      << link.delay << ", shift " << link.shift << ", receptor " << link.receptor << ", weight "
      << link.weight;
  return out.str();
}

Checker::Fault Checker::compare_links() {
  std::vector<Link> wanted;
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) {
      wanted.push_back({s.source, s.target, s.delay, p.shift, p.receptor, s.weight});
    }
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
      const Link wanted{s.source, s.target, s.delay, p.shift, p.receptor, s.weight};
      if (place >= taken.size() || taken[place] || !(link_at_[place] == wanted)) {
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
