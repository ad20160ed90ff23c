// SPDX-License-Identifier: Apache-2.0
// The Verilated mesh as a backend: what golden does, wherever neurons and input lines stand, and
// every packet accounted for.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "models/error.hpp"
#include "sim/golden/golden.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/rtl/variants.hpp"
#include "tests/models/draw.hpp"
#include "tests/sim/scatter.hpp"
#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"

using namespace slk;

namespace {

const std::string kSource = SLK_SOURCE;

Network shipped(const std::string& name) {
  return read_network(kSource + "/models/networks/" + name + ".yaml");
}
Chip chip(const std::string& name) {
  return read_chip(kSource + "/models/chips/" + name + ".yaml");
}

std::vector<StepStimulus> stimuli_of(const Network& network, std::uint32_t steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(steps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  return stimuli;
}

// What was compared, over all networks.
struct Tally {
  std::uint64_t networks = 0, refused = 0, updates = 0, spikes = 0, packets = 0, hops = 0;
};

// In barrier mode: spikes, states, weights and network events are golden's.
void check_equal(const Network& network, const ChipImage& image, std::uint32_t steps,
                 std::uint32_t x_seed, Tally& tally) {
  const auto golden = make_golden_backend(network);
  const auto rtl = make_rtl_chip_backend(image, x_seed);
  std::vector<StepRecord> want, got;
  golden->run(stimuli_of(network, steps), true, want);
  rtl->mesh_watch()->keep_packets(true);
  rtl->run(stimuli_of(network, steps), true, got);
  std::uint64_t cycles = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    INFO("step " << i + 1 << ": " << got[i].fault);
    REQUIRE(got[i].fault.empty());
    REQUIRE(got[i].spikes == want[i].spikes);
    REQUIRE(got[i].states == want[i].states);
    cycles += got[i].cycles;
    tally.spikes += got[i].spikes.size();
    tally.updates += got[i].states.size();
  }
  REQUIRE(got.size() == want.size());
  REQUIRE(rtl->weights() == golden->weights());
  const Ledger ledger = rtl->ledger();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    INFO(spec::kEventNames[e]);
    if (!spec::is_network(static_cast<spec::Event>(e))) continue;
    REQUIRE(ledger.counts[e] == golden->ledger().counts[e]);
  }
  REQUIRE(ledger[spec::Event::kCyclesStep] >= cycles);
  REQUIRE(ledger[spec::Event::kPackets] == ledger[spec::Event::kOnTime]);
  REQUIRE(ledger[spec::Event::kPackets] == ledger[spec::Event::kRouteWords]);
  REQUIRE(rtl->mesh_watch()->take_late().empty());
  const std::vector<PacketSeen> packets = rtl->mesh_watch()->take_packets();
  REQUIRE(packets.size() == ledger[spec::Event::kPackets]);
  std::uint64_t hops = 0;
  for (const PacketSeen& packet : packets) {
    hops += image.mesh.hops(packet.from, packet.to);
    REQUIRE(packet.accepted >= packet.injected + image.mesh.hops(packet.from, packet.to) + 1);
  }
  REQUIRE(hops == ledger[spec::Event::kHopsX] + ledger[spec::Event::kHopsY]);
  ++tally.networks;
  tally.packets += packets.size();
  tally.hops += hops;
}

void say(const Tally& tally) {
  std::cout << "rtl mesh = golden: " << tally.networks << " networks (" << tally.refused
            << " did not fit), " << tally.updates << " updates, " << tally.spikes << " spikes, "
            << tally.packets << " packets, " << tally.hops << " hops\n";
  REQUIRE(tally.networks > 0);
  REQUIRE(tally.spikes > 0);
  REQUIRE(tally.packets > 0);
}

}  // namespace

TEST_CASE("a mesh does what golden does, wherever neurons stand") {
  Tally tally;
  for (const char* name : {"oscillator", "ring", "all_to_all90", "random_recurrent"}) {
    for (const char* mesh : {"mesh2x2", "mesh4x4"}) {
      INFO(name << " on " << mesh);
      const Network network = shipped(name);
      const ChipImage image = tests::scatter(network, chip(mesh), 5);
      REQUIRE(tests::fits(image));
      check_equal(network, image, 40, 7, tally);
    }
  }
  say(tally);
}

TEST_CASE("random networks do on a mesh what they do on golden, plastic ones too") {
  tests::Draw draw("test_sim", 6);
  Tally tally;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t seed = draw.bits() >> 1;
    const std::string folder = std::string(SLK_BINARY) + "/random/rtl_mesh_" + std::to_string(seed);
    const bool plastic = draw.chance(50);
    INFO(folder << (plastic ? ", plastic" : ""));
    try {
      const std::string path = plastic ? tests::write_random_plastic(folder, seed)
                                       : tests::write_random_network(folder, seed, {2, true});
      const Network network = read_network(path);
      const ChipImage image = tests::scatter(network, chip("mesh2x2"), seed);
      if (!tests::fits(image)) throw Error("too large");
      check_equal(network, image, 60, seed, tally);
    } catch (const Error& error) {
      ++tally.refused;
    }
    std::filesystem::remove_all(folder);
  }
  say(tally);
}

TEST_CASE("in real time a mesh with time enough does what golden does, and late packets are told") {
  const Network network = shipped("random_recurrent");
  Chip mesh = chip("mesh2x2");
  mesh.real_time = RealTime{600, false, 2};
  Tally tally;
  check_equal(network, tests::scatter(network, mesh, 3), 20, 1, tally);
  say(tally);

  mesh.real_time->cycles_per_step = 30;  // steps end with the last core, packets stay under way
  for (const bool drop : {false, true}) {
    mesh.real_time->drop = drop;
    const auto rtl = make_rtl_chip_backend(tests::scatter(network, mesh, 3), 1);
    std::vector<StepStimulus> stimuli = stimuli_of(network, 40);
    for (std::size_t i = 9; i < stimuli.size(); i += 10) stimuli[i].reset = true;
    std::vector<StepRecord> records;
    rtl->run(stimuli, false, records);
    REQUIRE(records.size() == stimuli.size());
    REQUIRE(records.back().fault.empty());
    const Ledger ledger = rtl->ledger();
    const std::vector<LateDelivery> late = rtl->mesh_watch()->take_late();
    REQUIRE(!late.empty());
    REQUIRE(late.size() == ledger[spec::Event::kLate] + ledger[spec::Event::kDropped] +
                               ledger[spec::Event::kMerged]);
    REQUIRE(ledger[spec::Event::kOverruns] == stimuli.size());
    for (const LateDelivery& delivery : late) REQUIRE(delivery.dropped == drop);
  }
}
