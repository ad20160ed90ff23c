// SPDX-License-Identifier: Apache-2.0
// spikelock run EXPERIMENT: rounds on one machine, and the criterion beside the result.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "sim/golden/golden.hpp"
#include "tools/experiment/state_file.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/progress.hpp"
#include "tools/spikelock/session.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

using experiment::ExperimentFile;
using experiment::Lab;
using experiment::Position;
using experiment::Row;
using experiment::Verdict;

// Flags that make sense for a network only.
void refuse_network_flags(const RunOneFlags& flags) {
  const std::pair<const char*, bool> given[] = {
      {"--steps", flags.steps.has_value()},        {"--wave", !flags.wave.empty()},
      {"--states-every", flags.states_every != 1}, {"--energy", !flags.energy.empty()},
      {"--spikes", !flags.spikes.empty()},         {"--weights", !flags.weights.empty()}};
  for (const auto& [flag, is_given] : given) {
    if (is_given) {
      throw Error(std::string(flag) + ": is for a network; " + flags.network +
                  " is an experiment, which takes --backend, --chip, --link, --seed, --state, "
                  "--pictures, --json, --x-seed");
    }
  }
}

// Runs the rounds that are left.
void run_rounds(const ExperimentFile& file, const RunOneFlags& flags, Lab& lab,
                Position& position) {
  const experiment::Experiment& experiment = *file.experiment;
  Progress progress(file.name, experiment.steps());
  lab.show_progress = [&](std::uint64_t steps) { progress.update(steps); };
  while (position.state.rounds < experiment.rounds()) {
    experiment.run(position.state.rounds, lab, position.state);
    ++position.state.rounds;
    position.steps = lab.steps;
    position.spikes = lab.spikes;
    position.digest = lab.digest;
    save_position(flags.state, file, position);
  }
}

void print(const ExperimentFile& file, const std::string& backend, const Position& position,
           const Verdict& verdict) {
  const std::vector<std::string> columns = file.experiment->columns();
  std::vector<std::vector<std::string>> table = {{"run"}};
  table[0].insert(table[0].end(), columns.begin(), columns.end());
  for (const Row& row : position.state.rows) {
    table.push_back({row.name});
    for (std::size_t c = 0; c < columns.size(); ++c) {
      table.back().push_back(std::to_string(row.values[c]));
    }
  }
  std::cout << file.name << " on " << backend << '\n';
  print_table(std::cout, table);
  std::cout << counted(position.steps, "step") << ", " << counted(position.spikes, "spike")
            << ", digest " << hex64(position.digest) << '\n';
  std::cout << "criterion: " << verdict.criterion << '\n'
            << (verdict.met ? "met: " : "NOT MET: ") << verdict.result << '\n';
}

nlohmann::ordered_json to_json(const ExperimentFile& file, const RunOneFlags& flags,
                               const Position& position, const Verdict& verdict, double seconds) {
  nlohmann::ordered_json json;
  json["experiment"] = file.name;
  json["kind"] = file.kind;
  json["backend"] = flags.backend;
  json["met"] = verdict.met;
  json["criterion"] = verdict.criterion;
  json["result"] = verdict.result;
  json["columns"] = file.experiment->columns();
  json["rows"] = nlohmann::ordered_json::array();
  for (const Row& row : position.state.rows) {
    json["rows"].push_back({{"name", row.name}, {"values", row.values}});
  }
  json["steps"] = position.steps;
  json["spikes"] = position.spikes;
  json["digest"] = hex64(position.digest);
  json["spec_hash"] = hex64(spec::kHash);
  json["seconds"] = seconds;
  return json;
}

void write_pictures(const std::string& folder, const ExperimentFile& file,
                    const Position& position) {
  if (folder.empty()) return;
  for (const experiment::Picture& picture : file.experiment->draw(position.state)) {
    const std::string path =
        (std::filesystem::path(folder) / (file.name + "." + picture.name)).string();
    std::ofstream out(path, std::ios::binary);
    out << picture.svg;
    out.close();
    if (!out) throw Error(path + ": cannot be written; name a folder that exists");
    std::cout << "wrote " << path << '\n';
  }
}

}  // namespace

Exit run_experiment(const RunOneFlags& flags) {
  refuse_network_flags(flags);
  check_writable(flags.json);
  check_writable(flags.state);
  const ExperimentFile file = experiment::read_experiment(flags.network, flags.seed);
  Position position = experiment::load_position(flags.state, file);
  Lab lab;
  lab.make_machine = [&](const Network& network) {
    if (flags.backend == "golden") return make_golden_backend(network);
    Chip chip;
    const ChipImage image = place_checked(network, flags.chip, flags.device, chip);
    return make_machine(flags.backend, image, chip, flags);
  };
  lab.steps = position.steps;
  lab.spikes = position.spikes;
  lab.digest = position.digest;
  const auto begin = std::chrono::steady_clock::now();
  run_rounds(file, flags, lab, position);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;

  const Verdict verdict = file.experiment->judge(position.state);
  print(file, flags.backend, position, verdict);
  write_json(flags.json, to_json(file, flags, position, verdict, took.count()));
  write_pictures(flags.pictures, file, position);
  return verdict.met ? Exit::kAgree : Exit::kDivergence;
}

}  // namespace slk
