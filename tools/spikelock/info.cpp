// SPDX-License-Identifier: Apache-2.0
// spikelock info: what a file is.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/placement_report.hpp"
#include "models/digest.hpp"
#include "tools/experiment/experiment.hpp"
#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/kind_of.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

const std::string kKinds = "network/1, chip/1, image/2, energy/1, experiment/1";

ordered_json network_info(const std::string& path) {
  const Network network = read_network(path);
  ordered_json json{{"kind", "network"},
                    {"name", network.name},
                    {"seed", network.seed},
                    {"adapt_every", network.adapt_every}};
  for (const Population& p : network.populations) {
    json["populations"].push_back({{"name", p.name},
                                   {"kind", p.kind == Population::Kind::kInput ? "input" : "lif"},
                                   {"size", p.size},
                                   {"first_number", p.first}});
  }
  for (const Rule& rule : network.rules) {
    json["rules"].push_back({{"name", rule.name},
                             {"min", rule.min},
                             {"max", rule.max},
                             {"fraction_bits", rule.fraction_bits},
                             {"rounding", rule.stochastic ? "stochastic" : "nearest"}});
  }
  json["projections"] = ordered_json::array();
  for (const Projection& p : network.projections) {
    json["projections"].push_back(
        {{"from", network.populations[p.from].name},
         {"to", network.populations[p.to].name},
         {"synapses", p.synapses.size()},
         {"shift", p.shift},
         {"receptor",
          p.receptor == kInstructive ? ordered_json("instructive") : ordered_json(p.receptor)}});
    if (network.rules.empty()) continue;
    json["projections"].back()["rule"] = p.rule ? network.rules[*p.rule].name : "none";
  }
  json["neurons"] = network.neuron_count();
  json["synapses"] = network.synapse_count();
  json["input_spikes_listed"] = network.stimulus.spikes.size();
  json["last_stimulus_step"] = network.last_stimulus_step();
  return json;
}

std::string mesh_info(const Mesh& mesh) {
  return std::to_string(mesh.width) + " x " + std::to_string(mesh.height);
}

ordered_json mode_info(const std::optional<RealTime>& mode) {
  if (!mode) return "barrier";
  ordered_json json{{"cycles_per_step", mode->cycles_per_step},
                    {"late", mode->drop ? "drop" : "defer"}};
  if (!mode->drop) json["max_lateness"] = mode->max_lateness;
  return {{"real_time", json}};
}

ordered_json chip_info(const std::string& path) {
  const Chip chip = read_chip(path);
  ordered_json json{{"kind", "chip"},
                    {"name", chip.name},
                    {"cores", chip.mesh.cores()},
                    {"mesh", mesh_info(chip.mesh)},
                    {"mode", mode_info(chip.real_time)}};
  add_core(json, chip.core);
  json["clock_hz"] = chip.clock_hz;
  json["energy"] = chip.energy.empty()
                       ? ordered_json()
                       : ordered_json(std::filesystem::path(chip.energy).stem().string());
  return json;
}

ordered_json experiment_info(const std::string& path) {
  const experiment::ExperimentFile file = experiment::read_experiment(path, std::nullopt);
  return {{"kind", "experiment"},
          {"name", file.name},
          {"experiment", file.kind},
          {"rounds", file.experiment->rounds()},
          {"steps", file.experiment->steps()}};
}

// One row a core, if there are several.
ordered_json image_info(const std::string& path) {
  const ChipImage image = read_image(path);
  const Image& first = image.cores.front();
  ordered_json json{{"kind", "image"},
                    {"network", first.network},
                    {"chip", first.chip},
                    {"mesh", mesh_info(image.mesh)},
                    {"mode", mode_info(image.real_time)}};
  if (image.cores.size() == 1) {
    for (const Fill& f : fill_of(first))
      json["fill"][f.what] = {{"used", f.used}, {"limit", f.limit}};
    return json;
  }
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    ordered_json row{{"core", image.mesh.name(c)}};
    for (const Fill& f : fill_of(image.cores[c])) row[f.what] = f.used;
    json["fill"].push_back(row);
  }
  for (const Fill& f : fill_of(first)) json["limits"][f.what] = f.limit;
  return json;
}

}  // namespace

Exit info(const std::string& path, const std::string& json_path) {
  if (path.empty()) throw Error("FILE is required; see 'spikelock info --help'");
  if (!std::filesystem::is_regular_file(path)) {
    throw Error(path +
                ": cannot be read; name a network, chip, image, price list or experiment file");
  }
  const std::string kind = kind_of(path);
  ordered_json json;
  if (kind == "network/1") {
    json = network_info(path);
  } else if (kind == "chip/1") {
    json = chip_info(path);
  } else if (kind == "energy/1") {
    json = price_list_json(read_price_list(path));
  } else if (kind == "image/2") {
    json = image_info(path);
  } else if (kind == "experiment/1") {
    json = experiment_info(path);
  } else if (kind.empty()) {
    throw Error(path + ": no line 'spikelock: KIND/1'; allowed " + kKinds);
  } else {
    throw Error(path + ": 'spikelock: " + kind +
                "' is no kind of file that this version knows; allowed: " + kKinds);
  }
  json["spec_hash"] = hex64(spec::kHash);
  print_json(json);
  write_json(json_path, json);
  return Exit::kAgree;
}

}  // namespace slk
