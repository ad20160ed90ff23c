// SPDX-License-Identifier: Apache-2.0
// Neuron parameters of a network file.
#include <catch2/catch.hpp>

#include "models/network.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

// The parameters of a population of three neurons.
std::vector<NeuronParams> read(const test::Folder& folder, const std::string& params) {
  return read_network(folder.write("n.yaml",
                                   "spikelock: network/1\npopulations:\n"
                                   "  in: {size: 2, kind: input}\n"
                                   "  p: {size: 3, kind: lif" +
                                       params + "}\n"))
      .populations[1]
      .params;
}

}  // namespace

TEST_CASE("parameters have the defaults of the reference") {
  NeuronParams expected;
  expected.du0 = 4096;
  expected.du1 = 4096;
  expected.v_min = -8388607;
  const test::Folder folder;
  CHECK(read(folder, "") == std::vector<NeuronParams>(3, expected));
  CHECK(read(folder, ", params: {}") == std::vector<NeuronParams>(3, expected));
}

TEST_CASE("a number holds for every neuron") {
  NeuronParams expected;
  expected.du0 = 1;
  expected.du1 = 2;
  expected.dv = 3;
  expected.da = 4096;
  expected.da_step = 8388607;
  expected.bias = -8388607;
  expected.threshold = 8388607;
  expected.v_min = 9;
  expected.refractory = 255;
  expected.noise = 23;
  expected.reset = -10;
  const test::Folder folder;
  CHECK(read(folder,
             ", params: {du0: 1, du1: 2, dv: 3, da: 4096, da_step: 8388607, bias: -8388607, "
             "threshold: 8388607, v_min: 9, refractory: 0xff, noise: 23, reset: -10}") ==
        std::vector<NeuronParams>(3, expected));
}

TEST_CASE("a list has a value for each neuron") {
  const test::Folder folder;
  const auto params = read(folder, ", params: {threshold: [5, -6, 7], reset: [1, 2, 3]}");
  CHECK(params[0].threshold == 5);
  CHECK(params[1].threshold == -6);
  CHECK(params[2].threshold == 7);
  CHECK(params[2].reset == 3);
  CHECK(params[2].subtract == 0);
}

TEST_CASE("a table has a value for each index in any order, beside the network file") {
  const test::Folder folder;
  folder.write("x.csv", "index,value\n2,30\n0,10\n1,20\n");
  const auto params = read(folder, ", params: {bias: {file: x.csv}, reset: {file: x.csv}}");
  CHECK(params[0].bias == 10);
  CHECK(params[1].bias == 20);
  CHECK(params[2].bias == 30);
  CHECK(params[2].reset == 30);
}

TEST_CASE("reset: subtract sets the flag of every neuron") {
  const test::Folder folder;
  for (const NeuronParams& params : read(folder, ", params: {reset: subtract}")) {
    CHECK(params.subtract == 1);
    CHECK(params.reset == 0);
  }
}
