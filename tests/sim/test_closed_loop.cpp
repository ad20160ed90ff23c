// SPDX-License-Identifier: Apache-2.0
// The closed loop: a chip in real time runs a network and says which packets were late; golden,
// told so, does the same, bit for bit.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <optional>

#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/models/draw.hpp"
#include "tests/sim/scatter.hpp"
#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"
#include "tools/profile/trace.hpp"

using namespace slk;

namespace {

constexpr std::uint32_t kSteps = 60;

struct Tally {
  std::uint64_t networks = 0, updates = 0, weights = 0, late = 0, dropped = 0, merged = 0,
                overruns = 0, changed = 0;
};

Chip mesh_in_real_time(const RealTime& real_time) {
  Chip chip = read_chip(std::string(SLK_SOURCE) + "/models/chips/mesh2x2.yaml");
  chip.real_time = real_time;
  return chip;
}

// A ring must have room for the delay and for the lateness.
void shorten_delays(Network& network, const RealTime& real_time) {
  const auto most = static_cast<std::uint8_t>(spec::kDelaySlots - 1 - real_time.max_lateness);
  for (Projection& projection : network.projections) {
    for (Synapse& synapse : projection.synapses) synapse.delay = std::min(synapse.delay, most);
  }
}

std::vector<StepStimulus> stimuli_of(const Network& network) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(kSteps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  return stimuli;
}

// What a machine did with a network.
struct Run {
  std::vector<StepRecord> records;
  std::vector<std::int8_t> weights;
  Ledger ledger;
  Lateness lateness;
};

Run run(const Network& network, const ChipImage& image, Backend& machine) {
  Run result;
  machine.run(stimuli_of(network), true, result.records);
  result.weights = machine.weights();
  result.ledger = machine.ledger();
  profile::drain(machine, kSteps);
  result.lateness = profile::lateness_of(image, machine.name(), machine.mesh_watch()->take_late());
  return result;
}

// Golden, told of the lateness, or not told of any, does what the machine did.
void compare(Backend& golden, const Network& network, const Run& machine) {
  std::vector<StepRecord> want;
  golden.run(stimuli_of(network), true, want);
  REQUIRE(machine.records.size() == want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    const StepRecord& got = machine.records[i];
    INFO("step " << i + 1 << ": " << got.fault);
    REQUIRE(got.fault.empty());
    REQUIRE(got.spikes == want[i].spikes);
    REQUIRE(got.states == want[i].states);
  }
  REQUIRE(machine.weights == golden.weights());
  const Ledger ledger = golden.ledger();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    INFO(spec::kEventNames[e]);
    if (!spec::is_network(static_cast<spec::Event>(e))) continue;
    REQUIRE(machine.ledger.counts[e] == ledger.counts[e]);
  }
}

bool fires_in_time(const Network& network, const Run& machine) {
  std::vector<StepRecord> in_time;
  make_golden_backend(network)->run(stimuli_of(network), false, in_time);
  for (std::size_t i = 0; i < in_time.size(); ++i) {
    if (machine.records[i].spikes != in_time[i].spikes) return false;
  }
  return true;
}

// TLM and RTL, each against golden with its trace, and against each other.
Run close_loop(const Network& network, const ChipImage& image, std::uint32_t x_seed, Tally& tally) {
  const Run tlm = run(network, image, *make_tlm_chip_backend(image));
  compare(*make_golden_backend(network, tlm.lateness), network, tlm);
  const Run rtl = run(network, image, *make_rtl_chip_backend(image, x_seed));
  compare(*make_golden_backend(network, rtl.lateness), network, rtl);
  REQUIRE(tlm.lateness.packets == rtl.lateness.packets);
  for (std::size_t i = 0; i < kSteps; ++i) {
    REQUIRE(tlm.records[i].cycles == rtl.records[i].cycles);
    tally.updates += tlm.records[i].states.size();
  }
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    INFO(spec::kEventNames[e]);
    REQUIRE(tlm.ledger.counts[e] == rtl.ledger.counts[e]);
  }
  ++tally.networks;
  tally.weights += tlm.weights.size();
  tally.late += tlm.ledger[spec::Event::kLate];
  tally.dropped += tlm.ledger[spec::Event::kDropped];
  tally.merged += tlm.ledger[spec::Event::kMerged];
  tally.overruns += tlm.ledger[spec::Event::kOverruns];
  tally.changed += !fires_in_time(network, tlm);
  return tlm;
}

// A random network on a mesh that fits it, or nothing.
struct Placed {
  Network network;
  ChipImage image;
};
std::optional<Placed> random_placed(std::uint32_t seed, bool plastic, const RealTime& real_time) {
  const std::string folder = std::string(SLK_BINARY) + "/random/closed_" + std::to_string(seed);
  Placed placed;
  try {
    placed.network = read_network(plastic ? tests::write_random_plastic(folder, seed)
                                          : tests::write_random_network(folder, seed, {2, true}));
    shorten_delays(placed.network, real_time);
    placed.image = tests::scatter(placed.network, mesh_in_real_time(real_time), seed);
  } catch (const Error&) {
    return std::nullopt;  // too large
  }
  std::filesystem::remove_all(folder);
  if (!tests::fits(placed.image)) return std::nullopt;
  return placed;
}

void say(const Tally& tally) {
  std::cout << "golden with lateness = tlm = rtl in real time: " << tally.networks << " networks, "
            << tally.updates << " updates, " << tally.weights << " weights; " << tally.late
            << " late, " << tally.dropped << " dropped, " << tally.merged << " merged, "
            << tally.overruns << " overruns; " << tally.changed
            << " networks fire otherwise than in time\n";
  REQUIRE(tally.networks > 0);
}

}  // namespace

TEST_CASE("golden with the trace of a chip in real time does what the chip did") {
  tests::Draw draw("test_sim", 3);
  Tally tally;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t seed = draw.bits() >> 1;
    const bool plastic = draw.chance(50);
    // From periods that most steps overrun to some that most keep.
    const RealTime real_time{1 + draw.below(600), draw.chance(30), draw.below(6)};
    INFO("network " << seed << (plastic ? ", plastic" : "") << ", " << real_time.cycles_per_step
                    << " cycles a step, at most " << real_time.max_lateness << " late"
                    << (real_time.drop ? ", dropped" : ""));
    const auto placed = random_placed(seed, plastic, real_time);
    if (placed) close_loop(placed->network, placed->image, seed, tally);
  }
  say(tally);
  if (draw.cases() < 100) return;  // too few for what follows
  CHECK(tally.late > 0);
  CHECK(tally.dropped > 0);
  CHECK(tally.merged > 0);
  CHECK(tally.changed > 0);
}

TEST_CASE("golden hears late, and does not hear, what a chip in real time heard so") {
  Network network = read_network(std::string(SLK_SOURCE) + "/models/networks/all_to_all90.yaml");
  Tally tally;
  for (const RealTime real_time : {RealTime{40, false, 3}, RealTime{40, true, 0}}) {
    const ChipImage image = tests::scatter(network, mesh_in_real_time(real_time), 1);
    REQUIRE(tests::fits(image));
    const Run machine = close_loop(network, image, 1, tally);
    CHECK((machine.ledger[spec::Event::kDropped] > 0) == real_time.drop);
    CHECK((machine.ledger[spec::Event::kLate] > 0) == !real_time.drop);
  }
  CHECK(tally.changed == 2);
  say(tally);
}

TEST_CASE("with a generous period a chip in real time does what golden does without a trace") {
  tests::Draw draw("test_sim", 2);
  const RealTime generous{20000, false, 1};
  Tally tally;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t seed = draw.bits() >> 1;
    const bool plastic = draw.chance(50);
    INFO("network " << seed << (plastic ? ", plastic" : ""));
    const auto placed = random_placed(seed, plastic, generous);
    if (!placed) continue;
    const Run machine = run(placed->network, placed->image, *make_tlm_chip_backend(placed->image));
    ++tally.networks;
    CHECK(machine.lateness.packets.empty());
    CHECK(machine.ledger[spec::Event::kOverruns] == 0);
    compare(*make_golden_backend(placed->network), placed->network, machine);
    for (const StepRecord& record : machine.records) {
      REQUIRE(record.cycles >= generous.cycles_per_step);
    }
  }
  CHECK(tally.networks > 0);
}
