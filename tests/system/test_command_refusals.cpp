// SPDX-License-Identifier: Apache-2.0
// Every mistake of a user is one line on standard error (place, fault, remedy) with status 2.
#include <catch2/catch.hpp>

#include "tests/system/process.hpp"

using namespace slk;
using tests::CommandFolder;
using tests::Output;

namespace {

struct Mistake {
  std::string arguments;
  std::string sentence;  // after "spikelock: "
};

const std::string kHead = "spikelock: network/1\npopulations:\n  a: {size: 2, kind: lif}\n";

// The files that the mistakes are about.
void write_files(const CommandFolder& folder) {
  folder.write("plain.yaml", kHead);
  folder.write("inputs.yaml", "spikelock: network/1\npopulations:\n  in: {size: 2, kind: input}\n");
  folder.write("empty.yaml", "");
  folder.write("broken.yaml", "spikelock: network/1\npopulations: {a: [\n");
  folder.write("binary.yaml", std::string("\x89PNG\0\x01", 6));
  folder.write("typo.yaml", "spikelock: network/1\npopulation:\n  a: {size: 2, kind: lif}\n");
  folder.write("param.yaml",
               "spikelock: network/1\npopulations:\n"
               "  a: {size: 2, kind: lif, params: {treshold: 3}}\n");
  folder.write("range.yaml",
               "spikelock: network/1\npopulations:\n"
               "  a: {size: 2, kind: lif, params: {dv: 4097}}\n");
  folder.write("rules.yaml", kHead + "rules: {pair: {P: [4]}}\n");
  folder.write("future.yaml", "spikelock: network/2\n");
  folder.write("table.yaml",
               kHead + "projections:\n  - {from: a, to: a, connect: {file: e.csv}}\n");
  folder.write("e.csv", "from_index,to_index,weight\n0,1,5\n0,2,5\n");
  folder.write("sums.yaml",
               "spikelock: network/1\npopulations:\n  in: {size: 1000, kind: input}\n"
               "  a: {size: 1, kind: lif}\nprojections:\n"
               "  - {from: in, to: a, connect: all_to_all, weights: 127, shift: 15}\n");
  folder.write("lanes.yaml",
               "spikelock: chip/1\ncore: {neurons: 9, axons: 32, synapse_words: 64, lanes: 3}\n");
  folder.write("mesh.yaml",
               "spikelock: chip/1\nmesh: [2, 2]\n"
               "core: {neurons: 8, axons: 32, synapse_words: 64, lanes: 8}\n");
  folder.write("tiny.yaml",
               "spikelock: chip/1\ncore: {neurons: 1, axons: 32, synapse_words: 64, lanes: 1}\n");
  folder.write("huge.yaml",
               "spikelock: chip/1\n"
               "core: {neurons: 512, axons: 32, synapse_words: 64, lanes: 8}\n");
  folder.write("hash.json", "{\"spikelock\": \"image/2\",\n\"spec_hash\": \"0\"}\n");
  folder.write("half.json", "{\"spikelock\": \"image/2\",\n");
}

void check_all(const std::vector<Mistake>& mistakes) {
  const CommandFolder folder;
  write_files(folder);
  for (const Mistake& mistake : mistakes) {
    const Output output = folder.run(mistake.arguments);
    INFO("spikelock " << mistake.arguments);
    CHECK(output.status == 2);
    CHECK(output.err == "spikelock: " + mistake.sentence + "\n");
  }
}

constexpr const char* kNone = "cannot be written; name a file in a folder that exists";

}  // namespace

TEST_CASE("a command line without a known verb is refused") {
  check_all({
      {"", "no verb; allowed check, run, profile, map, info, serve; see 'spikelock --help'"},
      {"chek plain.yaml", "unknown verb 'chek'; did you mean 'check'?"},
      {"--steps 3", "unknown verb '--steps'; allowed check, run, profile, map, info, serve"},
  });
}

TEST_CASE("flags that are unknown, incomplete or missing are refused") {
  check_all({
      {"check plain.yaml --step 3", "unknown argument '--step'; see 'spikelock check --help'"},
      {"check plain.yaml plain.yaml",
       "unknown argument 'plain.yaml'; see 'spikelock check --help'"},
      {"check", "NETWORK is required; see 'spikelock check --help'"},
      {"check plain.yaml --steps", "--steps: 1 required N missing; see 'spikelock check --help'"},
      {"run plain.yaml --steps 3", "--backend is required; see 'spikelock run --help'"},
      {"info", "FILE is required; see 'spikelock info --help'"},
  });
}

TEST_CASE("numbers that are no numbers, negative, zero or too large are refused") {
  const std::string fault = " is out of range or no whole number; allowed ";
  check_all({
      {"check plain.yaml --steps ten", "--steps: 'ten'" + fault + "1..4294967295"},
      {"check plain.yaml --steps 1e3", "--steps: '1e3'" + fault + "1..4294967295"},
      {"check plain.yaml --steps -1", "--steps: '-1'" + fault + "1..4294967295"},
      {"check plain.yaml --steps 0", "--steps: '0'" + fault + "1..4294967295"},
      {"run plain.yaml --backend golden --steps 0", "--steps: '0'" + fault + "1..4294967295"},
      {"check plain.yaml --steps 4294967296", "--steps: '4294967296'" + fault + "1..4294967295"},
      {"check plain.yaml --seed -1", "--seed: '-1'" + fault + "0..18446744073709551615"},
      {"check plain.yaml --seed 18446744073709551616",
       "--seed: '18446744073709551616'" + fault + "0..18446744073709551615"},
      {"check plain.yaml --weights-every 0", "--weights-every: '0'" + fault + "1..4294967295"},
      {"check plain.yaml --states-every 0", "--states-every: '0'" + fault + "1..4294967295"},
      {"check plain.yaml --x-seed 0", "--x-seed: '0'" + fault + "1..2147483647"},
      {"check plain.yaml",
       "plain.yaml: the stimulus names no step; say how long to run with --steps N"},
  });
}

TEST_CASE("backends that are unknown, repeated, too few or too many are refused") {
  check_all({
      {"check plain.yaml --steps 3 --backends golden,fpga",
       "--backends: 'fpga' is no backend of this version; allowed: golden, tlm, rtl, device"},
      {"check plain.yaml --steps 3 --backends rtl,rtl",
       "--backends: 'rtl' stands twice; name each backend once"},
      {"check plain.yaml --steps 3 --backends golden",
       "--backends: a check compares at least two backends; allowed: golden,tlm,rtl (use "
       "'spikelock run' for one)"},
      {"check plain.yaml --steps 3 --backends golden,",
       "--backends: '' is no backend of this version; allowed: golden, tlm, rtl, device"},
      {"run plain.yaml --steps 3 --backend gold",
       "--backend: 'gold' is no backend of this version; allowed: golden, tlm, rtl, device"},
      {"run plain.yaml --steps 3 --backend golden,rtl",
       "--backend: name one backend; 'spikelock check' compares several"},
  });
}

TEST_CASE("files that cannot be written are refused before a long run") {
  check_all({
      {"check plain.yaml --steps 3 --wave no/x.fst", std::string("no/x.fst: ") + kNone},
      {"check plain.yaml --steps 3 --json no/x.json", std::string("no/x.json: ") + kNone},
      {"run plain.yaml --steps 3 --backend rtl --wave no/x.fst", std::string("no/x.fst: ") + kNone},
      {"run plain.yaml --steps 3 --backend golden --spikes no/x", std::string("no/x: ") + kNone},
      {"run plain.yaml --steps 3 --backend golden --state no/x", std::string("no/x: ") + kNone},
      {"run plain.yaml --steps 3 --backend golden --weights models",
       std::string("models: ") + kNone},
      {"map plain.yaml -o no/x", std::string("no/x: ") + kNone},
      {"info plain.yaml --json no/x", std::string("no/x: ") + kNone},
      {"run plain.yaml --steps 3 --backend golden --wave x.fst",
       "--wave: golden has no signals; take --backend rtl"},
      {"run plain.yaml --steps 3 --backend tlm --wave x.fst",
       "--wave: tlm has no signals; take --backend rtl"},
      {"check plain.yaml --steps 3 --backends golden,tlm --wave x.fst",
       "--wave: none of golden,tlm has signals; add rtl to --backends"},
      {"check plain.yaml --steps 3 --wave x.gtkw",
       "--wave: 'x.gtkw' is no name of a waveform; allowed a name that ends in .fst"},
      {"check plain.yaml --steps 3 --wave-steps 1:2",
       "--wave-steps: there is no waveform; add --wave FILE.fst"},
      {"check plain.yaml --steps 3 --wave x.fst --wave-steps 3:2",
       "--wave-steps: '3:2' is no range of steps; allowed: FIRST:LAST with 1 <= FIRST <= LAST"},
      {"check plain.yaml --steps 3 --wave x.fst --wave-steps 4:5",
       "--wave-steps: the run ends with step 3; begin at or before it"},
  });
}

TEST_CASE("files that are missing, of another kind or damaged are refused") {
  check_all({
      {"check no.yaml", "no.yaml: does not exist; give the path of a network file"},
      {"check models", "models: is a directory; give the path of a network file"},
      {"check empty.yaml",
       "empty.yaml:1: empty file; a network file begins with 'spikelock: network/1'"},
      {"check binary.yaml", "binary.yaml:1: control character 0; allowed UTF-8 text"},
      {"check models/chips/core64.yaml",
       "models/chips/core64.yaml:3: this is a chip file; a network file begins with 'spikelock: "
       "network/1'"},
      {"map plain.yaml --chip plain.yaml",
       "plain.yaml:1: this is a network file; a chip file begins with 'spikelock: chip/1'"},
      {"check future.yaml", "future.yaml:1: spikelock is network/2; allowed network/1"},
      {"map plain.yaml --chip no.yaml", "no.yaml: does not exist; give the path of a chip file"},
      {"info no.yaml",
       "no.yaml: cannot be read; name a network, chip, image, price list or experiment file"},
      {"info models",
       "models: cannot be read; name a network, chip, image, price list or experiment file"},
      {"info e.csv",
       "e.csv: no line 'spikelock: KIND/1'; allowed network/1, chip/1, image/2, energy/1, "
       "experiment/1"},
      {"info future.yaml",
       "future.yaml: 'spikelock: network/2' is no kind of file that this version knows; allowed: "
       "network/1, chip/1, image/2, energy/1, experiment/1"},
  });
}

TEST_CASE("an image in place of a network, and an image of another spec, are refused") {
  const CommandFolder folder;
  write_files(folder);
  REQUIRE(folder.run("map plain.yaml -o image.json").status == 0);
  const Output output = folder.run("check image.json --steps 3");
  CHECK(output.status == 2);
  CHECK(output.err ==
        "spikelock: image.json:2: spikelock is the text \"image/2\"; allowed network/1\n");
  for (const std::string name : {"hash.json", "half.json"}) {
    const Output damaged = folder.run("info " + name);
    CHECK(damaged.status == 2);
    CHECK_THAT(damaged.err, Catch::StartsWith("spikelock: " + name + ": no usable image: ") &&
                                Catch::EndsWith("; write it anew with 'spikelock map -o'\n"));
  }
}

TEST_CASE("mistakes inside a network file are refused by their line") {
  check_all({
      {"check broken.yaml",
       "broken.yaml:2: not YAML: end of sequence flow not found; check brackets, "
       "quotes and indentation here and above"},
      {"check typo.yaml", "typo.yaml:2: unknown key 'population'; did you mean 'populations'?"},
      {"check param.yaml", "param.yaml:3: unknown key 'treshold'; did you mean 'threshold'?"},
      {"check range.yaml", "range.yaml:3: dv is 4097; allowed 0..4096"},
      {"check table.yaml", "e.csv:3: neuron 2 does not exist; population 'a' has 2"},
      {"check sums.yaml",
       "sums.yaml:5: receptor 0 of a[0] can reach 4161536000 in one step; allowed at most "
       "2147483647: "
       "lower its weights, shift or number of synapses"},
      {"check inputs.yaml --steps 3",
       "inputs.yaml: no neuron to compare; allowed one or more populations of kind lif"},
  });
}

TEST_CASE("chips that are wrong or too small are refused") {
  check_all({
      {"map plain.yaml --chip lanes.yaml", "lanes.yaml:2: lanes is 3; allowed 1, 2, 4, 8, 16"},
      {"check plain.yaml --steps 3 --chip mesh.yaml --link uart",
       "--link: uart to a chip of 4 cores, which has no serial line; allowed: backdoor"},
      {"check plain.yaml --steps 3 --chip tiny.yaml",
       "tiny.yaml: neurons: the network needs 2, the core has 1; take a chip with more neurons or "
       "make the "
       "network smaller"},
      {"map rules.yaml --chip models/chips/core64.yaml",
       "models/chips/core64.yaml: rules: the network needs 1, the core has 0; take a chip with "
       "learning: true or take the rules away"},
      {"map models/networks/all_to_all90.yaml --chip models/chips/core64.yaml",
       "models/chips/core64.yaml: neurons: the network needs 90, the core has 64; take a chip with "
       "more "
       "neurons or make the network smaller"},
  });
}

TEST_CASE("a chip that no build of the RTL covers is refused in one line") {
  const CommandFolder folder;
  write_files(folder);
  const Output output = folder.run("check plain.yaml --steps 3 --chip huge.yaml");
  CHECK(output.status == 2);
  CHECK_THAT(output.err,
             Catch::StartsWith("spikelock: no RTL variant covers a core with lanes 8, ") &&
                 Catch::Contains("core_lean: "));
  CHECK(output.err.find('\n') == output.err.size() - 1);
  // Golden needs no chip.
  CHECK(folder.run("run plain.yaml --steps 3 --backend golden --chip huge.yaml").status == 0);
}

TEST_CASE("a wrong SPIKELOCK_HOME or SPIKELOCK_RTL is one sentence") {
  const CommandFolder folder;
  write_files(folder);
  const Output home =
      tests::bash("SPIKELOCK_HOME=/nowhere spikelock map plain.yaml", folder.path(""));
  CHECK(home.status == 2);
  CHECK(home.err ==
        "spikelock: SPIKELOCK_HOME is '/nowhere', which has no folder models/chips; allowed "
        "the folder of Spikelock, or unset\n");
  const Output rtl =
      tests::bash("SPIKELOCK_RTL=/nowhere spikelock check plain.yaml --steps 3", folder.path(""));
  CHECK(rtl.status == 3);
  CHECK(rtl.err ==
        "spikelock: /nowhere/variants.txt: no RTL was built here; run 'make build' or set "
        "SPIKELOCK_RTL\n");
}
