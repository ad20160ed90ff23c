// SPDX-License-Identifier: Apache-2.0
// A profile on a terminal.
#include <algorithm>
#include <iostream>

#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/profile_report.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

using profile::Histogram;
using spec::Event;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kLinksShown = 5;
constexpr std::size_t kPairsShown = 3;

std::vector<std::string> figures(const std::string& name, const Histogram& h) {
  return {name, decimal(h.mean(), 2), grouped(h.percentile(50)), grouped(h.percentile(99)),
          grouped(h.max())};
}

void print_phases(const ProfileReport& report) {
  std::cout << "cycles a step, phases of the slowest core\n";
  Rows rows{{"phase", "mean", "p50", "p99", "max"}};
  for (const auto& phase : report.profile.phases.phases()) {
    if (phase.cycles.max() > 0) rows.push_back(figures(phase.name, phase.cycles));
  }
  print_table(std::cout, rows);
}

// Bars of at most 40 marks, one for each doubling of the latency.
void print_latency_bars(const Histogram& latency) {
  constexpr std::uint64_t kWidth = 40;
  Rows rows;
  std::vector<std::uint64_t> counts;
  std::uint64_t most = 1;
  for (std::uint64_t low = 1; low <= latency.max(); low *= 2) {
    std::uint64_t count = 0;
    const auto& all = latency.counts();
    for (auto i = all.lower_bound(low); i != all.end() && i->first < 2 * low; ++i) {
      count += i->second;
    }
    counts.push_back(count);
    most = std::max(most, count);
    rows.push_back({std::to_string(low) + (low > 1 ? ".." + std::to_string(2 * low - 1) : ""),
                    grouped(count)});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint64_t marks = (counts[i] * kWidth + most - 1) / most;  // one at least of some
    std::cout << "  " << std::string(12 - std::min<std::size_t>(12, rows[i][0].size()), ' ')
              << rows[i][0] << "  " << std::string(marks, '#') << (marks > 0 ? " " : "")
              << rows[i][1] << '\n';
  }
}

void print_packets(const ProfileReport& report) {
  const profile::Profile& p = report.profile;
  std::cout << "packets\n";
  print_table(std::cout, {{"", "mean", "p50", "p99", "max"},
                          figures("latency, cycles", p.latency),
                          figures("since the step began, cycles", p.delay),
                          figures("hops", p.hops)});
  if (p.latency.count() > 0) {
    std::cout << "packets by latency in cycles\n";
    print_latency_bars(p.latency);
  }
  std::cout << "disorder: " << grouped(p.disorder.disordered()) << " of "
            << grouped(p.disorder.arrivals()) << " arrivals (" << percent(p.disorder.fraction())
            << ") were injected before the one that came last\n";
}

void print_links(const ProfileReport& report, const PriceList* terms) {
  std::vector<LinkLoad> links = report.links;
  std::stable_sort(links.begin(), links.end(),
                   [](const LinkLoad& x, const LinkLoad& y) { return x.packets > y.packets; });
  std::cout << "hottest of " << counted(links.size(), "link") << '\n';
  links.resize(std::min(links.size(), kLinksShown));
  Rows rows{{"link", "packets", "a step", "utilisation", "energy/pJ"}};
  for (const LinkLoad& link : links) {
    const double packets = static_cast<double>(link.packets);
    const auto energy = terms ? link_energy(report.mesh, link, *terms) : std::nullopt;
    rows.push_back({report.mesh.name(link.from) + " to " + report.mesh.name(link.to).substr(5),
                    grouped(link.packets), decimal(packets / report.profile.steps, 2),
                    percent(packets / static_cast<double>(report.profile.cycles)),
                    energy ? grouped_pj(*energy) : "-"});
  }
  print_table(std::cout, rows);
}

void print_intervals(const ProfileReport& report) {
  const profile::Profile& p = report.profile;
  std::cout << "distortion of inter-spike intervals, pair by pair of a source and an axon\n";
  Rows rows{{"", "intervals", "mean", "RMS", "p99", "max", "of the interval"}};
  const auto add = [&](const char* name, const profile::Intervals& intervals) {
    const Histogram& h = intervals.all();
    rows.push_back({name, grouped(h.count()), decimal(h.mean(), 3), decimal(h.rms(), 3),
                    grouped(h.percentile(99)), grouped(h.max()), percent(intervals.relative())});
  };
  add("cycles", p.in_cycles);
  add("steps", p.in_steps);
  print_table(std::cout, rows);
  for (std::size_t i = 0; i < std::min(report.pairs.size(), kPairsShown); ++i) {
    const ProfileReport::Pair& pair = report.pairs[i];
    if (pair.cycles.max() == 0) break;
    std::cout << (i == 0 ? "  most distorted: " : ", ") << pair.source << " at "
              << report.mesh.name(pair.axon.core) << " axon " << pair.axon.axon << " by "
              << decimal(pair.cycles.mean(), 2);
  }
  std::cout << (report.pairs.empty() || report.pairs[0].cycles.max() == 0 ? "" : " cycles\n");
}

void print_fidelity(const ProfileReport& report) {
  const profile::Fidelity& f = report.fidelity;
  std::cout << "fidelity to golden in barrier mode: " << percent(f.exact_rate())
            << " of spikes in their step, " << percent(f.coincidence_rate()) << " within one step, "
            << grouped(f.equal_steps) << " of " << counted(f.steps, "step") << " alike\n";
  if (!report.score) return;
  const auto right = [&](std::size_t count) {
    return percent(static_cast<double>(count) / static_cast<double>(report.score->questions));
  };
  std::cout << "task: golden " << right(report.score->golden) << ", " << report.machine << ' '
            << right(report.score->machine) << " of " << counted(report.score->questions, "answer")
            << " right\n";
}

void print_real_time(const ProfileReport& report) {
  if (!report.real_time) return;
  const Ledger& l = report.ledger;
  const std::uint64_t ended =
      l[Event::kOnTime] + l[Event::kLate] + l[Event::kDropped] + l[Event::kMerged];
  std::cout << "real time: " << grouped(report.real_time->cycles_per_step) << " cycles a step; "
            << grouped(l[Event::kPackets]) << " packets = " << grouped(l[Event::kOnTime])
            << " on time + " << grouped(l[Event::kLate]) << " late + "
            << grouped(l[Event::kDropped]) << " dropped + " << grouped(l[Event::kMerged])
            << " merged + " << grouped(l[Event::kPackets] - ended) << " in flight; "
            << counted(l[Event::kOverruns], "overrun") << '\n'
            << "closed loop: golden with this lateness "
            << (report.closed ? "does what " + report.machine + " did"
                              : "DIFFERS from " + report.machine)
            << ", digest " << report.machine_digest << '\n';
}

// A dash where a price is missing.
std::string pj_of(const Ledger& ledger, const PriceList& list) {
  const EnergyReport energy = price(ledger, true, list);
  return energy.total ? grouped_pj(*energy.total) : "-";
}

void print_energy_by_place(const ProfileReport& report, const PriceList& list) {
  Rows cores{{"core", "synaptic ops", "packets sent", "energy/pJ"}};
  for (std::uint32_t c = 0; c < report.cores.size(); ++c) {
    const Ledger& ledger = report.cores[c];
    cores.push_back({report.mesh.name(c), grouped(ledger[Event::kSynapticOps]),
                     grouped(ledger[Event::kPackets]), pj_of(ledger, list)});
  }
  print_table(std::cout, cores);
}

// What a total is of, in a word or two: totals of unlike scope stand in one table.
std::string covered(const EnergyReport& energy, const PriceList& list) {
  if (!energy.total) return "no total: prices are missing";
  if (list.all_in) return "everything, all-in";
  if (list.interconnect) return "interconnect only";
  std::string without;
  for (const Event event : energy.left_out) {
    without += (without.empty() ? "operations, without " : ", ") +
               std::string(spec::kEventNames[static_cast<std::size_t>(event)]);
  }
  return without.empty() ? "operations" : without;
}

}  // namespace

void print_profile(const ProfileReport& report, const PriceList* terms,
                   const std::vector<PriceList>& lists) {
  std::cout << report.network << " on " << report.chip << ", " << report.machine << ": "
            << counted(report.profile.steps, "step") << ", "
            << counted(report.fidelity.machine, "spike") << ", "
            << counted(report.ledger[Event::kPackets], "packet") << ", "
            << counted(report.profile.cycles, "cycle") << '\n';
  print_phases(report);
  if (report.mesh.cores() > 1) {
    print_packets(report);
    print_links(report, terms);
    print_intervals(report);
  }
  print_fidelity(report);
  print_real_time(report);
  if (terms) {
    std::cout << "energy with " << describe(*terms) << '\n';
    print_terms(price(report.ledger, true, *terms), report.ledger, *terms);
    if (report.mesh.cores() > 1) print_energy_by_place(report, *terms);
  }
  Rows rows{{"price list", "energy/pJ", "a step", "of"}};
  for (const PriceList& list : lists) {
    const EnergyReport energy = price(report.ledger, true, list);
    rows.push_back({list.name, energy.total ? grouped_pj(*energy.total) : "-",
                    energy.total ? mean_pj(*energy.total, report.profile.steps) : "-",
                    covered(energy, list)});
  }
  print_table(std::cout, rows);
  std::cout
      << "models, not measurements of this chip; JSON has each with its node, voltage and grade\n";
}

void print_curve(const std::vector<ProfileReport>& points) {
  Rows rows{{"cycles/step", "ISI/cycles", "ISI/steps", "late", "dropped", "merged", "overruns",
             "exact", "within 1", "task", "golden = machine"}};
  for (const ProfileReport& p : points) {
    const Ledger& l = p.ledger;
    std::string task = "-";
    if (p.score) {
      task =
          percent(static_cast<double>(p.score->machine) / static_cast<double>(p.score->questions));
    }
    rows.push_back({grouped(p.real_time->cycles_per_step),
                    decimal(p.profile.in_cycles.all().mean(), 2),
                    decimal(p.profile.in_steps.all().mean(), 3), grouped(l[Event::kLate]),
                    grouped(l[Event::kDropped]), grouped(l[Event::kMerged]),
                    grouped(l[Event::kOverruns]), percent(p.fidelity.exact_rate()),
                    percent(p.fidelity.coincidence_rate()), task, p.closed ? "yes" : "NO"});
  }
  print_table(std::cout, rows);
}

}  // namespace slk
