// SPDX-License-Identifier: Apache-2.0
// The parts of which experiments are made, each for itself.
#include <catch2/catch.hpp>
#include <numeric>

#include "models/chip.hpp"
#include "models/error.hpp"
#include "sim/golden/golden.hpp"
#include "tests/models/files.hpp"
#include "tests/sim/fake_backend.hpp"
#include "tools/experiment/bench.hpp"
#include "tools/experiment/detector_draws.hpp"
#include "tools/experiment/memory_law.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/readout.hpp"
#include "tools/experiment/samples.hpp"
#include "tools/experiment/state_file.hpp"

using namespace slk;
using namespace slk::experiment;

namespace {

// What a fake machine is asked for, when `use` drives a bench with it.
template <class Use>
std::string log_of(const Use& use) {
  std::string log;
  tests::FakeBackend* fake = nullptr;
  Lab lab;
  lab.make_machine = [&](const Network& network) {
    auto machine = std::make_unique<tests::FakeBackend>("fake", network);
    fake = machine.get();
    return machine;
  };
  Network network = read_network(models_folder() + "/networks/pair_stdp.yaml");
  Bench bench(lab, std::move(network), [](const StepRecord&) {});
  use(bench);
  return fake->log;
}

}  // namespace

TEST_CASE("a bench gives a machine many steps at once, all of them, and in order") {
  const auto steps = [](int count) {
    return [count](Bench& bench) {
      for (int i = 0; i < count; ++i) bench.next();
      bench.finish();
    };
  };
  CHECK(log_of(steps(0)).empty());
  CHECK(log_of(steps(3)) == "1-3");
  CHECK(log_of(steps(1024)) == "1-1024");
  CHECK(log_of(steps(2049)) == "1-1024 1025-2048 2049-2049");
}

TEST_CASE("a bench asks for states in the last step only, and writes them only if there are any") {
  CHECK(log_of([](Bench& bench) {
          bench.begin_with({});
          bench.begin_with({0, 0, 0});
          for (int i = 0; i < 5; ++i) bench.next();
          CHECK(bench.finish_with_adaptation() == std::vector<std::int32_t>{7, 7, 7});
        }) == "1-4 5-5");
  CHECK(log_of([](Bench& bench) { bench.begin_with({0, 0, 3}); }) == "s");
}

TEST_CASE("a fault of a machine ends an experiment, with the step") {
  Lab lab;
  lab.make_machine = [](const Network& network) {
    auto machine = std::make_unique<tests::FakeBackend>("fake", network);
    machine->tamper_record = [](StepRecord& record) {
      if (record.step == 3) record.fault = "it hangs";
    };
    return machine;
  };
  Network network = read_network(models_folder() + "/networks/pair_stdp.yaml");
  network.path = "n.yaml";
  Bench bench(lab, std::move(network), [](const StepRecord&) {});
  for (int i = 0; i < 5; ++i) bench.next();
  CHECK_THROWS_WITH(bench.finish(), "step 3 of a run of n.yaml: fake: it hangs");
}

TEST_CASE("draws are the same for the same seed and stream, and an order has everything once") {
  CHECK(Draws(1, 2).order(100) == Draws(1, 2).order(100));
  CHECK(Draws(1, 2).order(100) != Draws(1, 3).order(100));
  CHECK(Draws(1, 2).order(100) != Draws(2, 2).order(100));
  std::vector<std::uint32_t> order = Draws(1, 2).order(100);
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> all(100);
  std::iota(all.begin(), all.end(), 0);
  CHECK(order == all);
}

TEST_CASE("a pixel's spikes are spread over all steps but the last, none twice") {
  digits::Image image;
  for (std::size_t p = 0; p < digits::kPixels; ++p) image.grey[p] = p % 17;
  for (const std::uint32_t steps : {2u, 16u, 32u}) {
    const PixelCounts counts = count_by_grey(image, steps - 1);
    CHECK(counts[16] == steps - 1);
    CHECK(counts[0] == 0);
    PixelCounts seen{};
    const auto window = spread(counts, steps);
    REQUIRE(window.size() == steps);
    CHECK(window.back().empty());
    for (const auto& pixels : window) {
      CHECK(std::is_sorted(pixels.begin(), pixels.end()));
      CHECK(std::adjacent_find(pixels.begin(), pixels.end()) == pixels.end());
      for (const std::uint32_t pixel : pixels) ++seen[pixel];
    }
    CHECK(seen == counts);
  }
}

TEST_CASE("images that share out their spikes have as many each") {
  const Samples samples = [] {
    const test::Folder folder;
    const std::string path = folder.write("e.yaml", "spikelock: experiment/1\nscore: validation\n");
    const yaml::Document document = yaml::open_document(path, "experiment");
    return read_samples(yaml::root(document).map({{"spikelock", "score"}, {}}));
  }();
  CHECK(samples.train.size() == 903);
  CHECK(samples.score.size() == 300);
  for (const digits::Image& image : samples.score) {
    const PixelCounts counts = count_by_share(image, 320, 31);
    const std::uint32_t sum = std::accumulate(counts.begin(), counts.end(), 0u);
    CHECK(sum > 300);
    CHECK(sum < 340);
  }
  CHECK(count_by_share({}, 320, 31) == PixelCounts{});
}

TEST_CASE("a read-out gives cells the meaning that their spikes had") {
  std::vector<digits::Image> images(3);
  images[0].label = 4;
  images[1].label = 4;
  images[2].label = 7;
  // Cell 0 speaks for 4, cell 1 a little more for 7 than for 4, cell 2 never fired.
  const Readout readout(images, {{5, 1, 0}, {5, 1, 0}, {0, 2, 0}});
  CHECK(readout.by_association({1, 1, 0}) == 4);
  CHECK(readout.by_association({0, 1, 9}) == 7);
  CHECK(readout.by_label({1, 2, 0}) == 7);
  CHECK(readout.by_label({2, 1, 0}) == 4);
  CHECK(readout.by_label({0, 0, 3}) == 0);
}

TEST_CASE("a frozen network answers like the one that it is taken from, and learns no more") {
  Network network = read_network(models_folder() + "/networks/detector.yaml");
  Learned learned;
  learned.weights.assign(network.synapse_count(), 3);
  learned.adaptation.assign(network.neuron_count(), 100);
  learned.adaptation[1] = 0x7fffff;
  const Network still = frozen(network, learned);
  const Population& cells = *find_population(still, "cells");
  CHECK(cells.params[0].threshold == 100);
  CHECK(cells.params[1].threshold == 0x7fffff);
  CHECK(cells.params[0].da_step == 0);
  CHECK(still.rules[0].modulators.enable == false);
  CHECK(still.projections[0].synapses[9].weight == 3);
}

TEST_CASE("weights between two populations stand by target and source") {
  const Network network = read_network(models_folder() + "/networks/memory5x10.yaml");
  std::vector<std::int8_t> weights(network.synapse_count(), 1);
  // cueCue -> contCue, after cue, content and content -> contCondInt: 5 + 10 + 10 synapses.
  weights[25 + 2 * 10 + 7] = 42;
  const auto matrix = weights_between(network, weights, *find_population(network, "cueCue"),
                                      *find_population(network, "contCue"));
  REQUIRE(matrix.size() == 10);
  CHECK(matrix[7] == std::vector<int>{1, 1, 42, 1, 1});
}

TEST_CASE("patterns have their size and share what they are to share; probes swap what they say") {
  Draws draws(1, 1);
  const auto patterns = draw_patterns(draws, 64, 16, 8, 12);
  for (const Pattern& pattern : patterns) {
    CHECK(std::set<std::uint32_t>(pattern.begin(), pattern.end()).size() == 16);
    Pattern shared;
    std::set_intersection(pattern.begin(), pattern.end(), patterns[0].begin(), patterns[0].end(),
                          std::back_inserter(shared));
    CHECK(shared.size() >= 12);
  }
  for (const Probe& probe : draw_probes(draws, 64, patterns, 500)) {
    const Pattern& pattern = patterns[probe.pattern];
    Pattern kept;
    std::set_intersection(pattern.begin(), pattern.end(), probe.lines.begin(), probe.lines.end(),
                          std::back_inserter(kept));
    CHECK(kept.size() == 16 - probe.swaps);
    CHECK(std::set<std::uint32_t>(probe.lines.begin(), probe.lines.end()).size() == 16);
  }
}

TEST_CASE("the memory's law forgets what is learned anew") {
  using Kind = Operation::Kind;
  MemoryLaw law;
  CHECK(law.answer({Kind::kRecallCue, 3, {}}, 1) == Output{{6, false, 3}});
  law.answer({Kind::kLearn, 3, {1, 2}}, 7);
  CHECK(law.answer({Kind::kRecallCue, 3, {}}, 14) ==
        Output{{19, false, 3}, {20, true, 1}, {20, true, 2}});
  CHECK(law.answer({Kind::kLearn, 3, {2, 5}}, 20) == Output{{25, false, 3},
                                                            {26, false, 3},
                                                            {27, false, 3},
                                                            {25, true, 2},
                                                            {25, true, 5},
                                                            {26, true, 1},
                                                            {27, true, 2},
                                                            {27, true, 5}});
  CHECK(law.answer({Kind::kRecallContent, 0, {1}}, 27) == Output{{32, true, 1}});
  CHECK(law.answer({Kind::kRecallContent, 0, {1, 5}}, 33) ==
        Output{{38, true, 1}, {38, true, 5}, {39, false, 3}});
}

TEST_CASE("a state file gives back what it was given") {
  const test::Folder folder;
  ExperimentFile file;
  file.name = "e";
  file.identity = 0xfedcba9876543210;
  const Position position{
      {3, {{-127, 0, 127}, {0, 8388607}}, {{"seed 1", {-1, 1LL << 40}}}}, 5, 6, 0xffffffffffffffff};
  const std::string path = folder.path("s.json");
  CHECK(load_position(path, file).state.rounds == 0);
  save_position(path, file, position);
  const Position read = load_position(path, file);
  CHECK(read.state.rounds == 3);
  CHECK(read.state.learned.weights == position.state.learned.weights);
  CHECK(read.state.learned.adaptation == position.state.learned.adaptation);
  REQUIRE(read.state.rows.size() == 1);
  CHECK(read.state.rows[0].name == "seed 1");
  CHECK(read.state.rows[0].values == position.state.rows[0].values);
  CHECK(read.steps == 5);
  CHECK(read.spikes == 6);
  CHECK(read.digest == position.digest);
  CHECK_NOTHROW(save_position("", file, position));
  CHECK(load_position("", file).state.rounds == 0);
}
