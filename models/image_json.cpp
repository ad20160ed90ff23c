// SPDX-License-Identifier: Apache-2.0
#include "models/image_json.hpp"

#include "models/digest.hpp"
#include "models/error.hpp"

namespace slk {

using nlohmann::ordered_json;
using spec::Window;

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

ordered_json core_json(const Image& image) {
  ordered_json json;
  for (const char* name : {"axon", "synapse", "route_index", "route_index_inputs", "route",
                           "neuron", "profile", "plastic_axon"}) {
    json["memories"][name] = ordered_json::array();
  }
  const auto slots = static_cast<std::uint32_t>(image.slot_numbers.size());
  for_each_row(image, slots, [&](Window window, std::uint32_t row, const RowChunks& chunks) {
    // slot_numbers says the numbers; all windows are closed; the chip has the rules
    if (window == Window::kNumber || window == Window::kAxonWindow || window == Window::kRule ||
        window == Window::kRuleTable) {
      return;
    }
    const bool input = window == Window::kRouteIndex && row >= slots;
    const char* name = spec::kWindows[static_cast<std::size_t>(window)].name;
    json["memories"][input ? "route_index_inputs" : name].push_back(to_hex(chunks));
  });
  json["slot_numbers"] = image.slot_numbers;
  json["line_numbers"] = image.line_numbers;
  json["synapse_at"] = image.synapse_at;
  return json;
}

void read_core_json(const ordered_json& json, Image& image) {
  const ordered_json& memories = json.at("memories");
  image.axons = rows_from<spec::Axon>(memories.at("axon"));
  image.neuron_routes = rows_from<spec::RouteIndex>(memories.at("route_index"));
  image.input_routes = rows_from<spec::RouteIndex>(memories.at("route_index_inputs"));
  image.routes = rows_from<spec::Route>(memories.at("route"));
  image.neurons = rows_from<spec::Neuron>(memories.at("neuron"));
  image.profiles = rows_from<spec::Profile>(memories.at("profile"));
  image.plastic_axons = rows_from<spec::PlasticAxon>(memories.at("plastic_axon"));
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
}

}  // namespace slk
