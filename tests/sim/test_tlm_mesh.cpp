// SPDX-License-Identifier: Apache-2.0
// A mesh of TLM cores against the Verilated one, on images that belong to no network.
#include <catch2/catch.hpp>

#include "models/error.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/models/draw.hpp"
#include "tests/sim/tlm_core.hpp"
#include "tests/system/random_mesh.hpp"

using namespace slk;
using tests::Draw;
using tests::random_mesh;
using tests::RandomMesh;

namespace {

struct Compared {
  std::uint64_t steps = 0, cycles = 0, packets = 0, late = 0, dropped = 0, merged = 0;
  std::uint64_t overruns = 0, longest_wait = 0;
};

// Conservation: what was sent is somewhere.
void check_nothing_lost(const Ledger& ledger, std::uint64_t in_flight) {
  using spec::Event;
  CHECK(ledger[Event::kPackets] == ledger[Event::kOnTime] + ledger[Event::kLate] +
                                       ledger[Event::kDropped] + ledger[Event::kMerged] +
                                       in_flight);
  CHECK(ledger[Event::kAxonDeliveries] == ledger[Event::kOnTime] + ledger[Event::kLate]);
}

// Everything that can be seen of both machines, step by step.
void compare(const RandomMesh& mesh, Backend& tlm, Backend& rtl, Compared& so_far) {
  tlm.mesh_watch()->keep_packets(true);
  rtl.mesh_watch()->keep_packets(true);
  std::vector<StepRecord> want(1), got(1);
  for (const StepStimulus& stimulus : mesh.stimuli) {
    INFO("step " << stimulus.step);
    rtl.run({stimulus}, true, want);
    tlm.run({stimulus}, true, got);
    REQUIRE(want[0].fault.empty());
    REQUIRE(got[0].fault.empty());
    REQUIRE(got[0].cycles == want[0].cycles);
    REQUIRE(got[0].spikes == want[0].spikes);
    REQUIRE(got[0].states == want[0].states);
    const auto packets = tlm.mesh_watch()->take_packets();
    REQUIRE((packets == rtl.mesh_watch()->take_packets()));
    const auto late = tlm.mesh_watch()->take_late();
    REQUIRE((late == rtl.mesh_watch()->take_late()));
    const auto want_phases = rtl.mesh_watch()->phases();
    const auto phases = tlm.mesh_watch()->phases();
    for (std::size_t c = 0; c < phases.size(); ++c) {
      INFO("core " << c);
      CHECK(phases[c].flush == want_phases[c].flush);
      CHECK(phases[c].reset == want_phases[c].reset);
      CHECK(phases[c].rescale == want_phases[c].rescale);
      CHECK(phases[c].synapse == want_phases[c].synapse);
      CHECK(phases[c].update == want_phases[c].update);
    }
    ++so_far.steps;
    so_far.cycles += got[0].cycles;
    for (const PacketSeen& p : packets) {
      const std::uint64_t alone = 1 + mesh.image.mesh.hops(p.from, p.to);
      REQUIRE(p.accepted >= p.injected + alone);
      so_far.longest_wait = std::max(so_far.longest_wait, p.accepted - p.injected - alone);
    }
  }
  const Ledger ledger = tlm.ledger();
  const Ledger of_rtl = rtl.ledger();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    INFO(spec::kEventNames[e]);
    CHECK(ledger.counts[e] == of_rtl.counts[e]);
  }
  if (!mesh.image.real_time) check_nothing_lost(ledger, 0);
  CHECK(tlm.weights() == rtl.weights());
  so_far.packets += ledger[spec::Event::kPackets];
  so_far.late += ledger[spec::Event::kLate];
  so_far.dropped += ledger[spec::Event::kDropped];
  so_far.merged += ledger[spec::Event::kMerged];
  so_far.overruns += ledger[spec::Event::kOverruns];
}

Compared compare_random(const Chip& base, Draw& draw, std::uint32_t steps) {
  Compared compared;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    Chip chip = base;
    if (base.real_time) {
      chip.real_time->cycles_per_step = 1 + draw.below(draw.chance(50) ? 200 : 1200);
      chip.real_time->drop = draw.chance(30);
      chip.real_time->max_lateness = draw.below(6);
    }
    const RandomMesh mesh = random_mesh(chip, steps, draw.bits());
    INFO("case " << i);
    const auto tlm = make_tlm_chip_backend(mesh.image);
    const auto rtl = make_rtl_chip_backend(mesh.image, draw.bits());
    compare(mesh, *tlm, *rtl, compared);
  }
  return compared;
}

void print(const char* mode, const Compared& c) {
  std::cout << "tlm = rtl, " << mode << ": " << c.steps << " steps, " << c.cycles << " cycles, "
            << c.packets << " packets (longest wait " << c.longest_wait << " cycles), " << c.late
            << " late, " << c.dropped << " dropped, " << c.merged << " merged, " << c.overruns
            << " overruns\n";
}

}  // namespace

TEST_CASE("a mesh of tlm cores takes the cycles of the rtl, packet by packet, in barrier mode") {
  Draw draw("test_sim", 4);
  const Compared compared = compare_random(tests::chip("mesh2x2"), draw, 40);
  print("barrier", compared);
  CHECK(compared.packets > 1000);
  CHECK(compared.late + compared.dropped + compared.merged + compared.overruns == 0);
}

TEST_CASE("a mesh of tlm cores takes the cycles of the rtl, packet by packet, in real time") {
  Draw draw("test_sim", 4);
  Chip chip = tests::chip("mesh2x2");
  chip.real_time = RealTime{};
  const Compared compared = compare_random(chip, draw, 40);
  print("real time", compared);
  CHECK(compared.packets > 1000);
}
