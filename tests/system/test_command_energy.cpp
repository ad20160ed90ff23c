// SPDX-License-Identifier: Apache-2.0
// Energy as the command shows it: a table before the verdict, a line of run, JSON, info.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/system/process.hpp"

using namespace slk;
using Catch::Contains;
using nlohmann::ordered_json;
using tests::CommandFolder;
using tests::Output;

namespace {

const std::string kRing = " models/networks/ring.yaml --steps 100 ";

ordered_json backends_of(const CommandFolder& folder, const std::string& name) {
  return ordered_json::parse(folder.text(name))["backends"];
}

}  // namespace

TEST_CASE("check prints each term of the energy, once, and its total before the verdict") {
  const CommandFolder folder;
  const Output output = folder.run("check" + kRing + "--json c.json");
  REQUIRE(output.status == 0);
  CHECK_THAT(output.out,
             Contains("  event               count  price/pJ  energy/pJ   share   evidence\n"
                      "  synaptic_ops           53      23.6    1,250.8   0.4 %  simulated\n"
                      "  updates_driven         53        81      4,293   1.3 %  simulated\n"
                      "  updates_idle        6,188        52    321,776  95.9 %  simulated\n"
                      "  updates_refractory    159        52      8,268   2.5 %  simulated\n"
                      "  spikes                 53       1.7       90.1   0.0 %  simulated\n"
                      "energy of every machine: 335,677.9 pJ, 3,356.8 a step, 6,333.5 a synaptic "
                      "op, modelled with loihi_presilicon (14 nm, 0.75 V, simulated), dynamic "
                      "only, without static energy, without machine events; a model, not a "
                      "measurement of this core\nagree: "));
  const ordered_json machines = backends_of(folder, "c.json");
  for (const char* name : {"golden", "rtl"}) {
    CHECK(machines[name]["energy_pj"] == 335677.9);
    CHECK(machines[name]["energy_static_pj"].is_null());
    // Packets and hops are priced, too, where they are counted.
    REQUIRE(machines[name]["energy"].size() == (std::string(name) == "golden" ? 9 : 12));
    CHECK(machines[name]["energy"][0] == ordered_json({{"event", "synaptic_ops"},
                                                       {"count", 53},
                                                       {"price_pj", 23.6},
                                                       {"energy_pj", 1250.8},
                                                       {"share", 0.004},
                                                       {"scope", "operation"},
                                                       {"evidence", "simulated"}}));
  }
  CHECK_THAT(machines["golden"]["energy_note"].get<std::string>(),
             Contains("without machine events"));
  CHECK_THAT(machines["rtl"]["energy_note"].get<std::string>(),
             !Contains("without machine events"));
}

TEST_CASE("the worked example is the network that its page runs, on every machine") {
  const CommandFolder folder;
  REQUIRE(folder.run("check models/networks/energy_example.yaml --steps 10 --json c.json").status ==
          0);
  const ordered_json machines = backends_of(folder, "c.json");
  CHECK(machines["golden"]["energy_pj"] == 29098.5);
  CHECK(machines["rtl"]["energy_pj"] == 29098.5);
}

TEST_CASE("a machine with priced machine events has a total of its own") {
  const CommandFolder folder;
  const Output output = folder.run("check" + kRing + "--energy cmos45_composition --json c.json");
  REQUIRE(output.status == 0);
  CHECK_THAT(output.out, Contains("energy of every machine: ") && Contains("energy of rtl: ") &&
                             Contains(", with its machine events\nagree: "));
  const ordered_json machines = backends_of(folder, "c.json");
  CHECK(machines["golden"]["energy"].size() == 10);
  CHECK(machines["rtl"]["energy"].size() == 13);
  CHECK(machines["rtl"]["energy_pj"] > machines["golden"]["energy_pj"]);
}

TEST_CASE("static energy stands apart, for machines with a clock") {
  const CommandFolder folder;
  const std::string end = ", scope: operation, evidence: fitted, source: x}\n";
  folder.write("fixed.yaml",
               "spikelock: energy/1\nnode_nm: 14\nvoltage: 1\nprices:\n"
               "  synaptic_ops: {value: 2, unit: pJ" +
                   end + "  spikes: {value: 0, unit: pJ" + end +
                   "  updates_driven: {value: 0, unit: pJ" + end +
                   "  updates_idle: {value: 0, unit: pJ" + end +
                   "  updates_refractory: {value: 0, unit: pJ" + end +
                   "  static_mw: {value: 3, unit: mW, clock_hz: 100000000" + end);
  const Output output = folder.run("check" + kRing + "--energy fixed.yaml --json c.json");
  CHECK_THAT(output.out, Contains("energy of rtl: 106 pJ, 1.1 a step, 2 a synaptic op; static "
                                  "258,000 pJ\nagree: "));  // 8,600 cycles of 10 ns at 3 mW
  const ordered_json machines = backends_of(folder, "c.json");
  CHECK(machines["golden"]["energy_static_pj"].is_null());
  CHECK(machines["rtl"]["energy_static_pj"] == 258000);
  CHECK(machines["rtl"]["energy_pj"] == 106);
}

TEST_CASE("run prints one line of energy if a chip or a flag names a list") {
  const CommandFolder folder;
  const std::string line =
      "energy: 335,677.9 pJ, 3,356.8 a step, 6,333.5 a synaptic op, modelled with "
      "loihi_presilicon (14 nm, 0.75 V, simulated), dynamic only, without static energy";
  const std::string end = "; a model, not a measurement of this core\n";
  CHECK_THAT(folder.run("run" + kRing + "--backend rtl").out, Catch::EndsWith(line + end));
  CHECK_THAT(folder.run("run" + kRing + "--backend golden --energy loihi_presilicon").out,
             Catch::EndsWith(line + ", without machine events" + end));
  const Output bare = folder.run("run" + kRing + "--backend golden --json g.json");
  CHECK_THAT(bare.out, !Contains("energy"));
  const ordered_json golden = backends_of(folder, "g.json")["golden"];
  CHECK(golden["energy_pj"].is_null());
  CHECK(golden["energy"].empty());
  CHECK_THAT(golden["energy_note"].get<std::string>(), Catch::StartsWith("no price list"));
}

TEST_CASE("a list that lacks a price leaves no total and says why") {
  const CommandFolder folder;
  folder.write("some.yaml",
               "spikelock: energy/1\nnode_nm: 14\nvoltage: 1\nprices:\n  spikes: {value: 2, "
               "unit: pJ, scope: operation, evidence: fitted, source: x}\n");
  const Output output = folder.run("check" + kRing + "--energy some.yaml --json c.json");
  CHECK(output.status == 0);
  const std::string note =
      "no total: some has no price for synaptic_ops (counted 53), updates_driven (counted 53), "
      "updates_idle (counted 6188), updates_refractory (counted 159)";
  CHECK_THAT(output.out, Contains("energy of every machine: " + note + "\nagree: "));
  const ordered_json rtl = backends_of(folder, "c.json")["rtl"];
  CHECK(rtl["energy_pj"].is_null());
  CHECK(rtl["energy_note"] == note);
  CHECK(rtl["energy"][0]["share"].is_null());
}

TEST_CASE("an unknown price list is refused with those that ship, before the run") {
  const CommandFolder folder;
  for (const std::string word : {"loihi", "no.yaml"}) {
    const Output output = folder.run("check" + kRing + "--energy " + word);
    CHECK(output.status == 2);
    CHECK(output.err == "spikelock: --energy: no price list '" + word +
                            "'; allowed cmos45_composition, dynapse_se, loihi_fitted, "
                            "loihi_presilicon, noxim_router, "
                            "odin_all_in, odin_incremental, spinnaker, truenorth_all_in, "
                            "or the path of a file that ends in .yaml\n");
  }
}

TEST_CASE("info shows a price list with its sources") {
  const CommandFolder folder;
  const Output output = folder.run("info models/energy/truenorth_all_in.yaml --json i.json");
  CHECK(output.status == 0);
  CHECK_THAT(output.out, Catch::StartsWith("kind: energy\nname: truenorth_all_in\n") &&
                             Contains("  synaptic_ops     26    pJ       28    0.775  all_in  "
                                      "measured\n") &&
                             Contains("sources:\n  synaptic_ops: Science 345"));
  CHECK(ordered_json::parse(folder.text("i.json"))["prices"].size() == 1);
  CHECK_THAT(folder.run("info models/chips/core64.yaml").out,
             Contains("energy: loihi_presilicon\n"));
}
