// SPDX-License-Identifier: Apache-2.0
// Random plastic networks on golden and on cores that learn, TLM and RTL, step by step, with
// flushes and new weights at random moments. SLK_NETWORKS says how many (40), SLK_SEED the first
// seed (1); `make regress` runs a thousand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <random>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "models/chip_model.hpp"
#include "models/weights.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "tests/environment.hpp"
#include "tests/replay.hpp"
#include "tests/system/machines.hpp"
#include "tests/system/random_plastic.hpp"
#include "tests/system/split_rows.hpp"

namespace {

using namespace slk;
using spec::Event;
using tests::environment;
using tests::make_machine;
using tests::Way;

constexpr std::uint32_t kSteps = 200;

// What was met on the way, so that the comparison cannot be empty.
struct Tally {
  std::uint64_t networks = 0, steps = 0, states = 0, weights = 0, cycles = 0, flushes = 0;
  Ledger events;
};

// Golden, the cores, and the model of their cycles, given the same.
class Group {
 public:
  Group(const Network& network, const Image& image, std::uint64_t seed)
      : network_(network),
        golden_(make_golden_backend(network)),
        image_(chip_image(image)),
        model_(image_, network.size()),
        random_(seed),
        ranges_(weight_ranges(network)) {
    const auto x_seed = static_cast<std::uint32_t>(seed) + 1;
    for (const char* core : {"tlm", "rtl"}) {
      cores_.push_back(make_machine(core, image, Way::kBackdoor, x_seed));
    }
  }

  void run(Tally& tally) {
    StimulusPlayer player(network_);
    const std::uint64_t one_in = 1 + random_() % 40;
    for (std::uint32_t step = 1; step <= kSteps; ++step) {
      INFO("step " << step);
      player.next(stimulus_[0]);
      stimulus_[0].flush = random_() % one_in == 0;
      tally.flushes += stimulus_[0].flush;
      run_step(tally);
      if (random_() % one_in == 0 || step == kSteps) compare_weights(tally);
      if (random_() % one_in == 0 || step == kSteps) compare_events();
      if (random_() % (4 * one_in) == 0) set_weights();
    }
    tally.cycles += cores_.back()->ledger()[Event::kCyclesStep];
    const Ledger ledger = golden_->ledger();
    const Ledger events = model_.events();
    for (std::size_t e = 0; e < spec::kEventCount; ++e) {
      tally.events.counts[e] += ledger.counts[e] + events.counts[e];
    }
  }

 private:
  void run_step(Tally& tally) {
    golden_->run(stimulus_, true, want_);
    const StepCycles cycles = model_.step(stimulus_[0], want_[0].spikes).front();
    for (const auto& core : cores_) {
      INFO(core->name());
      core->run(stimulus_, true, got_);
      REQUIRE(got_[0].fault == "");
      REQUIRE(got_[0].spikes == want_[0].spikes);
      REQUIRE(got_[0].states == want_[0].states);
      CAPTURE(cycles.flush, cycles.reset, cycles.rescale, cycles.synapse, cycles.update);
      REQUIRE(got_[0].cycles == cycles.total());
    }
    tally.states += want_[0].states.size();
    ++tally.steps;
  }

  void compare_weights(Tally& tally) {
    const std::vector<std::int8_t> want = golden_->weights();
    for (const auto& core : cores_) {
      INFO(core->name());
      REQUIRE(core->weights() == want);
    }
    model_.flush();
    tally.weights += want.size();
  }

  void compare_events() {
    const Ledger want = golden_->ledger();
    model_.flush();
    const Ledger events = model_.events();
    for (const auto& core : cores_) {
      const Ledger got = core->ledger();
      for (std::size_t e = 0; e < spec::kEventCount; ++e) {
        INFO(core->name() << ": " << spec::kEventNames[e]);
        const bool network = spec::is_network(static_cast<Event>(e));
        REQUIRE(got.counts[e] == (network ? want : events).counts[e]);
      }
    }
  }

  // No machine may flush or close a window by that.
  void set_weights() {
    std::vector<std::int8_t> weights;
    for (const WeightRange& range : ranges_) {
      const auto span = static_cast<std::uint64_t>(range.max - range.min + 1);
      weights.push_back(static_cast<std::int8_t>(range.min + static_cast<int>(random_() % span)));
    }
    golden_->set_weights(weights);
    for (const auto& core : cores_) core->set_weights(weights);
  }

  const Network& network_;
  std::unique_ptr<Backend> golden_;
  std::vector<std::unique_ptr<Backend>> cores_;
  const ChipImage image_;
  ChipModel model_;
  std::mt19937_64 random_;
  std::vector<WeightRange> ranges_;
  std::vector<StepStimulus> stimulus_{1};
  std::vector<StepRecord> want_, got_;
};

Chip shipped(const std::string& name) {
  return read_chip(std::string(SLK_SOURCE) + "/models/chips/" + name + ".yaml");
}

// The random plastic network of a seed, made for a chip.
Network network_of(std::uint64_t seed, const std::string& chip,
                   const tests::RandomNetworkOptions& options) {
  const std::string folder =
      std::string(SLK_BINARY) + "/random/" + chip + "_plastic_" + std::to_string(seed);
  const Network network = read_network(tests::write_random_plastic(folder, seed, options));
  std::filesystem::remove_all(folder);
  return network;
}

struct Campaign {
  const char* chip;
  bool lean = false;
  bool split = false;  // rows cut and shuffled
  bool small = false;  // some networks do not fit
};

void run(const Campaign& campaign, std::uint64_t count) {
  const std::uint64_t first = environment("SLK_SEED", 1);
  const Chip chip = shipped(campaign.chip);
  Tally tally;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("replay: SLK_SEED=" << seed << " SLK_NETWORKS=1 build/bin/test_system "
                             << tests::test_name());
    const Network network = network_of(
        seed, campaign.chip, campaign.lean ? tests::kLean : tests::RandomNetworkOptions());
    Image image;
    try {
      image = place(network, chip);
    } catch (const Error& error) {
      INFO(error.what());
      REQUIRE(campaign.small);
      REQUIRE_THAT(error.what(), Catch::Contains("the core has"));
      continue;
    }
    if (campaign.split) image = tests::split_rows(image, seed);
    REQUIRE(check_image(chip_image(image), network) == "");
    Group(network, image, seed).run(tally);
    ++tally.networks;
  }
  std::cout << campaign.chip << (campaign.split ? " split" : "") << ", seeds " << first << " to "
            << first + count - 1 << ": golden = tlm = rtl, cycles = formula: " << tally.networks
            << " networks, " << tally.steps << " steps, " << tally.cycles << " cycles, "
            << tally.states << " states, " << tally.weights << " weights, " << tally.flushes
            << " flushes";
  for (const Event event :
       {Event::kSpikes, Event::kWindowUpdatesP, Event::kWindowUpdatesQ, Event::kEventUpdates,
        Event::kWeightChanges, Event::kStochasticDraws, Event::kInstructiveOps,
        Event::kClosingPasses, Event::kFlushPasses, Event::kTableRescales}) {
    const auto e = static_cast<std::size_t>(event);
    std::cout << ", " << tally.events.counts[e] << ' ' << spec::kEventNames[e];
    const bool absent =
        campaign.lean && (event == Event::kWindowUpdatesQ || event == Event::kStochasticDraws ||
                          event == Event::kInstructiveOps);
    if (count >= 20) CHECK((tally.events.counts[e] > 0) == !absent);
  }
  std::cout << '\n';
}

// Lockstep reads weights and ledgers in the middle of a run, each of which flushes.
void run_in_lockstep(const std::string& chip, Way way, std::uint64_t count) {
  const std::uint64_t first = environment("SLK_SEED", 1);
  std::uint64_t updates = 0, weights = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("replay: build/bin/random_network "
         << seed << " random plastic && build/bin/spikelock check random/network.yaml --steps "
         << kSteps << " --chip models/chips/" << chip << ".yaml"
         << (way == Way::kBackdoor ? " --link backdoor" : ""));
    const Network network = network_of(seed, chip, {});
    const Image image = place(network, shipped(chip));
    const auto golden = make_golden_backend(network);
    const auto tlm = make_machine("tlm", image, way, 1);
    const auto rtl = make_machine("rtl", image, way, 1);
    LockstepOptions options;
    options.steps = kSteps;
    options.weights_every = 7;
    options.events_every_step = seed % 2 == 0;
    const ChipImage placed = chip_image(image);
    const LockstepResult result =
        run_lockstep(network, &placed, {golden.get(), tlm.get(), rtl.get()}, options);
    INFO((result.divergence ? result.divergence->message : ""));
    REQUIRE(!result.divergence);
    REQUIRE(result.machines[0].digest == result.machines[1].digest);
    REQUIRE(result.machines[0].digest == result.machines[2].digest);
    updates += result.updates;
    weights += result.weights;
  }
  std::cout << chip << (way == Way::kLine ? " over its line" : "") << ", seeds " << first << " to "
            << first + count - 1 << ": lockstep: " << updates << " updates, " << weights
            << " weights\n";
  REQUIRE(weights > 0);
}

std::uint64_t networks() { return environment("SLK_NETWORKS", 40); }

}  // namespace

TEST_CASE("tlm and rtl with 8 lanes learn what golden learns") {
  run({"core256_learn"}, networks());
}

TEST_CASE("tlm and rtl with 1 lane learn what golden learns") {
  run({"core256_learn_l1"}, networks());
}

TEST_CASE("tlm and rtl with 2 lanes learn what golden learns") {
  run({"core256_learn_l2"}, networks() / 2);
}

TEST_CASE("tlm and rtl without teaching and random numbers learn what golden learns") {
  run({"core256_learn_lean", true}, networks() / 2);
}

TEST_CASE("tlm and rtl with a serial neuron pass learn what golden learns") {
  run({"core256_learn_serial", true, false, true}, networks() / 2);
}

TEST_CASE("tlm and rtl learn the same wherever their rows stand") {
  run({"core256_learn", false, true}, networks() / 2);
}

TEST_CASE("tlm and rtl of the largest size learn what golden learns") {
  run({"core512"}, networks() / 10);
}

TEST_CASE("lockstep holds cores that learn to golden and to the cycle formula") {
  run_in_lockstep("core256_learn", Way::kBackdoor, networks() / 4);
}

TEST_CASE("lockstep holds cores that learn behind their serial lines to golden") {
  run_in_lockstep("core256_learn_l1", Way::kLine, networks() / 8);
}
