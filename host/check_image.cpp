// SPDX-License-Identifier: Apache-2.0
#include "host/check_image.hpp"

#include <algorithm>
#include <tuple>

#include "host/check_core.hpp"

namespace slk {
namespace {

using Fault = ImageFault;

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

class Checker {
 public:
  Checker(const ChipImage& image, const Network& network) : image_(image), network_(network) {}

  std::string check() {
    for (const auto part :
         {&Checker::check_shape, &Checker::check_cores, &Checker::check_numbers,
          &Checker::read_links, &Checker::compare_links, &Checker::check_positions}) {
      if (auto fault = (this->*part)()) return *fault;
    }
    return {};
  }

 private:
  // With the name of the core, if there are others.
  template <class... Parts>
  Fault fault(std::uint32_t core, const Parts&... parts) const {
    if (image_.cores.size() == 1) return image_fault(parts...);
    return image_fault(image_.mesh.name(core), ": ", parts...);
  }

  Fault check_shape();
  Fault check_cores();
  Fault check_numbers();
  Fault read_links();
  Fault read_routes(std::uint32_t core, std::uint32_t source, const spec::RouteIndex& index);
  Fault read_route(std::uint32_t core, std::uint32_t source, const spec::Route& route);
  Fault read_row(std::uint32_t core, std::uint32_t source, const spec::Route& route);
  Fault check_key(std::uint32_t core, std::uint32_t source, const spec::Route& route) const;
  int rule_of(std::uint32_t core, std::uint32_t axon) const;
  Fault compare_links();
  Fault check_positions();
  std::string describe(const Link& link) const;

  const ChipImage& image_;
  const Network& network_;
  std::vector<Link> links_;
  // Of each core: what each place in its synapse memory is, and which of its axons have a source.
  std::vector<std::vector<Link>> link_at_;
  std::vector<std::vector<bool>> axon_used_;
};

// As many cores as the mesh has, all of one size; a mode that the chip can have.
Fault Checker::check_shape() {
  constexpr std::uint32_t kSide = 1u << spec::kMeshBits;
  const Mesh& mesh = image_.mesh;
  if (mesh.width - 1 >= kSide || mesh.height - 1 >= kSide) {
    return image_fault("mesh of ", mesh.width, " x ", mesh.height, " cores");
  }
  if (image_.cores.size() != mesh.cores() || image_.synapses.size() != mesh.cores()) {
    return image_fault("a mesh of ", mesh.cores(), " cores with ", image_.cores.size(),
                       " images and ", image_.synapses.size(), " synapse tables");
  }
  for (std::uint32_t c = 1; c < image_.cores.size(); ++c) {
    if (!(image_.cores[c].core == image_.core())) {
      return fault(c, "other capacities than ", mesh.name(0));
    }
  }
  if (!image_.real_time) return std::nullopt;
  if (mesh.cores() == 1) return image_fault("real time on one core");
  if (image_.real_time->cycles_per_step == 0) return image_fault("real time of 0 cycles a step");
  return std::nullopt;
}

Fault Checker::check_cores() {
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    if (const auto found = check_core(image_.cores[c], network_)) return fault(c, *found);
  }
  return std::nullopt;
}

// Every neuron has one slot, every input one line that counts; copies of it stand on other cores.
Fault Checker::check_numbers() {
  std::vector<std::uint32_t> seen(network_.size(), 0);
  for (const Image& core : image_.cores) {
    for (const std::uint32_t number : core.slot_numbers) ++seen[number];
    for (std::size_t l = 0; l < core.line_numbers.size(); ++l) {
      if (core.input_routes[l].copy == 0) ++seen[core.line_numbers[l]];
    }
  }
  for (std::uint32_t number = 0; number < seen.size(); ++number) {
    if (seen[number] != 1) {
      return image_fault(network_.name_of(number), " stands ", seen[number], " times");
    }
  }
  return std::nullopt;
}

// From each source along its routes, as a spike would go.
Fault Checker::read_links() {
  for (const Image& core : image_.cores) {
    axon_used_.emplace_back(core.axons.size(), false);
    link_at_.emplace_back(core.weights.size());
  }
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    const Image& core = image_.cores[c];
    for (std::uint32_t s = 0; s < core.neuron_routes.size(); ++s) {
      if (auto f = read_routes(c, core.slot_numbers[s], core.neuron_routes[s])) return f;
    }
    for (std::uint32_t l = 0; l < core.input_routes.size(); ++l) {
      if (auto f = read_routes(c, core.line_numbers[l], core.input_routes[l])) return f;
    }
  }
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    for (std::uint32_t a = 0; a < axon_used_[c].size(); ++a) {
      if (!axon_used_[c][a]) return fault(c, "axon ", a, " has no source");
    }
  }
  return std::nullopt;
}

Fault Checker::read_routes(std::uint32_t core, std::uint32_t source,
                           const spec::RouteIndex& index) {
  const std::vector<spec::Route>& routes = image_.cores[core].routes;
  if (index.base + index.count > routes.size()) {
    return fault(core, "routes of ", network_.name_of(source), " end beyond the memory");
  }
  for (std::uint32_t i = index.base; i < index.base + index.count; ++i) {
    if (auto f = read_route(core, source, routes[i])) return f;
  }
  return std::nullopt;
}

// Within the mesh, and early enough that the latest packet still finds its slot of the ring free.
Fault Checker::read_route(std::uint32_t core, std::uint32_t source, const spec::Route& route) {
  if (route.x >= image_.mesh.width || route.y >= image_.mesh.height) {
    return fault(core, "a route to core ", route.x, ',', route.y, " of ", network_.name_of(source));
  }
  const std::uint32_t lateness = image_.real_time ? image_.real_time->max_lateness : 0;
  const std::uint32_t to = image_.mesh.number(route.x, route.y);
  if (route.axon >= image_.cores[to].axons.size()) return fault(to, "a route to axon ", route.axon);
  if (route.delay == 0) return fault(to, "a route with delay 0 to axon ", route.axon);
  if (route.delay + lateness >= spec::kDelaySlots) {
    return fault(to, "a route with delay ", route.delay, " to axon ", route.axon,
                 ", where packets may be ", lateness, " steps late");
  }
  return read_row(to, source, route);
}

Fault Checker::read_row(std::uint32_t core, std::uint32_t source, const spec::Route& route) {
  const Image& image = image_.cores[core];
  if (axon_used_[core][route.axon]) return fault(core, "axon ", route.axon, " has two sources");
  axon_used_[core][route.axon] = true;
  if (auto f = check_key(core, source, route)) return f;
  const spec::Axon& axon = image.axons[route.axon];
  const std::uint32_t lanes = image.core.lanes;
  for (std::uint32_t i = 0; i < axon.segments * lanes; ++i) {
    const int weight = image.weights[axon.base * lanes + i];
    if (weight == spec::kNoSynapse) continue;
    const std::uint32_t slot = axon.first_segment * lanes + i;
    if (slot >= image.slot_numbers.size()) {
      return fault(core, "a synapse in the empty slot ", slot);
    }
    links_.push_back({source, image.slot_numbers[slot], route.delay, axon.shift, axon.receptor,
                      rule_of(core, route.axon), weight});
    link_at_[core][axon.base * lanes + i] = links_.back();
  }
  return std::nullopt;
}

// A plastic row draws its random numbers by its source and its delay.
Fault Checker::check_key(std::uint32_t core, std::uint32_t source, const spec::Route& route) const {
  if (rule_of(core, route.axon) == kStatic) return std::nullopt;
  const spec::PlasticAxon& axon = image_.cores[core].plastic_axons[route.axon];
  if (axon.source == source && axon.delay == route.delay) return std::nullopt;
  return fault(core, "axon ", route.axon, ": learns by other random numbers than those of ",
               network_.name_of(source), ", delay ", route.delay);
}

int Checker::rule_of(std::uint32_t core, std::uint32_t axon) const {
  const std::vector<spec::PlasticAxon>& plastic = image_.cores[core].plastic_axons;
  return axon < plastic.size() ? static_cast<int>(plastic[axon].rule) : kStatic;
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

Fault Checker::compare_links() {
  std::vector<Link> wanted;
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) wanted.push_back(link_of(p, s));
  }
  std::sort(wanted.begin(), wanted.end());
  std::sort(links_.begin(), links_.end());
  const auto [w, l] = std::mismatch(wanted.begin(), wanted.end(), links_.begin(), links_.end());
  if (w != wanted.end() && (l == links_.end() || *w < *l)) {
    return image_fault("the image lacks the synapse ", describe(*w));
  }
  if (l != links_.end()) return image_fault("the image has a synapse too many: ", describe(*l));
  return std::nullopt;
}

// The host's tables of synapses lead to each synapse's own place, and to no place twice.
Fault Checker::check_positions() {
  std::vector<Link> wanted;
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) wanted.push_back(link_of(p, s));
  }
  if (synapse_count(image_) != wanted.size()) return image_fault("synapse table: wrong length");
  std::vector<bool> found(wanted.size(), false);
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    const std::vector<std::uint32_t>& places = image_.cores[c].synapse_at;
    const std::vector<std::uint32_t>& positions = image_.synapses[c];
    if (positions.size() != places.size()) return fault(c, "synapse tables of different length");
    std::vector<bool> taken(link_at_[c].size(), false);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::uint32_t place = places[i];
      const std::uint32_t position = positions[i];
      if (position >= wanted.size() || found[position]) {
        return fault(c, "synapse table: entry ", i, " names synapse ", position);
      }
      const Link& link = wanted[position];
      if (place >= taken.size() || taken[place] || !(link_at_[c][place] == link)) {
        return fault(c, "synapse table: wrong entry for ", network_.name_of(link.source), " -> ",
                     network_.name_of(link.target));
      }
      found[position] = taken[place] = true;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string check_image(const ChipImage& image, const Network& network) {
  return Checker(image, network).check();
}

}  // namespace slk
