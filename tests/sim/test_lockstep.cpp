// SPDX-License-Identifier: Apache-2.0
// Lockstep finds the first difference of two machines and says it in one sentence.
#include <catch2/catch.hpp>

#include "models/digest.hpp"
#include "sim/lockstep.hpp"
#include "tests/sim/lockstep_pair.hpp"

using namespace slk;
using tests::LockstepPair;

namespace {

// The divergence of a run in which the rtl's records are changed so in step 7.
Divergence diverged(const std::function<void(StepRecord&)>& change) {
  LockstepPair pair;
  pair.rtl.tamper_record = [&](StepRecord& record) {
    if (record.step == 7) change(record);
  };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  CHECK(result.divergence->backend == "rtl");
  return *result.divergence;
}

void check_field(const Divergence& d, const std::string& field, std::int64_t expected,
                 std::int64_t got, const std::string& message) {
  CHECK(d.field == field);
  CHECK(d.step == 7);
  CHECK(d.expected == expected);
  CHECK(d.got == got);
  CHECK(d.message == message);
}

}  // namespace

TEST_CASE("lockstep of equal machines agrees and says how much it compared") {
  LockstepPair pair(100);
  const LockstepResult result = pair.run();
  CHECK(!result.divergence);
  CHECK(result.steps == 100);
  CHECK(result.updates == 300);
  CHECK(result.spikes == 100);
  CHECK(result.weights == 5);
  REQUIRE(result.machines.size() == 2);
  CHECK(result.machines[0].name == "golden");
  CHECK(result.machines[1].name == "rtl");
  CHECK(result.machines[0].digest == result.machines[1].digest);
  CHECK(!result.machines[0].has_machine_events);
  CHECK(result.machines[1].has_machine_events);
  CHECK(result.machines[0].cycles == 0);
  CHECK(result.machines[1].cycles == result.machines[1].ledger[spec::Event::kCyclesStep]);
}

TEST_CASE("the digest of lockstep is the sum of the documented records") {
  LockstepPair pair(2);
  Digest want;
  for (std::uint32_t t = 1; t <= 2; ++t) {
    const auto s = static_cast<std::int32_t>(t);
    want.add_spike(t, 1 + t % 3);
    for (std::int32_t n = 0; n < 3; ++n) {
      want.add_state(t, static_cast<std::uint32_t>(1 + n),
                     {s + n, -s - n, 1000 * n, 7, static_cast<std::uint32_t>(n)});
    }
  }
  want.add_weight(2, 0, 0, 0, 4, 5);
  for (const Synapse& s : pair.network.projections[1].synapses) {
    want.add_weight(2, 1, s.source - 2, s.target - 2, 3, s.weight);
  }
  CHECK(pair.run().machines[0].digest == want.text());
}

TEST_CASE("each field of a neuron diverges with its name, place and values") {
  // In step 7, neuron 2 (pop[0], slot 1) fires; u0 = 8, u1 = -8, v = 1000, a = 7, r = 1.
  Divergence d = diverged([](StepRecord& r) { r.states[1].u0 = 9; });
  check_field(d, "u0", 8, 9, "step 7 pop[0] (core 0 slot 1): golden u0=8 spike, rtl u0=9 spike");
  CHECK(d.number == 2u);
  CHECK(d.slot == 1u);
  CHECK(!d.synapse);
  d = diverged([](StepRecord& r) { r.states[0].u1 = 0; });
  check_field(d, "u1", -7, 0, "step 7 a[0] (core 0 slot 0): golden u1=-7 quiet, rtl u1=0 quiet");
  CHECK(d.number == 1u);
  d = diverged([](StepRecord& r) { r.states[2].v = -3; });
  check_field(d, "v", 2000, -3,
              "step 7 pop[1] (core 0 slot 2): golden v=2000 quiet, rtl v=-3 quiet");
  CHECK(d.number == 3u);
  d = diverged([](StepRecord& r) { r.states[1].a = 8; });
  check_field(d, "a", 7, 8, "step 7 pop[0] (core 0 slot 1): golden a=7 spike, rtl a=8 spike");
  d = diverged([](StepRecord& r) { r.states[1].r = 0; });
  check_field(d, "r", 1, 0, "step 7 pop[0] (core 0 slot 1): golden r=1 spike, rtl r=0 spike");
}

TEST_CASE("a spike too many or too few diverges as such") {
  check_field(diverged([](StepRecord& r) {
                r.spikes = {1, 2};
              }),
              "spike", 0, 1, "step 7 a[0] (core 0 slot 0): golden quiet, rtl spike");
  check_field(diverged([](StepRecord& r) { r.spikes.clear(); }), "spike", 1, 0,
              "step 7 pop[0] (core 0 slot 1): golden spike, rtl quiet");
}

TEST_CASE("a difference of spike and state names the state and both decisions") {
  const Divergence d = diverged([](StepRecord& r) {
    r.spikes.clear();
    r.states[1].v = 5001;
  });
  check_field(d, "v", 1000, 5001,
              "step 7 pop[0] (core 0 slot 1): golden v=1000 spike, rtl v=5001 quiet");
}

TEST_CASE("of several differences the first neuron and the first field are named") {
  const Divergence d = diverged([](StepRecord& r) {
    r.states[2].u0 = 0;
    r.states[1].r = 9;
    r.states[1].u1 = 0;
    r.cycles = 0;
  });
  check_field(d, "u1", -8, 0, "step 7 pop[0] (core 0 slot 1): golden u1=-8 spike, rtl u1=0 spike");
}

TEST_CASE("clock cycles that differ from the formula diverge with its phases") {
  LockstepPair pair;
  ChipModel model(pair.image, pair.network.size());
  StepCycles cycles;
  for (std::uint32_t t = 1; t <= 7; ++t)
    cycles = model.step({t, false, false, false, {}}, {1 + t % 3}).front();
  const auto want = static_cast<std::int64_t>(cycles.total());
  check_field(diverged([](StepRecord& r) { r.cycles += 3; }), "cycles", want, want + 3,
              "step 7: all neurons agree, but rtl took " + std::to_string(want + 3) +
                  " cycles where the cycle formula says " + std::to_string(want) +
                  " (reset 0, synapse " + std::to_string(cycles.synapse) + ", update " +
                  std::to_string(cycles.update) + ")");
}

TEST_CASE("a fault of a machine diverges with its own sentence, and its ledger is not read") {
  LockstepPair pair;
  pair.rtl.tamper_record = [](StepRecord& r) {
    if (r.step == 7) r.fault = "it hangs";
  };
  pair.rtl.tamper_ledger = [](Ledger&, std::uint32_t) { FAIL("a broken machine was asked"); };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  check_field(*result.divergence, "fault", 0, 1, "step 7: rtl: it hangs");
  CHECK(!result.divergence->number);
  CHECK(result.steps == 7);
}

TEST_CASE("a machine that hangs half way through its neurons is a fault, not a crash") {
  const Divergence d = diverged([](StepRecord& r) {
    r.states.resize(1);
    r.fault = "it hangs";
  });
  check_field(d, "fault", 0, 1, "step 7: rtl: it hangs");
}

TEST_CASE("a fault of the reference is found, too") {
  LockstepPair pair;
  pair.golden.tamper_record = [](StepRecord& r) {
    if (r.step == 7) r.fault = "it hangs";
  };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  CHECK(result.divergence->backend == "golden");
  check_field(*result.divergence, "fault", 0, 1, "step 7: golden: it hangs");
}

TEST_CASE("the cycles of the reference are held to the formula, too") {
  LockstepPair pair;
  pair.rtl.tamper_record = [](StepRecord& r) { r.cycles += r.step == 7; };
  const LockstepResult result =
      run_lockstep(pair.network, &pair.image, {&pair.rtl, &pair.golden}, pair.options);
  REQUIRE(result.divergence);
  CHECK(result.divergence->backend == "rtl");
  CHECK(result.divergence->field == "cycles");
  CHECK(result.divergence->step == 7);
}

TEST_CASE("the machine events of the reference are held to the core model, too") {
  LockstepPair pair;
  pair.rtl.tamper_ledger = [](Ledger& l, std::uint32_t) { ++l[spec::Event::kRouteWords]; };
  const LockstepResult result =
      run_lockstep(pair.network, &pair.image, {&pair.rtl, &pair.golden}, pair.options);
  REQUIRE(result.divergence);
  CHECK(result.divergence->backend == "rtl");
  CHECK(result.divergence->field == "route_words");
}
