// SPDX-License-Identifier: Apache-2.0
// A profile as JSON: docs/realtime.md.
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/profile_report.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;
using profile::Histogram;

ordered_json figures(const Histogram& h) {
  return {{"count", h.count()},      {"mean", h.mean()},        {"rms", h.rms()},
          {"p50", h.percentile(50)}, {"p99", h.percentile(99)}, {"max", h.max()}};
}

// With every value: [[value, times], ...].
ordered_json histogram(const Histogram& h) {
  ordered_json json = figures(h);
  json["histogram"] = ordered_json::array();
  for (const auto& [value, times] : h.counts()) json["histogram"].push_back({value, times});
  return json;
}

ordered_json phases_json(const profile::Phases& phases) {
  ordered_json json;
  for (const auto& phase : phases.phases()) json[phase.name] = figures(phase.cycles);
  json["slowest_core"] = phases.slowest();
  return json;
}

ordered_json links_json(const ProfileReport& report) {
  ordered_json json = ordered_json::array();
  for (const LinkLoad& link : report.links) {
    json.push_back({{"from", link.from},
                    {"to", link.to},
                    {"packets", link.packets},
                    {"utilisation", static_cast<double>(link.packets) /
                                        static_cast<double>(report.profile.cycles)}});
  }
  return json;
}

ordered_json intervals_json(const ProfileReport& report) {
  const profile::Profile& p = report.profile;
  ordered_json pairs = ordered_json::array();
  for (const ProfileReport::Pair& pair : report.pairs) {
    pairs.push_back({{"source", pair.source},
                     {"core", pair.axon.core},
                     {"axon", pair.axon.axon},
                     {"cycles", figures(pair.cycles)},
                     {"steps", figures(pair.steps)}});
  }
  ordered_json json{{"cycles", figures(p.in_cycles.all())}, {"steps", figures(p.in_steps.all())}};
  json["cycles"]["relative"] = p.in_cycles.relative();
  json["steps"]["relative"] = p.in_steps.relative();
  json["pairs"] = pairs;
  return json;
}

ordered_json fidelity_json(const ProfileReport& report) {
  const profile::Fidelity& f = report.fidelity;
  ordered_json json{{"exact", f.exact_rate()},
                    {"within_one_step", f.coincidence_rate()},
                    {"equal_steps", f.equal_steps},
                    {"golden_spikes", f.reference},
                    {"machine_spikes", f.machine}};
  json["score"] = nullptr;
  if (report.score) {
    json["score"] = {{"questions", report.score->questions},
                     {"golden", report.score->golden},
                     {"machine", report.score->machine}};
  }
  return json;
}

ordered_json real_time_json(const ProfileReport& report) {
  if (!report.real_time) return {};
  return {{"cycles_per_step", report.real_time->cycles_per_step},
          {"late", report.real_time->drop ? "drop" : "defer"},
          {"max_lateness", report.real_time->max_lateness},
          {"golden_with_lateness_agrees", report.closed}};
}

// Energy of the whole chip, core by core, and of what links carry, with one list.
ordered_json energy_json(const ProfileReport& report, const PriceList& list) {
  MachineResult machine;
  machine.ledger = report.ledger;
  machine.has_machine_events = true;
  ordered_json json;
  add_energy(json, machine, &list);
  ordered_json cores = ordered_json::array();
  for (const Ledger& core : report.cores) {
    machine.ledger = core;
    ordered_json part;
    add_energy(part, machine, &list);
    cores.push_back(part["energy_pj"]);
  }
  json["cores_pj"] = cores;
  json["links_pj"] = ordered_json::array();
  for (const LinkLoad& link : report.links) {
    const auto energy = link_energy(report.mesh, link, list);
    json["links_pj"].push_back(energy ? number_pj(*energy) : ordered_json());
  }
  return json;
}

}  // namespace

ordered_json profile_json(const ProfileReport& report, const std::vector<PriceList>& lists) {
  const profile::Profile& p = report.profile;
  ordered_json json;
  json["network"] = report.network;
  json["chip"] = report.chip;
  json["machine"] = report.machine;
  json["spec_hash"] = hex64(spec::kHash);
  json["steps"] = p.steps;
  json["cycles"] = p.cycles;
  json["digest"] = report.machine_digest;
  json["golden_digest"] = report.golden_digest;
  json["real_time"] = real_time_json(report);
  json["phases"] = phases_json(p.phases);
  json["latency"] = histogram(p.latency);
  json["delay"] = histogram(p.delay);
  json["hops"] = histogram(p.hops);
  json["links"] = links_json(report);
  json["interval_distortion"] = intervals_json(report);
  json["disorder"] = {{"arrivals", p.disorder.arrivals()},
                      {"disordered", p.disorder.disordered()},
                      {"fraction", p.disorder.fraction()}};
  json["fidelity"] = fidelity_json(report);
  json["events"] = events_json(report.ledger, true);
  json["machine_events"] = events_json(report.ledger, false);
  json["energy"] = ordered_json::object();
  for (const PriceList& list : lists) json["energy"][list.name] = energy_json(report, list);
  return json;
}

}  // namespace slk
