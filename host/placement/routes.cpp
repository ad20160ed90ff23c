// SPDX-License-Identifier: Apache-2.0
#include "host/placement/routes.hpp"

#include <algorithm>
#include <numeric>

#include "host/placement/refuse.hpp"
#include "models/error.hpp"

namespace slk::placement {
namespace {

class LineHomes {
 public:
  LineHomes(const Network& network, const Chip& chip, const Destinations& destinations,
            const std::vector<std::uint32_t>& core_of, const TrafficPrices& prices)
      : network_(network),
        chip_(chip),
        destinations_(destinations),
        core_of_(core_of),
        prices_(prices),
        free_lines_(chip.mesh.cores(), chip.core.inputs),
        free_routes_(chip.mesh.cores(), chip.core.routes),
        shares_(network.size()) {}

  std::vector<std::vector<LineShare>> home() {
    reserve_routes_of_neurons();
    std::vector<std::uint32_t> others;
    for (const std::uint32_t line : lines_) {
      if (fits(line, core_of_[line])) {
        share(line, core_of_[line], destinations_[line]);
      } else {
        others.push_back(line);
      }
    }
    for (const std::uint32_t line : others) home_elsewhere(line);
    return std::move(shares_);
  }

 private:
  void reserve_routes_of_neurons();
  bool fits(std::uint32_t line, std::uint32_t core) const {
    return free_lines_[core] > 0 && destinations_[line].size() <= free_routes_[core];
  }
  std::int64_t cost(std::uint32_t line, std::uint32_t core) const;
  void home_elsewhere(std::uint32_t line);
  void split(std::uint32_t line, const std::vector<std::uint32_t>& cores);
  void share(std::uint32_t line, std::uint32_t core, std::vector<Destination> destinations);

  const Network& network_;
  const Chip& chip_;
  const Destinations& destinations_;
  const std::vector<std::uint32_t>& core_of_;
  const TrafficPrices& prices_;
  std::vector<std::uint32_t> lines_;
  std::vector<std::size_t> free_lines_, free_routes_;  // of each core
  std::vector<std::vector<LineShare>> shares_;
};

void LineHomes::reserve_routes_of_neurons() {
  std::vector<std::size_t> used(chip_.mesh.cores(), 0);
  for (const Population& population : network_.populations) {
    for (std::uint32_t i = 0; i < population.size; ++i) {
      const std::uint32_t number = population.first + i;
      if (population.kind == Population::Kind::kInput) {
        lines_.push_back(number);
        continue;
      }
      const std::size_t need = destinations_[number].size();
      if (need > chip_.core.routes) {
        refuse(chip_, "routes of " + network_.name_of(number), need, chip_.core.routes,
               "take a chip with more routes or let the neuron reach fewer others");
      }
      used[core_of_[number]] += need;
    }
  }
  for (std::uint32_t c = 0; c < used.size(); ++c) {
    if (used[c] > chip_.core.routes) {
      refuse(chip_, "routes of the neurons on core " + std::to_string(c), used[c],
             chip_.core.routes, "take a chip with more routes or cores");
    }
    free_routes_[c] -= used[c];
  }
}

std::int64_t LineHomes::cost(std::uint32_t line, std::uint32_t core) const {
  std::int64_t sum = 0;
  for (const Destination& d : destinations_[line]) sum += prices_.of(chip_.mesh, core, d.core);
  return sum;
}

void LineHomes::home_elsewhere(std::uint32_t line) {
  std::vector<std::uint32_t> cores(chip_.mesh.cores());
  std::iota(cores.begin(), cores.end(), 0u);
  std::stable_sort(cores.begin(), cores.end(),
                   [&](auto x, auto y) { return cost(line, x) < cost(line, y); });
  const auto whole =
      std::find_if(cores.begin(), cores.end(), [&](auto core) { return fits(line, core); });
  if (whole != cores.end()) {
    share(line, *whole, destinations_[line]);
  } else {
    split(line, cores);
  }
}

// Each core, cheapest first, takes the destinations nearest to it, as many as it has routes for.
void LineHomes::split(std::uint32_t line, const std::vector<std::uint32_t>& cores) {
  std::vector<Destination> rest = destinations_[line];
  for (const std::uint32_t core : cores) {
    if (rest.empty() && !shares_[line].empty()) return;
    if (free_lines_[core] == 0 || free_routes_[core] == 0) continue;
    std::stable_sort(rest.begin(), rest.end(), [&](const auto& x, const auto& y) {
      return chip_.mesh.hops(core, x.core) < chip_.mesh.hops(core, y.core);
    });
    const auto end =
        rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.size(), free_routes_[core]));
    share(line, core, {rest.begin(), end});
    rest.erase(rest.begin(), end);
  }
  if (rest.empty() && !shares_[line].empty()) return;
  const std::size_t lines = std::accumulate(free_lines_.begin(), free_lines_.end(), std::size_t{0});
  if (lines == 0) {
    refuse(chip_, "input lines (copies of lines with many routes among them)", lines_.size(),
           std::size_t{chip_.core.inputs} * chip_.mesh.cores(),
           "take a chip with more inputs or cores", "all cores together have");
  }
  refuse(chip_, "routes of input line " + network_.name_of(line), destinations_[line].size(),
         destinations_[line].size() - rest.size(), "take a chip with more routes or cores",
         "cores with a free input line have left");
}

void LineHomes::share(std::uint32_t line, std::uint32_t core,
                      std::vector<Destination> destinations) {
  free_lines_[core] -= 1;
  free_routes_[core] -= destinations.size();
  shares_[line].push_back({core, std::move(destinations)});
}

void add_list(Image& image, const Mesh& mesh, const std::vector<Destination>& list,
              std::uint32_t copy, std::vector<spec::RouteIndex>& index) {
  index.push_back({list.empty() ? 0 : static_cast<std::uint32_t>(image.routes.size()),
                   static_cast<std::uint32_t>(list.size()), copy});
  for (const Destination& d : list) {
    image.routes.push_back({d.axon, d.delay, mesh.x(d.core), mesh.y(d.core)});
  }
}

}  // namespace

std::vector<std::vector<LineShare>> home_lines(const Network& network, const Chip& chip,
                                               const Destinations& destinations,
                                               const std::vector<std::uint32_t>& core_of,
                                               const TrafficPrices& prices) {
  return LineHomes(network, chip, destinations, core_of, prices).home();
}

void add_routes(ChipImage& image, const Destinations& destinations,
                const std::vector<std::vector<LineShare>>& shares) {
  for (Image& core : image.cores) {
    for (const std::uint32_t number : core.slot_numbers) {
      add_list(core, image.mesh, destinations[number], 0, core.neuron_routes);
    }
  }
  for (std::uint32_t line = 0; line < shares.size(); ++line) {
    std::uint32_t copy = 0;
    for (const LineShare& share : shares[line]) {
      Image& core = image.cores[share.core];
      core.line_numbers.push_back(line);
      add_list(core, image.mesh, share.destinations, copy, core.input_routes);
      copy = 1;
    }
  }
}

}  // namespace slk::placement
