// SPDX-License-Identifier: Apache-2.0
// Writes rtl/gen/slk_spec_pkg.sv in the SystemVerilog that Verilator 5.006 and Yosys 0.23 share.
#include "tools/specgen/text.hpp"
#include "tools/specgen/write.hpp"

namespace slk::specgen {

namespace {

std::string constant_line(const Constant& constant) {
  std::string value = std::to_string(constant.value);
  if (constant.hex) value = "32'h" + shown(constant).substr(2);
  if (!constant.hex && constant.value > 0x7fffffff) value = "32'd" + value;
  const std::string type = constant.value < 0 ? "int" : "int unsigned";
  return documented(2, "localparam " + type + " " + camel(constant.name) + " = " + value + ";",
                    constant.doc);
}

std::string field_line(const Field& field) {
  std::string type = field.is_signed ? "logic signed" : "logic";
  if (field.bits > 1) type += " [" + std::to_string(field.bits - 1) + ":0]";
  return documented(4, type + " " + field.name + ";", field.doc);
}

// The first member of a packed struct is the highest, the first field of the spec the lowest.
// `padding` is the number of unused bits on top.
std::string struct_text(const Struct& body, const std::string& type, unsigned padding) {
  std::string text = comment(2, camel(body.name) + ": " + body.doc) + "  typedef struct packed {\n";
  if (padding == 1) text += "    logic unused;\n";
  if (padding > 1) text += "    logic [" + std::to_string(padding - 1) + ":0] unused;\n";
  for (auto field = body.fields.rbegin(); field != body.fields.rend(); ++field) {
    text += field_line(*field);
  }
  return text + "  } " + type + ";\n";
}

std::string structs_text(const Spec& spec) {
  std::string text;
  for (const Struct& body : spec.structs) {
    text += struct_text(body, body.name + "_t", 0);
    text += "  localparam int unsigned " + camel(body.name) +
            "Width = " + std::to_string(body.bits()) + ";\n\n";
  }
  return text;
}

std::string windows_text(const Spec& spec) {
  std::string text = "  // Windows of the host port.\n";
  const std::string size = std::to_string(spec.find_constant("host_window_bits")->value);
  for (const Window& window : spec.windows) {
    text += documented(2,
                       "localparam logic [HostWindowBits-1:0] Window" + camel(window.name) + " = " +
                           size + "'d" + std::to_string(window.address) + ";",
                       window.doc);
  }
  return text + "\n";
}

std::string registers_text(const Spec& spec) {
  std::string text = "  // Addresses of the registers: rows of WindowRegisters.\n";
  const std::string size = std::to_string(spec.find_constant("host_row_bits")->value);
  for (const Register& reg : spec.registers) {
    text += documented(2,
                       "localparam logic [HostRowBits-1:0] Register" + camel(reg.body.name) +
                           " = " + size + "'d" + std::to_string(reg.address) + ";",
                       std::string(access_name(reg.access)) + ": " + reg.body.doc);
  }
  text += "\n";
  for (const Register& reg : spec.registers) {
    text += struct_text(reg.body, reg.body.name + "_reg_t", 32 - reg.body.bits()) + "\n";
  }
  return text;
}

std::string events_text(const Spec& spec) {
  std::string text = "  // Events: rows of WindowCounter.\n";
  for (std::size_t row = 0; row < spec.events.size(); ++row) {
    const Event& event = spec.events[row];
    text += documented(
        2, "localparam int unsigned Event" + camel(event.name) + " = " + std::to_string(row) + ";",
        event.kind_name() + ": " + event.doc);
  }
  return text + "  localparam int unsigned EventCount = " + std::to_string(spec.events.size()) +
         ";\n";
}

}  // namespace

std::string write_sv(const Spec& spec) {
  std::string text = "// " + generated_notice() + "\n";
  text += "// What the RTL shares with C++: constants, rows, registers, windows, events.\n\n";
  text += "/* verilator lint_off UNUSED */\n";  // no design uses all of it
  text += "package slk_spec_pkg;\n\n";
  text += "  localparam logic [63:0] SpecHash = 64'h" + hex64(spec_hash(spec)) + ";\n\n";
  for (const Constant& constant : spec.constants) text += constant_line(constant);
  text += "\n" + structs_text(spec) + windows_text(spec) + registers_text(spec) + events_text(spec);
  return text + "\nendpackage\n/* verilator lint_on UNUSED */\n";
}

}  // namespace slk::specgen
