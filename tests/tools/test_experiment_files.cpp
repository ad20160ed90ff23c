// SPDX-License-Identifier: Apache-2.0
// What readers of experiment files refuse, and with which sentence.
#include <catch2/catch.hpp>

#include "models/chip.hpp"
#include "models/text_file.hpp"
#include "tests/models/files.hpp"
#include "tools/experiment/experiment.hpp"

using namespace slk;
using experiment::read_experiment;

namespace {

// The first lines of an experiment with digits, whose network has all that it needs.
const std::string kHead =
    "spikelock: experiment/1\nkind: teacher\nnetwork: net.yaml\nseeds: [1]\nepochs: 1\nsteps: 4\n"
    "phases: [{steps: 4, teacher: true}]\n";
const std::string kTail = "criterion: {accuracy: 50}\n";
const std::string kNetwork =
    "spikelock: network/1\npopulations:\n  pixels: {size: 64, kind: input}\n"
    "  teacher: {size: 10, kind: input}\n  classes: {size: 10, kind: lif}\n";

std::string refusal(const std::string& text, const std::string& network = kNetwork) {
  const test::Folder folder;
  folder.write("net.yaml", network);
  const std::string path = folder.write("e.yaml", text);
  return folder.refusal([&] { read_experiment(path, std::nullopt); });
}

// The experiment that ships under this name, with its text changed once.
std::string shipped_refusal(const std::string& name, const std::string& from,
                            const std::string& to) {
  const test::Folder folder;
  std::string text = load_text(models_folder() + "/experiments/" + name + ".yaml", "", "");
  const auto replace = [&](const std::string& a, const std::string& b) {
    REQUIRE(text.find(a) != std::string::npos);
    text.replace(text.find(a), a.size(), b);
  };
  replace("../networks", models_folder() + "/networks");
  replace(from, to);
  const std::string path = folder.write("e.yaml", text);
  return folder.refusal([&] { read_experiment(path, std::nullopt); });
}

}  // namespace

TEST_CASE("an experiment file that is right is read") { CHECK(refusal(kHead + kTail) == ""); }

TEST_CASE("an experiment file is refused with its line and what is allowed") {
  CHECK(
      refusal("spikelock: network/1\n") ==
      "e.yaml:1: this is a network file; an experiment file begins with 'spikelock: experiment/1'");
  CHECK(refusal("spikelock: experiment/1\n") ==
        "e.yaml:1: no 'kind' in the file; allowed teacher, winner, window, detector, memory");
  CHECK(refusal("spikelock: experiment/1\nkind: techer\n") ==
        "e.yaml:2: kind is techer; allowed teacher, winner, window, detector, memory");
  CHECK(refusal(kHead + "epoch: 3\n" + kTail) ==
        "e.yaml:8: unknown key 'epoch'; did you mean 'epochs'?");
  CHECK(refusal(kHead) == "e.yaml:1: no 'criterion' in the file; allowed {accuracy: N}, per cent");
  CHECK(refusal(kHead + "criterion: {acuracy: 5}\n") ==
        "e.yaml:8: unknown key 'acuracy'; did you mean 'accuracy'?");
  CHECK(refusal(kHead + "criterion: {accuracy: 101}\n") ==
        "e.yaml:8: accuracy is 101; allowed 0..100");
  CHECK(refusal(kHead + "criterion: {accuracy: 50, from_epoch: 2}\n") ==
        "e.yaml:8: from_epoch is 2; allowed 1..1");
  CHECK(refusal(kHead + "score: train\n" + kTail) ==
        "e.yaml:8: score is train; allowed test, validation");
  CHECK(refusal(kHead + "train_images: 1204\n" + kTail) ==
        "e.yaml:8: train_images is 1204; allowed 1..1203");
}

TEST_CASE("seeds are a list of different numbers, at least one") {
  const auto with_seeds = [](const std::string& seeds) {
    std::string text = kHead + kTail;
    return refusal(text.replace(text.find("[1]"), 3, seeds));
  };
  CHECK(with_seeds("[]") == "e.yaml:4: no seed; allowed one or more");
  CHECK(with_seeds("[1, 2, 1]") == "e.yaml:4: seed 1 stands twice; name each seed once");
  CHECK(with_seeds("7") == "e.yaml:4: seeds is 7; allowed a list");
}

TEST_CASE("a network that lacks what the experiment needs is refused where it is named") {
  std::string network = kNetwork;
  network.replace(network.find("teacher"), 7, "teacup");
  CHECK(refusal(kHead + kTail, network).find("e.yaml:3: ") == 0);
  CHECK(refusal(kHead + kTail, network)
            .find("net.yaml has no population 'teacher' of kind input and size 10; allowed a "
                  "network that "
                  "this experiment can run") != std::string::npos);
}

TEST_CASE("every kind refuses what it cannot run") {
  CHECK(shipped_refusal("window", "delays: [1, 7, 31]", "delays: [32]") ==
        "e.yaml:5: delays[0] is 32; allowed 1..31");
  CHECK(shipped_refusal("window", "z: 4.5", "z: 4.55") ==
        "e.yaml:7: z is 4.55; allowed a decimal number 0..100 with at most 1 decimals");
  CHECK(shipped_refusal("detector", "active: 16", "active: 33") ==
        "e.yaml:6: active is 33; allowed 1..32");
  CHECK(shipped_refusal("detector", "wrong: 0", "wrong: 1") == "e.yaml:12: wrong is 1; allowed 0");
  CHECK(shipped_refusal("memory5x10", "{recall_cue: 0}", "{recall_cue: 5}") ==
        "e.yaml:9: recall_cue is 5; allowed 0..4");
  CHECK(shipped_refusal("memory5x10", "{recall_cue: 0}", "{learn: 0}") ==
        "e.yaml:9: trace[2] is no operation; allowed {learn: cue, content: [bit, ...]}, "
        "{recall_cue: cue}, {recall_content: [bit, ...]}");
  CHECK(shipped_refusal("memory5x10", "{recall_content: [3]}", "{recall_content: []}") ==
        "e.yaml:10: no bit of content; allowed one or more");
  CHECK(shipped_refusal("digits_winner200", "spikes: 320", "spikes: 0") ==
        "e.yaml:8: spikes is 0; allowed 1..2000");
}
