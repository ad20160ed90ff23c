// SPDX-License-Identifier: Apache-2.0
// The proof that sums fit into 32 bits.
#include <catch2/catch.hpp>

#include "models/network.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// `count` synapses of a weight and shift from as many inputs to the second of two neurons.
Network build(std::uint32_t count, std::int8_t weight, std::uint8_t shift) {
  Network network;
  network.populations.push_back({"in", Population::Kind::kInput, count, 0, {}});
  network.populations.push_back({"out", Population::Kind::kLif, 2, count, {}});
  Projection projection;
  projection.to = 1;
  projection.shift = shift;
  for (std::uint32_t i = 0; i < count; ++i) {
    projection.synapses.push_back({i, count + 1, weight, 1});
  }
  network.projections.push_back(projection);
  return network;
}

std::string refusal(const Network& network) {
  return test::Folder().refusal([&] { check_accumulators(network, "n.yaml:3"); });
}

}  // namespace

TEST_CASE("sums that just fit are accepted") {
  // 516 * 127 << 15 = 2147352576 < 2^31 <= 517 * 127 << 15
  CHECK(refusal(build(516, 127, 15)).empty());
  CHECK(refusal(build(516, -127, 15)).empty());
  // Exactly -2^31 fits, exactly 2^31 does not.
  CHECK(refusal(build(65536, -1, 15)).empty());
}

TEST_CASE("a sum that leaves 32 bits is refused with neuron, receptor, sum, limit and remedy") {
  const std::string remedy = ": lower its weights, shift or number of synapses";
  CHECK(refusal(build(517, 127, 15)) ==
        "n.yaml:3: receptor 0 of out[1] can reach 2151514112 in one step; "
        "allowed at most 2147483647" +
            remedy);
  CHECK(refusal(build(517, -127, 15)) ==
        "n.yaml:3: receptor 0 of out[1] can reach -2151514112 in one step; "
        "allowed at least -2147483648" +
            remedy);
  CHECK(refusal(build(65536, 1, 15)) ==
        "n.yaml:3: receptor 0 of out[1] can reach 2147483648 in one step; "
        "allowed at most 2147483647" +
            remedy);
}

TEST_CASE("positive and negative weights do not cancel, receptors do not add") {
  Network network = build(300, 127, 15);
  network.projections.push_back(network.projections[0]);
  network.projections[1].receptor = 1;
  CHECK(refusal(network).empty());
  network.projections[1].receptor = 0;
  CHECK_FALSE(refusal(network).empty());
  for (Synapse& synapse : network.projections[1].synapses) synapse.weight = -127;
  CHECK(refusal(network).empty());
}

TEST_CASE("read_network refuses a network whose sums leave 32 bits") {
  const test::Folder folder;
  const std::string path = folder.write(
      "n.yaml",
      "spikelock: network/1\npopulations: {p: {size: 600, kind: lif}}\nprojections:\n"
      "  - {from: p, to: p, connect: all_to_all, weights: 127, shift: 15, receptor: 1}\n");
  CHECK(folder.refusal([&] { read_network(path); }) ==
        "n.yaml:3: receptor 1 of p[0] can reach 2496921600 in one step; "
        "allowed at most 2147483647: lower its weights, shift or number of synapses");
}

TEST_CASE("a plastic weight counts as the largest and the smallest that its rule allows") {
  Network network = build(517, 0, 15);
  network.rules.push_back({});
  network.projections[0].rule = 0;
  const auto range = [&](std::int8_t min, std::int8_t max) -> Network& {
    network.rules[0].min = min;
    network.rules[0].max = max;
    return network;
  };
  CHECK_THAT(refusal(range(0, 127)), Catch::Contains("can reach 2151514112"));
  CHECK_THAT(refusal(range(-127, 0)), Catch::Contains("can reach -2151514112"));
  CHECK(refusal(range(-126, 126)).empty());
  // Where all weights are of one sign, the other sum is 0, not beyond it.
  for (Synapse& synapse : network.projections[0].synapses) synapse.weight = 100;
  CHECK(refusal(range(100, 126)).empty());
  CHECK_THAT(refusal(range(100, 127)), Catch::Contains("allowed at most"));
  for (Synapse& synapse : network.projections[0].synapses) synapse.weight = -100;
  CHECK_THAT(refusal(range(-127, -100)), Catch::Contains("allowed at least"));
}

TEST_CASE("instructive synapses add nothing to any sum") {
  Network network = build(517, 127, 15);
  network.projections[0].receptor = kInstructive;
  CHECK(refusal(network).empty());
}
