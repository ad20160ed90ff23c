// SPDX-License-Identifier: Apache-2.0
// Golden with late packets: cases worked by hand, and traces that are not of the run.
#include <catch2/catch.hpp>

#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"

using namespace slk;

namespace {

// Line a[0] fires in steps 1, 2 and 10. It drives b[0] and b[1] with delay 1 by weights of 10. They
// forget at once and fire if they hear anything, so that their spikes say when they did. Each event
// of the rule adds 1 to a weight.
Network repeater(bool plastic) {
  NeuronParams params;
  params.du0 = params.du1 = params.dv = 4096;
  params.v_min = -8388607;
  Network network;
  network.populations.push_back({"a", Population::Kind::kInput, 1, 0, {}});
  network.populations.push_back({"b", Population::Kind::kLif, 2, 1, {params, params}});
  Projection projection;
  projection.to = 1;
  if (plastic) {
    Rule rule;
    rule.c = 1;
    network.rules.push_back(rule);
    projection.rule = 0;
  }
  projection.synapses = {{0, 1, 10, 1}, {0, 2, 10, 1}};
  network.projections.push_back(projection);
  for (const std::uint32_t step : {1u, 2u, 10u}) network.stimulus.spikes.push_back({step, 0});
  return network;
}

struct Run {
  std::vector<std::vector<std::uint32_t>> heard;  // of b[0] and b[1], the steps in which they fired
  Ledger ledger;
  std::vector<std::int8_t> weights;
};

// b[0] hears core 0 axon 0, b[1] core 1 axon 0.
Run run(const Network& network, const std::vector<LateDelivery>& packets) {
  const Lateness lateness{{{0, 0}, {1, 0}}, packets, "", "tlm"};
  const auto golden = make_golden_backend(network, lateness);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(40);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<StepRecord> records;
  golden->run(stimuli, false, records);
  Run result;
  result.heard.resize(2);
  for (const StepRecord& record : records) {
    for (const std::uint32_t number : record.spikes)
      result.heard[number - 1].push_back(record.step);
  }
  result.ledger = golden->ledger();
  result.weights = golden->weights();
  return result;
}

using Steps = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a late packet is heard later by its fragment and in time by the others") {
  const Run r = run(repeater(false), {{11, 1, 0, 30, false}});
  CHECK(r.heard[0] == Steps{2, 3, 11});
  CHECK(r.heard[1] == Steps{2, 3});  // the run ends a step before
  const Run s = run(repeater(false), {{11, 1, 0, 29, false}});
  CHECK(s.heard[1] == Steps{2, 3, 40});
}

TEST_CASE("a dropped packet is never heard") {
  const Run r = run(repeater(false), {{3, 0, 0, 4, true}});
  CHECK(r.heard[0] == Steps{2, 11});
  CHECK(r.heard[1] == Steps{2, 3, 11});
}

TEST_CASE("packets that meet at a fragment are one spike and one event of learning") {
  const Run apart = run(repeater(true), {});
  CHECK(apart.ledger[spec::Event::kSynapticOps] == 6);
  CHECK(apart.weights == std::vector<std::int8_t>{13, 13});
  const Run met = run(repeater(true), {{2, 0, 0, 1, false}});
  CHECK(met.heard[0] == Steps{3, 11});
  CHECK(met.ledger[spec::Event::kSynapticOps] == 5);
  CHECK(met.ledger[spec::Event::kEventUpdates] == 5);
  CHECK(met.weights == std::vector<std::int8_t>{12, 13});
}

TEST_CASE("a reset clears late packets, too") {
  Network network = repeater(false);
  network.stimulus.resets.push_back({0, {12}, false});
  const Run r = run(network, {{11, 0, 0, 1, false}});
  CHECK(r.heard[0] == Steps{2, 3});
  CHECK(r.heard[1] == Steps{2, 3, 11});
}

TEST_CASE("lateness of another run is refused in a sentence") {
  const std::string end = "; give the trace of a run of this network with this chip and seed";
  const Network network = repeater(false);
  CHECK_THROWS_WITH(run(network, {{5, 0, 0, 1, false}}),
                    "late packet 0 of tlm: a[0] did not fire in step 4" + end);
  CHECK_THROWS_WITH(run(network, {{11, 0, 0, 1, false}, {12, 1, 0, 0, true}}),
                    "late packet 1 of tlm: a[0] did not fire in step 11" + end);
  CHECK_THROWS_WITH(run(network, {{2, 2, 0, 1, false}}),
                    "late packet 0 of tlm: no synapse stands on core 2 axon 0" + end);
  CHECK_THROWS_WITH(run(network, {{1, 0, 0, 1, false}}),
                    "late packet 0 of tlm: nothing with delay 1 arrives in step 1" + end);
  CHECK_THROWS_WITH(run(network, {{2, 0, 0, 31, false}}),
                    "late packet 0 of tlm: delay 1 and lateness 31 are more than a ring "
                    "holds; allowed at most 31 together, or 'dropped'");
  CHECK_THROWS_WITH(run(network, {{2, 0, 0, 1, false}, {2, 0, 0, 2, false}}),
                    "late packet 1 of tlm: the packet stands twice; list it once");
}
