// SPDX-License-Identifier: Apache-2.0
// The figures of a profile, on cases worked by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "tools/profile/disorder.hpp"
#include "tools/profile/fidelity.hpp"
#include "tools/profile/histogram.hpp"
#include "tools/profile/intervals.hpp"
#include "tools/profile/phases.hpp"

using namespace slk;
using namespace slk::profile;

TEST_CASE("a histogram knows mean, RMS, percentiles and the largest value") {
  Histogram h;
  CHECK((h.mean() == 0 && h.rms() == 0 && h.percentile(99) == 0 && h.max() == 0));
  h.add(3);
  h.add(4, 2);
  h.add(9, 0);  // not once
  CHECK(h.count() == 3);
  CHECK(h.sum() == 11);
  CHECK(h.mean() == Approx(11.0 / 3));
  CHECK(h.rms() == Approx(std::sqrt((9 + 16 + 16) / 3.0)));
  CHECK(h.max() == 4);
}

TEST_CASE("a percentile is the smallest value that so many do not exceed") {
  Histogram h;
  for (std::uint64_t v = 1; v <= 200; ++v) h.add(v);
  CHECK(h.percentile(0) == 1);
  CHECK(h.percentile(50) == 100);
  CHECK(h.percentile(99) == 198);
  CHECK(h.percentile(100) == 200);
  Histogram one;
  one.add(7);
  CHECK((one.percentile(50) == 7 && one.percentile(99) == 7));
}

TEST_CASE("interval distortion sees jitter that a signed mean is blind to") {
  // Spikes every 100 cycles, received with delays 5, 25, 5, 25, 5.
  Intervals intervals;
  const std::uint64_t delays[] = {5, 25, 5, 25, 5};
  std::int64_t signed_sum = 0;
  for (std::uint64_t k = 0; k < 5; ++k) {
    intervals.add({1, 2}, 100 * k, 100 * k + delays[k]);
    if (k > 0) signed_sum += static_cast<std::int64_t>(delays[k] - delays[k - 1]);
  }
  CHECK(signed_sum == 0);
  CHECK(intervals.all().count() == 4);
  CHECK(intervals.all().mean() == 20);
  CHECK(intervals.all().rms() == 20);
  CHECK(intervals.relative() == Approx(0.2));
}

TEST_CASE("interval distortion never mixes pairs, and a constant delay is none") {
  Intervals intervals;
  for (std::uint64_t k = 0; k < 3; ++k) {
    intervals.add({0, 1}, 10 * k, 10 * k + 3);
    intervals.add({0, 2}, 10 * k, 10 * k + 8);
    intervals.add({5, 1}, 10 * k, 10 * k + k * k);  // delays 0, 1, 4
  }
  intervals.add({7, 7}, 0, 100);  // one spike has no interval
  CHECK(intervals.all().count() == 6);
  CHECK(intervals.all().sum() == 4);
  const auto pairs = intervals.by_pair();
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].pair == Fragment{5, 1});
  CHECK(pairs[0].distortion.mean() == 2);
  CHECK(pairs[0].distortion.max() == 3);
  CHECK(pairs[1].pair == Fragment{0, 1});
  CHECK(pairs[1].distortion.mean() == 0);
}

TEST_CASE("an interval may be distorted below nothing") {
  // Both packets arrive in one cycle, or heard in one step, though sent 4 apart.
  Intervals intervals;
  intervals.add({0, 0}, 1, 9);
  intervals.add({0, 0}, 5, 9);
  CHECK(intervals.all().sum() == 4);
}

TEST_CASE("disorder counts arrivals that were sent before the last one, core by core") {
  Disorder disorder;
  for (const std::uint64_t sent : {1u, 2u, 2u, 5u, 3u, 4u}) disorder.add(0, sent);
  disorder.add(1, 0);  // another core
  CHECK(disorder.arrivals() == 7);
  CHECK(disorder.disordered() == 1);
  CHECK(disorder.fraction() == Approx(1.0 / 7));
  CHECK(Disorder().fraction() == 0);
}

TEST_CASE("fidelity counts exact spikes and pairs that are at most a step apart") {
  FidelityMeter meter;
  meter.add(1, {7, 8}, {7, 8});  // both exact
  meter.add(2, {7}, {});         // 7 comes a step late
  meter.add(3, {}, {7});
  meter.add(4, {8}, {});  // two steps late: nothing
  meter.add(5, {}, {});
  meter.add(6, {}, {8, 9});  // and one too many
  const Fidelity f = meter.result();
  CHECK(f.steps == 6);
  CHECK(f.equal_steps == 2);
  CHECK((f.reference == 4 && f.machine == 5));
  CHECK(f.exact == 2);
  CHECK(f.coincident == 3);
  CHECK(f.exact_rate() == Approx(2.0 / 5));
  CHECK(f.coincidence_rate() == Approx(3.0 / 5));
  CHECK(FidelityMeter().result().exact_rate() == 1);
}

TEST_CASE("a spike coincides with one other only") {
  FidelityMeter meter;
  meter.add(1, {3}, {});
  meter.add(2, {}, {3});  // one spike for two of the reference
  meter.add(3, {3}, {});
  CHECK(meter.result().coincident == 1);
  FidelityMeter shifted;  // a train that is a step late as a whole
  shifted.add(1, {3}, {});
  shifted.add(2, {3}, {3});
  shifted.add(3, {}, {3});
  CHECK(shifted.result().exact == 1);
  CHECK(shifted.result().coincident == 2);
}

TEST_CASE("phases are those of the slowest core, and the rest of the step is waiting") {
  StepCycles quick, slow;
  quick.synapse = 10;
  quick.update = 20;
  slow.reset = 5;
  slow.synapse = 40;
  slow.update = 15;
  Phases phases;
  phases.add(100, {quick, slow});
  phases.add(30, {quick, quick});
  CHECK(phases.slowest() == std::vector<std::uint64_t>{1, 1});
  const auto& all = phases.phases();
  REQUIRE(all.size() == 7);
  CHECK(std::string(all[3].name) == "synapse");
  CHECK(all[3].cycles.sum() == 50);
  CHECK(all[1].cycles.max() == 5);
  CHECK(all[5].cycles.max() == 40);
  CHECK(phases.step().mean() == 65);
}
