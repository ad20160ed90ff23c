// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/map_mesh.hpp"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/place_chip.hpp"
#include "host/placement_report.hpp"
#include "models/nearest.hpp"
#include "tools/spikelock/floor_plan.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/progress.hpp"
#include "tools/spikelock/spike_counts.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

const std::vector<std::string> kPlacers = {"auto", "sequential", "random", "greedy"};

Placer placer_of(const std::string& name) {
  const auto at = std::find(kPlacers.begin(), kPlacers.end(), name);
  if (at == kPlacers.end()) {
    throw Error("--placer: no placer '" + name + "'; " + suggest(name, kPlacers));
  }
  return static_cast<Placer>(at - kPlacers.begin());
}

// What one placer made of the network, or why it could not.
struct Attempt {
  std::string placer;
  std::string refusal;
  PlacementReport report;
  std::vector<StageTime> times;
  double seconds() const {
    double sum = 0;
    for (const StageTime& time : times) sum += time.seconds;
    return sum;
  }
};

std::string fixed(double value, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << value;
  return out.str();
}

// Whole picojoules of tenths of them.
std::string picojoules(std::int64_t tenths) {
  return grouped(static_cast<std::uint64_t>(tenths + 5) / 10);
}

std::uint64_t percent_of(const Fill& fill) {
  return fill.limit > 0 ? fill.used * 100 / fill.limit : 0;
}

void print_fills(const PlacementReport& report) {
  std::vector<std::vector<std::string>> rows{{"core"}};
  for (const Fill& fill : report.fills.front()) {
    rows[0].push_back(fill.what);
    rows[0].emplace_back("%");
  }
  for (std::uint32_t c = 0; c < report.fills.size(); ++c) {
    const auto& fills = report.fills[c];
    const auto used = [](const Fill& fill) { return fill.used > 0; };
    if (std::none_of(fills.begin(), fills.end(), used)) continue;
    rows.push_back({std::to_string(report.mesh.x(c)) + ',' + std::to_string(report.mesh.y(c))});
    for (const Fill& fill : fills) {
      rows.back().push_back(grouped(fill.used));
      rows.back().push_back(std::to_string(percent_of(fill)));
    }
  }
  rows.push_back({"of"});
  for (const Fill& fill : report.fills.front()) {
    rows.back().push_back(grouped(fill.limit));
    rows.back().emplace_back("");
  }
  print_table(std::cout, rows);
}

std::vector<LinkLoad> hottest_links(const PlacementReport& report, std::size_t count) {
  std::vector<LinkLoad> links;
  for (const LinkLoad& link : report.links) {
    if (link.packets > 0) links.push_back(link);
  }
  std::stable_sort(links.begin(), links.end(),
                   [](const auto& x, const auto& y) { return x.packets > y.packets; });
  links.resize(std::min(links.size(), count));
  return links;
}

void print_links(const PlacementReport& report) {
  const std::vector<LinkLoad> links = hottest_links(report, 5);
  if (links.empty()) return;
  std::vector<std::vector<std::string>> rows{{"hottest links", "packets", "% of all"}};
  for (const LinkLoad& link : links) {
    const double share =
        100 * static_cast<double>(link.packets) / static_cast<double>(report.traffic.packets);
    rows.push_back({report.mesh.name(link.from) + " to " + report.mesh.name(link.to),
                    grouped(link.packets), fixed(share, 1)});
  }
  print_table(std::cout, rows);
}

void print_attempts(const std::vector<Attempt>& attempts) {
  std::vector<std::vector<std::string>> rows{
      {"placer", "cores", "packets", "hops", "hops, pJ", "all, pJ", "hottest link", "s"}};
  for (const Attempt& attempt : attempts) {
    if (!attempt.refusal.empty()) {
      rows.push_back({attempt.placer, "-", "-", "-", "-", "-", "-", "-"});
      continue;
    }
    const Traffic& traffic = attempt.report.traffic;
    const LinkLoad* hottest = attempt.report.hottest();
    rows.push_back({attempt.placer, std::to_string(attempt.report.cores_used),
                    grouped(traffic.packets), grouped(traffic.hops()),
                    picojoules(traffic.hop_cost({})), picojoules(traffic.cost({})),
                    grouped(hottest ? hottest->packets : 0), fixed(attempt.seconds(), 2)});
  }
  print_table(std::cout, rows);
  for (const Attempt& attempt : attempts) {
    if (!attempt.refusal.empty()) {
      std::cout << attempt.placer << " does not fit: " << attempt.refusal << '\n';
    }
  }
}

ordered_json traffic_json(const Traffic& traffic) {
  return {{"packets", traffic.packets},
          {"hops_x", traffic.hops_x},
          {"hops_y", traffic.hops_y},
          {"hop_energy_pj", static_cast<double>(traffic.hop_cost({})) / 10},
          {"energy_pj", static_cast<double>(traffic.cost({})) / 10}};
}

ordered_json attempt_json(const Attempt& attempt) {
  if (!attempt.refusal.empty()) return {{"refused", attempt.refusal}};
  ordered_json json = traffic_json(attempt.report.traffic);
  const LinkLoad* hottest = attempt.report.hottest();
  json["cores_used"] = attempt.report.cores_used;
  json["hottest_link"] = hottest ? hottest->packets : 0;
  for (const StageTime& time : attempt.times) json["seconds"][time.stage] = time.seconds;
  return json;
}

ordered_json result_json(const Network& network, const Chip& chip, const MapFlags& flags,
                         const std::vector<Attempt>& attempts) {
  const PlacementReport& report = attempts.front().report;
  ordered_json json{{"network", network.name},
                    {"chip", chip.name},
                    {"mesh", {chip.mesh.width, chip.mesh.height}},
                    {"synapses", network.synapse_count()},
                    {"placer", flags.placer},
                    {"place_seed", flags.place_seed},
                    {"spikes_of_steps", flags.spikes},
                    {"line_copies", report.line_copies}};
  for (std::uint32_t c = 0; c < report.fills.size(); ++c) {
    ordered_json core{{"x", report.mesh.x(c)}, {"y", report.mesh.y(c)}};
    for (const Fill& f : report.fills[c]) core[f.what] = {{"used", f.used}, {"limit", f.limit}};
    core["sent"] = traffic_json(report.traffic_from[c]);
    json["cores"].push_back(core);
  }
  json["links"] = ordered_json::array();
  for (const LinkLoad& link : report.links) {
    json["links"].push_back({{"from", {report.mesh.x(link.from), report.mesh.y(link.from)}},
                             {"to", {report.mesh.x(link.to), report.mesh.y(link.to)}},
                             {"packets", link.packets}});
  }
  for (const Attempt& attempt : attempts) json["placers"][attempt.placer] = attempt_json(attempt);
  return json;
}

void write_svg(const Network& network, const Chip& chip, const MapFlags& flags,
               const Attempt& attempt) {
  if (flags.svg.empty()) return;
  const Traffic& traffic = attempt.report.traffic;
  const double steps = flags.spikes > 0 ? flags.spikes : 1;
  std::ofstream out(flags.svg);
  out << floor_plan(
      attempt.report, network.name + " on " + chip.name,
      attempt.placer + ": " + std::to_string(attempt.report.cores_used) + " of " +
          std::to_string(chip.mesh.cores()) + " cores, " + grouped(traffic.packets) + " packets, " +
          grouped(traffic.hops()) + " hops, " + picojoules(traffic.hop_cost({})) + " pJ of hops",
      flags.spikes > 0 ? "packets a step" : "packets if every source fires once", steps);
  if (!out.flush()) throw Error(flags.svg + ": cannot be written");
}

}  // namespace

Exit map_mesh(const Network& network, const Chip& chip, const MapFlags& flags) {
  PlaceOptions options;
  options.seed = flags.place_seed;
  options.budget = flags.place_budget;
  placer_of(flags.placer);
  if (flags.spikes > 0) options.spikes = count_spikes(network, flags.spikes);
  std::vector<std::string> placers{flags.placer};
  for (const char* baseline : {"sequential", "random", "greedy"}) {
    if (baseline != flags.placer) placers.emplace_back(baseline);
  }
  std::vector<Attempt> attempts;
  for (const std::string& placer : placers) {
    Attempt attempt;
    attempt.placer = placer;
    options.placer = placer_of(placer);
    Progress progress("placing (" + placer + ")", 1000);
    options.progress = [&](const std::string&, double done) {
      progress.update(static_cast<std::uint64_t>(done * 1000));
    };
    try {
      const ChipImage image = place_chip(network, chip, options, &attempt.times);
      require_legal(image, network);
      attempt.report = report_placement(image, options.spikes);
      if (attempts.empty() && !flags.output.empty()) write_image(image, flags.output);
    } catch (const Error& error) {
      if (attempts.empty() || error.exit() != Exit::kUser) throw;
      attempt.refusal = error.what();
    }
    attempts.push_back(std::move(attempt));
  }
  const Attempt& ours = attempts.front();
  std::cout << network.name << " on " << chip.name << ": "
            << counted(ours.report.cores_used, "core") << " of " << chip.mesh.width << " x "
            << chip.mesh.height << '\n';
  print_fills(ours.report);
  std::cout << (flags.spikes > 0
                    ? "packets by the spikes of " + counted(flags.spikes, "golden step")
                    : std::string("packets if every source fires once"))
            << "; energy by loihi_presilicon\n";
  print_attempts(attempts);
  print_links(ours.report);
  if (ours.report.line_copies > 0) {
    std::cout << counted(ours.report.line_copies, "copy")
              << " of input lines, whose routes one core does not hold\n";
  }
  std::cout << "seconds:";
  for (const StageTime& time : ours.times) {
    std::cout << ' ' << time.stage << ' ' << fixed(time.seconds, 2);
  }
  std::cout << "\nchecked: the image turned back into a network is this network\n";
  write_json(flags.json, result_json(network, chip, flags, attempts));
  write_svg(network, chip, flags, ours);
  return Exit::kAgree;
}

}  // namespace slk
