// SPDX-License-Identifier: Apache-2.0
// The command as a process: what it prints, its exit status, its JSON and CSV files.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "tests/system/process.hpp"

using namespace slk;
using Catch::Contains;
using Catch::StartsWith;
using nlohmann::ordered_json;
using tests::CommandFolder;
using tests::Output;

namespace {

const std::string kNetwork = "models/networks/random_recurrent.yaml";

ordered_json json_of(const CommandFolder& folder, const std::string& name) {
  return ordered_json::parse(folder.text(name));
}

std::vector<std::string> keys(const ordered_json& json) {
  std::vector<std::string> names;
  for (const auto& item : json.items()) names.push_back(item.key());
  return names;
}

std::vector<std::string> event_names(bool network) {
  std::vector<std::string> names;
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (spec::is_network(static_cast<spec::Event>(e)) == network) {
      names.emplace_back(spec::kEventNames[e]);
    }
  }
  return names;
}

using Names = std::vector<std::string>;

void check_machine(const ordered_json& machine, bool has_machine_events) {
  CHECK(keys(machine) == Names{"digest", "events", "machine_events", "cycles", "energy_pj",
                               "energy_note", "energy", "energy_static_pj", "seconds"});
  CHECK(machine["digest"].get<std::string>().size() == 16);
  CHECK(keys(machine["events"]) == event_names(true));
  CHECK(machine["energy_note"].is_string());
  CHECK(machine["seconds"].is_number());
  if (has_machine_events) {
    CHECK(keys(machine["machine_events"]) == event_names(false));
    CHECK(machine["cycles"] == machine["machine_events"]["cycles_step"]);
  } else {
    CHECK(machine["machine_events"].is_null());
    CHECK(machine["cycles"].is_null());
  }
}

std::string digest_in(const Output& output) {
  const std::size_t at = output.out.find("digest ");
  REQUIRE(output.status == 0);
  REQUIRE(output.out.find("on ") != std::string::npos);
  return output.out.substr(at + 7, 16);
}

}  // namespace

TEST_CASE("help and version go to standard output with status 0") {
  const CommandFolder folder;
  for (const std::string verb : {"", "check ", "run ", "map ", "info "}) {
    const Output help = folder.run(verb + "--help");
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    CHECK_THAT(help.out, Contains("Usage: spikelock") && Contains(verb));
  }
  const Output version = folder.run("--version");
  CHECK(version.status == 0);
  CHECK(version.out == "spikelock 0.1.0 spec " + hex64(spec::kHash) + "\n");
}

TEST_CASE("check says in its last line how much agrees") {
  const CommandFolder folder;
  const Output output = folder.run("check models/networks/ring.yaml --steps 100");
  CHECK(output.status == 0);
  CHECK(output.err.empty());
  CHECK_THAT(output.out, StartsWith("ring: 64 neurons, 64 input lines, 128 synapses on core64\n"));
  CHECK_THAT(output.out,
             Catch::EndsWith("agree: golden = tlm = rtl: 100 steps, 6,400 updates, 53 spikes, "
                             "128 weights, every cycle count as the formula says\n"));
}

TEST_CASE("the JSON of check has every documented key") {
  const CommandFolder folder;
  REQUIRE(folder.run("check " + kNetwork + " --steps 60 --seed 9 --json c.json").status == 0);
  const ordered_json json = json_of(folder, "c.json");
  CHECK(keys(json) ==
        Names{"agree", "steps", "seed", "spec_hash", "compared", "backends", "divergence"});
  CHECK(json["agree"] == true);
  CHECK(json["steps"] == 60);
  CHECK(json["seed"] == 9);
  CHECK(json["spec_hash"] == hex64(spec::kHash));
  CHECK(keys(json["compared"]) == Names{"updates", "spikes", "weights"});
  CHECK(json["compared"]["updates"] == 6000);
  CHECK(json["divergence"].is_null());
  CHECK(keys(json["backends"]) == Names{"golden", "tlm", "rtl"});
  check_machine(json["backends"]["golden"], false);
  check_machine(json["backends"]["tlm"], true);
  check_machine(json["backends"]["rtl"], true);
  CHECK(json["backends"]["tlm"]["machine_events"] == json["backends"]["rtl"]["machine_events"]);
  CHECK(json["backends"]["golden"]["digest"] == json["backends"]["rtl"]["digest"]);
  CHECK(json["backends"]["golden"]["events"] == json["backends"]["rtl"]["events"]);
  CHECK(json["backends"]["rtl"]["events"]["spikes"] == json["compared"]["spikes"]);
}

TEST_CASE("a chip without counters is held to all but its events, and its energy is not known") {
  const CommandFolder folder;
  const std::string chip = folder.write(
      "mute.yaml",
      "spikelock: chip/1\ncore: {neurons: 128, axons: 128, synapse_words: 2048, lanes: 1, "
      "receptors: 1, random: false, profiles: 4, counters: false}\nenergy: loihi_presilicon\n");
  const std::string run = "models/networks/ring.yaml --steps 50 --chip " + chip;
  const Output output = folder.run("check " + run + " --backends golden,tlm --json m.json");
  CHECK(output.status == 0);
  CHECK_THAT(output.out, Contains("energy of every machine: ") &&
                             Contains("energy of tlm: not known, as this chip counts no events") &&
                             Contains("every cycle count as the formula says; events not counted"));
  const ordered_json tlm = json_of(folder, "m.json")["backends"]["tlm"];
  CHECK(tlm["events"].is_null());
  CHECK(tlm["machine_events"].is_null());
  CHECK(tlm["energy_pj"].is_null());
  CHECK(tlm["cycles"] > 0);
  CHECK_THAT(
      folder.run("run " + run + " --backend tlm").out,
      Contains("energy: not known, as this chip counts no events") && !Contains("synaptic op"));
  CHECK(folder.run("profile " + run + " --backend tlm").err ==
        "spikelock: --chip: mute counts no events; take a chip with counters: true\n");
}

TEST_CASE("the JSON of run, map and info has every documented key") {
  const CommandFolder folder;
  REQUIRE(folder.run("run " + kNetwork + " --steps 20 --backend rtl --json r.json").status == 0);
  const ordered_json run = json_of(folder, "r.json");
  CHECK(keys(run) == Names{"steps", "seed", "spec_hash", "backends"});
  CHECK(run["seed"] == 2025);
  check_machine(run["backends"]["rtl"], true);
  REQUIRE(folder.run("map " + kNetwork + " -o i.json --json m.json").status == 0);
  const ordered_json map = json_of(folder, "m.json");
  CHECK(keys(map) ==
        Names{"network", "chip", "fill", "synapses", "cycles_quiet_step", "cycles_full_step"});
  CHECK(keys(map["fill"]) ==
        Names{"neurons", "axons", "synapse words", "profiles", "input lines", "routes"});
  CHECK(map["fill"]["neurons"] == ordered_json({{"used", 100}, {"limit", 256}}));
  REQUIRE(folder.run("info " + kNetwork + " --json n.json").status == 0);
  CHECK(json_of(folder, "n.json")["kind"] == "network");
  CHECK(json_of(folder, "n.json")["neurons"] == 100);
  REQUIRE(folder.run("info models/chips/core64.yaml --json k.json").status == 0);
  CHECK(json_of(folder, "k.json")["kind"] == "chip");
  CHECK(json_of(folder, "k.json")["synapses"] == 16384);
  REQUIRE(folder.run("info i.json --json j.json").status == 0);
  CHECK(json_of(folder, "j.json")["kind"] == "image");
  CHECK(json_of(folder, "j.json")["fill"] == map["fill"]);
}

TEST_CASE("run writes the same files and digest on golden, on TLM and on every build of the RTL") {
  const CommandFolder folder;
  const std::string files = " --spikes s.csv --state x.csv --weights w.csv";
  const std::string common = "run " + kNetwork + " --steps 70" + files + " --backend ";
  const std::string digest = digest_in(folder.run(common + "golden"));
  const std::string spikes = folder.text("s.csv"), state = folder.text("x.csv"),
                    weights = folder.text("w.csv");
  CHECK_THAT(spikes, StartsWith("step,population,index\n2,drive,"));
  CHECK_THAT(state, StartsWith("step,population,index,u0,u1,v,a,r\n1,excite,0,"));
  CHECK_THAT(weights,
             StartsWith("projection,from,from_index,to,to_index,delay,weight\n0,drive,0,"));
  CHECK(std::count(state.begin(), state.end(), '\n') == 1 + 70 * 100);
  CHECK(std::count(weights.begin(), weights.end(), '\n') == 1 + 2681);
  for (const std::string chip : {"core256", "core256_l1", "core256_l16"}) {
    INFO(chip);
    for (const std::string machine : {"tlm", "rtl"}) {
      const std::string on = machine + " --chip models/chips/" + chip + ".yaml";
      CHECK(digest_in(folder.run(common + on)) == digest);
      CHECK(folder.text("s.csv") == spikes);
      CHECK(folder.text("x.csv") == state);
      CHECK(folder.text("w.csv") == weights);
    }
  }
  REQUIRE(folder.run("check " + kNetwork + " --steps 70 --json c.json").status == 0);
  CHECK(json_of(folder, "c.json")["backends"]["rtl"]["digest"] == digest);
}

TEST_CASE("steps default to the last step of the stimulus, and spikes beyond the run are noted") {
  const CommandFolder folder;
  const Output whole = folder.run("run models/networks/ring.yaml --backend golden");
  CHECK_THAT(whole.out, StartsWith("ring on golden: 30 steps, "));
  CHECK(whole.err.empty());
  const Output cut = folder.run("run models/networks/ring.yaml --backend golden --steps 29");
  CHECK(cut.status == 0);
  CHECK(cut.err == "note: 1 input spike after step 29 is ignored\n");
  CHECK_THAT(cut.out, StartsWith("ring on golden: 29 steps, "));
}

TEST_CASE("golden runs a network that learns; modulators beyond the run are noted") {
  const CommandFolder folder;
  folder.write("m.csv", "step,m_plus,m_minus,enable\n6,512,256,1\n9,0,0,1\n12,0,0,0\n");
  folder.write("learns.yaml",
               "spikelock: network/1\npopulations:\n  in: {size: 1, kind: input}\n"
               "  n: {size: 1, kind: lif}\nrules: {up: {P: [3], C: 1, min: 0, max: 9}}\n"
               "projections:\n"
               "  - {from: in, to: n, connect: all_to_all, weights: 1, rule: up}\n"
               "  - {from: in, to: n, connect: all_to_all, receptor: instructive}\n"
               "stimulus:\n  - {to: in, poisson: {probability: 1}}\n"
               "  - {rule: up, modulators: {file: m.csv}}\n");
  CHECK_THAT(folder.run("run learns.yaml --backend golden").out,
             StartsWith("learns on golden: 12 steps, "));
  const Output cut = folder.run(
      "run learns.yaml --backend golden --steps 8 --weights w.csv "
      "--json r.json");
  CHECK(cut.err == "note: 2 modulator changes after step 8 are ignored\n");
  CHECK(folder.text("w.csv") ==
        "projection,from,from_index,to,to_index,delay,weight\n0,in,0,n,0,1,9\n1,in,0,n,0,1,0\n");
  const ordered_json events = json_of(folder, "r.json")["backends"]["golden"]["events"];
  CHECK(events["plastic_ops"] == 7);
  CHECK(events["instructive_ops"] == 7);
  CHECK(events["event_updates"] == 7);
  CHECK(events["window_updates_p"] == 7);
  const ordered_json info = [&] {
    REQUIRE(folder.run("info learns.yaml --json i.json").status == 0);
    return json_of(folder, "i.json");
  }();
  CHECK(info["rules"][0]["name"] == "up");
  CHECK(info["projections"][0]["rule"] == "up");
  CHECK(info["projections"][1]["receptor"] == "instructive");
}

TEST_CASE("a seed on the command line replaces that of the file") {
  const CommandFolder folder;
  const std::string common = "run " + kNetwork + " --backend golden --steps 30";
  const std::string own = digest_in(folder.run(common));
  CHECK(digest_in(folder.run(common + " --seed 2025")) == own);
  CHECK(digest_in(folder.run(common + " --seed 2026")) != own);
  CHECK(digest_in(folder.run(common + " --seed 18446744073709551615")) != own);
}

TEST_CASE("weights-every compares the weights more often, with more records in the digest") {
  const CommandFolder folder;
  const std::string common = "check " + kNetwork + " --steps 50 --json c.json";
  REQUIRE(folder.run(common).status == 0);
  const ordered_json once = json_of(folder, "c.json");
  REQUIRE(folder.run(common + " --weights-every 20").status == 0);
  const ordered_json often = json_of(folder, "c.json");
  CHECK(once["compared"]["weights"] == 2681);
  CHECK(often["compared"]["weights"] == 3 * 2681);  // after steps 20, 40, 50
  CHECK(once["backends"]["rtl"]["digest"] != often["backends"]["rtl"]["digest"]);
  CHECK(once["backends"]["rtl"]["events"] == often["backends"]["rtl"]["events"]);
}

TEST_CASE("states-every looks at the states more seldom, with fewer records in the digest") {
  const CommandFolder folder;
  const std::string common = kNetwork + " --steps 50 --chip models/chips/core256.yaml";
  REQUIRE(folder.run("check " + common + " --json c.json").status == 0);
  const ordered_json every = json_of(folder, "c.json");
  REQUIRE(folder.run("check " + common + " --json c.json --states-every 20").status == 0);
  const ordered_json seldom = json_of(folder, "c.json");
  CHECK(every["compared"]["updates"] == 50 * 100);
  CHECK(seldom["compared"]["updates"] == 3 * 100);  // after steps 20, 40, 50
  CHECK(seldom["compared"]["spikes"] == every["compared"]["spikes"]);
  const std::string digest = seldom["backends"]["golden"]["digest"];
  CHECK(digest != every["backends"]["golden"]["digest"]);
  for (const std::string backend : {"golden", "tlm", "rtl"}) {
    CHECK(seldom["backends"][backend]["digest"] == digest);
    CHECK(seldom["backends"][backend]["events"] == every["backends"][backend]["events"]);
    CHECK(digest_in(folder.run("run " + common + " --states-every 20 --state s.csv --backend " +
                               backend)) == digest);
    const std::string rows = folder.text("s.csv");
    CHECK(std::count(rows.begin(), rows.end(), '\n') == 1 + 3 * 100);
    for (const char* step : {"20,", "40,", "50,"})
      CHECK_THAT(rows, Contains(std::string("\n") + step));
  }
}

TEST_CASE("the order of the backends chooses the reference") {
  const CommandFolder folder;
  const Output output =
      folder.run("check models/networks/oscillator.yaml --steps 20 --backends rtl,golden");
  CHECK(output.status == 0);
  CHECK_THAT(output.out, Contains("agree: rtl = golden: 20 steps, "));
}
