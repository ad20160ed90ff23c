// SPDX-License-Identifier: Apache-2.0
// The spikelock command: reads the command line, runs a verb, turns errors into one line and a
// status.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iostream>
#include <limits>

#include "models/digest.hpp"
#include "models/nearest.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

constexpr const char* kAbout =
    "Spikelock: one spiking network, run by a C++ golden reference, by a SystemC model of the core "
    "and\n"
    "by its Verilator-compiled RTL, and a verdict whether they agree, bit for bit and cycle for "
    "cycle.\n";

constexpr const char* kExamples =
    "Examples:\n"
    "  spikelock check models/networks/oscillator.yaml --steps 20\n"
    "  spikelock check models/networks/random_recurrent.yaml --steps 200 --seed 7 --chip "
    "models/chips/core256_l1.yaml\n"
    "  spikelock check models/networks/ring.yaml --steps 100 --wave ring.fst\n"
    "  spikelock run models/networks/ring.yaml --backend golden --steps 100 --spikes spikes.csv\n"
    "  spikelock map models/networks/digits/digits.yaml\n"
    "  spikelock info models/chips/core256.yaml\n"
    "  spikelock serve --chip models/chips/core64.yaml --rtl --tcp 4001\n"
    "  spikelock check models/networks/ring.yaml --steps 100 --device tcp:127.0.0.1:4001\n"
    "Exit status: 0 agree or done, 1 divergence, 2 mistake in a file or on the command line, 3 a "
    "tool or\n"
    "machine failed. Files and verbs are described in docs/.\n";

// A flag whose value is a whole number min..max. CLI11 itself takes -1 for a large number.
template <class Value>
CLI::Option* add_number(CLI::App* verb, const std::string& flag, Value& value, std::uint64_t min,
                        std::uint64_t max, const std::string& about) {
  const auto store = [&value, flag, min, max](const std::string& text) {
    value = static_cast<Value>(parse_integer(flag, text, min, max));
  };
  return verb->add_option_function<std::string>(flag, store, about)->type_name("N");
}

constexpr std::uint64_t kMaxSteps = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMaxSeed = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMaxXSeed = std::numeric_limits<std::int32_t>::max();  // Verilator's

void add_run_flags(CLI::App* verb, RunFlags& flags) {
  verb->add_option("NETWORK", flags.network, "network file (spikelock: network/1)")->required();
  verb->add_option(
      "--chip", flags.chip,
      "chip file; default: the smallest shipped one of one core that holds the network");
  add_number(verb, "--steps", flags.steps, 1, kMaxSteps,
             "steps to run; default: the last step of the stimulus");
  add_number(verb, "--seed", flags.seed, 0, kMaxSeed, "replaces the seed of the network file");
  verb->add_option("--wave", flags.wave,
                   "write a waveform (FST) and a GTKWave save file beside it");
  verb->add_option(
      "--link", flags.link,
      "how tlm and rtl are reached: uart, over their serial line, or backdoor, past it; default: "
      "uart, but backdoor to a chip of several cores, which has no serial line");
  add_number(verb, "--x-seed", flags.x_seed, 1, kMaxXSeed,
             "seed of the random values that RTL registers and memories start with")
      ->default_str("1");
  verb->add_option("--json", flags.json, "write the result as JSON, too");
  verb->add_option("--energy", flags.energy,
                   "price list: a name in models/energy or a .yaml file; default: the chip's");
}

CLI::Option* add_device_flag(CLI::App* verb, std::string& device) {
  return verb->add_option("--device", device,
                          "a board, or what looks like one: serial:PATH[,BAUD] or tcp:HOST:PORT");
}

void add_device_flags(CLI::App* verb, RunFlags& flags) {
  auto* device = add_device_flag(verb, flags.device);
  verb->add_option("--line", flags.line,
                   "BAUD[,odd|,even][,flow] of the serial line of the device while the command "
                   "runs; default: as it is")
      ->needs(device);
}

void add_states_flag(CLI::App* verb, RunFlags& flags) {
  add_number(verb, "--states-every", flags.states_every, 1, kMaxSteps,
             "look at the states of the neurons after every N steps, and after the last: with more "
             "than 1 a device is not asked for them between, and spikes stream")
      ->default_str("1");
}

void add_serve_flags(CLI::App* verb, ServeFlags& flags, const std::function<void()>& run) {
  verb->add_option("--chip", flags.chip, "chip file")->required();
  verb->add_flag("--rtl", flags.rtl, "as its Verilator-compiled RTL");
  verb->add_flag("--tlm", flags.tlm, "as its SystemC model");
  auto* pty = verb->add_option("--pty", flags.pty,
                               "behind a pseudo-terminal, with a link to it of this name (default)")
                  ->expected(0, 1)
                  ->type_name("LINK");
  std::uint16_t& port = flags.tcp.emplace();
  auto* tcp = add_number(verb, "--tcp", port, 0, 65535, "at this port of 127.0.0.1; 0: a free one");
  verb->add_flag("--paced", flags.paced, "not faster than its clock; default: as fast as it goes");
  add_number(verb, "--x-seed", flags.x_seed, 1, kMaxXSeed,
             "seed of the random values that RTL registers and memories start with")
      ->default_str("1");
  verb->callback([=, &flags] {
    flags.on_pty = pty->count() > 0;
    if (tcp->count() == 0) flags.tcp.reset();
    run();
  });
}

// What is wrong with a command line that CLI11 does not accept, and where to read on.
std::string describe(CLI::App& app, const CLI::ParseError& error, const std::string& first) {
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app.get_subcommands({})) verbs.push_back(verb->get_name());
  if (first.empty()) return "no verb; allowed " + join(verbs) + "; see 'spikelock --help'";
  if (std::find(verbs.begin(), verbs.end(), first) == verbs.end()) {
    return "unknown verb '" + first + "'; " + suggest(first, verbs);
  }
  const std::vector<std::string> extras = app.remaining(true);
  const bool unknown = dynamic_cast<const CLI::ExtrasError*>(&error) && !extras.empty();
  return (unknown ? "unknown argument '" + extras.front() + "'" : std::string(error.what())) +
         "; see 'spikelock " + first + " --help'";
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
  add_device_flags(check_verb, check_flags);
  add_states_flag(check_verb, check_flags);
  check_verb
      ->add_option("--backends", check_flags.backends,
                   "machines; the first is the reference; with a device: golden,tlm,device")
      ->default_str("golden,tlm,rtl");
  add_number(check_verb, "--weights-every", check_flags.weights_every, 1, kMaxSteps,
             "compare all weights every N steps, not only at the end");
  check_verb->add_option("--wave-steps", check_flags.wave_steps,
                         "FIRST:LAST steps of the waveform; default: around the divergence, or the "
                         "first 16");
  check_verb->add_option("--spikes", check_flags.spikes,
                         "folder; write the spikes of every machine there, as NAME.csv");
  check_verb->add_option("--lateness", check_flags.lateness,
                         "in real time: file that says golden which packets were late; default: as "
                         "the first machine does");
  check_verb->add_flag(
      "--no-machine-events", check_flags.no_machine_events,
      "do not compare cycles and machine events: for a core of another organisation");
  check_verb->callback([&] { verb = [&] { return check(check_flags); }; });

  RunOneFlags run_flags;
  auto* run_verb = app.add_subcommand("run", "run a network or an experiment on one machine");
  add_run_flags(run_verb, run_flags);
  add_device_flags(run_verb, run_flags);
  add_states_flag(run_verb, run_flags);
  run_verb->add_option("--backend", run_flags.backend,
                       "golden, tlm or rtl; required without --device");
  run_verb->add_option("--spikes", run_flags.spikes, "write spikes as CSV");
  run_verb->add_option(
      "--state", run_flags.state,
      "write every neuron's state after every step as CSV; of an experiment: file that holds "
      "where it stands, to go on from");
  run_verb->add_option("--weights", run_flags.weights, "write the weights at the end as CSV");
  run_verb->add_option("--lateness", run_flags.lateness,
                       "in real time: write the packets that were late as CSV");
  run_verb->add_option("--pictures", run_flags.pictures,
                       "of an experiment: folder; draw what was learned there, as SVG");
  run_verb->callback([&] { verb = [&] { return run(run_flags); }; });

  ProfileFlags profile_flags;
  auto* profile_verb =
      app.add_subcommand("profile", "say what a run costs, and what real time does to the network");
  add_run_flags(profile_verb, profile_flags);
  profile_verb->add_option("--backend", profile_flags.backend, "tlm or rtl")->capture_default_str();
  profile_verb->add_option("--lateness", profile_flags.lateness,
                           "in real time: write the packets that were late as CSV");
  profile_verb->add_option("--periods", profile_flags.periods,
                           "in real time: A,B,... cycles a step; a row of figures for each");
  profile_verb->callback([&] { verb = [&] { return run_profile(profile_flags); }; });

  MapFlags map_flags;
  auto* map_verb = app.add_subcommand("map", "place a network on a chip and say what fits");
  map_verb->add_option("NETWORK", map_flags.network, "network file")->required();
  map_verb->add_option(
      "--chip", map_flags.chip,
      "chip file; default: the smallest shipped one of one core that holds the network");
  map_verb->add_option("-o", map_flags.output, "write the image");
  map_verb
      ->add_option("--placer", map_flags.placer,
                   "on a mesh: auto or, to compare with, sequential, random or greedy")
      ->capture_default_str();
  add_number(map_verb, "--place-seed", map_flags.place_seed, 0, kMaxSeed, "seed of the placement")
      ->default_str("1");
  map_verb
      ->add_option("--place-budget", map_flags.place_budget,
                   "seconds after which the best placement so far is taken")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_number(map_verb, "--spikes", map_flags.spikes, 1, kMaxSteps,
             "count packets by the spikes of so many golden steps; default: one of each source");
  map_verb->add_option("--svg", map_flags.svg, "of a mesh: draw the floor plan with its links");
  map_verb->add_option("--json", map_flags.json, "write the result as JSON, too");
  map_verb->callback([&] { verb = [&] { return map(map_flags); }; });

  std::string info_path, info_address, info_json;
  auto* info_verb =
      app.add_subcommand("info", "say what a network, chip, image, price list or device is");
  auto* info_file = info_verb->add_option("FILE", info_path, "file; required without --device");
  add_device_flag(info_verb, info_address)->excludes(info_file);
  info_verb->add_option("--json", info_json, "write the result as JSON, too");
  info_verb->callback([&] {
    verb = [&] {
      return info_address.empty() ? info(info_path, info_json)
                                  : info_device(info_address, info_json);
    };
  });

  ServeFlags serve_flags;
  add_serve_flags(app.add_subcommand("serve", "put a simulated chip where a board would be"),
                  serve_flags, [&] { verb = [&] { return serve(serve_flags); }; });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "spikelock: " << describe(app, error, argc > 1 ? argv[1] : "") << '\n';
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
