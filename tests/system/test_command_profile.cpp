// SPDX-License-Identifier: Apache-2.0
// profile and lateness as a user sees them: figures, curve, the closed loop through a file, and
// what is refused.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/system/process.hpp"

using namespace slk;
using Catch::Contains;
using nlohmann::ordered_json;
using tests::CommandFolder;
using tests::Output;

namespace {

// Sixteen cores of which 12 hold neurons; a period that about half of the steps keep.
const std::string kNetwork = " models/networks/all_to_all90.yaml --steps 60 ";
const std::string kChip = " --chip fast.yaml ";

void write_fast_chip(const CommandFolder& folder) {
  std::string chip = folder.text("models/chips/mesh4x4_small_realtime.yaml");
  const std::string key = "cycles_per_step: ";
  chip.replace(chip.find(key) + key.size(), 3, "60");
  folder.write("fast.yaml", chip);
}

}  // namespace

TEST_CASE("profile says what became of every packet, and that golden explains it") {
  const CommandFolder folder;
  write_fast_chip(folder);
  const Output output = folder.run("profile" + kNetwork + kChip + "--json p.json");
  INFO(output.err);
  REQUIRE(output.status == 0);
  for (const char* text : {"cycles a step, phases of the slowest core", "packets by latency",
                           "disorder: ", "distortion of inter-spike intervals", "most distorted: ",
                           "fidelity to golden in barrier mode: ", "real time: 60 cycles a step; ",
                           "closed loop: golden with this lateness does what tlm did"}) {
    CHECK_THAT(output.out, Contains(text));
  }
  const ordered_json json = ordered_json::parse(folder.text("p.json"));
  const ordered_json& events = json["machine_events"];
  CHECK(events["late"] > 0);
  CHECK(json["latency"]["count"] == events["on_time"].get<int>() + events["late"].get<int>() +
                                        events["dropped"].get<int>() + events["merged"].get<int>());
  CHECK(json["real_time"]["golden_with_lateness_agrees"] == true);
  CHECK(json["fidelity"]["exact"] < 1);
  std::uint64_t hops = 0;
  for (const ordered_json& link : json["links"]) hops += link["packets"].get<std::uint64_t>();
  CHECK(hops == events["hops_x"].get<std::uint64_t>() + events["hops_y"].get<std::uint64_t>());
  const ordered_json& energy = json["energy"]["loihi_presilicon"];
  double cores = 0;
  for (const ordered_json& core : energy["cores_pj"]) cores += core.get<double>();
  CHECK(cores == Approx(energy["energy_pj"].get<double>()));
}

TEST_CASE("a curve shows where the period begins to matter") {
  const CommandFolder folder;
  write_fast_chip(folder);
  const Output output =
      folder.run("profile" + kNetwork + kChip + "--periods 1000,40 --json c.json");
  REQUIRE(output.status == 0);
  const ordered_json json = ordered_json::parse(folder.text("c.json"));
  REQUIRE(json.size() == 2);
  CHECK(json[0]["fidelity"]["exact"] == 1);
  CHECK(json[0]["digest"] == json[0]["golden_digest"]);
  CHECK(json[0]["machine_events"]["late"] == 0);
  CHECK(json[1]["machine_events"]["late"] > 0);
  CHECK(json[1]["machine_events"]["overruns"] > 0);
  CHECK(json[1]["digest"] != json[1]["golden_digest"]);
}

TEST_CASE("check closes the loop by itself, by a file, and not by another run's file") {
  const CommandFolder folder;
  write_fast_chip(folder);
  const std::string check = "check" + kNetwork + kChip + "--backends golden,tlm ";
  const Output alone = folder.run(check + "--json c.json");
  REQUIRE(alone.status == 0);
  CHECK_THAT(alone.out, Contains("late and missed 0, as tlm says"));
  CHECK(ordered_json::parse(folder.text("c.json"))["lateness"]["from"] == "tlm");
  REQUIRE(folder.run("run" + kNetwork + kChip + "--backend tlm --lateness late.csv").status == 0);
  const Output told = folder.run(check + "--lateness late.csv");
  CHECK(told.status == 0);
  CHECK_THAT(told.out, Contains("as late.csv says"));
  const Output other = folder.run(check + "--seed 3 --lateness late.csv");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, Contains("late.csv:") && Contains("did not fire in step"));
  folder.write("none.csv", "step,core,axon,population,index,delay,late\n");
  CHECK(folder.run(check + "--lateness none.csv").status == 1);
}

TEST_CASE("lateness is refused where there is none") {
  const CommandFolder folder;
  const std::string barrier = kNetwork + " --chip models/chips/mesh2x2.yaml ";
  const auto refusal = [&](const std::string& arguments) {
    const Output output = folder.run(arguments);
    CHECK(output.status == 2);
    return output.err;
  };
  const std::string waits =
      "mesh2x2 waits for its packets, so none is late; take a chip with mode real_time\n";
  CHECK(refusal("run" + barrier + "--backend tlm --lateness l.csv") ==
        "spikelock: --lateness: " + waits);
  CHECK(refusal("check" + barrier + "--lateness l.csv") == "spikelock: --lateness: " + waits);
  CHECK(refusal("profile" + barrier + "--periods 5") == "spikelock: --periods: " + waits);
  CHECK(refusal("run" + barrier + "--backend golden --lateness l.csv") ==
        "spikelock: --lateness: golden has no packets to be late; take --backend tlm or rtl\n");
  CHECK(refusal("profile" + barrier + "--backend golden") ==
        "spikelock: --backend: 'golden' has no clock; allowed: tlm, rtl\n");
}
