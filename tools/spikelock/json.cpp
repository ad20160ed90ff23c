// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/json.hpp"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "models/error.hpp"
#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {

nlohmann::ordered_json events_json(const Ledger& ledger, bool network_events) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (spec::is_network(static_cast<spec::Event>(e)) != network_events) continue;
    json[spec::kEventNames[e]] = ledger.counts[e];
  }
  return json;
}

nlohmann::ordered_json machine_json(const MachineResult& result, const PriceList* prices) {
  nlohmann::ordered_json json;
  json["digest"] = result.digest;
  const bool machine_events = result.has_machine_events && result.counts_events;
  json["events"] =
      result.counts_events ? events_json(result.ledger, true) : nlohmann::ordered_json();
  json["machine_events"] =
      machine_events ? events_json(result.ledger, false) : nlohmann::ordered_json();
  json["cycles"] =
      result.has_machine_events ? nlohmann::ordered_json(result.cycles) : nlohmann::ordered_json();
  add_energy(json, result, prices);
  json["seconds"] = result.seconds;
  return json;
}

void add_core(nlohmann::ordered_json& json, const CoreSize& core) {
  json["neurons"] = core.neurons;
  json["axons"] = core.axons;
  json["routes"] = core.routes;
  json["inputs"] = core.inputs;
  json["synapse_words"] = core.synapse_words;
  json["lanes"] = core.lanes;
  json["synapses"] = std::uint64_t{core.synapse_words} * core.lanes;
  json["receptors"] = core.receptors;
  json["learning"] = core.learning;
  json["teaching"] = core.teaching;
  json["random"] = core.random;
  json["counters"] = core.counters;
  json["neuron_pass"] = core.serial_neurons ? "serial" : "pipelined";
  json["profiles"] = core.profiles;
}

void print_json(const nlohmann::ordered_json& json, const std::string& indent) {
  for (const auto& [key, value] : json.items()) {
    if (value.is_array()) {
      std::cout << indent << key << ":\n";
      std::vector<std::vector<std::string>> rows;
      for (const auto& item : value) {
        if (rows.empty()) {
          rows.emplace_back();
          for (const auto& [column, cell] : item.items()) rows.back().push_back(column);
        }
        rows.emplace_back();
        for (const auto& [column, cell] : item.items()) {
          rows.back().push_back(cell.is_string() ? cell.get<std::string>() : cell.dump());
        }
      }
      print_table(std::cout, rows);
    } else if (value.is_object()) {
      std::cout << indent << key << ":\n";
      print_json(value, indent + "  ");
    } else {
      std::cout << indent << key << ": "
                << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
    }
  }
}

void write_json(const std::string& path, const nlohmann::ordered_json& json) {
  if (path.empty()) return;
  std::ofstream out(path);
  out << json.dump(2) << '\n';
  out.close();
  if (!out) throw Error(path + ": cannot be written; name a file in a folder that exists");
}

}  // namespace slk
