// SPDX-License-Identifier: Apache-2.0
// The checker of placements catches every single corruption of an image, and says which.
#include <catch2/catch.hpp>
#include <functional>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "tests/host/placed.hpp"

using namespace slk;

namespace {

// What the checker says of a good image of various() after one change. In it axons 0 and 1 are the
// parallel rows of input line in[0], and slot s is number s + 3.
std::string fault(const std::function<void(Image&)>& change) {
  const Network network = tests::various();
  Image image = place(network, tests::chip_of(16, 256, 256));
  REQUIRE(check_image(chip_image(image), network) == "");
  change(image);
  return check_image(chip_image(image), network);
}

// The same of plastic(), of which axons 0 and 1 are the parallel rows of in[0].
std::string plastic_fault(const std::function<void(Image&)>& change) {
  const Network network = tests::plastic();
  Image image = place(network, tests::learning_chip_of(16, 256, 256));
  REQUIRE(check_image(chip_image(image), network) == "");
  change(image);
  return check_image(chip_image(image), network);
}

using Catch::Contains;
using Catch::StartsWith;

}  // namespace

TEST_CASE("the checker catches a wrong weight") {
  CHECK_THAT(
      fault([](Image& i) { ++i.weights[i.synapse_at[4]]; }),
      StartsWith("the image") && Contains("in[0] -> p[4], delay 1, shift 3, receptor 0, weight "));
}

TEST_CASE("the checker catches a missing synapse") {
  CHECK_THAT(fault([](Image& i) { i.weights[i.synapse_at[4]] = spec::kNoSynapse; }),
             StartsWith("the image lacks the synapse in[0] -> p[4], delay 1"));
}

TEST_CASE("the checker catches a synapse too many, in an occupied slot and in an empty one") {
  // The last row of a source is p[9] -> q: slots 10 and 11 of the second segment.
  const auto spare = [](const Image& i) { return (i.axons.back().base) * i.core.lanes; };
  CHECK_THAT(fault([&](Image& i) { i.weights[spare(i)] = 5; }),
             StartsWith("the image has a synapse too many: ") && Contains(", weight 5"));
  CHECK_THAT(fault([&](Image& i) { i.weights[spare(i) + 7] = 5; }),
             StartsWith("a synapse in the empty slot 15"));
}

TEST_CASE("the checker catches a wrong delay, a delay of 0 included") {
  CHECK_THAT(fault([](Image& i) { i.routes[0].delay = 2; }), StartsWith("the image"));
  CHECK_THAT(fault([](Image& i) { i.routes[0].delay = 0; }),
             StartsWith("a route with delay 0 to axon "));
}

TEST_CASE("the checker catches a wrong shift and a wrong receptor") {
  CHECK_THAT(fault([](Image& i) { i.axons[0].shift = 4; }), Contains("shift 3"));
  CHECK_THAT(fault([](Image& i) { i.axons[0].receptor = 1; }), StartsWith("the image"));
  CHECK_THAT(fault([](Image& i) { i.axons[0].receptor = 2; }),
             StartsWith("axon 0: no such receptor"));
}

TEST_CASE("the checker catches a row that lies in another row's words") {
  CHECK_THAT(fault([](Image& i) { i.axons[1].base = i.axons[0].base; }),
             StartsWith("axon 1 shares synapse word "));
  CHECK_THAT(fault([](Image& i) { ++i.axons[0].base; }), Contains("shares synapse word "));
}

TEST_CASE("the checker catches a row that ends beyond the core or the memory") {
  CHECK_THAT(fault([](Image& i) { i.axons[0].first_segment = 1; }),
             StartsWith("axon 0 ends beyond the core"));
  CHECK_THAT(fault([](Image& i) { i.axons[0].base = i.words() - 1; }),
             StartsWith("axon 0 ends beyond the memory"));
}

TEST_CASE("the checker catches a row that is cut short") {
  CHECK_THAT(fault([](Image& i) { --i.axons[0].segments; }),
             StartsWith("the image lacks the synapse "));
}

TEST_CASE("the checker catches routes that lead nowhere, twice to one axon, or not at all") {
  CHECK_THAT(fault([](Image& i) { i.routes[0].axon = 2000; }), StartsWith("a route to axon 2000"));
  CHECK_THAT(fault([](Image& i) { i.routes[0].axon = i.routes[1].axon; }),
             Contains(" has two sources"));
  CHECK_THAT(fault([](Image& i) { --i.input_routes[0].count; }), Contains(" has no source"));
  CHECK_THAT(fault([](Image& i) { i.input_routes[2].count += 1000; }),
             StartsWith("routes of in[2] end beyond the memory"));
}

TEST_CASE("the checker catches routes of one source that were given to another") {
  CHECK_THAT(fault([](Image& i) { std::swap(i.input_routes[0], i.input_routes[1]); }),
             StartsWith("the image"));
}

TEST_CASE("the checker catches a wrong profile and changed parameters") {
  CHECK_THAT(fault([](Image& i) { i.neurons[0].profile ^= 1; }),
             StartsWith("slot 0: other parameters than p[0]"));
  CHECK_THAT(fault([](Image& i) { i.neurons[3].profile = 99; }), StartsWith("slot 3: "));
  CHECK_THAT(fault([](Image& i) { ++i.profiles[0].threshold; }), StartsWith("slot 0: "));
}

TEST_CASE("the checker catches numbers that are swapped, doubled, of the wrong kind or unknown") {
  CHECK_THAT(fault([](Image& i) { std::swap(i.slot_numbers[0], i.slot_numbers[1]); }),
             StartsWith("the image"));
  CHECK_THAT(fault([](Image& i) { i.slot_numbers[0] = i.slot_numbers[1]; }), Contains(" stands "));
  CHECK_THAT(fault([](Image& i) { i.slot_numbers[0] = 1; }),
             StartsWith("slot 0 holds input in[1]"));
  CHECK_THAT(fault([](Image& i) { i.slot_numbers[0] = 15; }), StartsWith("slot 0 names number 15"));
  CHECK_THAT(fault([](Image& i) { i.line_numbers[0] = 7; }),
             StartsWith("an input line holds neuron p[4]"));
  CHECK_THAT(fault([](Image& i) { i.line_numbers[0] = 99; }),
             StartsWith("an input line names number 99"));
}

TEST_CASE("the checker catches a slot or an input line that is missing") {
  CHECK_THAT(fault([](Image& i) { i.slot_numbers.pop_back(); }),
             StartsWith("slots: tables of different length"));
  CHECK_THAT(fault([](Image& i) { i.line_numbers.pop_back(); }),
             StartsWith("input lines: tables of different length"));
  CHECK_THAT(fault([](Image& i) {
               i.line_numbers.pop_back();
               i.input_routes.pop_back();
             }),
             StartsWith("in[2] stands 0 times"));
}

TEST_CASE("the checker catches wrong registers") {
  CHECK(fault([](Image& i) { i.adapt_every = 4; }) == "adapt_every differs");
  CHECK(fault([](Image& i) { i.noise_key.a ^= 1; }) == "noise key differs");
  CHECK(fault([](Image& i) { i.noise_key.b ^= 0x80000000u; }) == "noise key differs");
}

TEST_CASE("the checker catches an image that is larger than its core") {
  CHECK_THAT(fault([](Image& i) { i.core.neurons = 8; }),
             StartsWith("neurons: the image holds 12, the core 8"));
  CHECK_THAT(fault([](Image& i) { i.core.axons = 32; }), StartsWith("axons: the image holds "));
  CHECK_THAT(fault([](Image& i) { i.core.synapse_words = 9; }), StartsWith("synapse words: "));
  CHECK_THAT(fault([](Image& i) { i.core.profiles = 1; }), StartsWith("profiles: "));
}

TEST_CASE("the checker catches a synapse table that leads to another place") {
  CHECK_THAT(fault([](Image& i) { i.synapse_at[0] = i.synapse_at[1]; }),
             StartsWith("synapse table: wrong entry for in[0] -> p["));
  CHECK_THAT(fault([](Image& i) { i.synapse_at.pop_back(); }),
             StartsWith("synapse table: wrong length"));
}

TEST_CASE(
    "the checker catches two entries of the synapse table that are swapped, equal weights too") {
  // The parallel projections p -> q have weight 3 everywhere: only the place tells them apart.
  CHECK_THAT(fault([](Image& i) { std::swap(i.synapse_at.end()[-1], i.synapse_at.end()[-2]); }),
             StartsWith("synapse table: wrong entry for p[9] -> q["));
}

TEST_CASE("the checker catches a plastic row with another rule, or with none") {
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons[0].rule = 1; }),
             StartsWith("the image") && Contains("rule pair, weight 9"));
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons.pop_back(); }),
             StartsWith("the image") && Contains("p[9] -> p[9]"));
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons[3].rule = 2; }),
             StartsWith("axon 3: no such rule"));
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons.resize(19); }),
             StartsWith("plastic axons: the image holds 19, the core 18"));
}

TEST_CASE("the checker catches a plastic row that draws another row's random numbers") {
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons[0].source = 1; }),
             StartsWith("axon 0: learns by other random numbers than those of in[0], delay 1"));
  CHECK_THAT(plastic_fault([](Image& i) { i.plastic_axons[1].delay = 2; }),
             StartsWith("axon 1: learns by other random numbers than those of in[0], delay 1"));
}

TEST_CASE("the checker catches an instructive row that drives, and one that the core cannot have") {
  CHECK_THAT(plastic_fault([](Image& i) { i.axons[15].receptor = 1; }),
             StartsWith("the image") && Contains("receptor "));
  CHECK_THAT(plastic_fault([](Image& i) {
               i.core.teaching = false;
               i.rules[1].q = {};
             }),
             StartsWith("rule 'delta' differs"));
}

TEST_CASE("the checker catches every change of a rule, and what the core lacks for it") {
  const auto differs = [](int rule, const std::function<void(Rule&)>& change) {
    const std::string name = rule == 0 ? "pair" : "delta";
    CHECK(plastic_fault([&](Image& i) { change(i.rules[static_cast<std::size_t>(rule)]); }) ==
          "rule '" + name + "' differs");
  };
  differs(0, [](Rule& r) { r.p[2] = 2; });
  differs(1, [](Rule& r) { r.q[31] = 1; });
  differs(0, [](Rule& r) { ++r.n[0]; });
  differs(1, [](Rule& r) { ++r.c; });
  differs(0, [](Rule& r) { ++r.min; });
  differs(0, [](Rule& r) { --r.max; });
  differs(1, [](Rule& r) { ++r.fraction_bits; });
  differs(1, [](Rule& r) { r.stochastic = true; });
  differs(0, [](Rule& r) { r.modulators.m_plus = 127; });
  differs(1, [](Rule& r) { r.modulators.enable = true; });
  CHECK(plastic_fault([](Image& i) { i.rules.pop_back(); }) == "number of rules differs");
  CHECK(plastic_fault([](Image& i) { i.core.learning = false; }) ==
        "rules: the image holds 2, the core 0");
  CHECK(plastic_fault([](Image& i) { i.core.random = false; }) ==
        "rule 'pair' rounds at random on a core without random numbers");
  CHECK(plastic_fault([](Image& i) { i.core.teaching = false; }) ==
        "rule 'delta' has a table Q on a core without teaching");
}

TEST_CASE("the checker catches wrong keys of learning") {
  CHECK(plastic_fault([](Image& i) { i.window_key.a ^= 1; }) == "window key differs");
  CHECK(plastic_fault([](Image& i) { i.event_key.b ^= 1; }) == "event key differs");
}
