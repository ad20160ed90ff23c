// SPDX-License-Identifier: Apache-2.0
// Rules and modulators: files that are right, and each mistake with the sentence that refuses it.
#include <catch2/catch.hpp>
#include <vector>

#include "models/network.hpp"
#include "models/stimulus.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

const std::string kPopulations =
    "spikelock: network/1\npopulations: {in: {size: 2, kind: input}, p: {size: 3, kind: lif}}\n";

struct Case {
  std::string wrong;
  std::string sentence;
};

Network read(const std::string& text) {
  const test::Folder folder;
  folder.write("m.csv", "step,m_plus,m_minus,enable\n2,-2048,2047,0\n9,1,2,1\n");
  folder.write("k.csv", "step,m_plus,m_minus,enable\n2,3,4,1\n");
  return read_network(folder.write("f.yaml", kPopulations + text));
}

// What stands between `before` and `after` is wrong; line 3 is the first after the populations.
void refuse(const std::vector<Case>& cases, const std::string& before, const std::string& after) {
  const test::Folder folder;
  folder.write("m.csv", "step,m_plus,m_minus,enable\n2,1,1,1\n");
  folder.write("zero.csv", "step,m_plus,m_minus,enable\n0,1,1,1\n");
  folder.write("plus.csv", "step,m_plus,m_minus,enable\n1,2048,1,1\n");
  folder.write("minus.csv", "step,m_plus,m_minus,enable\n1,1,-2049,1\n");
  folder.write("enable.csv", "step,m_plus,m_minus,enable\n1,1,1,2\n");
  folder.write("again.csv", "step,m_plus,m_minus,enable\n5,1,1,1\n5,2,1,1\n");
  folder.write("back.csv", "step,m_plus,m_minus,enable\n5,1,1,1\n4,2,1,1\n");
  folder.write("header.csv", "step,m_plus\n1,1\n");
  folder.write("w.csv", "from_index,to_index,weight\n0,0,5\n1,2,4\n");
  for (const Case& c : cases) {
    INFO(c.wrong);
    const std::string path = folder.write("f.yaml", kPopulations + before + c.wrong + after + "\n");
    CHECK(folder.refusal([&] { read_network(path); }) == c.sentence);
  }
}

}  // namespace

TEST_CASE("a rule without keys has the defaults") {
  const Network network = read("rules: {pair: {}}\n");
  REQUIRE(network.rules.size() == 1);
  const Rule& rule = network.rules[0];
  CHECK(rule.name == "pair");
  CHECK(rule.p == Rule::Table{});
  CHECK(rule.q == Rule::Table{});
  CHECK(rule.n == Rule::Table{});
  CHECK(rule.c == 0);
  CHECK(rule.min == -127);
  CHECK(rule.max == 127);
  CHECK(rule.fraction_bits == 0);
  CHECK_FALSE(rule.stochastic);
  CHECK(rule.modulators == Modulators{256, 256, true});
}

TEST_CASE("a rule has what its keys say, tables from the smallest distance on") {
  const Network network = read(
      "rules:\n"
      "  first: {}\n"
      "  pair: {P: [2047, -2048], Q: [0, 5], N: [-2, -1], C: -2048, min: -1, max: 3, "
      "fraction_bits: 8, rounding: stochastic, m_plus: -2048, m_minus: 2047, enable: false}\n"
      "projections:\n"
      "  - {from: in, to: p, connect: all_to_all, weights: 3, rule: pair}\n"
      "  - {from: in, to: p, connect: all_to_all, weights: 3}\n"
      "  - {from: in, to: p, connect: all_to_all, receptor: instructive}\n"
      "  - {from: in, to: p, connect: all_to_all, receptor: instructive, weights: -7}\n");
  const Rule& rule = network.rules.at(1);
  CHECK(rule.p[0] == 2047);
  CHECK(rule.p[1] == -2048);
  CHECK(rule.p[2] == 0);
  CHECK(rule.q[1] == 5);
  CHECK(rule.n[0] == -2);
  CHECK(rule.n[1] == -1);
  CHECK(rule.c == -2048);
  CHECK(rule.min == -1);
  CHECK(rule.max == 3);
  CHECK(rule.fraction_bits == 8);
  CHECK(rule.stochastic);
  CHECK(rule.modulators == Modulators{-2048, 2047, false});
  CHECK(network.projections[0].rule == 1);
  CHECK(network.projections[0].receptor == 0);
  CHECK_FALSE(network.projections[1].rule);
  CHECK(network.projections[2].receptor == kInstructive);
  CHECK(network.projections[2].synapses[0].weight == 0);
  CHECK(network.projections[3].synapses[0].weight == -7);
}

TEST_CASE("tables of 32 entries and 8 rules are allowed") {
  std::string table = "[1";
  for (int i = 1; i < 32; ++i) table += ", 1";
  std::string rules = "rules:\n";
  for (int i = 0; i < 8; ++i) {
    rules += "  r" + std::to_string(i) + ": {P: " + table + "], N: " + table + "]}\n";
  }
  const Network network = read(rules);
  CHECK(network.rules.size() == 8);
  CHECK(network.rules[7].p[31] == 1);
  CHECK(network.rules[7].n[31] == 1);
}

TEST_CASE("wrong rules are refused") {
  std::string long_table = "[1";
  for (int i = 1; i < 33; ++i) long_table += ", 1";
  long_table += "]";
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += (i > 0 ? ", r" : "r") + std::to_string(i) + ": {}";
  refuse({{"pair: {PP: []}",
           "f.yaml:3: unknown key 'PP'; allowed P, Q, N, C, min, max, fraction_bits, rounding, "
           "m_plus, m_minus, enable"},
          {"pair: {roundin: nearest}", "f.yaml:3: unknown key 'roundin'; did you mean 'rounding'?"},
          {"pair: 5",
           "f.yaml:3: pair is 5; allowed a map with P, Q, N, C, min, max, fraction_bits, rounding, "
           "m_plus, m_minus, enable"},
          {"1st: {}",
           "f.yaml:3: rule '1st' is no name; allowed a letter or _, then letters, digits, _ . -"},
          {"pair: {P: " + long_table + "}", "f.yaml:3: P has 33 entries; allowed at most 32"},
          {"pair: {Q: " + long_table + "}", "f.yaml:3: Q has 33 entries; allowed at most 32"},
          {"pair: {N: " + long_table + "}", "f.yaml:3: N has 33 entries; allowed at most 32"},
          {"pair: {P: 4}", "f.yaml:3: P is 4; allowed a list"},
          {"pair: {P: [0, 2048]}", "f.yaml:3: P[1] is 2048; allowed -2048..2047"},
          {"pair: {N: [-2049]}", "f.yaml:3: N[0] is -2049; allowed -2048..2047"},
          {"pair: {Q: [0.5]}", "f.yaml:3: Q[0] is 0.5; allowed -2048..2047"},
          {"pair: {C: 2048}", "f.yaml:3: C is 2048; allowed -2048..2047"},
          {"pair: {min: -128}", "f.yaml:3: min is -128; allowed -127..127"},
          {"pair: {max: 128}", "f.yaml:3: max is 128; allowed -127..127"},
          {"pair: {min: 4, max: 3}", "f.yaml:3: min is 4 and max is 3; allowed min <= max"},
          {"pair: {fraction_bits: 9}", "f.yaml:3: fraction_bits is 9; allowed 0..8"},
          {"pair: {rounding: down}", "f.yaml:3: rounding is down; allowed nearest, stochastic"},
          {"pair: {m_plus: 2048}", "f.yaml:3: m_plus is 2048; allowed -2048..2047"},
          {"pair: {m_minus: -2049}", "f.yaml:3: m_minus is -2049; allowed -2048..2047"},
          {"pair: {enable: 1}", "f.yaml:3: enable is 1; allowed true, false"},
          {nine, "f.yaml:3: 9 rules; allowed at most 8"}},
         "rules: {", "}");
  refuse({{"[]", "f.yaml:3: rules is a list; allowed a map of rules"}}, "rules: ", "");
}

TEST_CASE("wrong rules of projections are refused") {
  refuse(
      {{"rule: par, weights: 1", "f.yaml:5: rule 'par' does not exist; did you mean 'pair'?"},
       {"rule: stdp, weights: 1", "f.yaml:5: rule 'stdp' does not exist; allowed pair, other"},
       {"rule: 3, weights: 1", "f.yaml:5: rule is 3; allowed text (a number or true needs quotes)"},
       {"rule: pair, receptor: instructive",
        "f.yaml:5: an instructive projection has no 'rule'; allowed with receptor 0, 1"},
       {"receptor: instruct, weights: 1",
        "f.yaml:5: receptor is instruct; allowed 0, 1, instructive"},
       {"rule: pair",
        "f.yaml:5: no 'weights' in projections[0]; allowed a number -127..127, {uniform: [a, "
        "b]}, {file: w.csv}, a column 'weight' of the edges"},
       {"rule: pair, weights: 5", "f.yaml:5: in[0] -> p[0] has weight 5; rule 'pair' allows -1..4"},
       {"rule: pair, weights: {uniform: [-2, -2]}",
        "f.yaml:5: in[0] -> p[0] has weight -2; rule 'pair' allows -1..4"}},
      "rules: {pair: {min: -1, max: 4}, other: {}}\nprojections:\n"
      "  - {from: in, to: p, connect: all_to_all, ",
      "}");
  refuse({{"{from: in, to: p, connect: {file: w.csv}, rule: pair}",
           "f.yaml:4: in[0] -> p[0] has weight 5; rule 'pair' allows 0..4"}},
         "rules: {pair: {min: 0, max: 4}}\nprojections: [", "]");
  refuse({{"{from: in, to: p, connect: all_to_all, weights: 1, rule: pair}",
           "f.yaml:3: rule 'pair' does not exist; allowed a key of the map 'rules'"}},
         "projections: [", "]");
}

TEST_CASE("modulators of several rules are played in their steps") {
  const Network network = read(
      "rules: {a: {}, b: {}}\nstimulus:\n"
      "  - {rule: b, modulators: {file: m.csv}}\n"
      "  - {rule: a, modulators: {file: k.csv}}\n");
  CHECK(network.last_stimulus_step() == 9);
  StimulusPlayer player(network);
  StepStimulus step;
  for (std::uint32_t t = 1; t <= 10; ++t) {
    player.next(step);
    REQUIRE(step.modulators.size() == (t == 2 ? 2 : t == 9 ? 1 : 0));
    if (t == 2) {
      CHECK(step.modulators[0].rule == 0);
      CHECK(step.modulators[0].modulators == Modulators{3, 4, true});
      CHECK(step.modulators[1].rule == 1);
      CHECK(step.modulators[1].modulators == Modulators{-2048, 2047, false});
    }
    if (t == 9) CHECK(step.modulators[0].modulators == Modulators{1, 2, true});
  }
}

TEST_CASE("wrong modulators are refused") {
  const std::string forms =
      "f.yaml:5: stimulus[0] must have one of these forms; allowed {to, spikes: {file: x.csv}}, "
      "{to, poisson: {probability: p}}, {reset_every: steps}, {reset_before: [steps]}, {rule, "
      "modulators: {file: x.csv}}";
  refuse(
      {{"rule: par, modulators: {file: m.csv}",
        "f.yaml:5: rule 'par' does not exist; did you mean 'pair'?"},
       {"rule: pair", forms},
       {"modulators: {file: m.csv}", forms},
       {"rule: pair, modulators: {file: m.csv}, to: in", forms},
       {"rule: pair, modulators: {file: m.csv}, reset_every: 3", forms},
       {"rule: pair, modulators: {file: m.csv}, keep_adaptation: true",
        "f.yaml:5: 'keep_adaptation' without a reset; allowed with reset_every, reset_before"},
       {"rule: pair, modulators: m.csv", "f.yaml:5: modulators is m.csv; allowed a map with file"},
       {"rule: pair, modulators: {file: none.csv}",
        "f.yaml:5: 'none.csv' does not exist; paths are relative to the network file"},
       {"rule: pair, modulators: {file: zero.csv}", "zero.csv:2: step is 0; allowed 1..4294967295"},
       {"rule: pair, modulators: {file: plus.csv}",
        "plus.csv:2: m_plus is 2048; allowed -2048..2047"},
       {"rule: pair, modulators: {file: minus.csv}",
        "minus.csv:2: m_minus is -2049; allowed -2048..2047"},
       {"rule: pair, modulators: {file: enable.csv}", "enable.csv:2: enable is 2; allowed 0..1"},
       {"rule: pair, modulators: {file: again.csv}",
        "again.csv:3: step 5 comes after step 5; allowed ascending steps, each once"},
       {"rule: pair, modulators: {file: back.csv}",
        "back.csv:3: step 4 comes after step 5; allowed ascending steps, each once"},
       {"rule: pair, modulators: {file: header.csv}",
        "header.csv:1: header is 'step,m_plus'; allowed 'step,m_plus,m_minus,enable'"},
       {"rule: pair, modulators: {file: m.csv}}\n  - {rule: pair, modulators: {file: m.csv}",
        "f.yaml:6: rule 'pair' has modulators already; allowed one table"}},
      "rules: {pair: {}}\nstimulus:\n  - {", "}");
}
