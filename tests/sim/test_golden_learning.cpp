// SPDX-License-Identifier: Apache-2.0
// Golden on one plastic synapse whose every update was worked out by hand: each sentence of
// docs/architecture.md, section 3.3.
#include <catch2/catch.hpp>

#include "tests/sim/golden_run.hpp"
#include "tests/sim/naive.hpp"

using namespace slk;
using spec::Event;
using tests::GoldenRun;
using Series = std::vector<int>;

namespace {

// A line (number 0) to a neuron (number 3) by a plastic synapse on receptor 1, which never makes
// it fire; a line that does (`fires`: in these steps), and one that is its teacher. Events, spikes
// and instructive spikes happen in the steps that are listed.
struct Scene {
  std::string rule;
  std::vector<int> events, fires, taught;
  std::string modulators;  // lines step,m_plus,m_minus,enable
  std::string weight = "0";
  std::string stimulus;  // further entries
  std::string head;      // further keys of the file
};

// What arrives or is felt in a step was sent in the step before.
std::string sent_before(const std::vector<int>& steps) {
  std::string lines = "step,index\n";
  for (const int step : steps) lines += std::to_string(step - 1) + ",0\n";
  return lines;
}

GoldenRun play(const Scene& scene, std::uint32_t steps) {
  GoldenRun::Text text;
  text.populations =
      "  line: {size: 1, kind: input}\n  kick: {size: 1, kind: input}\n"
      "  teacher: {size: 1, kind: input}\n"
      "  n: {size: 1, kind: lif, params: {threshold: 1000, dv: 4096}}\n";
  text.head = scene.head + "rules:\n  r: {" + scene.rule + "}\n";
  text.projections =
      "  - {from: line, to: n, connect: all_to_all, receptor: 1, rule: r, weights: " +
      scene.weight +
      "}\n"
      "  - {from: kick, to: n, connect: all_to_all, weights: 127, shift: 5}\n"
      "  - {from: teacher, to: n, connect: all_to_all, receptor: instructive}\n";
  text.stimulus =
      "  - {to: line, spikes: {file: line.csv}}\n  - {to: kick, spikes: {file: kick.csv}}\n"
      "  - {to: teacher, spikes: {file: teacher.csv}}\n"
      "  - {rule: r, modulators: {file: m.csv}}\n" +
      scene.stimulus;
  text.files = {{"line.csv", sent_before(scene.events)},
                {"kick.csv", sent_before(scene.fires)},
                {"teacher.csv", sent_before(scene.taught)},
                {"m.csv", "step,m_plus,m_minus,enable\n" + scene.modulators}};
  return GoldenRun(text, steps);
}

// The weight after all updates that are due at the end of a step.
int weight_after(const Scene& scene, std::uint32_t steps) {
  return play(scene, steps).weights()[0];
}

// A table with one entry.
std::string at(int distance, int entry) {
  std::string text = "[";
  for (int i = 0; i < distance; ++i) text += "0, ";
  return text + std::to_string(entry) + "]";
}

}  // namespace

TEST_CASE("a spike in the arrival step itself counts as after the arrival") {
  const Scene scene{"P: [7], N: [100], C: 0", {5}, {5}, {}, "", "0", "", ""};
  CHECK(weight_after(scene, 4) == 0);
  CHECK(weight_after(scene, 5) == 7);
  CHECK(play(scene, 60).count(Event::kEventUpdates) == 0);
}

TEST_CASE("only the first spike of a window counts") {
  CHECK(weight_after({"P: [0, 1, 10, 40]", {5}, {6, 7, 8}, {}, "", "0", "", ""}, 60) == 1);
  // Its entry may be zero, and is used up nevertheless.
  CHECK(weight_after({"P: [0, 0, 10, 40]", {5}, {6, 7, 8}, {}, "", "0", "", ""}, 60) == 0);
}

TEST_CASE("a window lasts 32 steps") {
  const std::string last = "P: " + at(31, 9);
  CHECK(weight_after({last, {5}, {36}, {}, "", "0", "", ""}, 80) == 9);
  CHECK(weight_after({last, {5}, {37}, {}, "", "0", "", ""}, 80) == 0);
  // An event in step t1 + 32 takes the place of its end.
  CHECK(weight_after({last, {5, 37}, {36}, {}, "", "0", "", ""}, 80) == 9);
}

TEST_CASE("a window ends early when the next event comes, in whose step a spike is after it") {
  const std::string rule = "P: [1, 2, 4, 8, 16]";
  CHECK(weight_after({rule, {5, 8}, {7}, {}, "", "0", "", ""}, 60) == 4);
  CHECK(weight_after({rule, {5, 8}, {8}, {}, "", "0", "", ""}, 60) == 1);
  CHECK(weight_after({rule, {5, 8}, {9}, {}, "", "0", "", ""}, 60) == 2);
}

TEST_CASE("an event looks back to the last spike of the 32 steps before it") {
  const std::string rule = "N: [1, 2, 4], C: 50";
  CHECK(weight_after({rule, {9}, {8}, {}, "", "0", "", ""}, 9) == 51);
  CHECK(weight_after({rule, {9}, {4, 7}, {}, "", "0", "", ""}, 9) == 52);
  CHECK(weight_after({rule, {9}, {9}, {}, "", "0", "", ""}, 9) == 50);
  const std::string far = "N: " + at(31, 3) + ", C: 50";
  CHECK(weight_after({far, {40}, {8}, {}, "", "0", "", ""}, 40) == 53);
  CHECK(weight_after({far, {40}, {7}, {}, "", "0", "", ""}, 40) == 50);
  CHECK(weight_after({far, {2}, {}, {}, "", "0", "", ""}, 2) == 50);  // nothing before step 1
}

TEST_CASE("updates come before the event's own, and both before the weight is used") {
  // Clamped to 10 in between: 8 + 20 -> 10, -4 -> 6. In the other order it would be 10.
  const Scene scene{"P: [0, 20], C: -4, max: 10", {5, 9}, {6}, {}, "", "8", "", ""};
  const GoldenRun run = play(scene, 9);
  CHECK(run.state(5).u1 == 4);
  CHECK(run.state(9).u1 == 6);
  CHECK(run.count(Event::kWeightChanges) == 3);
}

TEST_CASE("the updates of a window come in the order of their steps, P first in one step") {
  const std::string rule = "P: [100, 100, 100], Q: [-100, -100, -100], min: 0, max: 10";
  CHECK(weight_after({rule, {5}, {6}, {6}, "", "5", "", ""}, 60) == 0);
  CHECK(weight_after({rule, {5}, {6}, {7}, "", "5", "", ""}, 60) == 0);
  CHECK(weight_after({rule, {5}, {7}, {6}, "", "5", "", ""}, 60) == 10);
}

TEST_CASE("P, Q and N + C are rounded each by itself") {
  // Two halves become two, not one.
  CHECK(weight_after({"P: [1], Q: [1], fraction_bits: 1", {5}, {5}, {5}, "", "0", "", ""}, 5) == 2);
}

TEST_CASE("an instructive spike is no current and no synaptic operation, whatever its weight") {
  const GoldenRun run = play({"Q: [0, 6]", {5}, {}, {6, 8}, "", "0", "", ""}, 60);
  CHECK(run.weights()[0] == 6);
  CHECK(run.weights()[2] == 0);
  CHECK(run.count(Event::kInstructiveOps) == 2);
  CHECK(run.count(Event::kSynapticOps) == 1);
  CHECK(run.count(Event::kPlasticOps) == 1);
  CHECK(run.count(Event::kUpdatesDriven) == 1);
  CHECK(run.state(6).u0 == 0);
  CHECK(run.count(Event::kWindowUpdatesQ) == 1);
  CHECK(run.count(Event::kWindowUpdatesP) == 0);
}

TEST_CASE("an update of a window takes the m_plus of its own step, an event the m_minus of its") {
  const std::string rule = "P: " + at(5, 10) + ", C: 1";
  // Event in step 5, spike in step 10.
  CHECK(weight_after({rule, {5}, {10}, {}, "10,512,0,1\n", "0", "", ""}, 60) == 21);
  CHECK(weight_after({rule, {5}, {10}, {}, "11,512,0,1\n", "0", "", ""}, 60) == 11);
  CHECK(weight_after({rule, {5}, {10}, {}, "5,256,-512,1\n6,256,256,1\n", "0", "", ""}, 60) == 8);
  CHECK(weight_after({rule, {5}, {10}, {}, "6,-256,-512,1\n", "0", "", ""}, 60) == -9);
}

TEST_CASE("a disabled rule closes windows and opens none; an older window stays open") {
  const std::string rule = "P: [1, 2, 4, 8, 16, 32], C: 64";
  // Opened before: a spike met while disabled is used up, one met afterwards counts.
  CHECK(weight_after({rule, {5}, {7, 9}, {}, "6,256,256,0\n8,256,256,1\n", "0", "", ""}, 60) == 64);
  CHECK(weight_after({rule, {5}, {9}, {}, "6,256,256,0\n8,256,256,1\n", "0", "", ""}, 60) == 80);
  // An event while disabled: no update of its own, no window, and the end of the older one.
  CHECK(weight_after({rule, {5, 7}, {8}, {}, "6,256,256,0\n8,256,256,1\n", "0", "", ""}, 60) == 64);
  CHECK(weight_after({rule + ", enable: false", {5}, {6}, {}, "6,256,256,1\n", "0", "", ""}, 60) ==
        0);
}

TEST_CASE("a reset makes what is due, with the old modulators, and then forgets everything") {
  const std::string rule = "P: [0, 1, 2, 4, 8, 16], N: [32]";
  const std::string reset = "  - {reset_before: [7]}\n";
  // Due in step 6: made, with the m_plus of step 6.
  CHECK(weight_after({rule, {5}, {6}, {}, "7,0,0,1\n", "0", reset, ""}, 60) == 1);
  // In step 8 the window is closed; and the spike of step 6 is not remembered in step 8.
  CHECK(weight_after({rule, {5}, {8}, {}, "", "0", reset, ""}, 60) == 0);
  CHECK(weight_after({"N: [32, 32]", {8}, {6}, {}, "", "0", reset, ""}, 60) == 0);
  CHECK(weight_after({"N: [32, 32]", {8}, {6}, {}, "", "0", "", ""}, 60) == 32);
  // Modulators outlive it.
  CHECK(weight_after({"C: 1", {8}, {}, {}, "3,0,512,1\n", "0", reset, ""}, 60) == 2);
}

TEST_CASE("an x of zero is no update, and one that changes nothing is one") {
  const GoldenRun run =
      play({"P: [1], N: [0, 3], C: -3, max: 0", {5, 7}, {5}, {}, "", "0", "", ""}, 60);
  CHECK(run.weights()[0] == -2);
  CHECK(run.count(Event::kWindowUpdatesP) == 1);  // -3 -> -2
  CHECK(run.count(Event::kEventUpdates) == 1);    // step 7: N[2] + C = 0
  CHECK(run.count(Event::kWeightChanges) == 2);
  CHECK(run.count(Event::kStochasticDraws) == 0);
  const GoldenRun clamped = play({"P: [1], max: 0", {5}, {5}, {}, "", "0", "", ""}, 60);
  CHECK(clamped.count(Event::kWindowUpdatesP) == 1);
  CHECK(clamped.count(Event::kWeightChanges) == 0);
}

TEST_CASE("updates are counted when they are due, not when they are made") {
  const Scene scene{"P: [0, 0, 1]", {5}, {7}, {}, "", "0", "", ""};
  CHECK(play(scene, 6).count(Event::kWindowUpdatesP) == 0);
  CHECK(play(scene, 7).count(Event::kWindowUpdatesP) == 1);
}

TEST_CASE("reading weights in every step makes no update twice and changes none that comes later") {
  // The window's first spike, in step 7, is used up by the first reading; 9 is no second one.
  const GoldenRun run = play({"P: [0, 0, 4, 0, 50], Q: [0, 0, 0, 7, 50], N: [9]",
                              {5, 12},
                              {7, 9, 11},
                              {8, 9},
                              "",
                              "0",
                              "",
                              ""},
                             20);
  const auto golden = make_golden_backend(run.network());
  StimulusPlayer player(run.network());
  std::vector<StepStimulus> stimulus(1);
  std::vector<StepRecord> record;
  Series weights;
  for (int step = 1; step <= 20; ++step) {
    player.next(stimulus[0]);
    golden->run(stimulus, true, record);
    weights.push_back(golden->weights()[0]);
    CHECK(golden->weights()[0] == weights.back());
    CHECK(record[0].states == run.step(static_cast<std::uint32_t>(step)).states);
  }
  CHECK(weights == Series{0, 0, 0, 0, 0, 0, 4, 11, 11, 11, 11, 20, 20, 20, 20, 20, 20, 20, 20, 20});
  CHECK(golden->weights() == run.weights());
}

TEST_CASE("stochastic rounding draws by source, delay, target and the step of the event") {
  // x is one half: 1 or 0, as the upper bit of the half of d says.
  const std::string half = ", fraction_bits: 1, rounding: stochastic, max: 127";
  int sum = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::string head = "seed: " + std::to_string(seed) + "\n";
    // Source 0, delay 1, target 3.
    const std::uint32_t window = tests::naive_random(seed, 1, 5, 1, 3);
    const std::uint32_t event = tests::naive_random(seed, 2, 5, 1, 3);
    const int p = (window >> 15) & 1;
    const int q = (window >> 31) & 1;
    const int c = (event >> 15) & 1;
    CHECK(weight_after({"P: [0, 0, 1]" + half, {5}, {7}, {}, "", "0", "", head}, 60) == p);
    CHECK(weight_after({"Q: [0, 0, 1]" + half, {5}, {}, {7}, "", "0", "", head}, 60) == q);
    CHECK(weight_after({"C: 1" + half, {5}, {}, {}, "", "0", "", head}, 60) == c);
    const GoldenRun all =
        play({"P: [0, 1], Q: [0, 1], C: 1" + half, {5}, {6}, {6}, "", "0", "", head}, 60);
    CHECK(all.weights()[0] == p + q + c);
    CHECK(all.count(Event::kStochasticDraws) == 3);
    sum += p + q + c;
  }
  CHECK(sum > 15);
  CHECK(sum < 45);
}

TEST_CASE("a spike that the row itself evoked is told from one that input evoked") {
  // The rule of a content-addressable memory: the distance alone decides.
  const std::string rule = "N: [60, -60], min: 0, max: 60";
  CHECK(weight_after({rule, {9}, {8}, {}, "", "0", "", ""}, 9) == 60);
  CHECK(weight_after({rule, {9}, {7}, {}, "", "60", "", ""}, 9) == 0);
  CHECK(weight_after({rule, {9}, {6}, {}, "", "30", "", ""}, 9) == 30);
}
