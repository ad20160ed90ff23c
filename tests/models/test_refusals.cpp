// SPDX-License-Identifier: Apache-2.0
// Wrong network and chip files, each with the exact sentence that refuses it.
#include <catch2/catch.hpp>
#include <vector>

#include "models/chip.hpp"
#include "models/network.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// What is wrong, put into its place in a file that is right otherwise, and the refusal.
struct Case {
  std::string wrong;
  std::string sentence;
};

// Small tables that the cases refer to.
void write_tables(const test::Folder& folder) {
  folder.write("edges.csv", "from_index,to_index\n0,1\n1,2\n");
  folder.write("far.csv", "from_index,to_index\n0,1\n0,70\n");
  folder.write("minus.csv", "from_index,to_index\n-1,0\n");
  folder.write("both.csv", "from_index,to_index,weight,delay\n0,1,2,3\n");
  folder.write("heavy.csv", "from_index,to_index,weight\n0,0,1\n0,0,128\n");
  folder.write("late.csv", "from_index,to_index,weight,delay\n0,0,1,32\n");
  folder.write("swapped.csv", "to_index,from_index\n0,1\n");
  folder.write("w.csv", "from_index,to_index,weight\n0,1,5\n");
  folder.write("more.csv", "from_index,to_index,weight\n1,2,6\n1,1,7\n0,1,5\n");
  folder.write("twice.csv", "from_index,to_index,weight\n0,1,5\n1,2,6\n0,1,5\n");
  folder.write("two.csv", "index,value\n0,1\n1,1\n");
  folder.write("again.csv", "index,value\n0,1\n0,1\n");
  folder.write("out.csv", "index,value\n3,1\n");
  folder.write("big.csv", "index,value\n0,4097\n");
  folder.write("spikes.csv", "step,index\n1,0\n");
  folder.write("zero.csv", "step,index\n1,0\n0,0\n");
  folder.write("line.csv", "step,index\n1,2\n");
  folder.write("empty.csv", "");
  folder.write("noheader.csv", "1,0\n2,0\n");
}

// Reads a file that is made of the case's text and compares its refusal.
template <class Make, class Read>
void check(const std::vector<Case>& cases, Make make, Read read) {
  const test::Folder folder;
  write_tables(folder);
  for (const Case& c : cases) {
    INFO(c.wrong);
    const std::string path = folder.write("f.yaml", make(c.wrong));
    CHECK(folder.refusal([&] { read(path); }) == c.sentence);
  }
}

void check_network(const std::vector<Case>& cases, const std::string& before,
                   const std::string& after = "") {
  check(
      cases, [&](const std::string& wrong) { return before + wrong + after + "\n"; },
      [](const std::string& path) { read_network(path); });
}

void check_chip(const std::vector<Case>& cases, const std::string& before,
                const std::string& after = "") {
  check(
      cases, [&](const std::string& wrong) { return before + wrong + after + "\n"; },
      [](const std::string& path) { read_chip(path); });
}

constexpr const char* kConnect =
    "; allowed all_to_all, one_to_one, {all_to_all: {self: false}}, "
    "{probability: p, self: false}, {file: edges.csv}";
constexpr const char* kStimulus =
    "; allowed {to, spikes: {file: x.csv}}, {to, poisson: {probability: p}}, "
    "{reset_every: steps}, {reset_before: [steps]}, {rule, modulators: {file: x.csv}}";

const std::string kHead = "spikelock: network/1\n";
const std::string kNet =
    kHead + "populations: {in: {size: 2, kind: input}, p: {size: 3, kind: lif}}\n";

}  // namespace

TEST_CASE("wrong keys at the top of a network file are refused") {
  check_network(
      {{"", "f.yaml:1: no 'populations' in the file; allowed a map of populations"},
       {"population: {}", "f.yaml:2: unknown key 'population'; did you mean 'populations'?"},
       {"colour: red",
        "f.yaml:2: unknown key 'colour'; allowed spikelock, name, seed, adapt_every, populations, "
        "rules, projections, stimulus"},
       {"populations: {}", "f.yaml:2: no population; allowed one or more"},
       {"populations: []", "f.yaml:2: populations is a list; allowed a map of populations"},
       {"name: 5", "f.yaml:2: name is 5; allowed text (a number or true needs quotes)"},
       {"seed: -1", "f.yaml:2: seed is -1; allowed 0..18446744073709551615"},
       {"seed: 18446744073709551616",
        "f.yaml:2: seed is 18446744073709551616; allowed 0..18446744073709551615"},
       {"seed: \"1\"", "f.yaml:2: seed is the text \"1\"; allowed 0..18446744073709551615"},
       {"adapt_every: 16", "f.yaml:2: adapt_every is 16; allowed 0..15"},
       {"seed: 1\nseed: 1", "f.yaml:3: key 'seed' is given twice, first in line 2; allowed once"}},
      kHead);
}

TEST_CASE("wrong populations are refused") {
  check_network(
      {{"1a: {size: 1, kind: lif}",
        "f.yaml:3: population '1a' is no name; allowed a letter or _, then letters, digits, _ . -"},
       {"a b: {size: 1, kind: lif}",
        "f.yaml:3: population 'a b' is no name; allowed a letter or _, then letters, digits, _ . "
        "-"},
       {"\"a\\nb\": {size: 1, kind: lif}",
        "f.yaml:3: population 'a b' is no name; allowed a letter or _, then letters, digits, _ . "
        "-"},
       {"a: 7", "f.yaml:3: a is 7; allowed a map with size, kind, params"},
       {"a: {kind: lif}", "f.yaml:3: no 'size' in a; allowed 1..134217728"},
       {"a: {size: 1}", "f.yaml:3: no 'kind' in a; allowed input, lif"},
       {"a: {size: 0, kind: lif}", "f.yaml:3: size is 0; allowed 1..134217728"},
       {"a: {size: 134217728, kind: input}\n  b: {size: 1, kind: input}",
        "f.yaml:4: too many neurons; allowed 134217728"},
       {"a: {size: 134217000, kind: input}\n  b: {size: 729, kind: input}",
        "f.yaml:4: size is 729; allowed 1..728"},
       {"a: {size: 1, kind: izhikevich}", "f.yaml:3: kind is izhikevich; allowed input, lif"},
       {"a: {size: 1, kind: input, params: {}}",
        "f.yaml:3: an input population has no 'params'; allowed with kind lif"},
       {"a: {size: 1, kind: lif, parms: {}}",
        "f.yaml:3: unknown key 'parms'; did you mean 'params'?"},
       {"a:\n    size: 1\n    kind: lif\n    kind: input",
        "f.yaml:6: key 'kind' is given twice, first in line 5; allowed once"}},
      kHead + "populations:\n  ");
}

TEST_CASE("wrong parameters are refused") {
  check_network(
      {{"treshold: 5", "f.yaml:6: unknown key 'treshold'; did you mean 'threshold'?"},
       {"du0: 4097", "f.yaml:6: du0 is 4097; allowed 0..4096"},
       {"dv: -1", "f.yaml:6: dv is -1; allowed 0..4096"},
       {"da_step: -1", "f.yaml:6: da_step is -1; allowed 0..8388607"},
       {"threshold: 8388608", "f.yaml:6: threshold is 8388608; allowed -8388607..8388607"},
       {"v_min: -8388608", "f.yaml:6: v_min is -8388608; allowed -8388607..8388607"},
       {"bias: 0.5", "f.yaml:6: bias is 0.5; allowed -8388607..8388607"},
       {"refractory: 256", "f.yaml:6: refractory is 256; allowed 0..255"},
       {"noise: 24", "f.yaml:6: noise is 24; allowed 0..23"},
       {"noise: none", "f.yaml:6: noise is none; allowed 0..23"},
       {"reset: substract", "f.yaml:6: reset is substract; allowed subtract, -8388607..8388607"},
       {"threshold: subtract", "f.yaml:6: threshold is subtract; allowed -8388607..8388607"},
       {"bias: [1, 2]", "f.yaml:6: bias has 2 values; allowed one number or a list of 3"},
       {"bias: [1, 2, x]", "f.yaml:6: bias[2] is x; allowed -8388607..8388607"},
       {"bias: {fil: two.csv}", "f.yaml:6: unknown key 'fil'; did you mean 'file'?"},
       {"bias: {}", "f.yaml:6: no 'file' in bias; allowed {file: x.csv}"},
       {"bias: {file: none.csv}",
        "f.yaml:6: 'none.csv' does not exist; paths are relative to the network file"},
       {"bias: {file: two.csv}",
        "two.csv:3: the table ends without index 2; population 'p' has 3, each needs a row"},
       {"bias: {file: again.csv}",
        "again.csv:3: index 0 is given twice, first in line 2; allowed once"},
       {"bias: {file: out.csv}", "out.csv:2: neuron 3 does not exist; population 'p' has 3"},
       {"du0: {file: big.csv}", "big.csv:2: value is 4097; allowed 0..4096"},
       {"bias: {file: spikes.csv}", "spikes.csv:1: header is 'step,index'; allowed 'index,value'"}},
      kHead + "populations:\n  p:\n    size: 3\n    kind: lif\n    params: {", "}");
}

TEST_CASE("wrong projections are refused") {
  check_network(
      {{"from: q, to: p", "f.yaml:3: population 'q' does not exist; allowed in, p"},
       {"from: pixels, to: p", "f.yaml:3: population 'pixels' does not exist; allowed in, p"},
       {"from: p, to: in", "f.yaml:3: population 'in' is not of kind lif; allowed p"},
       {"to: p", "f.yaml:3: no 'from' in projections[0]; allowed a population"},
       {"from: p, to: p", "f.yaml:3: no 'connect' in projections[0]" + std::string(kConnect)},
       {"from: p, to: p, connect: all_to_all",
        "f.yaml:3: no 'weights' in projections[0]; allowed a number -127..127, {uniform: [a, b]}, "
        "{file: w.csv}, a column 'weight' of the edges"},
       {"from: p, to: p, connect: all_to_all, weights: -128",
        "f.yaml:3: weights is -128; allowed -127..127"},
       {"from: p, to: p, connect: all_to_all, weights: heavy",
        "f.yaml:3: weights is heavy; allowed a number -127..127, {uniform: [a, b]}, "
        "{file: w.csv}, a column 'weight' of the edges"},
       {"from: p, to: p, connect: all_to_all, weights: {uniform: [3, 2]}",
        "f.yaml:3: uniform is [3, 2]; allowed [a, b] with a <= b in -127..127"},
       {"from: p, to: p, connect: all_to_all, weights: {uniform: [3]}",
        "f.yaml:3: uniform has 1 values; allowed [a, b] with a <= b in -127..127"},
       {"from: p, to: p, connect: all_to_all, weights: {uniform: [3, 128]}",
        "f.yaml:3: uniform[1] is 128; allowed -127..127"},
       {"from: p, to: p, connect: all_to_all, weights: 1, shift: 17",
        "f.yaml:3: shift is 17; allowed 0..15"},
       {"from: p, to: p, connect: all_to_all, weights: 1, delay: 0",
        "f.yaml:3: delay is 0; allowed 1..31"},
       {"from: p, to: p, connect: all_to_all, weights: 1, delay: {uniform: [1, 32]}",
        "f.yaml:3: uniform[1] is 32; allowed 1..31"},
       {"from: p, to: p, connect: all_to_all, weights: 1, receptor: 2",
        "f.yaml:3: receptor is 2; allowed 0, 1, instructive"},
       {"from: p, to: p, connect: all_to_all, weights: 1, weight: 1",
        "f.yaml:3: unknown key 'weight'; did you mean 'weights'?"}},
      kNet + "projections: [{", "}]");
}

TEST_CASE("wrong connections are refused") {
  check_network(
      {{"connect: ring, weights: 1", "f.yaml:4: connect is ring" + std::string(kConnect)},
       {"connect: one_to_one, weights: 1",
        "f.yaml:4: one_to_one from 2 to 3 neurons; allowed equal sizes"},
       {"connect: {probability: 1.5}, weights: 1",
        "f.yaml:4: probability is 1.5; allowed a number 0..1"},
       {"connect: {probability: 0.5, file: edges.csv}, weights: 1",
        "f.yaml:4: connect is no rule" + std::string(kConnect)},
       {"connect: {self: false}, weights: 1",
        "f.yaml:4: connect is no rule" + std::string(kConnect)},
       {"connect: {all_to_all: {self: no}}, weights: 1",
        "f.yaml:4: self is no; allowed true, false"},
       {"connect: {propability: 0.5}, weights: 1",
        "f.yaml:4: unknown key 'propability'; did you mean 'probability'?"},
       {"connect: {file: far.csv}, weights: 1",
        "far.csv:3: neuron 70 does not exist; population 'p' has 3"},
       {"connect: {file: minus.csv}, weights: 1",
        "minus.csv:2: input line -1 does not exist; population 'in' has 2"},
       {"connect: {file: heavy.csv}", "heavy.csv:3: weight is 128; allowed -127..127"},
       {"connect: {file: late.csv}", "late.csv:2: delay is 32; allowed 1..31"},
       {"connect: {file: swapped.csv}, weights: 1",
        "swapped.csv:1: header is 'to_index,from_index'; allowed "
        "'from_index,to_index[,weight][,delay]'"},
       {"connect: {file: empty.csv}, weights: 1",
        "empty.csv:1: empty file without a header; allowed "
        "'from_index,to_index[,weight][,delay]'"},
       {"connect: {file: .}, weights: 1",
        "f.yaml:4: '.' is a directory; paths are relative to the network file"},
       {"connect: {file: both.csv}, weights: 1",
        "f.yaml:4: 'weights' is given as a key and as column 'weight' of both.csv; allowed one of "
        "them"},
       {"connect: {file: both.csv}, delay: 1",
        "f.yaml:4: 'delay' is given as a key and as column 'delay' of both.csv; allowed one of "
        "them"},
       {"connect: {file: edges.csv}, weights: {file: w.csv}",
        "w.csv:2: the table ends without in[1] -> p[2]; allowed exactly the connected pairs"},
       {"connect: {file: edges.csv}, weights: {file: more.csv}",
        "more.csv:3: in[1] -> p[1] is not connected; allowed exactly the connected pairs"},
       {"connect: {file: edges.csv}, weights: {file: twice.csv}",
        "twice.csv:4: in[0] -> p[1] is given twice, first in line 2; allowed once"}},
      kNet + "projections:\n  - {from: in, to: p, ", "}");
}

TEST_CASE("wrong stimulus is refused") {
  check_network(
      {{"{to: in}", "f.yaml:4: stimulus[0] must have one of these forms" + std::string(kStimulus)},
       {"{to: in, spikes: {file: spikes.csv}, poisson: {probability: 0}}",
        "f.yaml:4: stimulus[0] must have one of these forms" + std::string(kStimulus)},
       {"{to: p, spikes: {file: spikes.csv}}",
        "f.yaml:4: population 'p' is not of kind input; allowed in"},
       {"{spikes: {file: spikes.csv}}",
        "f.yaml:4: no 'to' in stimulus[0]; allowed an input population"},
       {"{to: in, spikes: spikes.csv}", "f.yaml:4: spikes is spikes.csv; allowed a map with file"},
       {"{to: in, spikes: {file: zero.csv}}", "zero.csv:3: step is 0; allowed 1..4294967295"},
       {"{to: in, spikes: {file: line.csv}}",
        "line.csv:2: input line 2 does not exist; population 'in' has 2"},
       {"{to: in, spikes: {file: noheader.csv}}",
        "noheader.csv:1: header is '1,0'; allowed 'step,index'"},
       {"{to: in, poisson: {probability: 2}}", "f.yaml:4: probability is 2; allowed a number 0..1"},
       {"{to: in, poisson: {}}", "f.yaml:4: no 'probability' in poisson; allowed a number 0..1"},
       {"{reset_every: 0}", "f.yaml:4: reset_every is 0; allowed 1..4294967295"},
       {"{reset_before: 5}", "f.yaml:4: reset_before is 5; allowed a list"},
       {"{reset_before: [5, 0]}", "f.yaml:4: reset_before[1] is 0; allowed 1..4294967295"},
       {"{reset_every: 5, keep_adaptation: yes}",
        "f.yaml:4: keep_adaptation is yes; allowed true, false"},
       {"{reset_every: 5, to: in}", "f.yaml:4: a reset has no 'to'" + std::string(kStimulus)},
       {"{to: in, poisson: {probability: 0}, keep_adaptation: true}",
        "f.yaml:4: 'keep_adaptation' without a reset; allowed with reset_every, reset_before"}},
      kNet + "stimulus:\n  - ");
}

TEST_CASE("wrong chip files are refused") {
  check_chip(
      {
          {"", "f.yaml:1: no 'core' in the file; allowed a map of capacities"},
          {"cores: {}", "f.yaml:2: unknown key 'cores'; did you mean 'core'?"},
          {"mesh: [1]", "f.yaml:2: mesh has 1 sides; allowed [columns, rows], each 1..8"},
          {"mesh: 1", "f.yaml:2: mesh is 1; allowed [columns, rows], each 1..8"},
          {"mesh: [9, 1]", "f.yaml:2: mesh[0] is 9; allowed 1..8"},
          {"mesh: [1, 0]", "f.yaml:2: mesh[1] is 0; allowed 1..8"},
      },
      "spikelock: chip/1\n");
  const std::string core =
      "spikelock: chip/1\n"
      "core: {neurons: 64, axons: 64, synapse_words: 64, lanes: 8}\n";
  check_chip(
      {{"clock_hz: 0", "f.yaml:3: clock_hz is 0; allowed 1..10000000000"},
       {"uart: {clocks_per_bit: 3}", "f.yaml:3: clocks_per_bit is 3; allowed 4..65535"},
       {"uart: {}", "f.yaml:3: no 'clocks_per_bit' in uart; allowed clock cycles in a bit"},
       {"uart: {baud: 9600}", "f.yaml:3: unknown key 'baud'; allowed clocks_per_bit"},
       {"uart: 8", "f.yaml:3: uart is 8; allowed a map with clocks_per_bit"},
       {"mode: fast", "f.yaml:3: mode is fast; allowed barrier, {real_time: {cycles_per_step: N}}"},
       {"mode: {real_time: {cycles_per_step: 2000}}",
        "f.yaml:3: real_time on one core, where no packet can be late; allowed barrier, or a "
        "mesh"}},
      core);
}

TEST_CASE("wrong real time is refused") {
  const std::string f = "f.yaml:4: ";
  check_chip(
      {{"", f + "no 'cycles_per_step' in real_time; allowed 1..4294967295"},
       {"cycles_per_step: 0", f + "cycles_per_step is 0; allowed 1..4294967295"},
       {"cycles_per_step: 4294967296", f + "cycles_per_step is 4294967296; allowed 1..4294967295"},
       {"cycles_per_step: 9, late: never", f + "late is never; allowed defer, drop"},
       {"cycles_per_step: 9, max_lateness: 31", f + "max_lateness is 31; allowed 0..30"},
       {"cycles_per_step: 9, late: drop, max_lateness: 1",
        f + "max_lateness with late: drop; allowed with late: defer"},
       {"period: 9", f + "unknown key 'period'; allowed cycles_per_step, late, max_lateness"}},
      "spikelock: chip/1\nmesh: [2, 1]\n"
      "core: {neurons: 64, axons: 64, synapse_words: 64, lanes: 8}\n"
      "mode: {real_time: {",
      "}}");
}

TEST_CASE("wrong cores are refused") {
  const std::string core = "neurons: 64, axons: 64, synapse_words: 64, lanes: 8, ";
  check_chip(
      {{"axons: 64", "f.yaml:2: no 'neurons' in core; allowed 1..512"},
       {"neurons: 513", "f.yaml:2: neurons is 513; allowed 1..512"},
       {"neurons: 64, axons: 33", "f.yaml:2: axons is 33; allowed multiples of 32, 32..2048"},
       {"neurons: 64, axons: 2080", "f.yaml:2: axons is 2080; allowed 32..2048"},
       {"neurons: 64, axons: 64, synapse_words: 262145",
        "f.yaml:2: synapse_words is 262145; allowed 1..262144"},
       {"neurons: 64, axons: 64, synapse_words: 1, lanes: 3",
        "f.yaml:2: lanes is 3; allowed 1, 2, 4, 8, 16"},
       {"neurons: 64, axons: 64, synapse_words: 1, lanes: 32",
        "f.yaml:2: lanes is 32; allowed 1, 2, 4, 8, 16"},
       {"neurons: 60, axons: 64, synapse_words: 1, lanes: 8",
        "f.yaml:2: neurons is 60; allowed multiples of lanes, 8"},
       {core + "receptors: 3", "f.yaml:2: receptors is 3; allowed 1..2"},
       {core + "random: yes", "f.yaml:2: random is yes; allowed true, false"},
       {core + "neuron_pass: parallel",
        "f.yaml:2: neuron_pass is parallel; allowed pipelined, serial"},
       {core + "profiles: 0", "f.yaml:2: profiles is 0; allowed 1..512"},
       {core + "learning: 1", "f.yaml:2: learning is 1; allowed true, false"},
       {core + "teaching: true",
        "f.yaml:2: teaching: true without learning: true; allowed with it"},
       {core + "plastic: true",
        "f.yaml:2: unknown key 'plastic'; allowed neurons, axons, synapse_words, lanes, receptors, "
        "learning, teaching, random, neuron_pass, counters, profiles, routes, inputs"},
       {core + "routes: 8193", "f.yaml:2: routes is 8193; allowed 1..8192"},
       {core + "inputs: 0", "f.yaml:2: inputs is 0; allowed 1..2048"}},
      "spikelock: chip/1\ncore: {", "}");
}

TEST_CASE("a file of another kind is refused by its kind") {
  const test::Folder folder;
  const std::string chip = folder.write("c.yaml", "spikelock: chip/1\n");
  const std::string network = folder.write("n.yaml", "spikelock: network/1\n");
  CHECK(folder.refusal([&] { read_network(chip); }) ==
        "c.yaml:1: this is a chip file; a network file begins with 'spikelock: network/1'");
  CHECK(folder.refusal([&] { read_chip(network); }) ==
        "n.yaml:1: this is a network file; a chip file begins with 'spikelock: chip/1'");
}
