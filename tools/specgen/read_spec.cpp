// SPDX-License-Identifier: Apache-2.0
// From the YAML text to the checked value: one function an entry of the file.
#include <algorithm>
#include <regex>

#include "models/error.hpp"
#include "tools/specgen/spec.hpp"
#include "tools/specgen/yaml_map.hpp"

namespace slk::specgen {

namespace {

// The name that stands as a key, and what a message calls its entry: "struct 'axon'".
std::string checked_name(const YamlMap& parent, const YamlMap::Entry& entry,
                         const std::string& kind) {
  static const std::regex snake("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  if (!std::regex_match(entry.key, snake)) {
    parent.fail(entry.line, kind + " '" + entry.key +
                                "' is not in snake_case; lower-case letters, digits and single "
                                "underscores are allowed");
  }
  return kind + " '" + entry.key + "'";
}

// Calls read(entry, map of that entry) for each entry of a section.
template <class Read>
void for_each_entry(const YamlMap& section, const std::string& kind, Read read) {
  for (const YamlMap::Entry& entry : section.entries()) {
    const std::string what = checked_name(section, entry, kind);
    read(entry, YamlMap(entry.value, section.path(), what, entry.line));
  }
}

Constant read_constant(const YamlMap::Entry& entry, const YamlMap& map) {
  map.expect({"value", "doc"});
  Constant constant{entry.key, map.text("doc"), entry.line, 0, false};
  constant.value = map.integer("value", -0x7fffffff, (std::int64_t{1} << 32) - 1);
  constant.hex = constant.value >= 0 && map.text("value").rfind("0x", 0) == 0;
  return constant;
}

// `bits` is a number or the name of a constant; either way 1..32.
void read_bits(const Spec& spec, const YamlMap& map, Field* field) {
  const std::string word = map.text("bits");
  const int line = map.at("bits").line;
  std::int64_t bits = 0;
  if (!parse_integer(word, &bits)) {
    const Constant* constant = spec.find_constant(word);
    if (constant == nullptr) {
      std::vector<std::string> names;
      for (const Constant& known : spec.constants) names.push_back(known.name);
      const std::string near = nearest(word, names);
      map.fail(line, "unknown constant '" + word + "' in 'bits' of " + map.what() +
                         (near.empty() ? "" : ", did you mean '" + near + "'?") +
                         "; a number or the name of a constant is allowed");
    }
    bits = constant->value;
    field->bits_name = word;
  }
  if (bits < 1 || bits > 32) {
    map.fail(line, map.what() + " has " + std::to_string(bits) + " bits; 1..32 are allowed");
  }
  field->bits = static_cast<unsigned>(bits);
}

Field read_field(const Spec& spec, const YamlMap::Entry& entry, const YamlMap& map) {
  map.expect({"bits", "doc"}, {"signed"});
  Field field;
  field.name = entry.key;
  field.doc = map.text("doc");
  field.line = entry.line;
  read_bits(spec, map, &field);
  if (map.has("signed")) {
    const std::string word = map.text("signed");
    if (word != "true" && word != "false") {
      map.fail(map.at("signed").line,
               "'signed' of " + map.what() + " is '" + word + "'; true and false are allowed");
    }
    field.is_signed = word == "true";
  }
  if (field.is_signed && field.bits == 1) {
    map.fail(entry.line, map.what() + " is signed and has 1 bit; at least 2 are needed");
  }
  return field;
}

// The parts that structs and registers share. `map` has been checked for its keys.
Struct read_struct(const Spec& spec, const YamlMap::Entry& entry, const YamlMap& map) {
  Struct result{entry.key, map.text("doc"), entry.line, {}};
  const YamlMap fields = map.map("fields", "'fields' of " + map.what());
  for_each_entry(fields, "field", [&](const YamlMap::Entry& field, const YamlMap& body) {
    result.fields.push_back(read_field(spec, field, body));
  });
  return result;
}

Window read_window(const YamlMap::Entry& entry, const YamlMap& map) {
  map.expect({"address", "doc"}, {"row"});
  const auto address = static_cast<std::uint32_t>(map.integer("address", 0, 0xffffffffu));
  return {entry.key, map.text("doc"), entry.line, address, map.has("row") ? map.text("row") : ""};
}

Access read_access(const YamlMap& map) {
  const std::string word = map.text("access");
  for (const Access access : {Access::kRo, Access::kRw, Access::kWo, Access::kW1c}) {
    if (word == access_name(access)) return access;
  }
  map.fail(map.at("access").line,
           "unknown access '" + word + "' of " + map.what() + "; ro, rw, wo and w1c are allowed");
}

Register read_register(const Spec& spec, const YamlMap::Entry& entry, const YamlMap& map) {
  map.expect({"address", "access", "doc", "fields"});
  const auto address = static_cast<std::uint32_t>(map.integer("address", 0, 0xffffffffu));
  return {read_struct(spec, entry, map), address, read_access(map)};
}

Event read_event(const YamlMap::Entry& entry, const YamlMap& map) {
  map.expect({"kind", "doc"});
  const std::string kind = map.text("kind");
  for (const EventKind k :
       {EventKind::kNetwork, EventKind::kMachine, EventKind::kLink, EventKind::kMesh}) {
    Event event{entry.key, map.text("doc"), entry.line, k};
    if (event.kind_name() == kind) return event;
  }
  map.fail(map.at("kind").line, "unknown kind '" + kind + "' of " + map.what() +
                                    "; network, machine, link and mesh are allowed");
}

Spec read_file(const YamlMap& file) {
  file.expect({"spikelock", "constants", "structs", "windows", "registers", "events"});
  if (file.text("spikelock") != "hardware/1") {
    file.fail(file.at("spikelock").line,
              "'spikelock' is '" + file.text("spikelock") + "'; 'hardware/1' is allowed");
  }
  Spec spec;
  spec.path = file.path();
  for_each_entry(
      file.map("constants", "'constants'"), "constant",
      [&](const auto& e, const auto& m) { spec.constants.push_back(read_constant(e, m)); });
  for_each_entry(file.map("structs", "'structs'"), "struct", [&](const auto& e, const auto& m) {
    m.expect({"doc", "fields"});
    spec.structs.push_back(read_struct(spec, e, m));
  });
  for_each_entry(file.map("windows", "'windows'"), "window",
                 [&](const auto& e, const auto& m) { spec.windows.push_back(read_window(e, m)); });
  for_each_entry(
      file.map("registers", "'registers'"), "register",
      [&](const auto& e, const auto& m) { spec.registers.push_back(read_register(spec, e, m)); });
  for_each_entry(file.map("events", "'events'"), "event",
                 [&](const auto& e, const auto& m) { spec.events.push_back(read_event(e, m)); });
  return spec;
}

}  // namespace

Spec read_spec(const std::string& text, const std::string& path) {
  try {
    Spec spec = read_file(YamlMap(YAML::Load(text), path, "the spec", 1));
    check_spec(spec);
    return spec;
  } catch (const YAML::Exception& fault) {
    std::string reason = fault.msg;  // may hold a line break that the file has
    std::replace_if(
        reason.begin(), reason.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    throw Error(path + ":" + std::to_string(fault.mark.line + 1) + ": no YAML, " + reason +
                "; YAML 1.2 is allowed");
  }
}

}  // namespace slk::specgen
