// SPDX-License-Identifier: Apache-2.0
#include "host/placement_report.hpp"

#include <algorithm>

namespace slk {
namespace {

class Reporter {
 public:
  Reporter(const ChipImage& image, const std::vector<std::uint64_t>& spikes)
      : image_(image),
        spikes_(spikes),
        mesh_(image.mesh),
        link_at_(std::size_t{mesh_.cores()} * mesh_.cores(), kNone) {}

  PlacementReport report() {
    report_.mesh = mesh_;
    report_.traffic_from.resize(mesh_.cores());
    list_links();
    for (std::uint32_t c = 0; c < mesh_.cores(); ++c) {
      const Image& core = image_.cores[c];
      report_.fills.push_back(fill_of(core));
      if (!core.neurons.empty() || !core.input_routes.empty()) ++report_.cores_used;
      add_sources(c, core.slot_numbers, core.neuron_routes);
      add_sources(c, core.line_numbers, core.input_routes);
      for (const spec::RouteIndex& line : core.input_routes) report_.line_copies += line.copy;
      report_.traffic.packets += report_.traffic_from[c].packets;
      report_.traffic.hops_x += report_.traffic_from[c].hops_x;
      report_.traffic.hops_y += report_.traffic_from[c].hops_y;
    }
    return std::move(report_);
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;

  void list_links();
  void add_sources(std::uint32_t core, const std::vector<std::uint32_t>& numbers,
                   const std::vector<spec::RouteIndex>& indices);
  void send(std::uint32_t from, const spec::Route& route, std::uint64_t packets);

  const ChipImage& image_;
  const std::vector<std::uint64_t>& spikes_;
  const Mesh mesh_;
  std::vector<std::uint32_t> link_at_;  // by from * cores + to
  PlacementReport report_;
};

void Reporter::list_links() {
  for (std::uint32_t from = 0; from < mesh_.cores(); ++from) {
    for (std::uint32_t to = 0; to < mesh_.cores(); ++to) {
      if (mesh_.hops(from, to) != 1) continue;
      link_at_[from * mesh_.cores() + to] = static_cast<std::uint32_t>(report_.links.size());
      report_.links.push_back({from, to, 0});
    }
  }
}

void Reporter::add_sources(std::uint32_t core, const std::vector<std::uint32_t>& numbers,
                           const std::vector<spec::RouteIndex>& indices) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint64_t packets = spikes_.empty() ? 1 : spikes_[numbers[i]];
    for (std::uint32_t r = 0; r < indices[i].count; ++r) {
      send(core, image_.cores[core].routes[indices[i].base + r], packets);
    }
  }
}

void Reporter::send(std::uint32_t from, const spec::Route& route, std::uint64_t packets) {
  const std::uint32_t to = mesh_.number(route.x, route.y);
  Traffic& traffic = report_.traffic_from[from];
  traffic.packets += packets;
  traffic.hops_x += packets * mesh_.hops_x(from, to);
  traffic.hops_y += packets * mesh_.hops_y(from, to);
  for (std::uint32_t at = from; at != to;) {
    std::uint32_t next = at;
    if (mesh_.x(at) != route.x) {
      next = mesh_.x(at) < route.x ? at + 1 : at - 1;
    } else {
      next = mesh_.y(at) < route.y ? at + mesh_.width : at - mesh_.width;
    }
    report_.links[link_at_[at * mesh_.cores() + next]].packets += packets;
    at = next;
  }
}

}  // namespace

const LinkLoad* PlacementReport::hottest() const {
  const auto most = std::max_element(links.begin(), links.end(), [](const auto& x, const auto& y) {
    return x.packets < y.packets;
  });
  return most == links.end() ? nullptr : &*most;
}

std::vector<Fill> fill_of(const Image& core) {
  const CoreSize& size = core.core;
  return {{"neurons", core.neurons.size(), size.neurons},
          {"axons", core.axons.size(), size.axons},
          {"synapse words", core.words(), size.synapse_words},
          {"profiles", core.profiles.size(), size.profiles},
          {"input lines", core.input_routes.size(), size.inputs},
          {"routes", core.routes.size(), size.routes}};
}

PlacementReport report_placement(const ChipImage& image, const std::vector<std::uint64_t>& spikes) {
  return Reporter(image, spikes).report();
}

}  // namespace slk
