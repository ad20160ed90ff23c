// SPDX-License-Identifier: Apache-2.0
// The core model against cycles and events that were counted by hand, where rows learn. A core with
// learning has a pipeline of 13 cycles with random numbers and 5 without, and makes keys in 3.
#include <catch2/catch.hpp>

#include "host/place.hpp"
#include "models/chip_model.hpp"
#include "tests/host/placed.hpp"

using namespace slk;
using spec::Event;

namespace {

// One plastic row of 2 words: an input line, 2 neurons, 1 lane, delay 1. Nothing fires.
class Run {
 public:
  explicit Run(bool random = true)
      : network_(tests::network_of(
            "populations:\n  in: {size: 1, kind: input}\n  n: {size: 2, kind: lif}\n"
            "rules: {r: {P: [1], N: [-1]}}\n"
            "projections:\n  - {from: in, to: n, connect: all_to_all, weights: 1, rule: r}\n")),
        image_(chip_image(place(network_, chip(random)))),
        model_(image_, network_.size()) {}

  StepCycles step(const StepStimulus& stimulus) {
    StepStimulus next = stimulus;
    next.step = ++step_;
    return model_.step(next, {}).front();
  }
  StepCycles quiet() { return step({}); }
  StepCycles with_input() {
    StepStimulus stimulus;
    stimulus.inputs = {0};
    return step(stimulus);
  }
  StepCycles with_modulators(const Modulators& modulators) {
    StepStimulus stimulus;
    stimulus.modulators = {{step_ + 1, 0, modulators}};
    return step(stimulus);
  }
  std::uint64_t flush() { return model_.flush(); }
  std::uint64_t count(Event event) const { return model_.events()[event]; }

 private:
  static Chip chip(bool random) {
    Chip chip = tests::learning_chip_of(16, 64, 64, 1);
    chip.core.random = random;
    return chip;
  }

  Network network_;
  ChipImage image_;
  ChipModel model_;
  std::uint32_t step_ = 0;
};

constexpr std::uint64_t kQuiet = 2 + 3 + 1 + 13;       // an empty ring word
constexpr std::uint64_t kRow = 2 + 3 + 2 + 1 + 13;     // 2 words, in the last ring word
constexpr std::uint64_t kNoPass = 2 + 3 + 1 + 1 + 13;  // a candidate that does nothing

}  // namespace

TEST_CASE("a flush walks all plastic rows and passes over those with an open window") {
  Run run;
  CHECK(run.flush() == 3 + 13 + 1);
  CHECK(run.count(Event::kFlushPasses) == 0);
  CHECK(run.with_input().synapse == kQuiet);
  CHECK(run.quiet().synapse == kRow);
  CHECK(run.count(Event::kRowPasses) == 1);
  CHECK(run.count(Event::kSynapseWordsWritten) == 2);
  CHECK(run.flush() == 3 + 13 + 2);
  StepStimulus stimulus;
  stimulus.flush = true;
  const StepCycles cycles = run.step(stimulus);
  CHECK(cycles.flush == 3 + 13 + 2);
  CHECK(cycles.rescale == 0);
  CHECK(cycles.reset == 0);
  CHECK(run.count(Event::kFlushPasses) == 2);
  CHECK(run.count(Event::kSynapseWordsRead) == 6);
  CHECK(run.count(Event::kSynapseWordsWritten) == 6);
  CHECK(run.count(Event::kPaddingOps) == 0);
  const std::uint64_t update = 2 + 9;
  CHECK(run.count(Event::kCyclesStep) ==
        (3 + 13 + 1) + 2 * (3 + 13 + 2) + 2 * kQuiet + kRow + 3 * update);
}

TEST_CASE("a window that no event ends is closed by a pass 32 steps after it was opened") {
  Run run;
  run.with_input();
  run.quiet();
  for (int step = 3; step < 34; ++step) CHECK(run.quiet().synapse == kQuiet);
  CHECK(run.quiet().synapse == kRow);
  CHECK(run.count(Event::kClosingPasses) == 1);
  CHECK(run.count(Event::kRowPasses) == 1);
  CHECK(run.count(Event::kSynapseWordsWritten) == 4);
  CHECK(run.flush() == 3 + 13 + 1);
  for (int step = 35; step < 100; ++step) CHECK(run.quiet().synapse == kQuiet);
}

TEST_CASE("an event ends the window before it, of which only a candidate is left") {
  Run run;
  run.with_input();
  for (int step = 2; step < 10; ++step) run.quiet();
  run.with_input();
  CHECK(run.quiet().synapse == kRow);  // step 11
  for (int step = 12; step < 34; ++step) CHECK(run.quiet().synapse == kQuiet);
  CHECK(run.quiet().synapse == kNoPass);
  CHECK(run.count(Event::kClosingPasses) == 0);
  for (int step = 35; step < 43; ++step) CHECK(run.quiet().synapse == kQuiet);
  CHECK(run.quiet().synapse == kRow);
  CHECK(run.count(Event::kClosingPasses) == 1);
}

TEST_CASE("an event in the step in which the window ends takes the place of the closing pass") {
  Run run;
  run.with_input();
  for (int step = 2; step < 33; ++step) run.quiet();
  run.with_input();
  CHECK(run.quiet().synapse == kRow);  // step 34
  CHECK(run.count(Event::kClosingPasses) == 0);
  CHECK(run.count(Event::kRowPasses) == 2);
}

TEST_CASE("a reset flushes, and closes every window") {
  Run run;
  run.with_input();
  run.quiet();
  StepStimulus stimulus;
  stimulus.reset = true;
  const StepCycles cycles = run.step(stimulus);
  CHECK(cycles.flush == 3 + 13 + 2);
  CHECK(cycles.reset == 2 + 32);
  CHECK(run.flush() == 3 + 13 + 1);
  for (int step = 4; step < 40; ++step) CHECK(run.quiet().synapse == kQuiet);
}

TEST_CASE("only tables whose modulator changes are rescaled, and only m_plus and enable flush") {
  Run run;
  CHECK(run.with_modulators({256, 256, true}).total() == kQuiet + 11);
  CHECK(run.count(Event::kTableRescales) == 0);
  const StepCycles plus = run.with_modulators({-1, 256, true});
  CHECK(plus.flush == 3 + 13 + 1);
  CHECK(plus.rescale == 4 + 32 + 32);
  const StepCycles minus = run.with_modulators({-1, 7, true});
  CHECK(minus.flush == 0);
  CHECK(minus.rescale == 4 + 32 + 1);
  const StepCycles disabled = run.with_modulators({-1, 7, false});
  CHECK(disabled.flush == 3 + 13 + 1);
  CHECK(disabled.rescale == 4 + 32 + 32 + 32 + 1);
  CHECK(run.count(Event::kTableRescales) == 3);
  // Disabled, it opens no window.
  run.with_input();
  run.quiet();
  CHECK(run.flush() == 3 + 13 + 1);
}

TEST_CASE("without random numbers the pipeline is shorter, and no key is made") {
  Run run(false);
  CHECK(run.with_input().synapse == 2 + 1 + 5);
  CHECK(run.quiet().synapse == 2 + 2 + 1 + 5);
  CHECK(run.flush() == 3 + 5 + 2);
}
