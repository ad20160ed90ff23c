// SPDX-License-Identifier: Apache-2.0
// A host gives a machine other weights, and is refused those that it must not give.
#include <catch2/catch.hpp>

#include "host/place.hpp"
#include "sim/golden/golden.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/host/placed.hpp"

using namespace slk;

TEST_CASE("weights that are given are read back, and others are refused by their place") {
  const Network network = tests::plastic();
  const Image image = place(network, tests::learning_chip_of(16, 64, 256));
  const auto golden = make_golden_backend(network);
  const auto tlm = make_tlm_backend(image);
  std::vector<std::int8_t> weights(network.synapse_count());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<std::int8_t>(i);
  for (Backend* machine : {golden.get(), tlm.get()}) {
    INFO(machine->name());
    const auto refused = [&](std::vector<std::int8_t> wrong, const std::string& why) {
      CHECK(test::Folder().refusal([&] { machine->set_weights(wrong); }) == why);
      CHECK(machine->weights() != wrong);
    };
    machine->set_weights(weights);
    CHECK(machine->weights() == weights);
    std::vector<std::int8_t> wrong = weights;
    wrong[0] = -128;  // static
    refused(wrong, "weight 0 is -128; allowed -127..127");
    wrong = weights;
    wrong[20] = -1;  // of the rule pair
    refused(wrong, "weight 20 is -1; allowed 0..100");
    wrong[20] = 101;
    refused(wrong, "weight 20 is 101; allowed 0..100");
    wrong = weights;
    wrong.pop_back();
    refused(wrong, "89 weights for 90 synapses; allowed one a synapse, in network order");
    CHECK(machine->weights() == weights);
  }
}
