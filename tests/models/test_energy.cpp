// SPDX-License-Identifier: Apache-2.0
// Price lists, and ledgers times prices: exact, without mixed scopes, without silent gaps.
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "models/chip.hpp"
#include "models/energy.hpp"
#include "tests/models/files.hpp"

using namespace slk;
using Catch::Contains;
using spec::Event;

namespace {

PriceList shipped(const std::string& name) {
  return read_price_list(std::string(SLK_SOURCE) + "/models/energy/" + name + ".yaml");
}

PriceList written(const std::string& prices, const std::string& head = "node_nm: 7\nvoltage: 1\n") {
  const test::Folder folder;
  return read_price_list(
      folder.write("f.yaml", "spikelock: energy/1\n" + head + "prices:\n" + prices));
}

std::string one(const std::string& event, const std::string& value, const std::string& more = "") {
  return "  " + event + ": {value: " + value +
         ", unit: pJ, scope: operation, evidence: measured, source: a board" + more + "}\n";
}

Ledger example() {
  Ledger ledger;
  ledger[Event::kSynapticOps] = 1000;
  ledger[Event::kUpdatesDriven] = 10;
  ledger[Event::kUpdatesIdle] = 90;
  ledger[Event::kSpikes] = 5;
  return ledger;
}

std::string total(const Ledger& ledger, const PriceList& list, bool machine_events = false) {
  const EnergyReport report = price(ledger, machine_events, list);
  return report.total ? picojoules(*report.total) : report.note;
}

}  // namespace

TEST_CASE("the worked example of the documents is 29,098.5 pJ with Loihi's prices") {
  const EnergyReport report = price(example(), false, shipped("loihi_presilicon"));
  REQUIRE(report.lines.size() == 9);  // four of learning, which did not happen
  const std::vector<std::string> names = {"23600", "0", "810", "4680", "0", "8.5", "0", "0", "0"};
  const std::vector<std::uint32_t> shares = {811, 0, 28, 161, 0, 0, 0, 0, 0};
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK(picojoules(report.lines[i].energy) == names[i]);
    CHECK(report.lines[i].share == shares[i]);
  }
  REQUIRE(report.total);
  CHECK(picojoules(*report.total) == "29098.5");
  CHECK(report.note ==
        "modelled with loihi_presilicon (14 nm, 0.75 V, simulated), dynamic only, without static "
        "energy, without machine events; a model, not a measurement of this core");
}

TEST_CASE("without spikes only idle updates take energy") {
  Ledger ledger;
  ledger[Event::kUpdatesIdle] = 100;
  CHECK(total(ledger, shipped("loihi_presilicon")) == "5200");
  CHECK(total(Ledger(), shipped("loihi_presilicon")) == "0");
}

TEST_CASE("twice the steps with the same spikes double the terms of a step only") {
  const PriceList list = shipped("loihi_presilicon");
  Ledger twice = example();
  twice[Event::kUpdatesIdle] += 100;  // as many steps again, in which nothing happens
  CHECK(total(twice, list) == "34298.5");
  CHECK(*price(twice, false, list).total - *price(example(), false, list).total ==
        Attojoules{5200} * 1000000);
  Ledger both = example();
  for (std::uint64_t& count : both.counts) count *= 2;
  CHECK(*price(both, false, list).total == *price(example(), false, list).total * 2);
}

TEST_CASE("energy is the same however the ledger was added up, to the attojoule") {
  const PriceList list = written(one("synaptic_ops", "0.000001") + one("spikes", "0.1") +
                                 one("updates_driven", "0.2") + one("updates_idle", "0.7") +
                                 one("updates_refractory", "0.000003") +
                                 one("instructive_ops", "0.5") + one("window_updates_p", "3") +
                                 one("window_updates_q", "1.1") + one("event_updates", "2.2"));
  Ledger whole;
  Attojoules parts = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    Ledger part;
    for (std::size_t e = 0; e < spec::kEventCount; ++e) {
      part.counts[e] = (i * 7919 + e * 104729) % 1013;
      whole.counts[e] += part.counts[e];
    }
    parts += *price(part, false, list).total;
  }
  CHECK(*price(whole, false, list).total == parts);
}

TEST_CASE("no sum is too large, and every digit of it is right") {
  const PriceList list =
      written(one("synaptic_ops", "100000000") + one("spikes", "99999999.999999"));
  Ledger ledger;
  ledger[Event::kSynapticOps] = std::numeric_limits<std::uint64_t>::max();
  ledger[Event::kSpikes] = std::numeric_limits<std::uint64_t>::max();
  // (2^64 - 1) (2 10^14 - 1) aJ
  CHECK(total(ledger, list) == "3689348814741891876255926290.448385");
  CHECK(price(ledger, false, list).lines[0].share == 500);
}

TEST_CASE("an event that took energy and has no price leaves no total, and is named") {
  const PriceList list = written(one("synaptic_ops", "1") + one("spikes", "0"));
  Ledger ledger = example();
  CHECK(total(ledger, list) ==
        "no total: f has no price for updates_driven (counted 10), updates_idle (counted 90)");
  CHECK_FALSE(price(ledger, false, list).lines[0].share);
  ledger[Event::kUpdatesDriven] = 0;
  ledger[Event::kUpdatesIdle] = 0;
  CHECK(total(ledger, list) == "1000");  // a price of zero is a price
}

TEST_CASE("learning takes energy of its own, so a list without its prices gives no total") {
  Ledger ledger = example();
  ledger[Event::kWindowUpdatesP] = 3;
  ledger[Event::kWindowUpdatesQ] = 1;
  ledger[Event::kEventUpdates] = 4;
  ledger[Event::kInstructiveOps] = 2;
  // 29,098.5 without learning, 8 updates of 120, 2 reads of 23.6
  CHECK(total(ledger, shipped("loihi_presilicon")) == "30105.7");
  PriceList list = shipped("loihi_presilicon");
  for (const Event event : {Event::kInstructiveOps, Event::kWindowUpdatesP, Event::kWindowUpdatesQ,
                            Event::kEventUpdates}) {
    list.prices[static_cast<std::size_t>(event)].reset();
  }
  CHECK(total(ledger, list) ==
        "no total: loihi_presilicon has no price for instructive_ops (counted 2), "
        "window_updates_p (counted 3), window_updates_q (counted 1), event_updates (counted 4)");
}

TEST_CASE("observations need no price, and count if they have one") {
  Ledger ledger = example();
  const PriceList loihi = shipped("loihi_presilicon");
  for (const Event event : {Event::kInputSpikes, Event::kAdaptationDecays, Event::kSaturationsU,
                            Event::kSaturationsV, Event::kSaturationsA, Event::kNoiseDraws,
                            Event::kPlasticOps, Event::kWeightChanges, Event::kStochasticDraws}) {
    CHECK_FALSE(needs_price(event));
    ledger[event] = 3;
  }
  CHECK(total(ledger, loihi) == "29098.5");
  PriceList more = loihi;
  more.prices[static_cast<std::size_t>(Event::kNoiseDraws)] = *loihi[Event::kSpikes];
  CHECK(total(ledger, more) == "29103.6");
}

TEST_CASE(
    "machine events are priced on machines that count them, and golden says that it does not") {
  const PriceList list = shipped("cmos45_composition");
  Ledger ledger = example();
  ledger[Event::kUpdatesRefractory] = 2;
  const EnergyReport golden = price(ledger, false, list);
  CHECK(total(ledger, list, false) == "11132.2");  // 1350 + 1133 + 8379 + 219.2 + 51
  CHECK_THAT(golden.note, Contains(", without machine events; "));
  ledger[Event::kRouteWords] = 7;
  ledger[Event::kAxonDeliveries] = 7;
  CHECK(total(ledger, list, true) == "11342.2");
  CHECK_THAT(price(ledger, true, list).note, !Contains("machine events"));
  CHECK(price(ledger, true, list).lines.size() == golden.lines.size() + 3);
}

namespace {

// The example on a mesh: 7 packets over 4 links between columns and 3 between rows.
Ledger example_on_mesh() {
  Ledger ledger = example();
  ledger[Event::kPackets] = 7;
  ledger[Event::kHopsX] = 4;
  ledger[Event::kHopsY] = 3;
  ledger[Event::kAxonDeliveries] = 7;
  ledger[Event::kOnTime] = 7;
  return ledger;
}

}  // namespace

TEST_CASE("packets and hops are priced where the list has prices, and named where it has none") {
  const Ledger ledger = example_on_mesh();
  CHECK(total(ledger, shipped("loihi_presilicon"), true) == "29134.4");  // + 11.9 + 12 + 12
  CHECK(total(ledger, shipped("loihi_fitted"), true) == "41984.1");
  CHECK(total(ledger, shipped("dynapse_se"), true) == "45781");
  CHECK(total(ledger, shipped("spinnaker"), true) == "15914000");
  CHECK(total(ledger, shipped("odin_incremental"), true) == "8430");
  CHECK(total(ledger, shipped("odin_all_in"), true) == "12700");
  CHECK(price(ledger, true, shipped("loihi_presilicon")).left_out.empty());
  CHECK(price(ledger, true, shipped("odin_all_in")).left_out.empty());
  const EnergyReport odin = price(ledger, true, shipped("odin_incremental"));
  CHECK_THAT(odin.note, Contains(", without static energy, without packets, hops_x, hops_y; "));
  CHECK(price(ledger, false, shipped("odin_incremental")).left_out.empty());
}

TEST_CASE("a list of the interconnect prices packets and hops, and says what it leaves out") {
  const PriceList list = shipped("noxim_router");
  const EnergyReport report = price(example_on_mesh(), true, list);
  REQUIRE(report.total);
  CHECK(picojoules(*report.total) == "33.7092");  // 7 routers, 7 links with the router behind
  CHECK(report.missing.empty());
  CHECK(report.note ==
        "modelled with noxim_router (45 nm, unknown voltage, derived), interconnect only, without "
        "static energy, without synaptic_ops, updates_driven, updates_idle, spikes; a model, not a "
        "measurement of this core");
  CHECK(total(example(), list) ==
        "no total: noxim_router prices packets and hops only, which golden, without a placement, "
        "does not count");
}

TEST_CASE("one hop less takes the energy of one hop less") {
  Ledger shorter = example_on_mesh();
  --shorter[Event::kHopsY];
  for (const char* name : {"loihi_presilicon", "loihi_fitted", "noxim_router"}) {
    const PriceList list = shipped(name);
    CHECK(*price(example_on_mesh(), true, list).total - *price(shorter, true, list).total ==
          list[Event::kHopsY]->value);
  }
}

TEST_CASE("an all-in price is the only term") {
  const EnergyReport report = price(example(), true, shipped("truenorth_all_in"));
  REQUIRE(report.lines.size() == 1);
  CHECK(price(example(), false, shipped("truenorth_all_in")).note == report.note);
  CHECK(report.lines[0].share == 1000);
  CHECK(picojoules(*report.total) == "26000");
  CHECK(report.note ==
        "modelled with truenorth_all_in (28 nm, 0.775 V, measured), all-in: leakage, memory and "
        "routing are inside; a model, not a measurement of this core");
}

TEST_CASE("static energy is power x cycles / clock, and stays out of the total") {
  const PriceList list = written(
      one("synaptic_ops", "1") +
      "  static_mw: {value: 104, unit: mW, clock_hz: 100000000, scope: operation, evidence: "
      "measured, source: a board}\n");
  Ledger ledger;
  ledger[Event::kSynapticOps] = 3;
  ledger[Event::kCyclesStep] = 50;
  const EnergyReport rtl = price(ledger, true, list);
  CHECK(picojoules(*rtl.total) == "3");
  CHECK(picojoules(*rtl.static_energy) == "52000");  // 0.104 W x 0.5 us
  CHECK_THAT(rtl.note, Contains("dynamic only, static energy apart"));
  CHECK_FALSE(price(ledger, false, list).static_energy);  // golden has no clock
}

TEST_CASE("node and voltage stand in the list or in each price") {
  const PriceList own = written(one("synaptic_ops", "1", ", node_nm: 28, voltage: 0.9") +
                                    one("spikes", "1", ", node_nm: 28, voltage: 0.675"),
                                "name: mine\n");
  CHECK(describe(own) == "mine (28 nm, 0.675 to 0.9 V, measured)");
  CHECK(own[Event::kSpikes]->value == 1000000);
  CHECK(own[Event::kSpikes]->source == "a board");
}

TEST_CASE("the lists that ship can be read, and the chips that ship name one") {
  setenv("SPIKELOCK_HOME", SLK_SOURCE, 1);
  CHECK(shipped_price_lists() ==
        std::vector<std::string>{"cmos45_composition", "dynapse_se", "loihi_fitted",
                                 "loihi_presilicon", "noxim_router", "odin_all_in",
                                 "odin_incremental", "spinnaker", "truenorth_all_in"});
  for (const std::string& name : shipped_price_lists()) {
    const PriceList list = read_price_list(*find_price_list(name, ""));
    CHECK(list.name == name);
    CHECK(!list.doc.empty());
    CHECK(list.all_in == (name == "truenorth_all_in" || name == "odin_all_in"));
    CHECK(list.interconnect == (name == "noxim_router"));
  }
  for (const Chip& chip : shipped_chips()) {
    CHECK(read_price_list(chip.energy).name == "loihi_presilicon");
  }
  unsetenv("SPIKELOCK_HOME");
}

TEST_CASE("a chip names a shipped list, or a file beside it") {
  const test::Folder folder;
  const std::string core = "core: {neurons: 8, axons: 32, synapse_words: 64, lanes: 8}\n";
  const auto chip = [&](const std::string& energy) {
    return read_chip(folder.write("c.yaml", "spikelock: chip/1\n" + core + energy)).energy;
  };
  CHECK(chip("").empty());
  folder.write("mine.yaml", "");
  CHECK(chip("energy: mine.yaml\n") == folder.path("mine.yaml"));
  CHECK_THAT(chip("energy: truenorth_all_in\n"), Catch::EndsWith("/truenorth_all_in.yaml"));
  const std::string allowed =
      "; allowed cmos45_composition, dynapse_se, loihi_fitted, loihi_presilicon, noxim_router, "
      "odin_all_in, odin_incremental, spinnaker, truenorth_all_in, or the path of a file that ends "
      "in .yaml";
  CHECK(folder.refusal([&] { chip("energy: loihi\n"); }) ==
        "c.yaml:3: no price list 'loihi'" + allowed);
  CHECK(folder.refusal([&] { chip("energy: no.yaml\n"); }) ==
        "c.yaml:3: no price list 'no.yaml'" + allowed);
  CHECK(folder.refusal([&] { chip("energy: 5\n"); }) ==
        "c.yaml:3: energy is 5; allowed text (a number or true needs quotes)");
}
