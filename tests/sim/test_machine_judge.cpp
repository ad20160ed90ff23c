// SPDX-License-Identifier: Apache-2.0
// What machines of a mesh are held to: each other's cycles, the phases of every core, conservation.
#include <catch2/catch.hpp>

#include "sim/machine_judge.hpp"
#include "tests/host/placed.hpp"
#include "tests/sim/scatter.hpp"

using namespace slk;
using spec::Event;

namespace {

// various() on 2 x 1 cores after a step in which all inputs fire.
struct Judged {
  Network network = tests::various();
  ChipImage image;
  std::optional<MachineJudge> judge;
  std::vector<StepCycles> phases;

  explicit Judged(std::optional<RealTime> real_time = std::nullopt) {
    Chip chip = tests::chip_of(16, 256, 256);
    chip.mesh = {2, 1};
    image = tests::scatter(network, chip, 2);
    image.real_time = real_time;
    judge.emplace(image, network.size());
    ChipModel model(image, network.size());
    const StepStimulus stimulus{1, false, false, false, {0, 1, 2}};
    judge->step(stimulus, {});
    phases = model.step(stimulus, {});
    events = model.events();
  }

  std::uint64_t longest() const {
    std::uint64_t most = 0;
    for (const StepCycles& c : phases) most = std::max(most, c.total() - c.update);
    return most;
  }

  Ledger events;
};

std::string sentence(const std::optional<MachineJudge::Fault>& fault) {
  return fault ? fault->field + ": " + fault->sentence : "";
}

}  // namespace

TEST_CASE("machines of a mesh must take the same cycles, and no fewer than a core alone") {
  Judged judged;
  CHECK(sentence(judged.judge->cycles("tlm", 900)) == "");
  CHECK(sentence(judged.judge->cycles("rtl", 900)) == "");
  CHECK(sentence(judged.judge->cycles("rtl", 901)) ==
        "cycles: all neurons agree, but rtl took 901 cycles where tlm took 900");
  const std::uint64_t least = judged.longest();
  CHECK_THAT(
      sentence(judged.judge->cycles("rtl", least)),
      Catch::StartsWith("cycles: all neurons agree, but rtl took " + std::to_string(least) +
                        " cycles where core ") &&
          Catch::EndsWith(" takes " + std::to_string(least) + " before its neurons are updated"));
  // In the next step the first to be asked is the judge again.
  judged.judge->step({2, false, false, false, {}}, {});
  CHECK(sentence(judged.judge->cycles("rtl", 901)) == "");
}

TEST_CASE("the phases of every core are those of the formula") {
  Judged judged;
  CHECK(sentence(judged.judge->phases("rtl", judged.phases)) == "");
  judged.phases[1].update += 3;  // which routers may hold up
  CHECK(sentence(judged.judge->phases("rtl", judged.phases)) == "");
  const std::uint64_t want = judged.phases[1].synapse++;
  CHECK(sentence(judged.judge->phases("rtl", judged.phases)) ==
        "cycles: all neurons agree, but the synapse phase of core 1,0 took " +
            std::to_string(want + 1) + " cycles on rtl where the cycle formula says " +
            std::to_string(want));
}

TEST_CASE("events of a mesh are those of the chip model, its cycles those of the first machine") {
  Judged judged;
  Ledger ledger = judged.events;
  ledger[Event::kCyclesStep] = 900;
  ledger[Event::kSpikes] = 5;  // no machine event
  CHECK(sentence(judged.judge->events("tlm", ledger)) == "");
  Ledger other = ledger;
  ++other[Event::kCyclesStep];
  CHECK(sentence(judged.judge->events("rtl", other)) ==
        "cycles_step: spikes and states agree, but tlm counts 900 cycles_step, rtl 901");
  other = ledger;
  --other[Event::kHopsX];
  CHECK_THAT(sentence(judged.judge->events("rtl", other)),
             Catch::StartsWith("hops_x: spikes and states agree, but the chip model counts "));
  other = ledger;
  other[Event::kLate] = 1;
  CHECK(sentence(judged.judge->events("rtl", other)) ==
        "late: spikes and states agree, but the chip model counts 0 late, rtl 1");
}

TEST_CASE(
    "the events of the link are alike on all machines but the one that is reached otherwise") {
  Judged judged;
  Ledger ledger = judged.events;
  ledger[Event::kLinkBytesIn] = 9;
  Ledger other = judged.events;
  CHECK(sentence(judged.judge->events("device", other, false)) == "");
  CHECK(sentence(judged.judge->events("tlm", ledger)) == "");
  CHECK(sentence(judged.judge->events("device", other, false)) == "");
  CHECK(sentence(judged.judge->events("rtl", other)) ==
        "link_bytes_in: spikes and states agree, but tlm counts 9 link_bytes_in, rtl 0");
  ++other[Event::kHopsX];
  CHECK_THAT(sentence(judged.judge->events("device", other, false)), Catch::StartsWith("hops_x: "));
}

TEST_CASE("in real time a step has its cycles, and machines count alike") {
  Judged judged(RealTime{500, false, 0});
  CHECK(sentence(judged.judge->cycles("tlm", 500)) == "");
  CHECK(sentence(judged.judge->cycles("rtl", 499)) ==
        "cycles: all neurons agree, but rtl took 499 cycles where a step lasts 500 or more");
  CHECK(sentence(judged.judge->cycles("rtl", 501)) ==
        "cycles: all neurons agree, but rtl took 501 cycles where tlm took 500");
  CHECK(sentence(judged.judge->phases("rtl", judged.phases)) == "");
  Ledger ledger;
  ledger[Event::kPackets] = 10;
  ledger[Event::kOnTime] = 6;
  ledger[Event::kLate] = 1;
  ledger[Event::kDropped] = 1;
  ledger[Event::kAxonDeliveries] = 7;  // and 2 under way
  CHECK(sentence(judged.judge->events("tlm", ledger)) == "");
  ++ledger[Event::kRowPasses];
  CHECK(sentence(judged.judge->events("rtl", ledger)) ==
        "row_passes: spikes and states agree, but tlm counts 0 row_passes, rtl 1");
}

TEST_CASE("in real time no packet becomes two things, and every delivery is on time or late") {
  Judged judged(RealTime{500, false, 0});
  Ledger ledger;
  ledger[Event::kPackets] = 3;
  ledger[Event::kOnTime] = 2;
  ledger[Event::kMerged] = 2;
  ledger[Event::kAxonDeliveries] = 2;
  CHECK(sentence(judged.judge->events("tlm", ledger)) ==
        "packets: spikes and states agree, but of 3 packets tlm counts 2 on_time, 0 late, 0 "
        "dropped, 2 merged and 2 axon_deliveries");
  judged.judge->flush();
  ledger[Event::kMerged] = 1;
  CHECK(sentence(judged.judge->events("tlm", ledger)) == "");
  judged.judge->flush();
  ledger[Event::kAxonDeliveries] = 1;
  CHECK_THAT(sentence(judged.judge->events("tlm", ledger)),
             Catch::StartsWith("axon_deliveries: spikes and states agree, but of 3 packets tlm"));
}
