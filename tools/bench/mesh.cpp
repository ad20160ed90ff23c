// SPDX-License-Identifier: Apache-2.0
#include "tools/bench/mesh.hpp"

#include <algorithm>
#include <deque>
#include <iostream>
#include <random>

#include "host/place_chip.hpp"
#include "models/network.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/rtl/rtl_routers.hpp"
#include "sim/tlm/mesh_routers.hpp"
#include "sim/tlm/tlm.hpp"
#include "tools/bench/report.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

// A simulator derived from Noxim, on such a mesh with such traffic.
constexpr double kPeerCycles = 12900;  // a second of CPU
constexpr double kPeerPackets = 6200;
constexpr std::uint32_t kPackets = 24000;
constexpr std::uint64_t kCycles = 50000;
constexpr double kLeastRatio = 20;  // of the RTL's CPU time
constexpr std::uint32_t kChipSteps = 200;

struct Sent {
  std::uint64_t cycle = 0;
  std::uint32_t from = 0;
  spec::Packet packet;
};

// Any core sends to any core in any cycle.
std::vector<Sent> uniform_traffic(const Mesh& mesh) {
  std::mt19937_64 random(1);
  std::vector<Sent> traffic(kPackets);
  for (Sent& sent : traffic) {
    const auto to = static_cast<std::uint32_t>(random() % mesh.cores());
    sent.cycle = random() % kCycles;
    sent.from = static_cast<std::uint32_t>(random() % mesh.cores());
    sent.packet = {static_cast<std::uint32_t>(random() % 1024), 1, mesh.x(to), mesh.y(to)};
  }
  std::stable_sort(traffic.begin(), traffic.end(),
                   [](const Sent& x, const Sent& y) { return x.cycle < y.cycle; });
  return traffic;
}

// What a machine has made of the traffic, and what that has cost.
struct Run {
  std::uint64_t cycles = 0;
  std::uint64_t arrived = 0;
  std::uint64_t digest = 0;  // of who took what when
  double cpu = 0;            // seconds

  void arrive(std::uint64_t cycle, std::uint32_t core, const spec::Packet& packet) {
    ++arrived;
    digest = digest * 0x9e3779b97f4a7c15 + (cycle << 32 | core << 16 | packet.axon);
  }
};

// What waits at each core to be sent.
class Queues {
 public:
  Queues(const Mesh& mesh, const std::vector<Sent>& traffic)
      : traffic_(traffic), waiting_(mesh.cores()) {}

  // What is sent up to this cycle waits in the queue of its core.
  void fill(std::uint64_t cycle) {
    for (; next_ < traffic_.size() && traffic_[next_].cycle <= cycle; ++next_) {
      const std::uint32_t from = traffic_[next_].from;
      waiting_[from].push_back(traffic_[next_].packet);
      senders |= 1u << from;
    }
  }
  const spec::Packet& first(std::uint32_t core) const { return waiting_[core].front(); }
  void pop(std::uint32_t core) {
    waiting_[core].pop_front();
    if (waiting_[core].empty()) senders &= ~(1u << core);
  }
  // The cycle in which more is sent.
  std::uint64_t next_cycle() const {
    return next_ < traffic_.size() ? traffic_[next_].cycle : kCycles;
  }

  std::uint32_t senders = 0;  // cores with a queue, a bit each

 private:
  const std::vector<Sent>& traffic_;
  std::vector<std::deque<spec::Packet>> waiting_;
  std::size_t next_ = 0;
};

Run run_tlm(const std::vector<Sent>& traffic) {
  const Mesh mesh = RtlRouters::kMesh;
  MeshRouters routers(mesh);
  Queues queues(mesh, traffic);
  std::vector<std::pair<std::uint32_t, Flit>> taken;
  Run run;
  const double begin = cpu_seconds();
  while (run.cycles < kCycles || run.arrived < kPackets) {
    queues.fill(run.cycles);
    for (std::uint32_t left = queues.senders; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctz(left));
      if (routers.offer(core, {queues.first(core), core, run.cycles})) queues.pop(core);
    }
    routers.cycle(~std::uint64_t{0}, taken);
    for (const auto& [core, flit] : taken) run.arrive(run.cycles, core, flit.packet);
    ++run.cycles;
    if (routers.empty() && queues.senders == 0) {
      run.cycles = std::max(run.cycles, queues.next_cycle());
    }
  }
  run.cpu = cpu_seconds() - begin;
  return run;
}

Run run_rtl(const std::vector<Sent>& traffic) {
  const auto routers = make_rtl_routers();
  Queues queues(RtlRouters::kMesh, traffic);
  std::vector<std::pair<std::uint32_t, spec::Packet>> arrived;
  Run run;
  const double begin = cpu_seconds();
  while (run.cycles < kCycles || run.arrived < kPackets) {
    queues.fill(run.cycles);
    for (std::uint32_t left = queues.senders; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctz(left));
      routers->offer(core, queues.first(core));
    }
    for (std::uint64_t left = routers->cycle(arrived); left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(left));
      queues.pop(core);
      routers->offer_nothing(core);
    }
    for (const auto& [core, packet] : arrived) run.arrive(run.cycles, core, packet);
    ++run.cycles;
  }
  run.cpu = cpu_seconds() - begin;
  return run;
}

bool print_routers() {
  const std::vector<Sent> traffic = uniform_traffic(RtlRouters::kMesh);
  run_tlm(traffic);  // warm
  const Run tlm = run_tlm(traffic);
  const Run rtl = run_rtl(traffic);
  const bool same =
      tlm.cycles == rtl.cycles && tlm.arrived == rtl.arrived && tlm.digest == rtl.digest;
  Report report("routers of a 5 x 5 mesh, " + counted(kPackets, "packet") + " in " +
                counted(tlm.cycles, "cycle"));
  const auto cycles = static_cast<double>(tlm.cycles);
  const auto packets = static_cast<double>(tlm.arrived);
  report.at_least("tlm, cycles a CPU second (a simulator derived from Noxim)", cycles / tlm.cpu,
                  kPeerCycles);
  report.at_least("tlm, packets a CPU second (the same)", packets / tlm.cpu, kPeerPackets);
  report.at_least("rtl, cycles a CPU second (the same)", cycles / rtl.cpu, kPeerCycles);
  report.at_least("CPU time, rtl / tlm (target)", rtl.cpu / tlm.cpu, kLeastRatio);
  const bool kept = report.print();
  std::cout << "  every packet arrives in the same cycle on both: " << (same ? "yes" : "NO")
            << '\n';
  return kept && same;
}

// A network scattered over 16 cores, so that nearly every packet travels.
struct ChipRun {
  std::vector<StepRecord> records;
  Ledger ledger;
  std::vector<PacketSeen> packets;
  double cpu = 0;  // seconds
};

ChipRun run_chip(Backend& machine, const Network& network) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(kChipSteps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  machine.mesh_watch()->keep_packets(true);
  ChipRun run;
  const double begin = cpu_seconds();
  machine.run(stimuli, false, run.records);
  run.cpu = cpu_seconds() - begin;
  run.ledger = machine.ledger();
  run.packets = machine.mesh_watch()->take_packets();
  return run;
}

// Steps that take other cycles or give other spikes, and packets that take other cycles.
std::uint64_t differences(const ChipRun& tlm, const ChipRun& rtl) {
  if (tlm.records.size() != rtl.records.size() || tlm.packets.size() != rtl.packets.size()) {
    return std::max(tlm.packets.size(), rtl.packets.size());
  }
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < tlm.records.size(); ++i) {
    count += tlm.records[i].cycles != rtl.records[i].cycles ||
             tlm.records[i].spikes != rtl.records[i].spikes;
  }
  for (std::size_t i = 0; i < tlm.packets.size(); ++i) {
    count += !(tlm.packets[i] == rtl.packets[i]);
  }
  return count;
}

bool print_chip() {
  const Chip chip = read_chip(models_folder() + "/chips/mesh4x4.yaml");
  const Network network = read_network(models_folder() + "/networks/random_recurrent.yaml");
  PlaceOptions options;
  options.placer = Placer::kRandom;
  const ChipImage image = place_chip(network, chip, options);
  const ChipRun tlm = run_chip(*make_tlm_chip_backend(image), network);
  const ChipRun rtl = run_chip(*make_rtl_chip_backend(image, 1), network);
  const auto cycles = static_cast<double>(tlm.ledger[spec::Event::kCyclesStep]);
  const std::uint64_t differ = differences(tlm, rtl);
  Report report(network.name + " on 4 x 4 cores, " + counted(kChipSteps, "step") + ", " +
                counted(tlm.packets.size(), "packet"));
  report.at_least("CPU time, rtl / tlm (target)", rtl.cpu / tlm.cpu, kLeastRatio);
  const bool kept = report.print();
  std::cout << "  tlm " << number(cycles / tlm.cpu) << " cycles a CPU second, rtl "
            << number(cycles / rtl.cpu)
            << "\n  steps and packets that take other cycles on tlm: " << differ << '\n';
  return kept && differ == 0 && !tlm.packets.empty();
}

}  // namespace

bool print_mesh() {
  const bool routers = print_routers();
  return print_chip() && routers;
}

}  // namespace slk
