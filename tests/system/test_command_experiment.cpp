// SPDX-License-Identifier: Apache-2.0
// `spikelock run` on experiment files: verdict and status, silence in a pipe, going on after a
// kill.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/system/process.hpp"

using namespace slk;
using tests::CommandFolder;
using tests::Output;

namespace {

const std::string kSmall = "models/experiments/small/";

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

}  // namespace

TEST_CASE("an experiment prints its criterion beside its result, and nothing else in a pipe") {
  const CommandFolder folder;
  const Output output = folder.run("run " + kSmall + "window.yaml --backend golden");
  CHECK(output.status == 0);
  CHECK(output.err == "");
  CHECK(output.out.find("\ncriterion: every change is round(table * modulator)") !=
        std::string::npos);
  CHECK(last_line(output.out).rfind("met: 0 of 61440 changes wrong", 0) == 0);
}

TEST_CASE("small experiments end on TLM, over its serial line, as on golden") {
  const CommandFolder folder;
  const auto results = [&](const std::string& name, const std::string& backend) {
    const std::string out = folder.run("run " + kSmall + name + ".yaml --backend " + backend).out;
    return out.substr(out.find('\n'));  // behind the name of the machine
  };
  for (const char* name : {"window", "digits_two_phase", "digits_instructive", "digits_winner200",
                           "detector", "memory5x10"}) {
    INFO(name);
    CHECK(results(name, "golden").find("\nmet: ") != std::string::npos);
    CHECK(results(name, "golden") == results(name, "tlm"));
  }
}

TEST_CASE("small experiments end on RTL, past its serial line, as on golden") {
  const CommandFolder folder;
  for (const char* name : {"detector", "memory5x10"}) {
    INFO(name);
    const std::string golden = folder.run("run " + kSmall + name + ".yaml --backend golden").out;
    const std::string rtl =
        folder.run("run " + kSmall + name + ".yaml --backend rtl --link backdoor").out;
    CHECK(rtl.substr(rtl.find('\n')) == golden.substr(golden.find('\n')));
  }
}

TEST_CASE("an experiment may change the machine between two rounds") {
  const CommandFolder folder;
  std::string text =
      tests::text_of(folder.path("models") + "/experiments/small/digits_winner200.yaml");
  text.replace(text.find("../../networks"), 14, folder.path("models") + "/networks");
  text.replace(text.find("epochs: 1"), 9, "epochs: 2");
  folder.write("two.yaml", text);
  const std::string whole = folder.run("run two.yaml --backend golden").out;
  // Killed when the first of two rounds, with its adaptation, is saved.
  tests::bash(
      "spikelock run two.yaml --backend golden --state s.json & "
      "while [ ! -f s.json ]; do sleep 0.01; done; kill -9 $!; wait $!",
      folder.path(""));
  CHECK(folder.text("s.json").find("\"rounds\":1,") != std::string::npos);
  const std::string continued = folder.run("run two.yaml --backend tlm --state s.json").out;
  CHECK(continued.substr(continued.find('\n')) == whole.substr(whole.find('\n')));
}

TEST_CASE("an experiment that misses its criterion ends with status 1") {
  const CommandFolder folder;
  const std::string models = folder.path("models");
  std::string text = tests::text_of(models + "/experiments/small/digits_two_phase.yaml");
  text.replace(text.find("../../networks"), 14, models + "/networks");
  text.replace(text.find("accuracy: 70"), 12, "accuracy: 99");
  folder.write("hard.yaml", text);
  const Output output = folder.run("run hard.yaml --backend golden --json hard.json");
  CHECK(output.status == 1);
  CHECK(last_line(output.out).rfind("NOT MET: 78.00 %", 0) == 0);
  const auto json = nlohmann::json::parse(folder.text("hard.json"));
  CHECK(json["met"] == false);
  CHECK(json["backend"] == "golden");
  CHECK(json["rows"][0]["values"] == std::vector<int>{78, 100});
}

TEST_CASE("a seed on the command line replaces the list of the file") {
  const CommandFolder folder;
  const Output output =
      folder.run("run " + kSmall + "digits_two_phase.yaml --backend golden --seed 7");
  CHECK(output.out.find("\n  seed 7 ") != std::string::npos);
  CHECK(output.out.find("\n  seed 1 ") == std::string::npos);
}

TEST_CASE("an experiment that is killed goes on where it stood, and ends with the same result") {
  const CommandFolder folder;
  const std::string run = "run models/experiments/digits_two_phase.yaml --backend golden --seed 3";
  const Output whole = folder.run(run);
  REQUIRE(whole.status == 0);
  // Killed as soon as the first of its four rounds is saved.
  const Output killed =
      tests::bash("spikelock " + run +
                      " --state s.json & while [ ! -f s.json ]; do sleep 0.01; done;"
                      " kill -9 $!; wait $!",
                  folder.path(""));
  CHECK(killed.status == 137);
  CHECK(killed.out == "");
  const Output continued = folder.run(run + " --state s.json");
  CHECK(continued.status == 0);
  CHECK(continued.out == whole.out);
  // Once more: nothing is left to do, and the result is still there.
  CHECK(folder.run(run + " --state s.json").out == whole.out);
}

TEST_CASE("a state file of another experiment or seed is refused, and so is any other file") {
  const CommandFolder folder;
  const std::string run = "run " + kSmall + "window.yaml --backend golden --state s.json";
  REQUIRE(folder.run(run).status == 0);
  const Output other = folder.run(run + " --seed 9");
  CHECK(other.status == 2);
  CHECK(other.err ==
        "spikelock: s.json: the state of another experiment, seed or version: window; name another "
        "file, or delete it to begin anew\n");
  folder.write("s.json", "{}\n");
  CHECK(folder.run(run).err ==
        "spikelock: s.json: no state of an experiment; name a file that --state has written, or a "
        "new one\n");
  CHECK(folder.run("run " + kSmall + "window.yaml --backend golden --state no/s.json").err ==
        "spikelock: no/s.json: cannot be written; name a file in a folder that exists\n");
}

TEST_CASE("flags that only a network has are refused with an experiment") {
  const CommandFolder folder;
  for (const std::string flag : {"--steps 5", "--spikes x.csv", "--weights x.csv", "--wave x.fst",
                                 "--energy loihi_presilicon"}) {
    const Output output = folder.run("run " + kSmall + "window.yaml --backend golden " + flag);
    CHECK(output.status == 2);
    CHECK(output.err.find(": is for a network; ") != std::string::npos);
  }
  CHECK(folder.run("run models/networks/ring.yaml --backend golden --steps 5 --pictures .").err ==
        "spikelock: --pictures: is for an experiment; models/networks/ring.yaml is a network\n");
  CHECK(folder.run("check " + kSmall + "window.yaml").err ==
        "spikelock: " + kSmall +
            "window.yaml:2: this is an experiment file; a network file begins with 'spikelock: "
            "network/1'\n");
}

TEST_CASE("info says what an experiment is") {
  const CommandFolder folder;
  const Output output = folder.run("info " + kSmall + "detector.yaml");
  CHECK(output.status == 0);
  CHECK(output.out.rfind("kind: experiment\nname: detector\nexperiment: detector\nrounds: 8\n",
                         0) == 0);
}
