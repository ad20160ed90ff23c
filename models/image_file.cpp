// SPDX-License-Identifier: Apache-2.0
// Image files: JSON of a chip's images; what all cores share stands once.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/chip_image.hpp"
#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/image_json.hpp"
#include "models/rule_rows.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

constexpr const char* kFormat = "image/2";

ordered_json size_json(const CoreSize& core) {
  return {{"neurons", core.neurons},
          {"axons", core.axons},
          {"synapse_words", core.synapse_words},
          {"lanes", core.lanes},
          {"receptors", core.receptors},
          {"learning", core.learning},
          {"teaching", core.teaching},
          {"random", core.random},
          {"counters", core.counters},
          {"serial_neurons", core.serial_neurons},
          {"profiles", core.profiles},
          {"routes", core.routes},
          {"inputs", core.inputs}};
}

ordered_json mode_json(const std::optional<RealTime>& mode) {
  if (!mode) return "barrier";
  return {{"real_time",
           {{"cycles_per_step", mode->cycles_per_step},
            {"late", mode->drop ? "drop" : "defer"},
            {"max_lateness", mode->max_lateness}}}};
}

// A whole number min..max; the JSON library would cut it to fit.
std::uint32_t number(const ordered_json& json, const char* key, std::uint32_t min,
                     std::uint32_t max) {
  const ordered_json& value = json.at(key);
  if (!value.is_number_unsigned() || value < min || value > max) {
    throw Error(std::string(key) + " is " + value.dump() + ", not " + std::to_string(min) + ".." +
                std::to_string(max));
  }
  return value.get<std::uint32_t>();
}

CoreSize size_from(const ordered_json& json) {
  CoreSize core;
  core.neurons = number(json, "neurons", 1, 1u << spec::kSlotBits);
  core.axons = number(json, "axons", 1, 1u << spec::kAxonBits);
  core.synapse_words = number(json, "synapse_words", 1, 1u << spec::kWordBits);
  core.lanes = number(json, "lanes", 1, 16);
  if ((core.lanes & (core.lanes - 1)) != 0) {
    throw Error("lanes is " + std::to_string(core.lanes) + ", not 1, 2, 4, 8, 16");
  }
  core.receptors = number(json, "receptors", 1, 2);
  json.at("learning").get_to(core.learning);
  json.at("teaching").get_to(core.teaching);
  json.at("random").get_to(core.random);
  json.at("counters").get_to(core.counters);
  json.at("serial_neurons").get_to(core.serial_neurons);
  core.profiles = number(json, "profiles", 1, 1u << spec::kSlotBits);
  core.routes = number(json, "routes", 1, 1u << spec::kRouteBits);
  core.inputs = number(json, "inputs", 1, 1u << spec::kAxonBits);
  return core;
}

Mesh mesh_from(const ordered_json& json) {
  constexpr std::uint32_t kSide = 1u << spec::kMeshBits;
  return {number(json, "columns", 1, kSide), number(json, "rows", 1, kSide)};
}

std::optional<RealTime> mode_from(const ordered_json& json) {
  if (json == "barrier") return std::nullopt;
  const ordered_json& mode = json.at("real_time");
  RealTime result;
  result.cycles_per_step = number(mode, "cycles_per_step", 1, 0xffffffff);
  result.drop = mode.at("late") == "drop";
  result.max_lateness = number(mode, "max_lateness", 0, spec::kDelaySlots - 2);
  return result;
}

ordered_json key_json(const RandomKey& key) { return {key.a, key.b}; }

RandomKey key_from(const ordered_json& json) {
  return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>()};
}

// The rows of `rule_table` come table by table, Q with teaching only.
std::vector<Rule> rules_from(const ordered_json& json, bool teaching) {
  std::vector<Rule> rules;
  for (const spec::Rule& row : rows_from<spec::Rule>(json.at("rule"))) {
    rules.push_back(rule_of(row));
  }
  const auto entries = rows_from<spec::RuleEntry>(json.at("rule_table"));
  const auto modulators = rows_from<spec::ModulatorsRegister>(json.at("modulators"));
  if (rules.size() > spec::kRulesMax || modulators.size() != rules.size() ||
      entries.size() != rules.size() * (teaching ? 3 : 2) * spec::kLearningWindow) {
    throw Error("its rules have not all of their tables and modulators");
  }
  auto entry = entries.begin();
  for (std::uint32_t t = 0; t < kRuleTables; ++t) {
    if (t == spec::kTableQ && !teaching) continue;
    for (Rule& rule : rules) {
      for (std::int16_t& value : table_of(rule, t)) {
        value = static_cast<std::int16_t>(entry++->entry);
      }
    }
  }
  for (std::size_t r = 0; r < rules.size(); ++r) rules[r].modulators = modulators_of(modulators[r]);
  return rules;
}

// Each core has a position for each of its synapses, and each position stands once.
void check_synapses(const ChipImage& image) {
  std::vector<std::uint32_t> all;
  for (std::size_t c = 0; c < image.cores.size(); ++c) {
    if (image.synapses[c].size() != image.cores[c].synapse_at.size()) {
      throw Error(image.mesh.name(static_cast<std::uint32_t>(c)) + " has " +
                  std::to_string(image.cores[c].synapse_at.size()) + " synapses, but " +
                  std::to_string(image.synapses[c].size()) + " positions of synapses");
    }
    all.insert(all.end(), image.synapses[c].begin(), image.synapses[c].end());
  }
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] != i) throw Error("no synapse has position " + std::to_string(i));
  }
}

// What all cores share.
Image common_from(const ordered_json& json) {
  Image image;
  json.at("network").get_to(image.network);
  json.at("chip").get_to(image.chip);
  image.core = size_from(json.at("core"));
  image.adapt_every =
      static_cast<std::uint8_t>(number(json, "adapt_every", 0, low_mask(spec::kAdaptEveryBits)));
  image.noise_key = key_from(json.at("noise_key"));
  image.window_key = key_from(json.at("window_key"));
  image.event_key = key_from(json.at("event_key"));
  image.rules = rules_from(json.at("rules"), image.core.teaching);
  return image;
}

ordered_json common_json(const Image& image) {
  ordered_json json;
  json["network"] = image.network;
  json["chip"] = image.chip;
  json["core"] = size_json(image.core);
  json["adapt_every"] = image.adapt_every;
  json["noise_key"] = key_json(image.noise_key);
  json["window_key"] = key_json(image.window_key);
  json["event_key"] = key_json(image.event_key);
  ordered_json& rules = json["rules"];
  for (const char* name : {"modulators", "rule", "rule_table"}) rules[name] = ordered_json::array();
  for (std::uint32_t r = 0; r < image.rules.size(); ++r) {
    rules["modulators"].push_back(to_hex({modulators_value(r, image.rules[r].modulators)}));
  }
  for_each_row(image, 0, [&](spec::Window window, std::uint32_t, const RowChunks& chunks) {
    if (window == spec::Window::kRule) rules["rule"].push_back(to_hex(chunks));
    if (window == spec::Window::kRuleTable) rules["rule_table"].push_back(to_hex(chunks));
  });
  return json;
}

ChipImage image_from(const ordered_json& json) {
  ChipImage image;
  image.mesh = mesh_from(json.at("mesh"));
  image.real_time = mode_from(json.at("mode"));
  const Image common = common_from(json);
  const ordered_json& cores = json.at("cores");
  if (cores.size() != image.mesh.cores()) {
    throw Error("it holds " + std::to_string(cores.size()) + " cores, its mesh " +
                std::to_string(image.mesh.cores()));
  }
  for (const ordered_json& core : cores) {
    image.cores.push_back(common);
    read_core_json(core, image.cores.back());
    image.synapses.push_back(core.at("synapses").get<std::vector<std::uint32_t>>());
  }
  check_synapses(image);
  return image;
}

}  // namespace

void write_image(const ChipImage& image, const std::string& path) {
  ordered_json json;
  json["spikelock"] = kFormat;
  json["spec_hash"] = hex64(spec::kHash);
  json["mesh"] = {{"columns", image.mesh.width}, {"rows", image.mesh.height}};
  json["mode"] = mode_json(image.real_time);
  json.update(common_json(image.cores.front()));
  for (std::size_t c = 0; c < image.cores.size(); ++c) {
    json["cores"].push_back(core_json(image.cores[c]));
    json["cores"].back()["synapses"] = image.synapses[c];
  }
  std::ofstream out(path);
  out << json.dump(1) << '\n';
  out.close();
  if (!out) throw Error(path + ": cannot be written; name a file in a folder that exists");
}

ChipImage read_image(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Error(path + ": cannot be read; name an image that 'spikelock map -o' wrote");
  try {
    const ordered_json json = ordered_json::parse(in);
    if (json.value("spikelock", "") != kFormat) {
      throw Error("\"spikelock\" is not \"" + std::string(kFormat) + "\"");
    }
    if (json.at("spec_hash") != hex64(spec::kHash)) {
      throw Error("it was made for spec hash " + json.at("spec_hash").get<std::string>() +
                  ", this program has " + hex64(spec::kHash));
    }
    return image_from(json);
  } catch (const std::exception& fault) {
    throw Error(path + ": no usable image: " + fault.what() +
                "; write it anew with 'spikelock map -o'");
  }
}

}  // namespace slk
