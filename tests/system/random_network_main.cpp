// SPDX-License-Identifier: Apache-2.0
// random_network SEED FOLDER [lean]: writes one random network, to look at or to check by hand.
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/system/random_network.hpp"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: random_network SEED FOLDER [lean]\n";
    return 2;
  }
  slk::tests::RandomNetworkOptions options;
  if (argc > 3 && std::string(argv[3]) == "lean") options = {1, false};
  std::cout << slk::tests::write_random_network(argv[2], std::strtoull(argv[1], nullptr, 10),
                                                options)
            << '\n';
  return 0;
}
