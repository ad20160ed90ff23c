// SPDX-License-Identifier: Apache-2.0
// When lockstep looks at what: chunks of steps, weights, events, the window of a waveform.
#include <catch2/catch.hpp>

#include "tests/sim/lockstep_pair.hpp"

using namespace slk;
using tests::LockstepPair;

TEST_CASE(
    "machines run 1,024 steps ahead, and a difference is found on either side of the border") {
  LockstepPair pair(2050);
  CHECK(!pair.run().divergence);
  CHECK(pair.rtl.log == "1-1024 1025-2048 2049-2050 w2050");
  for (const std::uint32_t step : {1u, 1023u, 1024u, 1025u, 2048u, 2050u}) {
    LockstepPair broken(2050);
    broken.rtl.tamper_record = [&](StepRecord& r) { r.states[0].v += r.step >= step; };
    const LockstepResult result = broken.run();
    REQUIRE(result.divergence);
    CHECK(result.divergence->step == step);
    CHECK(result.steps == step);
    CHECK(result.updates == 3 * step);
  }
}

TEST_CASE("a run of a whole number of chunks ends with its last chunk") {
  LockstepPair pair(64);
  CHECK(pair.run().steps == 64);
  CHECK(pair.rtl.log == "1-64 w64");
}

TEST_CASE("weights are compared at the end and every K steps") {
  LockstepPair pair(100);
  pair.options.weights_every = 30;
  const LockstepResult result = pair.run();
  CHECK(!result.divergence);
  CHECK(result.weights == 4 * 5);
  CHECK(pair.rtl.log == "1-30 w30 31-60 w60 61-90 w90 91-100 w100");
  LockstepPair exact(60);
  exact.options.weights_every = 30;
  CHECK(exact.run().weights == 2 * 5);
}

TEST_CASE("states are compared every K steps and after the last, spikes after every one") {
  LockstepPair pair(100);
  pair.options.states_every = 30;
  pair.options.weights_every = 45;
  const LockstepResult result = pair.run();
  CHECK(!result.divergence);
  CHECK(result.steps == 100);
  CHECK(result.spikes == 100);
  CHECK(result.updates == 4 * 3);
  CHECK(pair.rtl.log == "1-29 30-30 31-45 w45 46-59 60-60 61-89 90-90 w90 91-99 100-100 w100");

  LockstepPair state(100);
  state.options.states_every = 30;
  state.rtl.tamper_record = [](StepRecord& r) {
    if (r.step >= 40 && !r.states.empty()) ++r.states[0].v;
  };
  const LockstepResult late = state.run();
  REQUIRE(late.divergence);
  CHECK(late.divergence->step == 60);
  CHECK(late.divergence->field == "v");
}

TEST_CASE("where no states are read a spike or a fault is found in its step") {
  LockstepPair spike(100);
  spike.options.states_every = 30;
  spike.rtl.tamper_record = [](StepRecord& r) {
    if (r.step == 40) r.spikes = {1, 2};
  };
  const LockstepResult wrong = spike.run();
  REQUIRE(wrong.divergence);
  CHECK(wrong.divergence->step == 40);
  CHECK(wrong.divergence->field == "spike");
  CHECK_THAT(wrong.divergence->message, Catch::EndsWith(": golden quiet, rtl spike"));

  LockstepPair fault(100);
  fault.options.states_every = 30;
  fault.rtl.tamper_record = [](StepRecord& r) {
    if (r.step != 40) return;
    r.spikes.clear();
    r.fault = "it hangs";
  };
  const LockstepResult hung = fault.run();
  REQUIRE(hung.divergence);
  CHECK(hung.divergence->step == 40);
  CHECK(hung.divergence->field == "fault");
}

TEST_CASE("chunks of steps cover a run, and states are read after all of their steps or none") {
  for (const std::uint32_t every : {1u, 2u, 7u, 64u, 100u, 1024u, 4294967295u}) {
    for (const std::uint32_t steps : {1u, 2u, 63u, 64u, 65u, 128u, 2100u}) {
      const StateReads reads{every, steps};
      INFO(every << " of " << steps);
      for (std::uint32_t done = 0; done < steps;) {
        const std::uint32_t last = reads.chunk_end(done, 1000);
        REQUIRE(last > done);
        REQUIRE(last <= std::min(steps, done + steps_at_once(1000)));
        while (done < last) {
          ++done;
          REQUIRE(reads.after(done) == (done % every == 0 || done == steps));
          REQUIRE(reads.after(done) == reads.after(last));
        }
      }
    }
  }
}

TEST_CASE("a weight that differs is named by its synapse") {
  LockstepPair pair(100);
  pair.options.weights_every = 30;
  const int want = pair.network.projections[1].synapses[2].weight;
  pair.rtl.tamper_weights = [](std::vector<std::int8_t>& w, std::uint32_t step) {
    if (step >= 60) w[3] = 99;
  };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  const Divergence& d = *result.divergence;
  CHECK(d.field == "weight");
  CHECK(d.step == 60);
  CHECK(d.synapse == 3u);
  CHECK(d.expected == want);
  CHECK(d.got == 99);
  CHECK(!d.number);
  CHECK(d.message == "step 60: synapse pop[1] -> pop[0] (projection 1, delay 3): golden weight=" +
                         std::to_string(want) + ", rtl weight=99");
}

TEST_CASE("events that differ at the end only are named as totals") {
  LockstepPair pair(100);
  pair.rtl.tamper_ledger = [](Ledger& l, std::uint32_t) { ++l[spec::Event::kSynapticOps]; };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  CHECK(result.divergence->field == "synaptic_ops");
  CHECK(result.divergence->step == 0);
  CHECK(result.divergence->expected == 0);
  CHECK(result.divergence->got == 1);
  CHECK(result.divergence->message ==
        "after 100 steps: spikes and states agree, but golden counts 0 synaptic_ops, rtl 1");
}

TEST_CASE("machine events are held to the core model") {
  LockstepPair pair(100);
  pair.rtl.tamper_ledger = [](Ledger& l, std::uint32_t) { --l[spec::Event::kStateReads]; };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  CHECK(result.divergence->field == "state_reads");
  CHECK(result.divergence->message ==
        "after 100 steps: spikes and states agree, but the core model counts 300 state_reads, rtl "
        "299");
}

TEST_CASE("events compared after every step name the step") {
  LockstepPair pair(100);
  pair.options.events_every_step = true;
  pair.rtl.tamper_ledger = [](Ledger& l, std::uint32_t step) {
    if (step >= 41) l[spec::Event::kSpikes] += 2;
  };
  const LockstepResult result = pair.run();
  REQUIRE(result.divergence);
  CHECK(result.divergence->field == "spikes");
  CHECK(result.divergence->step == 41);
  CHECK(result.divergence->message ==
        "step 41: spikes and states agree, but golden counts 41 spikes, rtl 43");
}

TEST_CASE("a waveform is open for its steps on every machine but the reference") {
  LockstepPair pair(100);
  pair.options.wave = "x.fst";
  pair.options.wave_first = 70;
  pair.options.wave_last = 72;
  CHECK(!pair.run().divergence);
  CHECK(pair.rtl.log == "1-69 d=x.fst 70-72 d= 73-100 w100");
  CHECK(pair.golden.log.find("d=x.fst") == std::string::npos);
}

TEST_CASE("a waveform that begins with step 1 or ends with the run is opened and closed once") {
  LockstepPair first(10);
  first.options.wave = "x.fst";
  first.options.wave_first = 1;
  first.options.wave_last = 2;
  CHECK(!first.run().divergence);
  CHECK(first.rtl.log == "d=x.fst 1-2 d= 3-10 w10");
  LockstepPair last(10);
  last.options.wave = "x.fst";
  last.options.wave_first = 10;
  last.options.wave_last = 10;
  CHECK(!last.run().divergence);
  CHECK(last.rtl.log == "1-9 d=x.fst 10-10 w10 d=");
}

TEST_CASE("a waveform is closed when the run diverges inside it") {
  LockstepPair pair(100);
  pair.options.wave = "x.fst";
  pair.options.wave_first = 5;
  pair.options.wave_last = 9;
  pair.rtl.tamper_record = [](StepRecord& r) { r.spikes.clear(); };
  CHECK(pair.run().divergence->step == 1);
  CHECK(pair.rtl.log == "1-4");
  LockstepPair inside(100);
  inside.options = pair.options;
  inside.rtl.tamper_record = [](StepRecord& r) {
    if (r.step == 6) r.spikes.clear();
  };
  CHECK(inside.run().divergence->step == 6);
  CHECK(inside.rtl.log == "1-4 d=x.fst 5-9 d=");
}

TEST_CASE("progress names the steps that were compared") {
  LockstepPair pair(2050);
  std::vector<std::uint32_t> steps;
  pair.options.progress = [&](std::uint32_t step) { steps.push_back(step); };
  pair.run();
  CHECK(steps == std::vector<std::uint32_t>{1024, 2048, 2050});
}
