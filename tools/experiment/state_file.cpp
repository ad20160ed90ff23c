// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/state_file.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/text_file.hpp"

namespace slk::experiment {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kHeader = "experiment_state/1";

Position parse(const Json& json) {
  Position position;
  State& state = position.state;
  state.rounds = json.at("rounds");
  state.learned.weights = json.at("weights").get<std::vector<std::int8_t>>();
  state.learned.adaptation = json.at("adaptation").get<std::vector<std::int32_t>>();
  for (const Json& row : json.at("results")) {
    state.rows.push_back({row.at("name"), row.at("values").get<std::vector<std::int64_t>>()});
  }
  position.steps = json.at("steps");
  position.spikes = json.at("spikes");
  position.digest = json.at("digest");
  return position;
}

}  // namespace

Position load_position(const std::string& path, const ExperimentFile& file) {
  if (path.empty() || !std::filesystem::exists(path)) return {};
  const std::string text = load_text(path, path, "name a file that --state has written");
  try {
    const Json json = Json::parse(text);
    if (json.at("spikelock") == kHeader) {
      if (json.at("identity") == hex64(file.identity)) return parse(json);
      throw Error(path + ": the state of another experiment, seed or version: " +
                  json.at("name").get<std::string>() +
                  "; name another file, or delete it to begin anew");
    }
  } catch (const Json::exception&) {
    // said below
  }
  throw Error(path +
              ": no state of an experiment; name a file that --state has written, or a new one");
}

void save_position(const std::string& path, const ExperimentFile& file, const Position& position) {
  if (path.empty()) return;
  const State& state = position.state;
  Json json;
  json["spikelock"] = kHeader;
  json["name"] = file.name;
  json["identity"] = hex64(file.identity);
  json["rounds"] = state.rounds;
  json["steps"] = position.steps;
  json["spikes"] = position.spikes;
  json["digest"] = position.digest;
  json["results"] = Json::array();
  for (const Row& row : state.rows) {
    json["results"].push_back({{"name", row.name}, {"values", row.values}});
  }
  json["weights"] = state.learned.weights;
  json["adaptation"] = state.learned.adaptation;
  const std::string draft = path + ".new";
  std::ofstream out(draft, std::ios::binary);
  out << json.dump() << '\n';
  out.close();
  std::error_code fault;
  if (out) std::filesystem::rename(draft, path, fault);
  if (!out || fault) throw Error(path + ": cannot be written; name a file in a folder that exists");
}

}  // namespace slk::experiment
