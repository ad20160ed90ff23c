// SPDX-License-Identifier: Apache-2.0
// The model of a chip: packets and hops counted by hand, and everything that it predicts of a mesh
// of TLM cores, wherever neurons stand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "host/check_image.hpp"
#include "models/chip_model.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/host/placed.hpp"
#include "tests/models/draw.hpp"
#include "tests/sim/scatter.hpp"
#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"

using namespace slk;
using spec::Event;

namespace {

Chip shipped(const std::string& name) {
  return read_chip(std::string(SLK_SOURCE) + "/models/chips/" + name + ".yaml");
}

// Golden and TLM in lockstep, held to the model of the chip.
LockstepResult check(const Network& network, const ChipImage& image, std::uint32_t steps) {
  REQUIRE(check_image(image, network) == "");
  const auto golden = make_golden_backend(network);
  const auto tlm = make_tlm_chip_backend(image);
  LockstepOptions options;
  options.steps = steps;
  options.weights_every = 9;  // and phases are compared then
  LockstepResult result = run_lockstep(network, &image, {golden.get(), tlm.get()}, options);
  INFO((result.divergence ? result.divergence->message : ""));
  REQUIRE_FALSE(result.divergence);
  REQUIRE(result.machines[0].digest == result.machines[1].digest);
  return result;
}

}  // namespace

TEST_CASE("a packet is counted where it sets out, its delivery where it ends") {
  const Network network = tests::network_of(
      "populations:\n  in: {size: 1, kind: input}\n  n: {size: 1, kind: lif}\n"
      "projections:\n  - {from: in, to: n, connect: all_to_all, weights: 1, delay: 2}\n");
  Chip chip = tests::chip_of(8, 32, 8);
  chip.mesh = {3, 2};
  ChipImage image = chip_image(Image());
  // The input line on core 2 (2,0), the neuron on core 3 (0,1): two links west, one north.
  Image empty;
  empty.core = chip.core;
  image.mesh = chip.mesh;
  image.cores.assign(6, empty);
  image.synapses.assign(6, {});
  image.cores[2].line_numbers = {0};
  image.cores[2].input_routes = {{0, 1, 0}};
  image.cores[2].routes = {{0, 2, 0, 1}};
  image.cores[3].slot_numbers = {1};
  image.cores[3].neurons = {{0}};
  image.cores[3].neuron_routes = {{0, 0, 0}};
  image.cores[3].profiles = {network.populations[1].params[0]};
  image.cores[3].axons = {{0, 0, 1, 0, 0}};
  image.cores[3].weights.assign(8, static_cast<std::int8_t>(spec::kNoSynapse));
  image.cores[3].weights[0] = 1;
  image.cores[3].synapse_at = {0};
  image.synapses[3] = {0};
  for (Image& core : image.cores) {
    core.noise_key = purpose_key(network.seed, Purpose::kNoise);
    core.window_key = purpose_key(network.seed, Purpose::kWindowUpdate);
    core.event_key = purpose_key(network.seed, Purpose::kEventUpdate);
  }
  REQUIRE(check_image(image, network) == "");

  ChipModel model(image, network.size());
  model.step({1, false, false, false, {0}}, {});
  CHECK(model.events(2)[Event::kPackets] == 1);
  CHECK(model.events(2)[Event::kHopsX] == 2);
  CHECK(model.events(2)[Event::kHopsY] == 1);
  CHECK(model.events(2)[Event::kRouteWords] == 1);
  CHECK(model.events(2)[Event::kOnTime] == 0);
  CHECK(model.events(3)[Event::kOnTime] == 1);
  CHECK(model.events(3)[Event::kAxonDeliveries] == 1);
  CHECK(model.events(3)[Event::kPackets] == 0);
  model.step({2, false, false, false, {}}, {});
  CHECK(model.events()[Event::kRowPasses] == 0);
  const auto& cycles = model.step({3, false, false, false, {}}, {});
  CHECK(model.events(3)[Event::kRowPasses] == 1);
  CHECK(model.events()[Event::kStateReads] == 3);
  CHECK(model.events()[Event::kCyclesStep] == 0);  // of a mesh it does not know
  CHECK(cycles[3].update > cycles[0].update);      // a neuron more
  check(network, image, 4);
}

TEST_CASE("the model of a chip predicts the events of a mesh, wherever neurons stand") {
  tests::Draw draw("test_sim", 8);
  std::uint64_t networks = 0, packets = 0, hops = 0, steps = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t seed = draw.bits() >> 1;
    const std::string folder =
        std::string(SLK_BINARY) + "/random/chip_model_" + std::to_string(seed);
    const bool plastic = draw.chance(60);
    INFO(folder << (plastic ? ", plastic" : ""));
    const Network network =
        read_network(plastic ? tests::write_random_plastic(folder, seed)
                             : tests::write_random_network(folder, seed, {2, true}));
    const ChipImage image =
        tests::scatter(network, shipped(draw.chance(50) ? "mesh2x2" : "mesh2x2_l1"), seed);
    if (tests::fits(image)) {
      const LockstepResult result = check(network, image, 60);
      const Ledger& ledger = result.machines[1].ledger;
      packets += ledger[Event::kPackets];
      hops += ledger[Event::kHopsX] + ledger[Event::kHopsY];
      steps += result.steps;
      ++networks;
    }
    std::filesystem::remove_all(folder);
  }
  std::cout << "tlm mesh = golden = chip model: " << networks << " networks, " << steps
            << " steps, " << packets << " packets, " << hops << " hops\n";
  CHECK(networks > 0);
  CHECK(packets > 0);
  CHECK(hops > 0);
}
