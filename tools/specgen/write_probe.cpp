// SPDX-License-Identifier: Apache-2.0
// Writes tests/gen: a module and a header that read and set every field, to be compared.
#include <algorithm>

#include "tools/specgen/text.hpp"
#include "tools/specgen/write.hpp"

namespace slk::specgen {

namespace {

// A struct or a register's struct, under its names in both languages.
struct Body {
  const Struct* fields;
  std::string name;  // axon, command_reg: type without _t, and a stem for variables
  std::string cpp;   // Axon, CommandRegister
  unsigned bits;     // in SystemVerilog, padding included
};

std::vector<Body> all_bodies(const Spec& spec) {
  std::vector<Body> bodies;
  for (const Struct& body : spec.structs) {
    bodies.push_back({&body, body.name, camel(body.name), body.bits()});
  }
  for (const Register& reg : spec.registers) {
    bodies.push_back({&reg.body, reg.body.name + "_reg", camel(reg.body.name) + "Register", 32});
  }
  return bodies;
}

// Room for the widest struct, and never so little that Verilator makes it a plain integer.
unsigned raw_chunks(const std::vector<Body>& bodies) {
  unsigned chunks = 3;
  for (const Body& body : bodies) chunks = std::max(chunks, (body.bits + 31) / 32);
  return chunks;
}

// A value that both languages know under a name.
struct Value {
  std::string name;
  std::string sv;
  std::string cpp;
};

std::vector<Value> all_values(const Spec& spec) {
  std::vector<Value> values{{"spec_hash, low", "SpecHash[31:0]", "kHash & 0xffffffffu"},
                            {"spec_hash, high", "SpecHash[63:32]", "kHash >> 32"}};
  const auto add = [&](const std::string& kind, const std::string& name, const std::string& sv,
                       const std::string& cpp) {
    values.push_back({kind + " " + name, "32'(slk_spec_pkg::" + sv + ")", cpp});
  };
  values[0].sv.insert(0, "slk_spec_pkg::");
  values[1].sv.insert(0, "slk_spec_pkg::");
  for (const Constant& constant : spec.constants) {
    add("constant", constant.name, camel(constant.name), "k" + camel(constant.name));
  }
  for (const Struct& body : spec.structs) {
    add("width of", body.name, camel(body.name) + "Width", camel(body.name) + "::kBits");
  }
  for (const Window& window : spec.windows) {
    add("window", window.name, "Window" + camel(window.name), "Window::k" + camel(window.name));
  }
  for (const Register& reg : spec.registers) {
    const std::string name = camel(reg.body.name);
    add("register", reg.body.name, "Register" + name, "Register::k" + name);
  }
  for (const Event& event : spec.events) {
    add("event", event.name, "Event" + camel(event.name), "Event::k" + camel(event.name));
  }
  add("event count,", "all", "EventCount", "kEventCount");
  return values;
}

// The branch of one struct: reads a field of `x`, and sets it in `x_set`.
std::string sv_branch(const Body& body, std::size_t index) {
  const std::string get = body.name + "_get";
  const std::string set = body.name + "_set";
  std::string text = "      " + std::to_string(index) + ": begin\n        case (field_i)\n";
  for (std::size_t i = 0; i < body.fields->fields.size(); ++i) {
    const Field& field = body.fields->fields[i];
    text += "          " + std::to_string(i) + ": begin\n";
    text += "            value_o = 32'(" + get + "." + field.name + ");\n";
    text += "            " + set + "." + field.name + " = value_i[" +
            std::to_string(field.bits - 1) + ":0];\n          end\n";
  }
  text += "          default: ;\n        endcase\n";
  return text + "        raw_o = RawWidth'(" + set + ");\n      end\n";
}

std::string sv_values(const std::vector<Value>& values) {
  std::string text = "  always_comb begin\n    case (constant_i)\n";
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += "      " + std::to_string(i) + ": constant_o = " + values[i].sv + ";\n";
  }
  return text + "      default: constant_o = '0;\n    endcase\n  end\n";
}

std::string cpp_cases(const std::vector<Body>& bodies, bool set) {
  std::string text;
  for (std::size_t s = 0; s < bodies.size(); ++s) {
    const std::string& type = bodies[s].cpp;
    text += "    case " + std::to_string(s) + ": {\n";
    text += set ? "      auto x = spec::unpack<spec::" + type + ">(raw);\n      switch (field) {\n"
                : "      const auto x = spec::unpack<spec::" + type +
                      ">(raw);\n      switch (field) {\n";
    const std::vector<Field>& fields = bodies[s].fields->fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const std::string reader = fields[f].is_signed ? "get_signed" : "get_bits";
      text += "        case " + std::to_string(f) + ": ";
      text += set ? "x." + fields[f].name + " = " + reader + "(&value, 0, " +
                        std::to_string(fields[f].bits) + "); break;\n"
                  : "return static_cast<std::uint32_t>(x." + fields[f].name + ");\n";
    }
    text += "        default: break;\n      }\n";
    text += set ? "      return widened(spec::pack(x));\n    }\n" : "      break;\n    }\n";
  }
  return text;
}

std::string cpp_tables(const std::vector<Body>& bodies, const std::vector<Value>& values) {
  std::string text = "inline constexpr Field kFields[] = {\n";
  for (std::size_t s = 0; s < bodies.size(); ++s) {
    const std::vector<Field>& fields = bodies[s].fields->fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      text += "    {\"" + bodies[s].name + "\", \"" + fields[f].name + "\", " + std::to_string(s) +
              ", " + std::to_string(f) + ", " + std::to_string(fields[f].bits) + ", " +
              (fields[f].is_signed ? "true" : "false") + "},\n";
    }
  }
  text += "};\n\ninline constexpr Constant kConstants[] = {\n";
  for (const Value& value : values) {
    text += "    {\"" + value.name + "\", static_cast<std::uint32_t>(spec::" + value.cpp + ")},\n";
  }
  return text + "};\n\n";
}

}  // namespace

std::string write_probe_sv(const Spec& spec) {
  const std::vector<Body> bodies = all_bodies(spec);
  const std::string chunks = std::to_string(raw_chunks(bodies));
  std::string text = "// " + generated_notice() + "\n";
  text +=
      "// Reads field_i of raw_i as struct_i, sets it to value_i in raw_o; numbered as in "
      "spec_probe.hpp.\n/* verilator lint_off UNUSED */\nmodule slk_spec_probe #(\n"
      "  localparam int unsigned RawWidth = 32 * " +
      chunks +
      "\n) (\n"
      "  input  logic [15:0]         struct_i,\n  input  logic [15:0]         field_i,\n"
      "  input  logic [RawWidth-1:0] raw_i,\n  input  logic [31:0]         value_i,\n"
      "  output logic [31:0]         value_o,\n  output logic [RawWidth-1:0] raw_o,\n"
      "  input  logic [15:0]         constant_i,\n  output logic [31:0]         constant_o\n);\n\n";
  std::string copies;
  std::string branches;
  for (std::size_t s = 0; s < bodies.size(); ++s) {
    const std::string& name = bodies[s].name;
    const std::string type = "slk_spec_pkg::" + name + "_t";
    text += "  " + type + " " + name + "_get, " + name + "_set;\n";
    copies += "    " + name + "_get = raw_i[" + std::to_string(bodies[s].bits - 1) + ":0];\n    " +
              name + "_set = " + name + "_get;\n";
    if (bodies[s].bits > bodies[s].fields->bits()) copies += "    " + name + "_set.unused = '0;\n";
    branches += sv_branch(bodies[s], s);
  }
  text += "\n  always_comb begin\n    value_o = '0;\n    raw_o = '0;\n" + copies +
          "    case (struct_i)\n" + branches + "      default: ;\n    endcase\n  end\n\n";
  return text + sv_values(all_values(spec)) + "\nendmodule\n/* verilator lint_on UNUSED */\n";
}

std::string write_probe_cpp(const Spec& spec) {
  const std::vector<Body> bodies = all_bodies(spec);
  std::string text = "// " + generated_notice() + "\n";
  text +=
      "// What slk_spec_probe.sv does, in C++: every field read and set, every constant.\n"
      "// clang-format off\n#pragma once\n\n#include <array>\n#include <cstdint>\n\n"
      "#include \"models/gen/spec.hpp\"\n\nnamespace slk::spec_probe {\n\n"
      "inline constexpr unsigned kRawChunks = " +
      std::to_string(raw_chunks(bodies)) +
      ";\n"
      "using Raw = std::array<std::uint32_t, kRawChunks>;\n\n"
      "struct Field {\n  const char* of;\n  const char* name;\n  unsigned struct_index;\n"
      "  unsigned field_index;\n  unsigned width;\n  bool is_signed;\n};\n\n"
      "struct Constant {\n  const char* name;\n  std::uint32_t value;\n};\n\n";
  text += cpp_tables(bodies, all_values(spec));
  text +=
      "template <class Chunks>\nRaw widened(const Chunks& chunks) {\n  Raw raw{};\n"
      "  std::size_t i = 0;\n  for (const std::uint32_t chunk : chunks) raw[i++] = chunk;\n"
      "  return raw;\n}\n\n// The field, a signed one extended to 32 bits.\n"
      "inline std::uint32_t get(unsigned of, unsigned field, const std::uint32_t* raw) {\n"
      "  switch (of) {\n" +
      cpp_cases(bodies, false) +
      "    default: break;\n  }\n  return 0;\n}\n\n"
      "// The struct with the lowest bits of `value` in that field, packed again.\n"
      "inline Raw set(unsigned of, unsigned field, const std::uint32_t* raw, std::uint32_t value) "
      "{\n"
      "  switch (of) {\n" +
      cpp_cases(bodies, true) + "    default: break;\n  }\n  return Raw{};\n}\n\n";
  return text + "}  // namespace slk::spec_probe\n";
}

}  // namespace slk::specgen
