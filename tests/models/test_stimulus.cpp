// SPDX-License-Identifier: Apache-2.0
// Stimulus, from the file to the steps of a player.
#include <catch2/catch.hpp>
#include <set>

#include "models/random.hpp"
#include "models/stimulus.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// A network of 3 neurons (0..2) and 2 + 4 inputs (3, 4; 5..8) with these entries of `stimulus`.
Network read(const test::Folder& folder, const std::string& entries) {
  return read_network(folder.write("n.yaml",
                                   "spikelock: network/1\nseed: 11\npopulations:\n"
                                   "  p: {size: 3, kind: lif}\n  a: {size: 2, kind: input}\n"
                                   "  b: {size: 4, kind: input}\nstimulus:\n" +
                                       entries));
}

std::vector<StepStimulus> play(const Network& network, int steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> all(static_cast<std::size_t>(steps));
  for (StepStimulus& step : all) player.next(step);
  return all;
}

// The steps before which the state is reset, negative where the adaptation is kept.
std::vector<int> resets(const Network& network, int steps) {
  std::vector<int> all;
  for (const StepStimulus& step : play(network, steps)) {
    const int number = static_cast<int>(step.step);
    if (step.reset) all.push_back(step.keep_adaptation ? -number : number);
  }
  return all;
}

}  // namespace

TEST_CASE("spikes of several tables are merged, sorted and freed of duplicates") {
  const test::Folder folder;
  folder.write("a.csv", "step,index\n3,1\n1,0\n1,0\n");
  folder.write("b.csv", "step,index\n1,3\n4294967295,0\n");
  const Network network = read(folder,
                               "  - {to: b, spikes: {file: b.csv}}\n"
                               "  - {to: a, spikes: {file: a.csv}}\n"
                               "  - {to: a, spikes: {file: a.csv}}\n");
  CHECK(network.stimulus.spikes.size() == 4);
  CHECK(network.last_stimulus_step() == 4294967295u);
  const auto steps = play(network, 4);
  CHECK(steps[0].step == 1);
  CHECK(steps[0].inputs == std::vector<std::uint32_t>{3, 8});
  CHECK(steps[1].inputs.empty());
  CHECK(steps[2].inputs == std::vector<std::uint32_t>{4});
  CHECK(steps[3].inputs.empty());
}

TEST_CASE("Poisson lines fire when their draw is below the threshold, joined with listed spikes") {
  const test::Folder folder;
  folder.write("b.csv", "step,index\n2,0\n2,1\n");
  const Network network = read(folder,
                               "  - {to: b, poisson: {probability: 0.3}}\n"
                               "  - {to: b, spikes: {file: b.csv}}\n"
                               "  - {to: b, poisson: {probability: 0.1}}\n");
  const std::uint64_t threshold = 1288490188;  // floor(0.3 2^32); the second entry adds none
  std::size_t count = 0;
  for (const StepStimulus& step : play(network, 500)) {
    std::set<std::uint32_t> expected;
    if (step.step == 2) expected = {5, 6};
    for (std::uint32_t line = 5; line < 9; ++line) {
      if (random(11, Purpose::kPoisson, step.step, 0, line) < threshold) expected.insert(line);
    }
    REQUIRE(step.inputs == std::vector<std::uint32_t>(expected.begin(), expected.end()));
    count += step.inputs.size();
  }
  CHECK(count > 500);
  CHECK(count < 700);
}

TEST_CASE("probability 1 fires every line in every step") {
  const test::Folder folder;
  for (const auto& step : play(read(folder, "  - {to: a, poisson: {probability: 1}}\n"), 10)) {
    CHECK(step.inputs == std::vector<std::uint32_t>{3, 4});
  }
}

TEST_CASE("reset_every: K resets before steps K + 1, 2K + 1 and so on, never before step 1") {
  const test::Folder folder;
  CHECK(resets(read(folder, "  - {reset_every: 3}\n"), 10) == std::vector<int>{4, 7, 10});
  CHECK(resets(read(folder, "  - {reset_every: 1}\n"), 4) == std::vector<int>{2, 3, 4});
}

TEST_CASE("reset_before resets before the listed steps in any order, step 1 too") {
  const test::Folder folder;
  const Network network = read(folder, "  - {reset_before: [9, 1, 5, 5], keep_adaptation: true}\n");
  CHECK(resets(network, 10) == std::vector<int>{-1, -5, -9});
  CHECK(network.last_stimulus_step() == 9);
  CHECK(read(folder, "  - {reset_every: 9}\n").last_stimulus_step() == 0);
}

TEST_CASE("several resets before one step keep the adaptation only if all say so") {
  const test::Folder folder;
  CHECK(resets(read(folder,
                    "  - {reset_every: 4, keep_adaptation: true}\n"
                    "  - {reset_before: [3, 5], keep_adaptation: true}\n"
                    "  - {reset_before: [9, 10], keep_adaptation: false}\n"),
               13) == std::vector<int>{-3, -5, 9, 10, -13});
  CHECK(resets(read(folder,
                    "  - {reset_before: [2]}\n"
                    "  - {reset_before: [2], keep_adaptation: true}\n"),
               3) == std::vector<int>{2});
}
