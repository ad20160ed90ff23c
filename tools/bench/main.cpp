// SPDX-License-Identifier: Apache-2.0
// bench: what a step costs on the RTL, in cycles, each beside its limit or a named peer; and how
// fast the machines run here. Cycle counts are measured on the Verilated core, not predicted; a
// broken limit is exit 1. Speeds are printed, never judged.
#include <CLI/CLI.hpp>
#include <iostream>
#include <set>
#include <string>

#include "host/place.hpp"
#include "models/error.hpp"
#include "models/network.hpp"
#include "sim/golden/golden.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tools/bench/dense.hpp"
#include "tools/bench/learning.hpp"
#include "tools/bench/link.hpp"
#include "tools/bench/mesh.hpp"
#include "tools/bench/report.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

// A 90-neuron all-to-all step of NeuroCoreX at any activity: 96 slots of 1,000 clocks (its public
// VHDL).
constexpr double kNeuroCoreXStep = 96000;
// Its clocks a CPU second in an RTL simulator, as measured on that VHDL with 96 slots.
constexpr double kNeuroCoreXSpeed = 60000;

// `n` neurons, each connected to all others and to itself with weight 0; `active` of them fire in
// every step, by a bias above their threshold.
Network all_to_all(std::uint32_t n, std::uint32_t active) {
  Network network;
  network.name = "all_to_all";
  std::vector<NeuronParams> params(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    params[i].du0 = params[i].du1 = params[i].dv = 4096;
    params[i].v_min = -((1 << 23) - 1);
    params[i].threshold = 100;
    params[i].bias = i * active % n < active ? 101 : 0;  // spread evenly
  }
  network.populations.push_back({"ring", Population::Kind::kLif, n, 0, params});
  Projection projection;
  for (std::uint32_t s = 0; s < n; ++s) {
    for (std::uint32_t t = 0; t < n; ++t) projection.synapses.push_back({s, t, 0, 1});
  }
  network.projections.push_back(projection);
  return network;
}

bool print_cycles(const Chip& chip) {
  Report report("on the RTL");
  const std::uint32_t lanes = chip.core.lanes;
  std::cout << chip.name << ", " << lanes << (lanes == 1 ? " lane" : " lanes") << '\n';
  // Two runs that differ in the number of rows alone give the cost of a row without the scan.
  const std::uint32_t few = 32, many = 96, neurons = 256;
  const auto a = measure(dense_rows(128, neurons, few), chip, 10);
  const auto b = measure(dense_rows(128, neurons, many), chip, 10);
  report.at_most("cycles a synaptic op, dense rows of 256",
                 static_cast<double>(b.cycles - a.cycles) / ((many - few) * neurons),
                 lanes == 8 ? 0.14 : 1.12 / lanes);
  const auto quiet = measure(dense_rows(32, neurons, 0), chip, 10);
  report.at_most("quiet step of 256 neurons (scan, key and neuron pass)",
                 static_cast<double>(quiet.cycles), neurons + 32);
  const auto few_neurons = measure(dense_rows(32, 128, 0), chip, 10);
  report.at_most("neuron pass, cycles a neuron",
                 static_cast<double>(quiet.cycles - few_neurons.cycles) / 128, 1);
  const auto scan_small = measure(dense_rows(32, 128, 0), chip, 10);
  const auto scan_large = measure(dense_rows(128, 128, 0), chip, 10);
  // The noise key hides a scan of up to ten words.
  report.at_most("scan, more cycles for 96 more axons",
                 static_cast<double>(scan_large.cycles) - static_cast<double>(scan_small.cycles),
                 3);
  for (const std::uint32_t percent : {0u, 10u, 35u, 100u}) {
    const auto step = measure(all_to_all(90, 90 * percent / 100), chip, 10);
    const double limit = percent == 10 && lanes == 8 ? 400 : kNeuroCoreXStep;
    report.at_most("90 all-to-all neurons, " + std::to_string(percent) + " % fire (" +
                       (limit == 400 ? "target" : "NeuroCoreX") + ")",
                   static_cast<double>(step.cycles), limit);
  }
  return report.print();
}

// Cycles, steps and synaptic operations a CPU second of one machine.
void print_speed(const Network& network, std::uint32_t steps, const std::string& chip_path) {
  const Chip chip = read_chip(chip_path);
  std::vector<std::vector<std::string>> rows{{network.name + ", " + counted(steps, "step"),
                                              "cycles/s", "synaptic ops/s", "steps/s", "CPU s"}};
  double tlm_took = 0;
  for (const std::string name : {"golden", "tlm", "rtl"}) {
    const auto machine = name == "golden" ? make_golden_backend(network)
                         : name == "tlm"  ? make_tlm_backend(place(network, chip))
                                          : make_rtl_backend(place(network, chip), 1);
    StimulusPlayer player(network);
    std::vector<StepStimulus> stimuli(steps);
    for (StepStimulus& s : stimuli) player.next(s);
    std::vector<StepRecord> records;
    const double begin = cpu_seconds();
    machine->run(stimuli, false, records);
    const double took = std::max(cpu_seconds() - begin, 1e-6);
    std::uint64_t cycles = 0;
    for (const StepRecord& record : records) cycles += record.cycles;
    const auto rate = [&](double count) { return number(count / took); };
    rows.push_back({name, cycles > 0 ? rate(static_cast<double>(cycles)) : "-",
                    rate(static_cast<double>(machine->ledger()[spec::Event::kSynapticOps])),
                    rate(steps), number(took)});
    if (name == "tlm") tlm_took = took;
    if (name == "rtl") {
      rows.push_back({"tlm / rtl (target 20)", number(took / tlm_took)});
      rows.push_back({"rtl / NeuroCoreX's VHDL in a simulator",
                      number(static_cast<double>(cycles) / took / kNeuroCoreXSpeed)});
    }
  }
  print_table(std::cout, rows);
}

bool print_cycles_of_cores() {
  bool ok = true;
  for (const char* name : {"core256.yaml", "core256_l1.yaml"}) {
    ok = print_cycles(read_chip(models_folder() + "/chips/" + name)) && ok;
    std::cout << '\n';
  }
  return ok;
}

bool print_speeds() {
  const std::string networks = models_folder() + "/networks/";
  const std::string chip = models_folder() + "/chips/core256.yaml";
  print_speed(read_network(networks + "digits/digits.yaml"), 19008, chip);
  print_speed(read_network(networks + "all_to_all90.yaml"), 5000, chip);
  return true;
}

struct Part {
  const char* name;
  bool (*print)();  // false: a limit is broken
};
constexpr Part kParts[] = {{"cycles", print_cycles_of_cores},
                           {"speed", print_speeds},
                           {"learning", print_learning},
                           {"link", print_link},
                           {"mesh", print_mesh}};

int run_bench(const std::set<std::string>& wanted) {
  bool ok = true;
  for (const Part& part : kParts) {
    if (!wanted.empty() && wanted.count(part.name) == 0) continue;
    ok = part.print() && ok;
    std::cout << '\n';
  }
  std::cout << (ok ? "every limit is kept\n" : "A LIMIT IS BROKEN\n");
  return static_cast<int>(ok ? Exit::kAgree : Exit::kDivergence);
}

}  // namespace
}  // namespace slk

int main(int argc, char** argv) {
  CLI::App app{"What a step costs on the RTL, and how fast the machines run here."};
  std::set<std::string> parts;
  std::set<std::string> names;
  for (const slk::Part& part : slk::kParts) names.insert(part.name);
  app.add_option("part", parts, "what to measure; all without it")->check(CLI::IsMember(names));
  CLI11_PARSE(app, argc, argv);
  try {
    return slk::run_bench(parts);
  } catch (const slk::Error& error) {
    std::cerr << "bench: " << error.what() << '\n';
    return static_cast<int>(error.exit());
  }
}
