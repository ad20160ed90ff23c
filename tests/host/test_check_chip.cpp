// SPDX-License-Identifier: Apache-2.0
// The checker of placements on a mesh: neurons anywhere, input lines on several cores, and every
// single corruption caught.
#include <catch2/catch.hpp>
#include <functional>

#include "host/check_image.hpp"
#include "tests/host/placed.hpp"
#include "tests/sim/scatter.hpp"

using namespace slk;
using Catch::Contains;
using Catch::StartsWith;

namespace {

Chip mesh_of(std::uint32_t width, std::uint32_t height) {
  Chip chip = tests::learning_chip_of(16, 256, 256);
  chip.mesh = {width, height};
  return chip;
}

// What the checker says of a good image on 2 x 2 cores after one change.
std::string fault(const std::function<void(ChipImage&)>& change,
                  const Network& network = tests::various()) {
  ChipImage image = tests::scatter(network, mesh_of(2, 2), 3);
  REQUIRE(check_image(image, network) == "");
  change(image);
  return check_image(image, network);
}

// The first input line that is a copy, or that is none although copies of it exist.
spec::RouteIndex& line_of_several(ChipImage& image, bool copy) {
  for (const Image& with_copy : image.cores) {
    for (std::size_t l = 0; l < with_copy.input_routes.size(); ++l) {
      if (with_copy.input_routes[l].copy == 0) continue;
      for (Image& core : image.cores) {
        for (std::size_t k = 0; k < core.line_numbers.size(); ++k) {
          const bool same = core.line_numbers[k] == with_copy.line_numbers[l];
          if (same && (core.input_routes[k].copy != 0) == copy) return core.input_routes[k];
        }
      }
    }
  }
  throw Error("no input line has a copy");
}

Image& core_with_neurons(ChipImage& image) {
  return *std::find_if(image.cores.begin(), image.cores.end(),
                       [](const Image& core) { return core.slot_numbers.size() > 1; });
}

}  // namespace

TEST_CASE("networks scattered over a mesh at random are the networks they were") {
  for (const auto& [width, height] :
       {std::pair(1u, 2u), std::pair(2u, 2u), std::pair(3u, 2u), std::pair(8u, 8u)}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      INFO(width << " x " << height << ", seed " << seed);
      const Chip chip = mesh_of(width, height);
      for (const Network& network : {tests::various(), tests::plastic()}) {
        const ChipImage image = tests::scatter(network, chip, seed);
        REQUIRE(tests::fits(image));
        CHECK(check_image(image, network) == "");
        CHECK_THAT(
            check_image(image, network.name == "various" ? tests::plastic() : tests::various()),
            !Catch::Equals(""));
      }
    }
  }
}

TEST_CASE("the checker catches a route that leaves the mesh, or leads to another core") {
  CHECK_THAT(fault([](ChipImage& i) { i.cores[3].routes[0].x = 2; }),
             StartsWith("core 1,1: a route to core 2,") && Contains(" of "));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[3].routes[0].y = 7; }),
             StartsWith("core 1,1: a route to core "));
  CHECK(fault([](ChipImage& i) { i.cores[3].routes[0].x ^= 1; }) != "");
  CHECK(fault([](ChipImage& i) { i.cores[3].routes[0].y ^= 1; }) != "");
}

TEST_CASE("the checker names the core whose axon is wrong") {
  CHECK_THAT(fault([](ChipImage& i) {
               Image& core = i.cores[2];
               core.axons[0].base = core.axons[1].base;
             }),
             StartsWith("core 0,1: axon "));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[1].axons[0].receptor = 3; }),
             StartsWith("core 1,0: axon 0: no such receptor"));
  CHECK_THAT(fault([](ChipImage& i) { --i.cores[2].axons[0].segments; }),
             StartsWith("the image lacks the synapse "));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[0].axons[0].shift ^= 1; }), StartsWith("the image"));
  CHECK_THAT(fault([](ChipImage& i) {
               i.cores[3].axons.push_back({0, 0, 0, 0, 0});
             }),
             StartsWith("core 1,1: axon ") && Contains(" has no source"));
}

TEST_CASE("the checker catches input lines of which none counts, or two do") {
  CHECK_THAT(fault([](ChipImage& i) { line_of_several(i, true).copy = 0; }),
             StartsWith("in[") && Contains("] stands 2 times"));
  CHECK_THAT(fault([](ChipImage& i) { line_of_several(i, false).copy = 1; }),
             StartsWith("in[") && Contains("] stands 0 times"));
  CHECK_THAT(fault([](ChipImage& i) {
               Image& core = *std::find_if(i.cores.begin(), i.cores.end(),
                                           [](const Image& c) { return !c.line_numbers.empty(); });
               core.line_numbers.push_back(core.line_numbers[0]);
               core.input_routes.push_back({0, 0, 1});
             }),
             Contains(": two input lines hold in["));
}

TEST_CASE("the checker catches a neuron on two cores, on none, or said to be a copy") {
  CHECK_THAT(fault([](ChipImage& i) {
               Image& core = core_with_neurons(i);
               core.slot_numbers[0] = core.slot_numbers[1];
               core.neurons[0] = core.neurons[1];
             }),
             Contains("] stands "));
  CHECK_THAT(fault([](ChipImage& i) { core_with_neurons(i).neuron_routes[0].copy = 1; }),
             Contains(": slot 0: ") && Contains(" is said to be a copy"));
}

TEST_CASE("the checker catches delays that leave no room for lateness") {
  const auto with_lateness = [](std::uint32_t steps) {
    return fault([&](ChipImage& i) { i.real_time = RealTime{100, false, steps}; });
  };
  CHECK(with_lateness(0) == "");  // the longest delay is 31
  CHECK_THAT(with_lateness(1), Contains(": a route with delay 31 to axon ") &&
                                   Contains(", where packets may be 1 steps late"));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[3].routes[0].delay = 0; }),
             Contains("a route with delay 0 to axon "));
}

TEST_CASE("the checker catches a mode that the chip cannot have") {
  CHECK(fault([](ChipImage& i) { i.real_time = RealTime{}; }) == "real time of 0 cycles a step");
  const Network network = tests::various();
  ChipImage one = tests::scatter(network, mesh_of(1, 1), 1);
  CHECK(check_image(one, network) == "");
  one.real_time = RealTime{100, false, 0};
  CHECK(check_image(one, network) == "real time on one core");
}

TEST_CASE("the checker catches cores that are not alike") {
  CHECK(fault([](ChipImage& i) { i.cores[2].core.axons = 512; }) ==
        "core 0,1: other capacities than core 0,0");
  CHECK(fault([](ChipImage& i) { i.cores[3].adapt_every ^= 1; }) ==
        "core 1,1: adapt_every differs");
  CHECK(fault([](ChipImage& i) { i.cores[1].noise_key.a ^= 1; }) == "core 1,0: noise key differs");
  CHECK(fault([](ChipImage& i) { ++i.cores[2].rules[0].n[3]; }, tests::plastic()) ==
        "core 0,1: rule 'pair' differs");
  CHECK(fault([](ChipImage& i) { i.cores[0].rules.pop_back(); }, tests::plastic()) ==
        "core 0,0: number of rules differs");
}

TEST_CASE("the checker catches a mesh with more or fewer images than cores") {
  CHECK(fault([](ChipImage& i) { i.cores.pop_back(); }) ==
        "a mesh of 4 cores with 3 images and 4 synapse tables");
  CHECK(fault([](ChipImage& i) { i.synapses.pop_back(); }) ==
        "a mesh of 4 cores with 4 images and 3 synapse tables");
  CHECK(fault([](ChipImage& i) { i.mesh.width = 9; }) == "mesh of 9 x 2 cores");
  CHECK(fault([](ChipImage& i) { i.mesh.height = 0; }) == "mesh of 2 x 0 cores");
}

TEST_CASE("the checker catches more routes and input lines than a core has") {
  const auto with = [](std::uint32_t CoreSize::*capacity) {
    return fault([&](ChipImage& i) {
      for (Image& core : i.cores) core.core.*capacity = 1;
    });
  };
  CHECK_THAT(with(&CoreSize::routes),
             Contains(": routes: the image holds ") && Catch::EndsWith(", the core 1"));
  CHECK_THAT(with(&CoreSize::inputs),
             Contains(": input lines: the image holds ") && Catch::EndsWith(", the core 1"));
}

TEST_CASE("the checker catches a plastic row of another core's key, or that is static there") {
  const Network network = tests::plastic();
  const auto with_plastic = [](ChipImage& i) -> Image& {
    return *std::find_if(i.cores.begin(), i.cores.end(),
                         [](const Image& c) { return !c.plastic_axons.empty(); });
  };
  CHECK_THAT(fault([&](ChipImage& i) { ++with_plastic(i).plastic_axons[0].source; }, network),
             Contains(": learns by other random numbers than those of "));
  CHECK_THAT(fault([&](ChipImage& i) { with_plastic(i).plastic_axons.pop_back(); }, network),
             StartsWith("the image"));
}

TEST_CASE("the checker catches synapse tables that lead to another core's place") {
  CHECK_THAT(fault([](ChipImage& i) { std::swap(i.synapses[0][0], i.synapses[1][0]); }),
             StartsWith("core 0,0: synapse table: wrong entry for "));
  CHECK_THAT(fault([](ChipImage& i) { i.synapses[1][0] = i.synapses[0][0]; }),
             StartsWith("core 1,0: synapse table: entry 0 names synapse "));
  CHECK_THAT(fault([](ChipImage& i) { i.synapses[2][0] = 100000; }),
             Catch::EndsWith(": entry 0 names synapse 100000"));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[2].synapse_at[1] = i.cores[2].synapse_at[0]; }),
             StartsWith("core 0,1: synapse table: wrong entry for "));
  CHECK_THAT(fault([](ChipImage& i) { i.cores[2].synapse_at.pop_back(); }),
             StartsWith("core 0,1: synapse tables of different length"));
}
