// SPDX-License-Identifier: Apache-2.0
// Image files: JSON that holds every memory row in hexadecimal, as the hardware does.
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/image.hpp"
#include "models/rule_rows.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

// Highest chunk first, as one writes a number.
std::string to_hex(const RowChunks& chunks) {
  std::string text;
  for (auto c = chunks.rbegin(); c != chunks.rend(); ++c) text += hex64(*c).substr(8);
  return text;
}

RowChunks from_hex(const std::string& text, std::size_t chunks) {
  if (text.size() != chunks * 8 ||
      text.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error("row '" + text + "' has not " + std::to_string(chunks * 8) + " hexadecimal digits");
  }
  RowChunks row(chunks);
  for (std::size_t c = 0; c < chunks; ++c) {
    row[chunks - 1 - c] =
        static_cast<std::uint32_t>(std::stoul(text.substr(c * 8, 8), nullptr, 16));
  }
  return row;
}

template <class Row>
std::vector<Row> rows_from(const ordered_json& memory) {
  std::vector<Row> rows;
  for (const auto& text : memory) {
    rows.push_back(spec::unpack<Row>(from_hex(text.get<std::string>(), Row::kChunks).data()));
  }
  return rows;
}

ordered_json core_json(const CoreSize& core) {
  return {{"neurons", core.neurons},
          {"axons", core.axons},
          {"synapse_words", core.synapse_words},
          {"lanes", core.lanes},
          {"receptors", core.receptors},
          {"learning", core.learning},
          {"teaching", core.teaching},
          {"random", core.random},
          {"profiles", core.profiles}};
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

CoreSize core_from(const ordered_json& json) {
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
  core.profiles = number(json, "profiles", 1, 1u << spec::kSlotBits);
  return core;
}

ordered_json key_json(const RandomKey& key) { return {key.a, key.b}; }

RandomKey key_from(const ordered_json& json) {
  return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>()};
}

// The rows of `rule_table` come table by table, Q with teaching only.
std::vector<Rule> rules_from(const ordered_json& json, bool teaching) {
  const ordered_json& memories = json.at("memories");
  std::vector<Rule> rules;
  for (const spec::Rule& row : rows_from<spec::Rule>(memories.at("rule"))) {
    rules.push_back(rule_of(row));
  }
  const auto entries = rows_from<spec::RuleEntry>(memories.at("rule_table"));
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

Image image_from(const ordered_json& json) {
  Image image;
  json.at("network").get_to(image.network);
  json.at("chip").get_to(image.chip);
  image.core = core_from(json.at("core"));
  image.adapt_every =
      static_cast<std::uint8_t>(number(json, "adapt_every", 0, low_mask(spec::kAdaptEveryBits)));
  image.noise_key = key_from(json.at("noise_key"));
  image.window_key = key_from(json.at("window_key"));
  image.event_key = key_from(json.at("event_key"));
  const ordered_json& memories = json.at("memories");
  image.axons = rows_from<spec::Axon>(memories.at("axon"));
  image.neuron_routes = rows_from<spec::RouteIndex>(memories.at("route_index"));
  image.input_routes = rows_from<spec::RouteIndex>(memories.at("route_index_inputs"));
  image.routes = rows_from<spec::Route>(memories.at("route"));
  image.neurons = rows_from<spec::Neuron>(memories.at("neuron"));
  image.profiles = rows_from<spec::Profile>(memories.at("profile"));
  image.plastic_axons = rows_from<spec::PlasticAxon>(memories.at("plastic_axon"));
  image.rules = rules_from(json, image.core.teaching);
  const std::size_t chunks = (image.core.lanes * spec::kWeightBits + 31) / 32;
  for (const auto& text : memories.at("synapse")) {
    const RowChunks row = from_hex(text.get<std::string>(), chunks);
    for (std::uint32_t lane = 0; lane < image.core.lanes; ++lane) {
      image.weights.push_back(static_cast<std::int8_t>(row[lane / 4] >> (lane % 4 * 8)));
    }
  }
  json.at("slot_numbers").get_to(image.slot_numbers);
  json.at("line_numbers").get_to(image.line_numbers);
  json.at("synapse_at").get_to(image.synapse_at);
  return image;
}

}  // namespace

void write_image(const Image& image, const std::string& path) {
  ordered_json json;
  json["spikelock"] = "image/1";
  json["spec_hash"] = hex64(spec::kHash);
  json["network"] = image.network;
  json["chip"] = image.chip;
  json["core"] = core_json(image.core);
  json["adapt_every"] = image.adapt_every;
  json["noise_key"] = key_json(image.noise_key);
  json["window_key"] = key_json(image.window_key);
  json["event_key"] = key_json(image.event_key);
  json["modulators"] = ordered_json::array();
  for (std::uint32_t r = 0; r < image.rules.size(); ++r) {
    json["modulators"].push_back(to_hex({modulators_value(r, image.rules[r].modulators)}));
  }
  for (const char* name : {"axon", "synapse", "route_index", "route_index_inputs", "route",
                           "neuron", "profile", "plastic_axon", "rule", "rule_table"}) {
    json["memories"][name] = ordered_json::array();
  }
  const auto slots = static_cast<std::uint32_t>(image.slot_numbers.size());
  for_each_row(image, slots, [&](spec::Window window, std::uint32_t row, const RowChunks& chunks) {
    // slot_numbers says it; all windows are closed
    if (window == spec::Window::kNumber || window == spec::Window::kAxonWindow) return;
    const bool input = window == spec::Window::kRouteIndex && row >= slots;
    const char* name = spec::kWindows[static_cast<std::size_t>(window)].name;
    json["memories"][input ? "route_index_inputs" : name].push_back(to_hex(chunks));
  });
  json["slot_numbers"] = image.slot_numbers;
  json["line_numbers"] = image.line_numbers;
  json["synapse_at"] = image.synapse_at;
  std::ofstream out(path);
  out << json.dump(1) << '\n';
  out.close();
  if (!out) throw Error(path + ": cannot be written; name a file in a folder that exists");
}

Image read_image(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Error(path + ": cannot be read; name an image that 'spikelock map -o' wrote");
  try {
    const ordered_json json = ordered_json::parse(in);
    if (json.value("spikelock", "") != "image/1") {
      throw Error("\"spikelock\" is not \"image/1\"");
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
