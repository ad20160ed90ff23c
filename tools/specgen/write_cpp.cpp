// SPDX-License-Identifier: Apache-2.0
// Writes models/gen/spec.hpp: the spec as constants, plain structs and tables.
#include "tools/specgen/text.hpp"
#include "tools/specgen/write.hpp"

namespace slk::specgen {

namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string constant_line(const Constant& constant) {
  const bool is_int = !constant.hex && constant.value <= 0x7fffffff;
  return documented(0,
                    std::string("inline constexpr ") + (is_int ? "int" : "std::uint32_t") + " k" +
                        camel(constant.name) + " = " + shown(constant) + (is_int ? ";" : "u;"),
                    constant.doc);
}

// The head of a comparison, on two lines where one is too long.
std::string comparison(const std::string& op, const std::string& type) {
  const std::string first = "  friend constexpr bool operator" + op + "(const " + type + "& x,";
  const std::string second = " const " + type + "& y) {\n";
  const bool fits = first.size() + second.size() <= 101;
  return first + (fits ? "" : "\n                                   ") + second;
}

std::string struct_definition(const Struct& body, const std::string& type) {
  const std::string chunks = std::to_string((body.bits() + 31) / 32);
  std::string text = "struct " + type + " {\n";
  text += "  static constexpr unsigned kBits = " + std::to_string(body.bits()) + ";\n";
  text += "  static constexpr unsigned kChunks = " + chunks + ";\n";
  text += "  using Chunks = std::array<std::uint32_t, kChunks>;\n\n";
  std::string equal;
  for (const Field& field : body.fields) {
    const std::string member = field.is_signed ? "std::int32_t " : "std::uint32_t ";
    text += documented(2, member + field.name + " = 0;", field.doc);
    const std::string both = "x." + field.name + " == y." + field.name;
    equal += (equal.empty() ? "" : " &&\n           ") + both;
  }
  text += "\n" + comparison("==", type) + "    return " + equal + ";\n  }\n";
  return text + comparison("!=", type) + "    return !(x == y);\n  }\n};\n";
}

std::string pack_function(const Struct& body, const std::string& type) {
  std::string text = "constexpr " + type + "::Chunks pack(const " + type + "& x) {\n";
  text += "  " + type + "::Chunks chunks{};\n";
  unsigned low = 0;
  for (const Field& field : body.fields) {
    text += std::string(field.is_signed ? "  put_signed" : "  put_bits") + "(chunks.data(), " +
            std::to_string(low) + ", " + std::to_string(field.bits) + ", x." + field.name + ");\n";
    low += field.bits;
  }
  return text + "  return chunks;\n}\n";
}

std::string unpack_function(const Struct& body, const std::string& type) {
  std::string text = "template <>\nconstexpr " + type + " unpack<" + type +
                     ">(const std::uint32_t* chunks) {\n  " + type + " x;\n";
  unsigned low = 0;
  for (const Field& field : body.fields) {
    text += "  x." + field.name + (field.is_signed ? " = get_signed" : " = get_bits") +
            "(chunks, " + std::to_string(low) + ", " + std::to_string(field.bits) + ");\n";
    low += field.bits;
  }
  return text + "  return x;\n}\n";
}

std::string struct_text(const Struct& body, const std::string& type, const std::string& doc) {
  return comment(0, doc) + struct_definition(body, type) + pack_function(body, type) +
         unpack_function(body, type) + "\n";
}

std::string enumerator(const std::string& name, std::size_t value, const std::string& doc) {
  return documented(2, "k" + camel(name) + " = " + std::to_string(value) + ",", doc);
}

// These stand before the constants: a constant may have an enumerator's name, and -Wshadow minds
// that only in the other order.
std::string enums_text(const Spec& spec) {
  std::string text = "// Memory windows of the host port.\nenum class Window : std::uint8_t {\n";
  for (const Window& window : spec.windows) {
    text += enumerator(window.name, window.address, window.doc);
  }
  text += "};\n\n// Addresses of the registers: rows of Window::kRegisters.\n";
  text += "enum class Register : std::uint32_t {\n";
  for (const Register& reg : spec.registers) {
    text += enumerator(reg.body.name, reg.address, reg.body.doc);
  }
  text += "};\n\n// Read only; read and write; write only; write 1 to clear.\n";
  text += "enum class Access : std::uint8_t { kRo, kRw, kWo, kW1c };\n\n";
  text += "// Events; the number is the row of Window::kCounter.\n";
  text += "enum class Event : std::uint8_t {\n";
  std::size_t row = 0;
  for (const Event& event : spec.events) text += enumerator(event.name, row++, event.doc);
  text += "};\ninline constexpr std::size_t kEventCount = " + std::to_string(row) + ";\n\n";
  return text;
}

std::string table(const std::string& type, const std::string& name, std::size_t size,
                  const std::string& rows) {
  return "inline constexpr std::array<" + type + ", " + std::to_string(size) + "> " + name +
         "{{\n" + rows + "}};\n\n";
}

std::string windows_text(const Spec& spec) {
  std::string rows;
  for (const Window& window : spec.windows) {
    const std::string bits = window.row.empty() ? "0" : camel(window.row) + "::kBits";
    rows +=
        "    {" + quoted(window.name) + ", Window::k" + camel(window.name) + ", " + bits + "},\n";
  }
  return "// `row_bits` is 0 where no struct describes the row.\nstruct WindowInfo {\n"
         "  const char* name;\n  Window window;\n  unsigned row_bits;\n};\n" +
         table("WindowInfo", "kWindows", spec.windows.size(), rows);
}

std::string registers_text(const Spec& spec) {
  std::string rows;
  std::string bodies;
  std::string fields;
  std::size_t field_count = 0;
  for (const Register& reg : spec.registers) {
    const std::string name = camel(reg.body.name);
    const std::string access = access_name(reg.access);
    rows += "    {" + quoted(reg.body.name) + ", Register::k" + name;
    rows += ", Access::k" + camel(access) + "},\n";
    unsigned low = 0;
    for (const Field& field : reg.body.fields) {
      fields += "    {Register::k" + name + ", " + quoted(field.name) + ", " + std::to_string(low) +
                ", " + std::to_string(field.bits) + "},\n";
      low += field.bits;
      ++field_count;
    }
    bodies += struct_text(reg.body, name + "Register",
                          "Register " + reg.body.name + ", " + access + ": " + reg.body.doc);
  }
  return "struct RegisterInfo {\n"
         "  const char* name;\n  Register address;\n  Access access;\n};\n" +
         table("RegisterInfo", "kRegisters", spec.registers.size(), rows) +
         "// A field of a register: `bits` bits from bit `low` up.\nstruct RegisterField {\n"
         "  Register in;\n  const char* name;\n  unsigned low;\n  unsigned bits;\n};\n" +
         table("RegisterField", "kRegisterFields", field_count, fields) + bodies;
}

std::string predicate_text(const Spec& spec, const std::string& name, EventKind kind) {
  std::string cases;
  for (const Event& event : spec.events) {
    if (event.kind == kind) cases += "    case Event::k" + camel(event.name) + ":\n";
  }
  if (!cases.empty()) cases += "      return true;\n";
  return "constexpr bool " + name + "(Event event) {\n  switch (event) {\n" + cases +
         "    default:\n      return false;\n  }\n}\n\n";
}

std::string events_text(const Spec& spec) {
  std::string names;
  for (const Event& event : spec.events) names += "    " + quoted(event.name) + ",\n";
  return "inline constexpr std::array<const char*, kEventCount> kEventNames{{\n" + names +
         "}};\n\n// Network events are equal on every machine, the others on machines with a "
         "placement.\n" +
         predicate_text(spec, "is_network", EventKind::kNetwork) +
         "// Link events are equal on machines reached over the same link; 0 without one.\n" +
         predicate_text(spec, "is_link", EventKind::kLink) +
         "// Mesh events stay 0 on a chip of one core.\n" +
         predicate_text(spec, "is_mesh", EventKind::kMesh);
}

}  // namespace

std::string write_cpp(const Spec& spec) {
  std::string text = "// " + generated_notice() + "\n";
  text +=
      "// What C++ shares with the RTL: constants, rows, registers, windows, events.\n"
      "// clang-format off\n#pragma once\n\n#include <array>\n#include <cstddef>\n"
      "#include <cstdint>\n\n#include \"models/bits.hpp\"\n\nnamespace slk::spec {\n\n";
  text += enums_text(spec);
  text += "inline constexpr std::uint64_t kHash = 0x" + hex64(spec_hash(spec)) + "u;\n\n";
  for (const Constant& constant : spec.constants) text += constant_line(constant);
  text += "\n// Reads a struct from its row of kChunks chunks; pack() is the way back.\n";
  text += "template <class T>\nconstexpr T unpack(const std::uint32_t* chunks);\n\n";
  for (const Struct& body : spec.structs) {
    text += struct_text(body, camel(body.name), camel(body.name) + ": " + body.doc);
  }
  text += windows_text(spec) + registers_text(spec) + events_text(spec);
  return text + "}  // namespace slk::spec\n";
}

}  // namespace slk::specgen
