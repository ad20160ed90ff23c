// SPDX-License-Identifier: Apache-2.0
// Golden, which puts updates off, against the eager model of the same law on random plastic
// networks. SLK_NETWORKS says how many (300), SLK_SEED the first seed (1).
#include <catch2/catch.hpp>
#include <iostream>
#include <random>

#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "tests/environment.hpp"
#include "tests/models/files.hpp"
#include "tests/replay.hpp"
#include "tests/sim/naive.hpp"
#include "tests/system/random_plastic.hpp"

using namespace slk;
using tests::environment;

namespace {

constexpr std::uint32_t kSteps = 200;

// What was met on the way, so that the comparison cannot be empty.
struct Tally {
  std::uint64_t networks = 0, states = 0, weights = 0, flushes = 0, moved = 0;
  Ledger events;
};

void compare_step(const StepRecord& got, const tests::Naive& want) {
  REQUIRE(got.spikes == want.spikes());
  REQUIRE(got.states.size() == want.states().size());
  for (std::size_t n = 0; n < got.states.size(); ++n) {
    const NeuronState& g = got.states[n];
    const tests::Naive::State& w = want.states()[n];
    if (g.u0 == w.u0 && g.u1 == w.u1 && g.v == w.v && g.a == w.a && g.r == w.r) continue;
    CAPTURE(n, g.u0, w.u0, g.u1, w.u1, g.v, w.v, g.a, w.a, g.r, w.r);
    FAIL("golden and the eager model differ");
  }
}

// Reading weights or counts flushes: `read` does so at random moments, `unread` at the end.
void compare(const Network& network, std::uint64_t seed, Tally& tally) {
  const auto read = make_golden_backend(network);
  const auto unread = make_golden_backend(network);
  tests::Naive eager(network);
  const std::vector<std::int8_t> before = eager.weights();
  StimulusPlayer player(network);
  std::mt19937_64 random(seed);
  const std::uint64_t read_one_in = 1 + random() % 40;
  std::vector<StepStimulus> stimulus(1);
  std::vector<StepRecord> record;
  for (std::uint32_t step = 1; step <= kSteps; ++step) {
    INFO("step " << step);
    player.next(stimulus[0]);
    stimulus[0].flush = random() % read_one_in == 0;
    eager.step();
    for (Backend* golden : {read.get(), unread.get()}) {
      golden->run(stimulus, true, record);
      compare_step(record.at(0), eager);
    }
    tally.states += 2 * record[0].states.size();
    if (step < kSteps && random() % read_one_in != 0) continue;
    REQUIRE(read->weights() == eager.weights());
    REQUIRE(read->ledger() == eager.ledger());
    tally.weights += before.size();
    ++tally.flushes;
  }
  REQUIRE(unread->ledger() == eager.ledger());
  REQUIRE(unread->weights() == eager.weights());
  ++tally.networks;
  tally.moved += eager.weights() != before;
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    tally.events.counts[e] += eager.ledger().counts[e];
  }
}

}  // namespace

TEST_CASE("golden, which puts updates off, does what an eager model does on plastic networks") {
  const test::Folder folder;
  const std::uint64_t first = environment("SLK_SEED", 1);
  const std::uint64_t count = environment("SLK_NETWORKS", 300);
  Tally tally;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("seed " << seed << "; replay: SLK_SEED=" << seed << " SLK_NETWORKS=1 build/bin/test_sim "
                 << tests::test_name() << "; look: build/bin/random_network " << seed
                 << " FOLDER plastic");
    const std::string path = tests::write_random_plastic(folder.path("network"), seed);
    compare(read_network(path), seed, tally);
    std::filesystem::remove_all(folder.path("network"));
  }
  const Ledger& events = tally.events;
  std::cout << "golden = eager learning: " << tally.networks << " plastic networks, seeds " << first
            << " to " << first + count - 1 << ", " << tally.states << " states, " << tally.weights
            << " weights in " << tally.flushes << " flushes; " << events[spec::Event::kPlasticOps]
            << " plastic ops, " << events[spec::Event::kInstructiveOps] << " instructive ops, "
            << events[spec::Event::kWindowUpdatesP] << " updates P, "
            << events[spec::Event::kWindowUpdatesQ] << " Q, " << events[spec::Event::kEventUpdates]
            << " N + C, " << events[spec::Event::kWeightChanges] << " weight changes, "
            << events[spec::Event::kStochasticDraws] << " stochastic draws\n";
  if (count < 100) return;  // too few for what follows
  CHECK(tally.moved > tally.networks / 2);
  CHECK(tally.flushes > 2 * tally.networks);
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    const auto event = static_cast<spec::Event>(e);
    INFO(spec::kEventNames[e]);
    CHECK((events[event] > 10 * tally.networks || !tests::is_learning(event)));
  }
}
