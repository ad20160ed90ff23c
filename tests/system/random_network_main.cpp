// SPDX-License-Identifier: Apache-2.0
// random_network SEED FOLDER [KIND] [FLAG]...: writes one random network, to look at or to check by
// hand.
#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "tests/system/random_network.hpp"
#include "tests/system/random_plastic.hpp"
#include "tests/system/random_sparse.hpp"

int main(int argc, char** argv) {
  using namespace slk::tests;
  std::uint64_t seed = 0;
  std::string folder, kind = "static";
  RandomNetworkOptions options;
  std::uint32_t neurons = 800;
  CLI::App app("Writes one random network.");
  app.add_option("seed", seed)->required();
  app.add_option("folder", folder, "made if it is not there")->required();
  app.add_option("kind", kind)->check(CLI::IsMember({"static", "small", "plastic", "sparse"}));
  app.add_option("--receptors", options.receptors, "that it may use")->check(CLI::Range(1, 2));
  app.add_flag("!--no-random", options.random, "neither noise nor stochastic rounding");
  app.add_flag("!--no-teaching", options.teaching, "neither instructive rows nor tables Q");
  app.add_option("--neurons", neurons, "at most so many, if sparse")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  options.small = kind == "small";
  std::string path;
  if (kind == "plastic") {
    path = write_random_plastic(folder, seed, options);
  } else if (kind == "sparse") {
    path = write_random_sparse(folder, seed, neurons);
  } else {
    path = write_random_network(folder, seed, options);
  }
  std::cout << path << '\n';
  return 0;
}
