// SPDX-License-Identifier: Apache-2.0
// Placement: what goes where, what is shared, and the sentence for whatever does not fit.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "models/error.hpp"
#include "tests/host/placed.hpp"
#include "tests/system/random_network.hpp"

using namespace slk;
using tests::chip_of;
using tests::learning_chip_of;
using tests::network_of;

namespace {

// The whole image as rows, to compare.
std::vector<RowChunks> rows(const Image& image) {
  std::vector<RowChunks> all;
  for_each_row(image, 512, [&](spec::Window window, std::uint32_t row, const RowChunks& chunks) {
    all.push_back({static_cast<std::uint32_t>(window), row});
    all.push_back(chunks);
  });
  return all;
}

std::string refusal(const Network& network, const Chip& chip) {
  return test::Folder().refusal([&] { place(network, chip); });
}

const std::string kFour =
    "populations:\n  in: {size: 2, kind: input}\n  n: {size: 4, kind: lif, params: {bias: [1, 2, "
    "1, 3]}}\n";

}  // namespace

TEST_CASE("placement is deterministic and keeps the order of neurons and input lines") {
  const Network network = tests::various();
  const Image image = place(network, chip_of(16, 256, 256));
  const Image again = place(network, chip_of(16, 256, 256));
  CHECK(rows(image) == rows(again));
  CHECK(image.synapse_at == again.synapse_at);
  std::vector<std::uint32_t> slots(12);
  std::iota(slots.begin(), slots.end(), 3u);
  CHECK(image.slot_numbers == slots);
  CHECK(image.line_numbers == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(image.network == "various");
  CHECK(image.chip == "chip");
  CHECK(image.adapt_every == 3);
}

TEST_CASE("the image of every random network on every number of lanes is that network") {
  const test::Folder folder;
  int placed = 0;
  for (std::uint64_t seed = 500; seed < 530; ++seed) {
    const std::string path = tests::write_random_network(folder.path("n"), seed, {});
    for (const std::uint32_t lanes : {1u, 2u, 4u, 8u, 16u}) {
      INFO("seed " << seed << " lanes " << lanes);
      try {
        const Network network = read_network(path);
        CHECK(check_image(chip_image(place(network, chip_of(256, 1024, 131072 / lanes, lanes))),
                          network) == "");
        ++placed;
      } catch (const Error&) {
        break;
      }
    }
  }
  CHECK(placed > 75);
}

TEST_CASE("neurons with equal parameters share a profile") {
  const Image image = place(network_of(kFour), chip_of(8, 32, 8));
  CHECK(image.profiles.size() == 3);
  CHECK(image.neurons[0].profile == image.neurons[2].profile);
  CHECK(image.profiles[image.neurons[3].profile].bias == 3);
}

TEST_CASE("a row is one axon with the words from its first to its last target") {
  const Image image = place(
      network_of(
          "populations:\n  in: {size: 1, kind: input}\n  n: {size: 40, kind: lif}\n"
          "projections:\n"
          "  - {from: in, to: n, connect: {probability: 1}, weights: 7, delay: 9, shift: 2}\n"),
      chip_of(64, 32, 64));
  REQUIRE(image.axons.size() == 1);
  CHECK(image.axons[0] == spec::Axon{0, 0, 5, 2, 0});
  CHECK(image.routes == std::vector<spec::Route>{{0, 9}});
  CHECK(image.words() == 5);
  CHECK(std::count(image.weights.begin(), image.weights.end(), 7) == 40);
}

TEST_CASE("places without a synapse hold the code that says so") {
  const Image image = place(
      network_of(kFour + "projections:\n  - {from: n, to: n, connect: one_to_one, weights: 0}\n"),
      chip_of(8, 32, 8));
  CHECK(image.axons.size() == 4);
  CHECK(std::count(image.weights.begin(), image.weights.end(), 0) == 4);
  CHECK(std::count(image.weights.begin(), image.weights.end(), spec::kNoSynapse) == 28);
}

TEST_CASE("parallel synapses take a further axon each") {
  const std::string thrice = "  - {from: in, to: n, connect: all_to_all, weights: 1}\n";
  const Network network = network_of(kFour + "projections:\n" + thrice + thrice + thrice);
  const Image image = place(network, chip_of(8, 32, 8));
  CHECK(image.axons.size() == 2 * 3);
  CHECK(check_image(chip_image(image), network) == "");
  CHECK(image.input_routes == std::vector<spec::RouteIndex>{{0, 3}, {3, 3}});
}

TEST_CASE("every delay, shift and receptor of a source is a row of its own") {
  const Network network =
      network_of(kFour +
                 "projections:\n"
                 "  - {from: in, to: n, connect: all_to_all, weights: 1}\n"
                 "  - {from: in, to: n, connect: all_to_all, weights: 1, delay: 2}\n"
                 "  - {from: in, to: n, connect: all_to_all, weights: 1, shift: 1}\n"
                 "  - {from: in, to: n, connect: all_to_all, weights: 1, receptor: 1}\n");
  CHECK(place(network, chip_of(8, 32, 8)).axons.size() == 2 * 4);
}

TEST_CASE("too many neurons, input lines or profiles are refused with need and limit") {
  const Network network = network_of(kFour);
  CHECK(refusal(network, chip_of(2, 32, 8, 2)) ==
        "chip: neurons: the network needs 4, the core has 2; take a chip with more neurons or make "
        "the "
        "network smaller");
  CHECK(refusal(network_of("populations:\n  in: {size: 33, kind: input}\n"), chip_of(8, 32, 8)) ==
        "chip: input lines: the network needs 33, the core has 32; take a chip with more inputs or "
        "make the network smaller");
  Chip chip = chip_of(8, 32, 8);
  chip.core.profiles = 2;
  CHECK(refusal(network, chip) ==
        "chip: profiles (different sets of neuron parameters): the network needs 3, the core has "
        "2; take "
        "a chip with more profiles or let more neurons share parameters");
}

TEST_CASE("too many rows or synapse words are refused with need and limit") {
  const Network rows = network_of(
      "populations:\n  n: {size: 17, kind: lif}\n"
      "projections:\n"
      "  - {from: n, to: n, connect: one_to_one, weights: 1}\n"
      "  - {from: n, to: n, connect: one_to_one, weights: 1, delay: 2}\n");
  CHECK(
      refusal(rows, chip_of(24, 32, 99)) ==
      "chip: axons (rows: a source, a delay, a shift, a receptor and a rule): the network needs "
      "34, the core has 32; take a chip with more axons or use fewer different delays and shifts");
  CHECK(refusal(rows, chip_of(24, 64, 33)) ==
        "chip: synapse words (a row takes every word from its first target to its last): the "
        "network needs "
        "34, the core has 33; take a chip with more synapse words or connect neighbouring neurons");
  CHECK(refusal(rows, chip_of(24, 64, 34)).empty());
}

TEST_CASE("a second receptor or noise that the core lacks is refused") {
  Chip chip = chip_of(8, 32, 8);
  chip.core.receptors = 1;
  chip.core.random = false;
  CHECK(
      refusal(
          network_of(kFour + "projections:\n  - {from: in, to: n, connect: all_to_all, weights: 1, "
                             "receptor: 1}\n"),
          chip) ==
      "chip: receptors: the network needs 2, the core has 1; take a chip with receptors: 2 or use "
      "receptor 0 only");
  CHECK(
      refusal(network_of("populations:\n  n: {size: 3, kind: lif, params: {noise: [0, 0, 5]}}\n"),
              chip) ==
      "chip: random numbers (noise of n[2]): the network needs 1, the core has 0; take a chip with "
      "random: true or set noise to 0");
}

TEST_CASE("a refusal begins with the path of the chip file, if there is one") {
  Chip chip = chip_of(2, 32, 8, 2);
  chip.path = "chips/small.yaml";
  CHECK_THAT(refusal(network_of(kFour), chip), Catch::StartsWith("chips/small.yaml: neurons: "));
}

TEST_CASE("the smallest shipped chip that holds a network is taken") {
  Chip chip;
  place_on_smallest(network_of(kFour), chip);
  CHECK(chip.name == "core64");
  place_on_smallest(network_of("populations:\n  n: {size: 65, kind: lif}\n"), chip);
  CHECK(chip.name == "core256");
  place_on_smallest(network_of("populations:\n  n: {size: 257, kind: lif}\n"), chip);
  CHECK(chip.name == "core512");
  place_on_smallest(tests::plastic(), chip);
  CHECK(chip.name == "core256_learn");
  const std::string sentence = test::Folder().refusal(
      [&] { place_on_smallest(network_of("populations:\n  n: {size: 513, kind: lif}\n"), chip); });
  CHECK_THAT(
      sentence,
      Catch::StartsWith("no shipped chip of one core holds the network; name a mesh with "
                        "--chip, as models/chips/mesh2x2.yaml; the largest of one core, ") &&
          Catch::Contains("core512.yaml: neurons: the network needs 513, the core has 512; "));
}

TEST_CASE("plastic rows stand first, and learn by their source, delay and rule") {
  const Network network = tests::plastic();
  const Image image = place(network, learning_chip_of(16, 64, 256));
  CHECK(check_image(chip_image(image), network) == "");
  // 2 lines with 2 parallel rows, 10 neurons with one; behind them the static and the instructive.
  REQUIRE(image.plastic_axons.size() == 14);
  CHECK(image.axons.size() == 14 + 2 + 2);
  CHECK(image.plastic_axons[0] == spec::PlasticAxon{1, 0, 0});
  CHECK(image.plastic_axons[1] == image.plastic_axons[0]);
  CHECK(image.plastic_axons[3] == spec::PlasticAxon{1, 1, 0});
  CHECK(image.plastic_axons[4].source == 2);
  CHECK(image.plastic_axons[4].rule == 1);
  CHECK(image.axons[4].shift == 2);
  CHECK(image.axons[14].receptor == 0);
  CHECK(image.axons[15].receptor == kInstructive);
  CHECK(image.axons[15].shift == 0);
}

TEST_CASE("learning that the core lacks is refused with need and limit") {
  const auto lacking = [](bool learning, bool teaching, bool random) {
    Chip chip = chip_of(16, 64, 64);
    chip.core.learning = learning;
    chip.core.teaching = teaching;
    chip.core.random = random;
    return chip;
  };
  const auto with_rule = [](const std::string& rule) {
    return network_of(kFour + "rules: {r: " + rule +
                      "}\nprojections:\n"
                      "  - {from: in, to: n, connect: all_to_all, weights: 1, rule: r}\n");
  };
  CHECK(refusal(tests::plastic(), lacking(false, false, true)) ==
        "chip: rules: the network needs 2, the core has 0; take a chip with learning: true or take "
        "the rules away");
  CHECK(refusal(with_rule("{Q: [0, 1, 0, -1]}"), lacking(true, false, true)) ==
        "chip: entries of a table Q (rule 'r'): the network needs 2, the core has 0; take a chip "
        "with teaching: true or take Q away");
  CHECK(refusal(with_rule("{Q: [0], P: [1]}"), lacking(true, false, false)).empty());
  CHECK(refusal(with_rule("{P: [1], rounding: stochastic}"), lacking(true, true, false)) ==
        "chip: random numbers (rounding of rule 'r'): the network needs 1, the core has 0; take a "
        "chip with random: true or set rounding to nearest");
  CHECK(
      refusal(network_of(kFour + "projections:\n  - {from: in, to: n, connect: all_to_all, "
                                 "receptor: instructive}\n"),
              lacking(true, false, true)) ==
      "chip: instructive rows (from in[0]): the network needs 1, the core has 0; take a chip with "
      "teaching: true or take the instructive projections away");
}
