// SPDX-License-Identifier: Apache-2.0
// What the command says of a core that is wrong: wrong_core.cpp stands in for build/rtl/core_l8.so.
// Its faults are at the host port, but for the last cases: those are on the line.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/system/process.hpp"

using namespace slk;
using Catch::Contains;
using Catch::StartsWith;
using nlohmann::ordered_json;
using tests::CommandFolder;
using tests::Output;

namespace {

// oscillator has one input line and two neurons, tick (number 1) and tock (2), on core64.
const std::string kCheck =
    "spikelock check models/networks/oscillator.yaml --steps 20 --json c.json --link backdoor";
const std::string kReplay =
    "; replay: spikelock check models/networks/oscillator.yaml --chip models/chips/core64.yaml "
    "--steps 5 --link backdoor --wave divergence.fst\n";

// The command with a core that is wrong in this way from step 5 on.
Output with_wrong(const CommandFolder& folder, const std::string& wrong,
                  const std::string& command) {
  return tests::bash(
      "export SPIKELOCK_RTL='" SLK_BINARY "/tests/wrong_rtl' SPIKELOCK_HOME=. SLK_WRONG=" + wrong +
          "\n" + command,
      folder.path(""));
}

// The last line of check with such a core.
std::string verdict(const CommandFolder& folder, const std::string& wrong, int status) {
  const Output output = with_wrong(folder, wrong, kCheck);
  INFO(output.out << output.err);
  CHECK(output.status == status);
  CHECK(output.err.empty());
  const std::size_t last = output.out.find_last_of('\n', output.out.size() - 2);
  return output.out.substr(last + 1);
}

ordered_json divergence(const CommandFolder& folder) {
  const ordered_json json = ordered_json::parse(folder.text("c.json"));
  CHECK(json["agree"] == false);
  std::vector<std::string> keys;
  for (const auto& item : json["divergence"].items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"backend", "step", "population", "index", "number",
                                         "field", "expected", "got", "core", "slot", "synapse",
                                         "message", "replay"});
  return json["divergence"];
}

}  // namespace

TEST_CASE("a core without a fault agrees behind the stand-in") {
  const CommandFolder folder;
  CHECK_THAT(verdict(folder, "nothing", 0),
             StartsWith("agree: golden = tlm = rtl: 20 steps, 40 updates, "));
}

TEST_CASE("a wrong spike is a divergence with its place, its values and a replay") {
  const CommandFolder folder;
  CHECK(verdict(folder, "spike", 1) ==
        "DIVERGED at step 5 tock[0] (core 0 slot 1): golden quiet, rtl spike" + kReplay);
  const ordered_json d = divergence(folder);
  CHECK(d["backend"] == "rtl");
  CHECK(d["step"] == 5);
  CHECK(d["population"] == "tock");
  CHECK(d["index"] == 0);
  CHECK(d["number"] == 2);
  CHECK(d["field"] == "spike");
  CHECK(d["expected"] == 0);
  CHECK(d["got"] == 1);
  CHECK(d["core"] == 0);
  CHECK(d["slot"] == 1);
  CHECK(d["synapse"].is_null());
  CHECK("DIVERGED at " + d["message"].get<std::string>() +
            "; replay: " + d["replay"].get<std::string>() + "\n" ==
        "DIVERGED at step 5 tock[0] (core 0 slot 1): golden quiet, rtl spike" + kReplay);
}

TEST_CASE("a wrong potential is a divergence of v") {
  const CommandFolder folder;
  CHECK(verdict(folder, "potential", 1) ==
        "DIVERGED at step 5 tock[0] (core 0 slot 1): golden v=0 quiet, rtl v=7 quiet" + kReplay);
  CHECK(divergence(folder)["field"] == "v");
  CHECK(divergence(folder)["got"] == 7);
}

TEST_CASE("the replay of a divergence diverges alike and leaves a waveform with its view") {
  const CommandFolder folder;
  with_wrong(folder, "potential", kCheck);
  const Output replay =
      with_wrong(folder, "potential", divergence(folder)["replay"].get<std::string>());
  CHECK(replay.status == 1);
  CHECK_THAT(replay.out, Contains("DIVERGED at step 5 tock[0] (core 0 slot 1): golden v=0 quiet") &&
                             Contains("waveform of steps 3 to 5: divergence.fst; look at it with: "
                                      "gtkwave divergence.gtkw\n"));
  CHECK_THAT(folder.text("divergence.gtkw"), Contains("[dumpfile] \"divergence.fst\"") &&
                                                 Contains("-step 5 tock[0] (core 0 slot 1): "));
  CHECK(folder.text("divergence.fst").size() > 1000);
}

TEST_CASE("wrong cycles are a divergence with the phases of the formula") {
  const CommandFolder folder;
  CHECK(verdict(folder, "cycles", 1) ==
        "DIVERGED at step 5: all neurons agree, but rtl took 26 cycles where the cycle formula "
        "says 24 "
        "(reset 0, synapse 13, update 11)" +
            kReplay);
  CHECK(divergence(folder)["field"] == "cycles");
  CHECK(divergence(folder)["number"].is_null());
  CHECK(with_wrong(folder, "cycles", kCheck + " --no-machine-events").status == 0);
}

TEST_CASE("a replay of a run without cycles is a run without cycles") {
  const CommandFolder folder;
  const Output output = with_wrong(folder, "potential", kCheck + " --no-machine-events");
  CHECK(output.status == 1);
  CHECK_THAT(output.out, Contains(" --no-machine-events"));
}

TEST_CASE("a total that differs is looked for again and found in its step") {
  const CommandFolder folder;
  CHECK(verdict(folder, "count", 1) ==
        "DIVERGED at step 5: spikes and states agree, but golden counts 1 synaptic_ops, rtl 2" +
            kReplay);
  CHECK(divergence(folder)["field"] == "synaptic_ops");
  CHECK(divergence(folder)["step"] == 5);
}

TEST_CASE("a wrong weight is a divergence with its synapse") {
  const CommandFolder folder;
  CHECK_THAT(
      verdict(folder, "weight", 1),
      StartsWith("DIVERGED at step 20: synapse tick[0] -> tock[0] (projection 1, delay 5): golden "
                 "weight=120, rtl weight=121; "));
  const ordered_json d = divergence(folder);
  CHECK(d["field"] == "weight");
  CHECK(d["synapse"] ==
        ordered_json({{"projection", 1}, {"from", "tick[0]"}, {"to", "tock[0]"}, {"delay", 5}}));
}

TEST_CASE("a core that hangs, faults or fails an assertion ends with status 3 and its sentence") {
  const CommandFolder folder;
  CHECK_THAT(verdict(folder, "hang", 3),
             StartsWith("FAILED at step 5: rtl: the core is still busy after "));
  CHECK_THAT(verdict(folder, "pin", 3),
             StartsWith("FAILED at step 5: rtl: the core reports the fault "));
  CHECK_THAT(verdict(folder, "assertion", 3),
             StartsWith("FAILED at step 5: rtl: an assertion of the RTL failed"));
  CHECK_THAT(verdict(folder, "beats", 3),
             StartsWith("FAILED at step 5: rtl: the trace port shows 1 updates of 2 neurons"));
  CHECK_THAT(
      verdict(folder, "registers", 3),
      StartsWith(
          "FAILED at step 5: rtl: the cycle registers say 26, but the core was busy for 24"));
  CHECK(divergence(folder)["field"] == "fault");
}

TEST_CASE("run stops at a fault with one line that says how to compare") {
  const CommandFolder folder;
  const Output output =
      with_wrong(folder, "hang",
                 "spikelock run models/networks/oscillator.yaml --steps 20 --backend rtl "
                 "--link backdoor");
  CHECK(output.status == 3);
  CHECK_THAT(output.err, StartsWith("spikelock: step 5: rtl: the core is still busy after ") &&
                             Contains("it hangs; compare it with golden: spikelock check "));
  CHECK(output.err.find('\n') == output.err.size() - 1);
}

TEST_CASE("a faulty reference is found out like any other machine") {
  const CommandFolder folder;
  for (const std::string wrong : {"hang", "pin", "beats"}) {
    const Output output = with_wrong(folder, wrong, kCheck + " --backends rtl,golden");
    INFO(wrong << ": " << output.out << output.err);
    CHECK(output.status == 3);
    CHECK_THAT(output.out, Contains("FAILED at step 5: rtl: "));
  }
  CHECK(with_wrong(folder, "cycles", kCheck + " --backends rtl,golden").status == 1);
}

TEST_CASE("a core of another spec or with a dead host port is refused with status 3") {
  const CommandFolder folder;
  const Output hash = with_wrong(folder, "hash", kCheck);
  CHECK(hash.status == 3);
  CHECK_THAT(hash.err, StartsWith("spikelock: rtl: core_l8 has spec hash ") &&
                           Contains("; run 'make spec' and 'make build'\n"));
  const Output mute = with_wrong(folder, "mute", kCheck);
  CHECK(mute.status == 3);
  CHECK_THAT(mute.err, StartsWith("spikelock: rtl: host port ") && Contains(" got no answer; "));
}

namespace {

const std::string kLineCheck =
    "spikelock check models/networks/oscillator.yaml --steps 20 --json c.json";

}  // namespace

TEST_CASE("a state that differs over the line is a divergence like any other") {
  const CommandFolder folder;
  const Output output = with_wrong(folder, "potential", kLineCheck);
  CHECK(output.status == 1);
  CHECK_THAT(
      output.out,
      Contains("DIVERGED at step 5 tock[0] (core 0 slot 1): golden v=0 quiet, rtl v=7 quiet; "
               "replay: spikelock check models/networks/oscillator.yaml --chip "
               "models/chips/core64.yaml --steps 5 --wave divergence.fst\n"));
}

TEST_CASE("a spike that the trace port shows and the line does not bring is a fault") {
  const CommandFolder folder;
  const Output output = with_wrong(folder, "spike", kLineCheck);
  CHECK(output.status == 3);
  CHECK_THAT(output.out, Contains("FAILED at step 5: rtl: ") && Contains("trace port"));
}

TEST_CASE("a chip that falls silent ends with status 3 and what to look at") {
  const CommandFolder folder;
  const Output output = with_wrong(folder, "deaf", kLineCheck);
  CHECK(output.status == 3);
  CHECK_THAT(output.err,
             StartsWith("spikelock: rtl: ") && Contains("no answer to ") && Contains("; check "));
  CHECK(output.err.find('\n') == output.err.size() - 1);
}

TEST_CASE("a line that damages bytes changes nothing but the bytes on the line") {
  const CommandFolder folder;
  const Output output = with_wrong(
      folder, "noise",
      "spikelock check models/networks/oscillator.yaml --steps 2000 --no-machine-events");
  INFO(output.out << output.err);
  CHECK(output.status == 0);
  CHECK_THAT(output.out, Contains("agree: golden = tlm = rtl: 2,000 steps"));
}
