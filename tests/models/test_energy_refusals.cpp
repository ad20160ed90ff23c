// SPDX-License-Identifier: Apache-2.0
// Wrong price lists, each with the exact sentence that refuses it.
#include <catch2/catch.hpp>
#include <vector>

#include "models/energy.hpp"
#include "models/nearest.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

struct Case {
  std::string wrong;
  std::string sentence;
};

std::string every_event() { return join({spec::kEventNames.begin(), spec::kEventNames.end()}); }

const std::string kHead = "spikelock: energy/1\n";
const std::string kList = kHead + "node_nm: 14\nvoltage: 0.75\nprices:\n";
const std::string kEnd = ", unit: pJ, scope: operation, evidence: fitted, source: x}";

void check(const std::vector<Case>& cases, const std::string& before,
           const std::string& after = "") {
  const test::Folder folder;
  for (const Case& c : cases) {
    INFO(c.wrong);
    const std::string path = folder.write("f.yaml", before + c.wrong + after + "\n");
    CHECK(folder.refusal([&] { read_price_list(path); }) == c.sentence);
  }
}

}  // namespace

TEST_CASE("files that are no price lists are refused") {
  check({{"", "f.yaml:1: empty file; a price list begins with 'spikelock: energy/1'"},
         {"spikelock: chip/1",
          "f.yaml:1: this is a chip file; a price list begins with 'spikelock: energy/1'"},
         {"spikelock: energy/2", "f.yaml:1: spikelock is energy/2; allowed energy/1"}},
        "");
  CHECK(test::Folder().refusal([] { read_price_list("no.yaml"); }) ==
        "no.yaml: does not exist; give the path of a price list");
}

TEST_CASE("wrong keys at the top of a price list are refused") {
  check(
      {{"", "f.yaml:1: no 'prices' in the file; allowed a map of events"},
       {"price: {}", "f.yaml:2: unknown key 'price'; did you mean 'prices'?"},
       {"prices: 5", "f.yaml:2: prices is 5; allowed a map with " + every_event() + ", static_mw"},
       {"prices: {}", "f.yaml:2: no price of an event; allowed one or more"},
       {"node_nm: 0", "f.yaml:2: node_nm is 0; allowed 1..10000"},
       {"voltage: 0", "f.yaml:2: voltage is 0; allowed more than 0 V"},
       {"voltage: 0.7501",
        "f.yaml:2: voltage is 0.7501; allowed a decimal number 0..100 with at most 3 decimals"}},
      kHead);
}

TEST_CASE("a constant without value, unit, scope, evidence, source, node or voltage is refused") {
  check({{"unit: pJ, scope: operation, evidence: fitted, source: x",
          "f.yaml:5: no 'value' in spikes; allowed a decimal number in pJ"},
         {"value: 1, scope: operation, evidence: fitted, source: x",
          "f.yaml:5: no 'unit' in spikes; allowed pJ"},
         {"value: 1, unit: pJ, evidence: fitted, source: x",
          "f.yaml:5: no 'scope' in spikes; allowed operation, all_in, interconnect"},
         {"value: 1, unit: pJ, scope: operation, source: x",
          "f.yaml:5: no 'evidence' in spikes; allowed measured, fitted, simulated, estimate, "
          "coded, derived, unverified"},
         {"value: 1, unit: pJ, scope: operation, evidence: fitted",
          "f.yaml:5: no 'source' in spikes; allowed text: where the value is from"}},
        kList + "  spikes: {", "}");
  check({{"voltage: 1", "f.yaml:4: no 'node_nm' in spikes, nor in the file; allowed 1..10000"},
         {"node_nm: 5",
          "f.yaml:4: no 'voltage' in spikes, nor in the file; allowed a decimal number of volts, "
          "unknown"}},
        kHead, "\nprices:\n  spikes: {value: 1" + kEnd);
}

TEST_CASE("wrong events are refused") {
  const std::string end = ": {value: 1" + kEnd;
  check({{"synaptic_op", "f.yaml:5: unknown key 'synaptic_op'; did you mean 'synaptic_ops'?"},
         {"update_idle", "f.yaml:5: unknown key 'update_idle'; did you mean 'updates_idle'?"}},
        kList + "  ", end);
  check({{"  spikes" + end + "\n  spikes" + end,
          "f.yaml:6: key 'spikes' is given twice, first in line 5; allowed once"}},
        kList);
}

TEST_CASE("wrong values, units and words are refused") {
  const std::string number = "; allowed a decimal number 0..100000000 with at most 6 decimals";
  check({{"-1", "f.yaml:5: value is -1" + number},
         {"", "f.yaml:5: value is empty" + number},
         {"1e3", "f.yaml:5: value is 1e3" + number},
         {"1.", "f.yaml:5: value is 1." + number},
         {".5", "f.yaml:5: value is .5" + number},
         {"0.1234567", "f.yaml:5: value is 0.1234567" + number},
         {"100000000.1", "f.yaml:5: value is 100000000.1" + number},
         {"\"1\"", "f.yaml:5: value is the text \"1\"" + number},
         {"23.6 pJ", "f.yaml:5: value is 23.6 pJ" + number}},
        kList + "  spikes: {value: ", kEnd);
  check({{"nJ, scope: operation, evidence: fitted", "f.yaml:5: unit is nJ; allowed pJ"},
         {"pJ, scope: chip, evidence: fitted",
          "f.yaml:5: scope is chip; allowed operation, all_in, interconnect"},
         {"pJ, scope: operation, evidence: guessed",
          "f.yaml:5: evidence is guessed; allowed measured, fitted, simulated, estimate, coded, "
          "derived, unverified"},
         {"pJ, scope: operation, evidence: fitted, sources: y",
          "f.yaml:5: unknown key 'sources'; did you mean 'source'?"}},
        kList + "  spikes: {value: 1, unit: ", ", source: x}");
}

TEST_CASE("scopes and chips are never mixed") {
  const std::string all_in =
      "  synaptic_ops: {value: 26, unit: pJ, scope: all_in, evidence: measured, source: x}\n";
  const std::string alone =
      " beside an all-in price; allowed synaptic_ops alone, for an all-in price already holds "
      "leakage, memory and routing";
  const std::string fixed =
      "  static_mw: {value: 1, unit: mW, clock_hz: 1000, scope: operation, evidence: fitted, "
      "source: x}";
  const std::string hop =
      "  hops_x: {value: 3, unit: pJ, scope: interconnect, evidence: coded, source: x}\n";
  const std::string between =
      " beside a price of the interconnect alone; allowed packets, hops_x, hops_y with that scope, "
      "for such a list leaves out what cores take";
  check({{hop + "  spikes: {value: 1" + kEnd, "f.yaml:6: 'spikes'" + between},
         {"  packets: {value: 1" + kEnd + "\n" + hop, "f.yaml:5: 'packets'" + between},
         {hop + fixed, "f.yaml:6: 'static_mw'" + between},
         {"  spikes: {value: 1, unit: pJ, scope: interconnect, evidence: coded, source: x}",
          "f.yaml:5: scope of spikes is interconnect; allowed packets, hops_x, hops_y"},
         {all_in + "  spikes: {value: 1" + kEnd, "f.yaml:6: 'spikes'" + alone},
         {"  updates_idle: {value: 0" + kEnd + "\n" + all_in, "f.yaml:5: 'updates_idle'" + alone},
         {all_in + fixed, "f.yaml:6: 'static_mw'" + alone},
         {"  spikes: {value: 1, unit: pJ, scope: all_in, evidence: fitted, source: x}",
          "f.yaml:5: scope of spikes is all_in; allowed with synaptic_ops only"},
         {"  synaptic_ops: {value: 1" + kEnd + "\n  spikes: {node_nm: 28, value: 1" + kEnd,
          "f.yaml:6: node_nm of spikes is 28; allowed 14 as above: a list never mixes chips"}},
        kList);
}

TEST_CASE("static power without a clock or in another unit is refused") {
  const std::string words = ", scope: operation, evidence: fitted, source: x";
  check({{"value: 104, unit: mW" + words,
          "f.yaml:5: no 'clock_hz' in static_mw; allowed the clock that turns cycles into time, "
          "1000..10000000000"},
         {"value: 104, unit: pJ, clock_hz: 1000" + words, "f.yaml:5: unit is pJ; allowed mW"},
         {"value: 104, unit: mW, clock_hz: 999" + words,
          "f.yaml:5: clock_hz is 999; allowed 1000..10000000000"}},
        kList + "  static_mw: {", "}");
}
