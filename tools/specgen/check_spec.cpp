// SPDX-License-Identifier: Apache-2.0
// The rules that no single entry shows: addresses, widths of the host port, names in both
// languages.
#include <map>

#include "models/error.hpp"
#include "tools/specgen/spec.hpp"
#include "tools/specgen/text.hpp"
#include "tools/specgen/yaml_map.hpp"

namespace slk::specgen {

namespace {

[[noreturn]] void fail(const Spec& spec, int line, const std::string& sentence) {
  throw Error(spec.path + ":" + std::to_string(line) + ": " + sentence);
}

// The value of a constant that the host port needs as a width, 1..high.
unsigned width_constant(const Spec& spec, const std::string& name, unsigned high) {
  const Constant* constant = spec.find_constant(name);
  if (constant == nullptr) {
    fail(spec, 1, "'constants' lacks '" + name + "'; the host port needs it");
  }
  if (constant->value < 1 || constant->value > high) {
    fail(spec, constant->line,
         "'" + name + "' is " + shown(*constant) + "; 1.." + std::to_string(high) + " are allowed");
  }
  return static_cast<unsigned>(constant->value);
}

// Refuses an address that is taken or does not fit; `taken` holds the owners so far.
void check_address(const Spec& spec, const std::string& what, int line, std::uint64_t address,
                   unsigned width, std::map<std::uint64_t, std::string>* taken) {
  const std::uint64_t last = (std::uint64_t{1} << width) - 1;
  if (address > last) {
    fail(spec, line,
         what + " has address " + std::to_string(address) + "; 0.." + std::to_string(last) +
             " are allowed");
  }
  const auto [owner, is_new] = taken->emplace(address, what);
  if (!is_new) {
    fail(spec, line,
         what + " has the address of " + owner->second + ", " + std::to_string(address) +
             "; each address is allowed once");
  }
}

void check_windows(const Spec& spec) {
  const unsigned width = width_constant(spec, "host_window_bits", 8);
  const unsigned chunks = 1u << width_constant(spec, "host_chunk_bits", 8);
  std::vector<std::string> names;
  for (const Struct& body : spec.structs) names.push_back(body.name);
  std::map<std::uint64_t, std::string> taken;
  for (const Window& window : spec.windows) {
    const std::string what = "window '" + window.name + "'";
    check_address(spec, what, window.line, window.address, width, &taken);
    if (window.row.empty()) continue;
    const Struct* row = spec.find_struct(window.row);
    if (row == nullptr) {
      const std::string near = nearest(window.row, names);
      fail(spec, window.line,
           "'row' of " + what + " is the unknown struct '" + window.row + "'" +
               (near.empty() ? "" : ", did you mean '" + near + "'?") +
               "; allowed: " + listed(names));
    }
    if (row->bits() > 32 * chunks) {
      fail(spec, row->line,
           "struct '" + row->name + "' has " + std::to_string(row->bits()) + " bits; a row has " +
               std::to_string(32 * chunks) + " at most (host_chunk_bits)");
    }
  }
}

void check_registers(const Spec& spec) {
  const unsigned width = width_constant(spec, "host_row_bits", 32);
  std::map<std::uint64_t, std::string> taken;
  for (const Register& reg : spec.registers) {
    const std::string what = "register '" + reg.body.name + "'";
    check_address(spec, what, reg.body.line, reg.address, width, &taken);
    if (reg.body.bits() > 32) {
      fail(spec, reg.body.line,
           what + " has " + std::to_string(reg.body.bits()) + " bits; 32 are allowed");
    }
    for (const Field& field : reg.body.fields) {
      if (field.name != "unused") continue;
      fail(spec, field.line,
           "field 'unused' of " + what +
               " is what the generator calls the rest "
               "of a register; any other name is allowed");
    }
  }
}

void check_fields(const Spec& spec, const Struct& body) {
  for (const Field& field : body.fields) {
    if (!is_language_word(field.name)) continue;
    fail(spec, field.line,
         "field '" + field.name + "' is a word of SystemVerilog or C++; any other name is allowed");
  }
}

// Every identifier that the generator makes, with the entry it is made for.
class Identifiers {
 public:
  explicit Identifiers(const Spec& spec) : spec_(spec) {}

  void add(int line, const std::string& what, const std::string& identifier) {
    const auto [owner, is_new] = owners_.emplace(identifier, what);
    if (is_new) return;
    fail(spec_, line,
         what + " and " + owner->second + " both become '" + identifier +
             "'; names that stay apart are allowed");
  }

 private:
  const Spec& spec_;
  std::map<std::string, std::string> owners_;
};

void check_sv_names(const Spec& spec) {
  Identifiers sv(spec);
  for (const char* own : {"SpecHash", "EventCount"}) sv.add(1, "the generator's own name", own);
  for (const Constant& constant : spec.constants) {
    sv.add(constant.line, "constant '" + constant.name + "'", camel(constant.name));
  }
  for (const Struct& body : spec.structs) {
    const std::string what = "struct '" + body.name + "'";
    sv.add(body.line, what, body.name + "_t");
    sv.add(body.line, what, camel(body.name) + "Width");
  }
  for (const Window& window : spec.windows) {
    sv.add(window.line, "window '" + window.name + "'", "Window" + camel(window.name));
  }
  for (const Register& reg : spec.registers) {
    const std::string what = "register '" + reg.body.name + "'";
    sv.add(reg.body.line, what, reg.body.name + "_reg_t");
    sv.add(reg.body.line, what, "Register" + camel(reg.body.name));
  }
  for (const Event& event : spec.events) {
    sv.add(event.line, "event '" + event.name + "'", "Event" + camel(event.name));
  }
}

void check_cpp_names(const Spec& spec) {
  Identifiers cpp(spec);
  for (const char* own : {"kHash", "kEventCount", "kEventNames", "kWindows", "kRegisters", "Window",
                          "WindowInfo", "Register", "RegisterInfo", "Access", "Event"}) {
    cpp.add(1, "the generator's own name", own);
  }
  for (const Constant& constant : spec.constants) {
    cpp.add(constant.line, "constant '" + constant.name + "'", "k" + camel(constant.name));
  }
  for (const Struct& body : spec.structs) {
    cpp.add(body.line, "struct '" + body.name + "'", camel(body.name));
  }
  for (const Register& reg : spec.registers) {
    cpp.add(reg.body.line, "register '" + reg.body.name + "'", camel(reg.body.name) + "Register");
  }
}

}  // namespace

void check_spec(const Spec& spec) {
  check_windows(spec);
  check_registers(spec);
  if (spec.events.size() > 256) {
    fail(spec, spec.events.back().line, "too many events; 256 are allowed");
  }
  for (const Struct& body : spec.structs) check_fields(spec, body);
  for (const Register& reg : spec.registers) check_fields(spec, reg.body);
  check_sv_names(spec);
  check_cpp_names(spec);
}

}  // namespace slk::specgen
