// SPDX-License-Identifier: Apache-2.0
// The spikelock command: reads the command line, runs a verb, turns errors into one line and a
// status.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include "models/digest.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

constexpr const char* kAbout =
    "Spikelock: one spiking network, run by a C++ golden reference and by the Verilator-compiled "
    "RTL,\n"
    "and a verdict whether they agree, bit for bit and cycle for cycle.\n";

constexpr const char* kExamples =
    "Examples:\n"
    "  spikelock check models/networks/oscillator.yaml --steps 20\n"
    "  spikelock check models/networks/random_recurrent.yaml --steps 200 --seed 7 --chip "
    "models/chips/core256_l1.yaml\n"
    "  spikelock check models/networks/ring.yaml --steps 100 --wave ring.fst\n"
    "  spikelock run models/networks/ring.yaml --backend golden --steps 100 --spikes spikes.csv\n"
    "  spikelock map models/networks/digits/digits.yaml\n"
    "  spikelock info models/chips/core256.yaml\n"
    "Exit status: 0 agree or done, 1 divergence, 2 mistake in a file or on the command line, 3 a "
    "tool or\n"
    "machine failed. Files and verbs are described in docs/.\n";

void add_run_flags(CLI::App* verb, RunFlags& flags) {
  verb->add_option("NETWORK", flags.network, "network file (spikelock: network/1)")->required();
  verb->add_option("--chip", flags.chip,
                   "chip file; default: the smallest shipped one that holds the network");
  verb->add_option("--steps", flags.steps, "steps to run; default: the last step of the stimulus");
  verb->add_option("--seed", flags.seed, "replaces the seed of the network file");
  verb->add_option("--wave", flags.wave,
                   "write a waveform (FST) and a GTKWave save file beside it");
  verb->add_option("--x-seed", flags.x_seed,
                   "seed of the random values that RTL registers and memories start with")
      ->capture_default_str();
  verb->add_option("--json", flags.json, "write the result as JSON, too");
}

int run_command(int argc, char** argv) {
  CLI::App app(kAbout, "spikelock");
  app.footer(kExamples);
  app.set_version_flag("--version", "spikelock " SLK_VERSION " spec " + hex64(spec::kHash));
  app.require_subcommand(1);
  std::function<Exit()> verb;

  CheckFlags check_flags;
  auto* check_verb = app.add_subcommand("check", "run a network on several machines and compare");
  add_run_flags(check_verb, check_flags);
  check_verb->add_option("--backends", check_flags.backends, "machines; the first is the reference")
      ->capture_default_str();
  check_verb->add_option("--weights-every", check_flags.weights_every,
                         "compare all weights every K steps, not only at the end");
  check_verb->add_option("--wave-steps", check_flags.wave_steps,
                         "FIRST:LAST steps of the waveform; default: around the divergence, or the "
                         "first 16");
  check_verb->add_flag("--no-cycles", check_flags.no_cycles,
                       "do not hold machines to the cycle formula: for a core with another timing");
  check_verb->callback([&] { verb = [&] { return check(check_flags); }; });

  RunOneFlags run_flags;
  auto* run_verb =
      app.add_subcommand("run", "run a network on one machine and write what happened");
  add_run_flags(run_verb, run_flags);
  run_verb->add_option("--backend", run_flags.backend, "golden or rtl")->required();
  run_verb->add_option("--spikes", run_flags.spikes, "write spikes as CSV");
  run_verb->add_option("--state", run_flags.state,
                       "write every neuron's state after every step as CSV");
  run_verb->add_option("--weights", run_flags.weights, "write the weights at the end as CSV");
  run_verb->callback([&] { verb = [&] { return run(run_flags); }; });

  MapFlags map_flags;
  auto* map_verb = app.add_subcommand("map", "place a network on a chip and say what fits");
  map_verb->add_option("NETWORK", map_flags.network, "network file")->required();
  map_verb->add_option("--chip", map_flags.chip,
                       "chip file; default: the smallest shipped one that holds the network");
  map_verb->add_option("-o", map_flags.output, "write the image");
  map_verb->add_option("--json", map_flags.json, "write the result as JSON, too");
  map_verb->callback([&] { verb = [&] { return map(map_flags); }; });

  std::string info_path, info_json;
  auto* info_verb = app.add_subcommand("info", "say what a network, chip or image file is");
  info_verb->add_option("FILE", info_path, "file")->required();
  info_verb->add_option("--json", info_json, "write the result as JSON, too");
  info_verb->callback([&] { verb = [&] { return info(info_path, info_json); }; });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    const std::vector<std::string> extras = app.remaining(true);
    const bool unknown = dynamic_cast<const CLI::ExtrasError*>(&error) && !extras.empty();
    std::cerr << "spikelock: "
              << (unknown ? "unknown argument '" + extras.front() + "'" : std::string(error.what()))
              << "; see 'spikelock --help'\n";
    return static_cast<int>(Exit::kUser);
  }
  return static_cast<int>(verb());
}

}  // namespace
}  // namespace slk

int main(int argc, char** argv) {
  try {
    return slk::run_command(argc, argv);
  } catch (const slk::Error& error) {
    std::cerr << "spikelock: " << error.what() << '\n';
    return static_cast<int>(error.exit());
  } catch (const std::exception& error) {
    std::cerr << "spikelock: " << error.what()
              << "; this is a mistake of Spikelock, please report it\n";
    return static_cast<int>(slk::Exit::kMachine);
  }
}
