// SPDX-License-Identifier: Apache-2.0
// Golden on saturation, state resets and what is counted as what, worked out by hand.
#include <catch2/catch.hpp>

#include "tests/sim/golden_run.hpp"

using namespace slk;
using spec::Event;
using tests::GoldenRun;
using Series = std::vector<int>;

namespace {

const std::string kSpikes = "  - {to: in, spikes: {file: spikes.csv}}\n";
const std::string kQuiet = "threshold: 8388607, ";
constexpr int kMax = 8388607;

// Three input lines (numbers 0 to 2) to one neuron (number 3).
GoldenRun::Text three(const std::string& params, const std::string& synapse,
                      const std::string& spikes) {
  return {"  in: {size: 3, kind: input}\n  n: {size: 1, kind: lif, params: {" + params + "}}\n",
          "  - {from: in, to: n, connect: all_to_all, " + synapse + "}\n", kSpikes, spikes, ""};
}

GoldenRun::Text alone(const std::string& params) {
  return {"  n: {size: 1, kind: lif, params: {" + params + "}}\n", "", "", "", ""};
}

}  // namespace

TEST_CASE("a clamp to v_min is no saturation") {
  const GoldenRun run(alone(kQuiet + "bias: -100, v_min: -250"), 4);
  CHECK(run.series(&NeuronState::v) == Series{-100, -200, -250, -250});
  CHECK(run.count(Event::kSaturationsV) == 0);
}

TEST_CASE("a sum that saturates is counted even if v_min then clamps it") {
  const GoldenRun run(
      three(kQuiet + "bias: -8388607, v_min: -7", "weights: -127, shift: 15", "1,0\n"), 2);
  CHECK(run.series(&NeuronState::v) == Series{-7, -7});
  CHECK(run.count(Event::kSaturationsV) == 1);
}

TEST_CASE("each current saturates at both ends and is counted by itself") {
  for (const int sign : {1, -1}) {
    auto text =
        three(kQuiet, "weights: " + std::to_string(127 * sign) + ", shift: 15", "1,0\n1,1\n1,2\n");
    text.projections +=
        "  - {from: in, to: n, connect: all_to_all, weights: " + std::to_string(-127 * sign) +
        ", shift: 15, receptor: 1}\n";
    const GoldenRun run(text, 3);
    CHECK(run.state(2).u0 == sign * kMax);
    CHECK(run.state(2).u1 == -sign * kMax);
    CHECK(run.state(2).v == 0);
    CHECK(run.count(Event::kSaturationsU) == 2);
    CHECK(run.count(Event::kSaturationsV) == 0);
  }
}

TEST_CASE("a potential saturates at both ends, and reaching the end exactly is not counted") {
  const GoldenRun up(alone(kQuiet + "bias: 8388607"), 3);
  CHECK(up.series(&NeuronState::v) == Series{kMax, kMax, kMax});
  CHECK(up.spikes_of(0).empty());
  CHECK(up.count(Event::kSaturationsV) == 2);
  const GoldenRun down(alone(kQuiet + "bias: -8388607"), 3);
  CHECK(down.series(&NeuronState::v) == Series{-kMax, -kMax, -kMax});
  CHECK(down.count(Event::kSaturationsV) == 2);
}

TEST_CASE("a subtracted potential that saturates is counted") {
  const GoldenRun run(alone("threshold: -8388607, bias: 1, reset: subtract"), 1);
  CHECK(run.state(1).v == kMax);
  CHECK(run.spikes_of(0) == Series{1});
  CHECK(run.count(Event::kSaturationsV) == 1);
}

TEST_CASE("adaptation saturates, is counted, and is compared beyond 24 bits") {
  const GoldenRun run(alone("threshold: -8388607, bias: 100, da_step: 8388607"), 3);
  CHECK(run.series(&NeuronState::a) == Series{kMax, kMax, kMax});
  CHECK(run.count(Event::kSaturationsA) == 2);
  // threshold + a = 16777214 does not wrap: no spike, however large v is.
  const GoldenRun high(alone("threshold: 8388606, bias: 8388607, da_step: 8388607"), 4);
  CHECK(high.spikes_of(0) == Series{1});
}

TEST_CASE("a state reset clears everything and forgets spikes on their way") {
  auto text = three(kQuiet + "du0: 0", "weights: 1, delay: 3", "1,0\n3,0\n4,1\n4,2\n");
  text.stimulus += "  - {reset_before: [5]}\n";
  const GoldenRun run(text, 8);
  // Step 4 hears step 1; what was sent in steps 3 and 4 is lost.
  CHECK(run.series(&NeuronState::u0) == Series{0, 0, 0, 1, 0, 0, 0, 0});
  CHECK(run.series(&NeuronState::v) == Series{0, 0, 0, 1, 0, 0, 0, 0});
}

TEST_CASE("a state reset leaves the input spikes of its own step alone") {
  auto text = three(kQuiet, "weights: 1", "4,0\n5,0\n");
  text.stimulus += "  - {reset_before: [5]}\n";
  const GoldenRun run(text, 6);
  CHECK(run.series(&NeuronState::u0) == Series{0, 0, 0, 0, 0, 1});
}

TEST_CASE("a state reset ends the refractory period and counts on in steps") {
  auto text = alone("threshold: 10, bias: 11, refractory: 9");
  text.stimulus = "  - {reset_before: [4]}\n";
  const GoldenRun run(text, 5);
  CHECK(run.series(&NeuronState::r) == Series{9, 8, 7, 9, 8});
  CHECK(run.step(5).step == 5);
}

TEST_CASE("adaptation outlives a reset only if every reset before the step keeps it") {
  auto text = alone("threshold: 10, bias: 11, refractory: 255, da_step: 6");
  text.stimulus = "  - {reset_before: [3], keep_adaptation: true}\n";
  CHECK(GoldenRun(text, 3).series(&NeuronState::a) == Series{6, 6, 6});
  text.stimulus = "  - {reset_before: [3]}\n";
  CHECK(GoldenRun(text, 3).series(&NeuronState::a) == Series{6, 6, 6});  // cleared, fires again
  CHECK(GoldenRun(text, 3).spikes_of(0) == Series{1, 3});
  text.stimulus = "  - {reset_every: 2, keep_adaptation: true}\n  - {reset_before: [3]}\n";
  CHECK(GoldenRun(text, 3).spikes_of(0) == Series{1, 3});
  text.stimulus = "  - {reset_every: 2, keep_adaptation: true}\n";
  CHECK(GoldenRun(text, 3).spikes_of(0) == Series{1});  // 11 > 10 + 6 does not hold
}

TEST_CASE("refractory, driven and idle updates exclude each other in this order") {
  // Weight 0 drives, too. The neuron fires in steps 1 and 4 and is refractory in between.
  const GoldenRun run(
      three("threshold: 5, bias: 6, refractory: 2", "weights: 0", "1,0\n1,1\n3,2\n"), 5);
  CHECK(run.spikes_of(3) == Series{1, 4});
  CHECK(run.count(Event::kUpdatesIdle) == 1);        // 1
  CHECK(run.count(Event::kUpdatesRefractory) == 3);  // 2 (with two synapses), 3 and 5
  CHECK(run.count(Event::kUpdatesDriven) == 1);      // 4
  CHECK(run.count(Event::kSynapticOps) == 3);
  CHECK(run.count(Event::kInputSpikes) == 3);
  CHECK(run.count(Event::kSpikes) == 2);
}

TEST_CASE("a refractory neuron draws no noise, and none is counted for exponent 0") {
  const GoldenRun run({"  n: {size: 2, kind: lif, params: {threshold: [-8388607, 8388607], "
                       "refractory: 3, noise: [4, 0]}}\n",
                       "", "", "", ""},
                      8);
  CHECK(run.spikes_of(0) == Series{1, 5});
  CHECK(run.count(Event::kNoiseDraws) == 2);
}

TEST_CASE("an adaptation decay that changes nothing is not counted") {
  auto text = alone("threshold: 10, bias: 11, refractory: 255, da_step: 2, da: 2048");
  const GoldenRun run(text, 6);
  CHECK(run.series(&NeuronState::a) == Series{2, 1, 0, 0, 0, 0});
  CHECK(run.count(Event::kAdaptationDecays) == 2);
  auto kept = alone("threshold: 10, bias: 11, refractory: 255, da_step: 2, da: 0");
  CHECK(GoldenRun(kept, 6).count(Event::kAdaptationDecays) == 0);
}
