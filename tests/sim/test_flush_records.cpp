// SPDX-License-Identifier: Apache-2.0
// Flushes and resets at random in a run over the line: TLM and RTL read their records in the same
// cycles, and a core that cannot learn has nothing to flush.
#include <catch2/catch.hpp>
#include <iostream>

#include "host/place.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "tests/models/draw.hpp"
#include "tests/system/machines.hpp"

using namespace slk;
using slk::tests::Draw;
using slk::tests::Way;

namespace {

const std::string kSource = SLK_SOURCE;

std::vector<StepStimulus> random_stimuli(Draw& draw, const Network& network, std::uint32_t steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(steps);
  for (StepStimulus& s : stimuli) {
    player.next(s);
    if (draw.chance(50)) s.inputs.clear();
    s.flush = draw.chance(20);
    s.reset = draw.chance(5);
  }
  return stimuli;
}

std::vector<StepRecord> run(Backend& machine, const std::vector<StepStimulus>& stimuli) {
  std::vector<StepRecord> records;
  machine.run(stimuli, false, records);
  return records;
}

}  // namespace

TEST_CASE("flushes over the line cost tlm and rtl the same cycles, and change no spike") {
  const Network network = read_network(kSource + "/models/networks/random_recurrent.yaml");
  const Image image = place(network, read_chip(kSource + "/models/chips/core256.yaml"));
  Draw draw("test_sim", 1);
  const std::vector<StepStimulus> stimuli = random_stimuli(draw, network, 400);
  const auto golden = make_golden_backend(network);
  const auto tlm = tests::make_machine("tlm", image, Way::kLine, 1);
  const auto rtl = tests::make_machine("rtl", image, Way::kLine, 1);
  const std::vector<StepRecord> expected = run(*golden, stimuli);
  const std::vector<StepRecord> got_tlm = run(*tlm, stimuli);
  const std::vector<StepRecord> got_rtl = run(*rtl, stimuli);
  REQUIRE(got_tlm.size() == expected.size());
  REQUIRE(got_rtl.size() == expected.size());
  std::uint64_t spikes = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(stimuli[i].step, got_tlm[i].fault, got_rtl[i].fault);
    REQUIRE(got_tlm[i].spikes == expected[i].spikes);
    REQUIRE(got_rtl[i].spikes == expected[i].spikes);
    REQUIRE(got_tlm[i].cycles == got_rtl[i].cycles);
    spikes += expected[i].spikes.size();
  }
  CHECK(spikes > 0);
  const Ledger ledger = tlm->ledger();
  CHECK(ledger == rtl->ledger());
  std::cout << "tlm = rtl: " << expected.size() << " steps, " << spikes << " spikes, "
            << ledger[spec::Event::kCyclesWait] << " cycles between steps\n";
}
