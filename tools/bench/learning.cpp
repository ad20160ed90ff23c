// SPDX-License-Identifier: Apache-2.0
#include "tools/bench/learning.hpp"

#include <iostream>

#include "tools/bench/dense.hpp"
#include "tools/bench/report.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

// Cycles a synapse of the best published open core with on-line learning (ODIN).
constexpr double kOdinSynapse = 2;

// Potentiation and depression over the whole window, rounded at random.
void make_plastic(Network& network) {
  Rule rule;
  rule.name = "pair";
  rule.fraction_bits = 4;
  rule.stochastic = true;
  for (std::size_t d = 0; d < spec::kLearningWindow; ++d) {
    rule.p[d] = static_cast<std::int16_t>(32 - d);
    rule.n[d] = static_cast<std::int16_t>(static_cast<int>(d) - 32);
  }
  network.rules.push_back(rule);
  network.projections[0].rule = 0;
}

// 64 input lines, each connected to all of 256 neurons, which fire by themselves every 9 to 32
// steps, whatever arrives; the lines fire at random.
Network poisson_rows(double probability) {
  Network network = dense_rows(64, 256, 0);
  network.seed = 1;
  network.stimulus.poisson.push_back({0, static_cast<std::uint64_t>(probability * 4294967296.0)});
  std::vector<NeuronParams>& params = network.populations[1].params;
  for (std::uint32_t n = 0; n < params.size(); ++n) {
    params[n].dv = 4096;
    params[n].threshold = 1 << 19;
    params[n].bias = 1 << 20;
    params[n].refractory = 8 + n % 24;
  }
  return network;
}

// The cycles of a row of 256, by two runs that differ in the number of rows alone.
double row_cycles(const Chip& chip, bool plastic) {
  const auto run = [&](std::uint32_t active) {
    Network network = dense_rows(128, 256, active);
    if (plastic) make_plastic(network);
    return static_cast<double>(measure(network, chip, 10).cycles);
  };
  return (run(96) - run(32)) / 64;
}

bool print_rows(const Chip& chip, const Chip& without) {
  Report report(chip.name + ", on the RTL");
  const double plastic = row_cycles(chip, true);
  report.at_most("cycles a plastic op in a pass, dense rows of 256", plastic / 256, 0.14);
  report.at_most("cycles of a plastic row of 256 (of a static one on this core)", plastic,
                 row_cycles(chip, false));
  const std::uint32_t steps = 1000;
  // Scan and neuron pass, which a core that does not learn has, too.
  const auto quiet = static_cast<double>(measure(poisson_rows(0), without, steps).all);
  for (const double rate : {0.005, 0.02, 0.1}) {
    Network network = poisson_rows(rate);
    make_plastic(network);
    const Measured run = measure(network, chip, steps);
    report.at_most(
        "cycles a plastic op with closing passes, inputs at " + number(rate) + " a step (ODIN)",
        (static_cast<double>(run.all) - quiet) /
            static_cast<double>(run.ledger[spec::Event::kPlasticOps]),
        kOdinSynapse);
  }
  return report.print();
}

// The same static network on a core that learns and on one that does not, then learning.
void print_speed(const Chip& chip, const Chip& without) {
  const std::uint32_t steps = 2000;
  std::vector<std::vector<std::string>> rows{
      {"64 inputs at 0.1 a step on 256 neurons, " + counted(steps, "step") + " on the RTL",
       "cycles/s", "steps/s"}};
  const auto row = [&](const std::string& what, const Network& network, const Chip& on) {
    const Measured run = measure(network, on, steps);
    rows.push_back({what, number(static_cast<double>(run.all) / run.cpu), number(steps / run.cpu)});
  };
  Network network = poisson_rows(0.1);
  row("static, on " + without.name, network, without);
  row("static, on " + chip.name, network, chip);
  make_plastic(network);
  row("plastic, on " + chip.name, network, chip);
  print_table(std::cout, rows);
}

}  // namespace

bool print_learning() {
  const Chip chip = read_chip(models_folder() + "/chips/core256_learn.yaml");
  const Chip without = read_chip(models_folder() + "/chips/core256.yaml");
  const bool ok = print_rows(chip, without);
  print_speed(chip, without);
  return ok;
}

}  // namespace slk
