// SPDX-License-Identifier: Apache-2.0
// Golden against a naive model of the same law, on random networks, after every step.
#include <catch2/catch.hpp>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "tests/models/files.hpp"
#include "tests/sim/naive.hpp"
#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"

using namespace slk;

namespace {

constexpr std::uint32_t kSteps = 80;

// What was met on the way, so that the comparison cannot be empty.
struct Tally {
  int networks = 0;
  Ledger events;
};

void compare_step(const Backend& golden, const StepRecord& record, const tests::Naive& naive) {
  INFO("step " << record.step << " of " << golden.name());
  REQUIRE(record.spikes == naive.spikes());
  REQUIRE(record.states.size() == naive.states().size());
  for (std::size_t n = 0; n < record.states.size(); ++n) {
    const NeuronState& got = record.states[n];
    const tests::Naive::State& want = naive.states()[n];
    INFO("neuron " << n);
    const bool equal = got.u0 == want.u0 && got.u1 == want.u1 && got.v == want.v &&
                       got.a == want.a && got.r == want.r;
    if (equal) continue;
    CAPTURE(got.u0, want.u0, got.u1, want.u1, got.v, want.v, got.a, want.a, got.r, want.r);
    FAIL("golden and the naive model differ");
  }
}

// Runs a network on both; compares inputs, spikes, states and counts of every step.
void compare(const Network& network, Tally& tally) {
  const auto golden = make_golden_backend(network);
  tests::Naive naive(network);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimulus(1);
  std::vector<StepRecord> record;
  for (std::uint32_t step = 1; step <= kSteps; ++step) {
    player.next(stimulus[0]);
    golden->run(stimulus, true, record);
    naive.step();
    REQUIRE(stimulus[0].inputs == naive.inputs());
    compare_step(*golden, record.at(0), naive);
    REQUIRE(golden->ledger() == naive.ledger());
  }
  ++tally.networks;
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    tally.events.counts[e] += naive.ledger().counts[e];
  }
}

}  // namespace

TEST_CASE("golden does what a naive model of the law does on random networks") {
  const test::Folder folder;
  Tally tally;
  for (std::uint64_t seed = 1000; seed < 1060; ++seed) {
    const std::string path =
        tests::write_random_network(folder.path(std::to_string(seed)), seed, {});
    INFO("build/bin/random_network " << seed << " FOLDER");
    Network network;
    try {
      network = read_network(path);
    } catch (const Error& error) {
      // Sums that could leave 32 bits are refused, and nothing else is.
      REQUIRE_THAT(error.what(), Catch::Contains("in one step; allowed at"));
      continue;
    }
    compare(network, tally);
  }
  CHECK(tally.networks >= 50);
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    const auto event = static_cast<spec::Event>(e);
    if (!spec::is_network(event) || tests::is_learning(event)) continue;
    INFO(spec::kEventNames[e]);
    CHECK(tally.events.counts[e] > 100);
  }
}

TEST_CASE("golden without states reports the same spikes and keeps the same states") {
  const test::Folder folder;
  const Network network = read_network(tests::write_random_network(folder.path("n"), 1001, {}));
  const auto with = make_golden_backend(network);
  const auto without = make_golden_backend(network);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(50);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<StepRecord> full, bare;
  with->run(stimuli, true, full);
  without->run(stimuli, false, bare);
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    CHECK(full[i].spikes == bare[i].spikes);
    CHECK(bare[i].states.empty());
  }
  player.next(stimuli[0]);
  stimuli.resize(1);
  with->run(stimuli, true, full);
  without->run(stimuli, true, bare);
  CHECK(full[0].states == bare[0].states);
}

TEST_CASE("the digest hash gives the known answers of the reference") {
  CHECK(hex64(Digest::hash(1, 1, 0)) == "d5159b73432a2795");
  CHECK(hex64(Digest::hash(2, 1, 64, 0, 0, -1, 0, 0)) == "d303aa93daf77483");
  CHECK(hex64(Digest::hash(3, 60, 0, 0, 0, 1, -127)) == "96eba8005c908f86");
}

TEST_CASE("the digest adds its records modulo 2^64 in any order") {
  Digest forward, backward;
  const NeuronState state{1, -2, 3, 4, 5};
  forward.add_spike(1, 0);
  forward.add_state(7, 9, state);
  forward.add_weight(60, 0, 0, 0, 1, -127);
  backward.add_weight(60, 0, 0, 0, 1, -127);
  backward.add_state(7, 9, state);
  backward.add_spike(1, 0);
  CHECK(forward.text() == backward.text());
  CHECK(forward.value() == Digest::hash(1, 1, 0) + Digest::hash(2, 7, 9, 1, -2, 3, 4, 5) +
                               Digest::hash(3, 60, 0, 0, 0, 1, -127));
  CHECK(Digest().text() == "0000000000000000");
}
