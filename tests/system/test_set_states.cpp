// SPDX-License-Identifier: Apache-2.0
// A machine that is given the states of another goes on like it.
#include <catch2/catch.hpp>

#include "host/place.hpp"
#include "sim/golden/golden.hpp"
#include "tests/system/machines.hpp"

using namespace slk;

namespace {

// The steps first .. last of the network's own stimulus, which has no reset among them.
std::vector<StepStimulus> stimuli(const Network& network, std::uint32_t first, std::uint32_t last) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> all;
  for (std::uint32_t step = 1; step <= last; ++step) {
    StepStimulus stimulus;
    player.next(stimulus);
    if (step >= first) all.push_back(stimulus);
  }
  return all;
}

}  // namespace

TEST_CASE("states that are written are those that the next step begins with, on every machine") {
  const Network network = read_network(SLK_SOURCE "/models/networks/random_recurrent.yaml");
  constexpr std::uint32_t kBefore = 60;
  std::vector<StepRecord> before;
  const auto first = make_golden_backend(network);
  first->run(stimuli(network, 1, kBefore), true, before);

  // From step 1 again, with nothing under way but these states.
  const std::vector<StepStimulus> again = stimuli(network, 1, 20);
  std::vector<StepRecord> expected;
  const auto golden = make_golden_backend(network);
  golden->set_states(before.back().states);
  golden->run(again, true, expected);
  CHECK(expected[0].states != before[0].states);

  Chip chip;
  const Image image = place_on_smallest(network, chip);
  for (const char* name : {"tlm", "rtl"}) {
    for (const tests::Way way : {tests::Way::kBackdoor, tests::Way::kLine}) {
      const auto machine = tests::make_machine(name, image, way, 1);
      machine->set_states(before.back().states);
      std::vector<StepRecord> records;
      machine->run(again, true, records);
      REQUIRE(records.size() == expected.size());
      for (std::size_t i = 0; i < records.size(); ++i) {
        INFO(name << " step " << i + 1);
        CHECK(records[i].fault == "");
        CHECK(records[i].spikes == expected[i].spikes);
        CHECK(records[i].states == expected[i].states);
      }
    }
  }
}
