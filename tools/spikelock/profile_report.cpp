// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/profile_report.hpp"

#include <map>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "tools/profile/trace.hpp"
#include "tools/spikelock/task_score.hpp"

namespace slk {
namespace {

void add_to(Digest& digest, const Network& network, const StepRecord& record) {
  for (const std::uint32_t number : record.spikes) digest.add_spike(record.step, number);
  digest.add_states(record.step, network, record.states);
}

void trust(const Backend& machine, const StepRecord& record) {
  if (record.fault.empty()) return;
  throw Error("step " + std::to_string(record.step) + ": " + machine.name() + ": " + record.fault,
              Exit::kMachine);
}

// What golden does with the lateness of the machine.
std::string closed_digest(const Network& network, const Lateness& lateness, std::uint32_t steps) {
  const auto golden = make_golden_backend(network, lateness);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimulus(1);
  std::vector<StepRecord> record;
  Digest digest;
  for (std::uint32_t step = 1; step <= steps; ++step) {
    player.next(stimulus[0]);
    golden->run(stimulus, true, record);
    add_to(digest, network, record[0]);
  }
  return digest.text();
}

std::vector<ProfileReport::Pair> pairs_of(const Network& network, const ChipImage& image,
                                          const profile::Profile& profile) {
  const std::vector<FragmentSource> sources = fragment_sources(network, fragments(image));
  std::map<Fragment, profile::Histogram> steps;
  for (const auto& pair : profile.in_steps.by_pair()) steps[pair.pair] = pair.distortion;
  std::vector<ProfileReport::Pair> pairs;
  for (const auto& pair : profile.in_cycles.by_pair()) {
    const FragmentSource& source = sources[find_fragment(sources, pair.pair)];
    pairs.push_back({network.name_of(source.source), pair.pair, pair.distortion, steps[pair.pair]});
  }
  return pairs;
}

}  // namespace

std::optional<Attojoules> link_energy(const Mesh& mesh, const LinkLoad& link,
                                      const PriceList& list) {
  const bool along_x = mesh.hops_x(link.from, link.to) > 0;
  const auto& price = list[along_x ? spec::Event::kHopsX : spec::Event::kHopsY];
  if (!price) return std::nullopt;
  return Attojoules{price->value} * link.packets;
}

ProfileReport profile_machine(const Network& network, const ChipImage& image, Backend& machine,
                              std::uint32_t steps,
                              const std::function<void(std::uint32_t step)>& progress) {
  const auto golden = make_golden_backend(network);
  profile::Profiler profiler(network, image, machine);
  const auto golden_score = TaskScore::of(network, steps);
  const auto machine_score = TaskScore::of(network, steps);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimulus(1);
  std::vector<StepRecord> want, got;
  Digest golden_digest, machine_digest;
  for (std::uint32_t step = 1; step <= steps; ++step) {
    player.next(stimulus[0]);
    golden->run(stimulus, true, want);
    machine.run(stimulus, true, got);
    trust(machine, got[0]);
    profiler.add(stimulus[0], want[0], got[0]);
    add_to(golden_digest, network, want[0]);
    add_to(machine_digest, network, got[0]);
    if (golden_score) {
      golden_score->add(step, want[0].spikes);
      machine_score->add(step, got[0].spikes);
    }
    progress(step);
  }
  ProfileReport report;
  report.network = network.name;
  report.chip = image.cores.front().chip;
  report.machine = machine.name();
  report.mesh = image.mesh;
  report.real_time = image.real_time;
  report.profile = profiler.profile();
  report.fidelity = report.profile.fidelity.result();
  report.golden_digest = golden_digest.text();
  report.machine_digest = machine_digest.text();
  report.ledger = machine.ledger();
  MeshWatch* const watch = machine.mesh_watch();
  report.cores = watch ? watch->core_ledgers() : std::vector<Ledger>{report.ledger};
  report.links = report_placement(image, report.profile.spikes).links;
  report.pairs = pairs_of(network, image, report.profile);
  if (golden_score) {
    report.score = {golden_score->questions(), golden_score->right(), machine_score->right()};
  }
  if (image.real_time) {
    profile::drain(machine, steps);
    for (const LateDelivery& late : watch->take_late()) report.profile.late.push_back(late);
    report.lateness = profile::lateness_of(image, machine.name(), report.profile.late);
    report.closed = closed_digest(network, *report.lateness, steps) == report.machine_digest;
  }
  return report;
}

}  // namespace slk
