// SPDX-License-Identifier: Apache-2.0
// Golden with late packets against a naive and eager model of the same law, on random networks,
// plastic ones among them, cut into random fragments and delayed at random.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <random>
#include <tuple>

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

struct Tally {
  std::uint64_t networks = 0, states = 0, late = 0, dropped = 0, changed = 0;
};

// Cuts every row into up to three fragments, at random, each an axon of a random core.
std::vector<Fragment> random_fragments(const Network& network, std::mt19937_64& random) {
  using Row = std::tuple<std::uint32_t, std::uint8_t, std::uint8_t, std::uint8_t,
                         std::optional<std::uint8_t>, std::uint64_t>;
  std::map<Row, Fragment> parts;
  std::vector<Fragment> fragments;
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) {
      const Row part{s.source, s.delay, p.shift, p.receptor, p.rule, random() % 3};
      const auto axon = static_cast<std::uint32_t>(parts.size());
      const auto added = parts.emplace(part, Fragment{axon % 4, axon}).first;
      fragments.push_back(added->second);
    }
  }
  return fragments;
}

// A source that fires sends a packet to each of its fragments; some are late. Most often by one
// step, which makes them meet with packets of the next step.
class Delayer {
 public:
  Delayer(const Network& network, const std::vector<Fragment>& fragments, std::mt19937_64& random)
      : random_(random) {
    for (const FragmentSource& s : fragment_sources(network, fragments)) of_[s.source].push_back(s);
    one_in_ = 1 + random() % 6;
  }
  std::vector<LateDelivery> late_packets(std::uint32_t source, std::uint32_t step) {
    std::vector<LateDelivery> packets;
    for (const FragmentSource& s : of_[source]) {
      if (random_() % one_in_ != 0) continue;
      const std::uint32_t room = spec::kDelaySlots - 1 - s.delay;
      LateDelivery packet{step + s.delay, s.fragment.core, s.fragment.axon, 1, random_() % 5 == 0};
      if (random_() % 4 == 0 && room > 0) packet.late = 1 + random_() % room;
      packet.dropped = packet.dropped || packet.late > room;
      packets.push_back(packet);
    }
    return packets;
  }

 private:
  std::mt19937_64& random_;
  std::map<std::uint32_t, std::vector<FragmentSource>> of_;
  std::uint64_t one_in_ = 1;
};

void compare_step(const StepRecord& got, const std::vector<std::uint32_t>& spikes,
                  const std::vector<tests::Naive::State>& states) {
  REQUIRE(got.spikes == spikes);
  REQUIRE(got.states.size() == states.size());
  for (std::size_t n = 0; n < got.states.size(); ++n) {
    const NeuronState& g = got.states[n];
    const tests::Naive::State& w = states[n];
    if (g.u0 == w.u0 && g.u1 == w.u1 && g.v == w.v && g.a == w.a && g.r == w.r) continue;
    CAPTURE(n, g.u0, w.u0, g.u1, w.u1, g.v, w.v, g.a, w.a, g.r, w.r);
    FAIL("golden and the naive model differ");
  }
}

// The naive model runs first and delays packets as they are sent; golden gets the whole trace.
void compare(const Network& network, std::uint64_t seed, Tally& tally) {
  std::mt19937_64 random(seed);
  Lateness lateness;
  lateness.fragments = random_fragments(network, random);
  Delayer delayer(network, lateness.fragments, random);
  tests::Naive naive(network, lateness.fragments);
  std::vector<std::vector<std::uint32_t>> spikes;
  std::vector<std::vector<tests::Naive::State>> states;
  for (std::uint32_t step = 1; step <= kSteps; ++step) {
    naive.step();
    spikes.push_back(naive.spikes());
    states.push_back(naive.states());
    for (const auto* sources : {&naive.inputs(), &naive.spikes()}) {
      for (const std::uint32_t source : *sources) {
        for (const LateDelivery& packet : delayer.late_packets(source, step)) {
          naive.deliver_late(packet);
          lateness.packets.push_back(packet);
          (packet.dropped ? tally.dropped : tally.late) += 1;
        }
      }
    }
  }
  std::sort(lateness.packets.begin(), lateness.packets.end());
  const auto golden = make_golden_backend(network, lateness);
  const auto punctual = make_golden_backend(network);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(kSteps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<StepRecord> records, in_time;
  golden->run(stimuli, true, records);
  punctual->run(stimuli, true, in_time);
  bool same = true;
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    INFO("step " << i + 1);
    compare_step(records[i], spikes[i], states[i]);
    tally.states += states[i].size();
    same = same && records[i].spikes == in_time[i].spikes;
  }
  REQUIRE(golden->ledger() == naive.ledger());
  REQUIRE(golden->weights() == naive.weights());
  ++tally.networks;
  tally.changed += !same;
}

}  // namespace

TEST_CASE("golden with late packets does what a naive model does on random networks") {
  const test::Folder folder;
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const bool plastic = seed % 2 == 0;
    INFO("seed " << seed << "; replay: build/bin/test_sim \"golden with late packets*\"; look: "
                 << "build/bin/random_network " << seed << " FOLDER"
                 << (plastic ? " plastic" : ""));
    const std::string path = plastic ? tests::write_random_plastic(folder.path("n"), seed)
                                     : tests::write_random_network(folder.path("n"), seed, {});
    try {
      compare(read_network(path), seed, tally);
    } catch (const Error& error) {
      // Sums that could leave 32 bits are refused, and nothing else is.
      REQUIRE_THAT(error.what(), Catch::Contains("in one step; allowed at"));
    }
    std::filesystem::remove_all(folder.path("n"));
  }
  std::cout << "golden with late packets = naive: " << tally.networks << " networks, "
            << tally.states << " states, " << tally.late << " late packets, " << tally.dropped
            << " dropped; " << tally.changed << " networks fire otherwise than in time\n";
  CHECK(tally.networks >= 50);
  CHECK(tally.late > 10000);
  CHECK(tally.dropped > 1000);
  CHECK(tally.changed > 30);
}
