// SPDX-License-Identifier: Apache-2.0
// Golden on networks of one or two neurons whose every step was worked out by hand.
#include <catch2/catch.hpp>

#include "tests/sim/golden_run.hpp"
#include "tests/sim/naive.hpp"

using namespace slk;
using tests::GoldenRun;
using Series = std::vector<int>;

namespace {

const std::string kSpikes = "  - {to: in, spikes: {file: spikes.csv}}\n";

// One input line (number 0) to one neuron (number 1).
GoldenRun::Text one(const std::string& params, const std::string& synapse,
                    const std::string& spikes) {
  return {"  in: {size: 1, kind: input}\n  n: {size: 1, kind: lif, params: {" + params + "}}\n",
          "  - {from: in, to: n, connect: all_to_all, " + synapse + "}\n", kSpikes, spikes, ""};
}

// One neuron without input.
GoldenRun::Text alone(const std::string& params) {
  return {"  n: {size: 1, kind: lif, params: {" + params + "}}\n", "", "", "", ""};
}

const std::string kQuiet = "threshold: 8388607, ";

}  // namespace

TEST_CASE("a decay truncates the magnitude of positive and negative states alike") {
  const GoldenRun up(one(kQuiet + "du0: 1, dv: 4096", "weights: 1, shift: 12", "1,0\n"), 4);
  CHECK(up.series(&NeuronState::u0) == Series{0, 4096, 4095, 4094});
  const GoldenRun down(one(kQuiet + "du0: 1, dv: 4096", "weights: -1, shift: 12", "1,0\n"), 4);
  CHECK(down.series(&NeuronState::u0) == Series{0, -4096, -4095, -4094});
}

TEST_CASE("the smallest decay brings 1 and -1 to zero, and no decay keeps them") {
  for (const std::string sign : {"", "-"}) {
    const int w = sign.empty() ? 1 : -1;
    const GoldenRun decays(one(kQuiet + "du0: 1", "weights: " + sign + "1", "1,0\n"), 3);
    CHECK(decays.series(&NeuronState::u0) == Series{0, w, 0});
    const GoldenRun keeps(one(kQuiet + "du0: 0", "weights: " + sign + "1", "1,0\n"), 3);
    CHECK(keeps.series(&NeuronState::u0) == Series{0, w, w});
  }
}

TEST_CASE("a refractory neuron holds v while its current goes on") {
  const GoldenRun run(
      one("threshold: 10, bias: 6, refractory: 2, reset: 3, du0: 2048", "weights: 64", "2,0\n"), 6);
  CHECK(run.spikes_of(1) == Series{2, 5});
  CHECK(run.series(&NeuronState::r) == Series{0, 2, 1, 0, 2, 1});
  CHECK(run.series(&NeuronState::v) == Series{6, 3, 3, 3, 3, 3});
  CHECK(run.series(&NeuronState::u0) == Series{0, 0, 64, 32, 16, 8});
}

TEST_CASE("subtract mode takes the threshold off and keeps the rest") {
  const GoldenRun run(alone("threshold: 10, bias: 25, reset: subtract"), 3);
  CHECK(run.spikes_of(0) == Series{1, 2, 3});
  CHECK(run.series(&NeuronState::v) == Series{15, 30, 45});
}

TEST_CASE("subtract mode takes off the threshold without the adaptation") {
  const GoldenRun run(alone("threshold: 10, bias: 25, reset: subtract, da_step: 7"), 2);
  CHECK(run.series(&NeuronState::a) == Series{7, 14});
  CHECK(run.series(&NeuronState::v) == Series{15, 30});
}

TEST_CASE("neither the reset value nor a subtracted potential is clamped to v_min") {
  CHECK(GoldenRun(alone("threshold: 5, bias: 20, v_min: 10, reset: -50"), 1).state(1).v == -50);
  CHECK(GoldenRun(alone("threshold: 15, bias: 20, v_min: 10, reset: subtract"), 1).state(1).v == 5);
}

TEST_CASE("adaptation decays in steps divisible by 2^adapt_every") {
  auto text = one("threshold: 10, da: 2048, da_step: 1000, dv: 4096", "weights: 20", "2,0\n");
  text.head = "adapt_every: 2\n";
  const GoldenRun run(text, 13);
  CHECK(run.spikes_of(1) == Series{3});
  CHECK(run.series(&NeuronState::a) ==
        Series{0, 0, 1000, 500, 500, 500, 500, 250, 250, 250, 250, 125, 125});
  CHECK(run.count(spec::Event::kAdaptationDecays) == 3);
}

TEST_CASE("adaptation decays before the comparison of its step, refractory or not") {
  // a = 10 after step 1, 5 in step 2: v = 16 fires over 10 + 5, and would not over 10 + 10.
  const GoldenRun run(alone("threshold: 10, bias: 16, dv: 4096, da: 2048, da_step: 10"), 2);
  CHECK(run.spikes_of(0) == Series{1, 2});
  const GoldenRun held(alone("threshold: 10, bias: 16, refractory: 9, da: 2048, da_step: 8"), 4);
  CHECK(held.series(&NeuronState::a) == Series{8, 4, 2, 1});
}

TEST_CASE("a spike is heard after its delay, from 1 step to 31") {
  for (const int delay : {1, 2, 31}) {
    const std::string synapse = "weights: 5, delay: " + std::to_string(delay);
    const GoldenRun run(one(kQuiet, synapse, "1,0\n"), 40);
    Series want(40, 0);
    want[static_cast<std::size_t>(delay)] = 5;  // of step 1 + delay
    CHECK(run.series(&NeuronState::u0) == want);
  }
}

TEST_CASE("a neuron hears itself 31 steps later across the end of the delay ring") {
  const GoldenRun run(
      {"  in: {size: 1, kind: input}\n  n: {size: 1, kind: lif, params: {threshold: 9}}\n",
       "  - {from: in, to: n, connect: all_to_all, weights: 10}\n"
       "  - {from: n, to: n, connect: all_to_all, weights: 10, delay: 31}\n",
       kSpikes, "1,0\n", ""},
      100);
  CHECK(run.spikes_of(1) == Series{2, 33, 64, 95});
}

TEST_CASE("a neuron fires above its threshold, not at it") {
  CHECK(GoldenRun(alone("threshold: 100, bias: 100, dv: 4096"), 3).spikes_of(0).empty());
  CHECK(GoldenRun(alone("threshold: 100, bias: 101, dv: 4096"), 3).spikes_of(0) == Series{1, 2, 3});
  CHECK(GoldenRun(alone("threshold: -5, bias: -5, dv: 4096"), 3).spikes_of(0).empty());
  CHECK(GoldenRun(alone(""), 3).spikes_of(0).empty());  // 0 > 0
}

TEST_CASE("several synapses of one neuron and step add up, whatever their projection") {
  const GoldenRun run(
      {"  in: {size: 2, kind: input}\n  n: {size: 1, kind: lif, params: {" + kQuiet + "}}\n",
       "  - {from: in, to: n, connect: all_to_all, weights: 3, shift: 2}\n"
       "  - {from: in, to: n, connect: all_to_all, weights: -1, delay: 1}\n"
       "  - {from: in, to: n, connect: all_to_all, weights: 7, receptor: 1}\n",
       kSpikes, "1,0\n1,1\n", ""},
      2);
  CHECK(run.state(2).u0 == 2 * 12 - 2);
  CHECK(run.state(2).u1 == 14);
  CHECK(run.state(2).v == 36);
  CHECK(run.count(spec::Event::kSynapticOps) == 6);
}

TEST_CASE("noise is the documented draw of the neuron's number, shifted") {
  std::string list = "0";
  for (int k = 1; k <= 23; ++k) list += ", " + std::to_string(k);
  const GoldenRun run({"  in: {size: 3, kind: input}\n  n: {size: 24, kind: lif, params: {" +
                           kQuiet + "dv: 4096, noise: [" + list + "]}}\n",
                       "", "", "", "seed: 0x0123456789abcdef\n"},
                      20);
  for (std::uint32_t t = 1; t <= 20; ++t) {
    CHECK(run.state(t, 0).v == 0);
    for (std::uint32_t k = 1; k <= 23; ++k) {
      const std::uint32_t d = tests::naive_random(0x0123456789abcdef, 3, t, 0, 3 + k);
      CHECK(run.state(t, k).v == static_cast<std::int32_t>(d) >> (32 - k));
    }
  }
  CHECK(run.count(spec::Event::kNoiseDraws) == 20 * 23);
}
