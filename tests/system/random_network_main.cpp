// SPDX-License-Identifier: Apache-2.0
// random_network SEED FOLDER [lean|small|plastic|sparse [NEURONS]]: writes one random network, to
// look at or to check by hand.
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"
#include "tests/system/random_sparse.hpp"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: random_network SEED FOLDER [lean|small|plastic|sparse [NEURONS]]\n";
    return 2;
  }
  const std::uint64_t seed = std::strtoull(argv[1], nullptr, 10);
  const std::string kind = argc > 3 ? argv[3] : "";
  if (kind == "plastic") {
    std::cout << slk::tests::write_random_plastic(argv[2], seed) << '\n';
    return 0;
  }
  if (kind == "sparse") {
    constexpr unsigned long kNeurons = 800;
    const auto most = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : kNeurons;
    std::cout << slk::tests::write_random_sparse(argv[2], seed, static_cast<std::uint32_t>(most))
              << '\n';
    return 0;
  }
  slk::tests::RandomNetworkOptions options;
  if (kind == "lean" || kind == "small") options = {1, false, kind == "small"};
  std::cout << slk::tests::write_random_network(argv[2], seed, options) << '\n';
  return 0;
}
