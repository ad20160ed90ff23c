// SPDX-License-Identifier: Apache-2.0
// Writes docs/gen/hardware.md: the reference that a hardware engineer reads.
#include <cctype>
#include <cstdio>

#include "tools/specgen/text.hpp"
#include "tools/specgen/write.hpp"

namespace slk::specgen {

namespace {

// Text inside a cell of a table.
std::string cell(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string("|<*_[\\").find(c) != std::string::npos) result += '\\';
    result += c;
  }
  return result;
}

// As the beginning of a sentence.
std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return cell(text) + (text.back() == '.' ? "" : ".");
}

std::string code(const std::string& text) { return "`" + text + "`"; }

std::string hex_address(std::uint32_t address) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "0x%02x", static_cast<unsigned>(address));
  return digits;
}

const char* access_doc(Access access) {
  switch (access) {
    case Access::kRo:
      return "read only";
    case Access::kRw:
      return "read and write";
    case Access::kWo:
      return "write only";
    case Access::kW1c:
      return "read, write 1 to clear";
  }
  return "";
}

// "23:12" or "5".
std::string bit_range(unsigned low, unsigned bits) {
  const std::string top = std::to_string(low + bits - 1);
  return bits == 1 ? top : top + ":" + std::to_string(low);
}

// The values that a field can hold: "0..4095", "-8388608..8388607".
std::string value_range(const Field& field) {
  const std::int64_t span = std::int64_t{1} << (field.is_signed ? field.bits - 1 : field.bits);
  return std::to_string(field.is_signed ? -span : 0) + ".." + std::to_string(span - 1);
}

// Highest bit first, as a data sheet draws it.
std::string fields_table(const Struct& body) {
  std::string rows;
  unsigned low = 0;
  for (const Field& field : body.fields) {
    const std::string width = field.bits_name.empty()
                                  ? std::to_string(field.bits)
                                  : std::to_string(field.bits) + " " + code(field.bits_name);
    rows.insert(0, "| " + bit_range(low, field.bits) + " | " + code(field.name) + " | " + width +
                       " | " + value_range(field) + " | " + cell(field.doc) + " |\n");
    low += field.bits;
  }
  return "| bits | field | width | codes | meaning |\n|---:|---|---|---|---|\n" + rows + "\n";
}

std::string constants_text(const Spec& spec) {
  std::string text = "## Constants\n\n| constant | value | SystemVerilog | C++ | meaning |\n";
  text += "|---|---:|---|---|---|\n";
  for (const Constant& constant : spec.constants) {
    const std::string name = camel(constant.name);
    text += "| " + code(constant.name) + " | " + shown(constant) + " | " + code(name) + " | " +
            code("k" + name) + " | " + cell(constant.doc) + " |\n";
  }
  return text + "\n";
}

std::string windows_text(const Spec& spec) {
  std::string text =
      "## Memory windows\n\nAn access of the host names a window, a row and a chunk of 32 bits; "
      "chunk 0 holds bits 31..0 of the row.\n\n"
      "| window | address | row | bits | chunks | meaning |\n|---|---:|---|---:|---:|---|\n";
  for (const Window& window : spec.windows) {
    const Struct* row = spec.find_struct(window.row);
    std::string shape = "see meaning | | ";
    if (row != nullptr) {
      const unsigned bits = row->bits();
      shape = "[" + code(row->name) + "](#struct-" + row->name + ") | " + std::to_string(bits) +
              " | " + std::to_string((bits + 31) / 32) + " ";
    }
    text += "| " + code(window.name) + " | " + std::to_string(window.address) + " | " + shape +
            "| " + cell(window.doc) + " |\n";
  }
  return text + "\n";
}

std::string registers_text(const Spec& spec) {
  std::string text =
      "## Registers\n\nRows of the window `registers`, one chunk each. Bits that no field names "
      "are "
      "unused: ignore them in what is read, write 0.\n\n"
      "| address | register | access | meaning |\n|---:|---|---|---|\n";
  std::string bodies;
  for (const Register& reg : spec.registers) {
    const std::string& name = reg.body.name;
    const std::string address = hex_address(reg.address);
    text += "| " + address + " | [" + code(name) + "](#register-" + name + ") | " +
            access_name(reg.access) + " | " + cell(reg.body.doc) + " |\n";
    bodies += "### Register " + name + "\n\n" + sentence(reg.body.doc) + " Address " + address +
              ", " + access_name(reg.access) + " (" + access_doc(reg.access) + "), " +
              code("slk_spec_pkg::" + name + "_reg_t") + ", " +
              code("slk::spec::" + camel(name) + "Register") + ".\n\n" + fields_table(reg.body);
  }
  return text + "\n" + bodies;
}

std::string structs_text(const Spec& spec) {
  std::string text =
      "## Structs\n\nRows of the memories, and words that travel inside the core. In SystemVerilog "
      "a "
      "packed struct of the same bits, in C++ a plain struct with `pack` and `unpack`.\n\n";
  for (const Struct& body : spec.structs) {
    const unsigned bits = body.bits();
    const unsigned chunks = (bits + 31) / 32;
    text += "### Struct " + body.name + "\n\n" + sentence(body.doc) + " " + std::to_string(bits) +
            (bits == 1 ? " bit, " : " bits, ") + std::to_string(chunks) +
            (chunks == 1 ? " chunk, " : " chunks, ") + code("slk_spec_pkg::" + body.name + "_t") +
            ", " + code("slk::spec::" + camel(body.name)) + ".\n\n" + fields_table(body);
  }
  return text;
}

std::string events_text(const Spec& spec, EventKind kind, const std::string& title) {
  std::string text = "### " + title + "\n\n| row | event | meaning |\n|---:|---|---|\n";
  for (std::size_t row = 0; row < spec.events.size(); ++row) {
    const Event& event = spec.events[row];
    if (event.kind != kind) continue;
    text +=
        "| " + std::to_string(row) + " | " + code(event.name) + " | " + cell(event.doc) + " |\n";
  }
  return text + "\n";
}

}  // namespace

std::string write_markdown(const Spec& spec) {
  std::string text = "<!-- " + generated_notice() + " -->\n# Hardware reference\n\n";
  text += "What the host, the models and the RTL agree on, bit by bit. Spec hash " +
          code("0x" + hex64(spec_hash(spec))) + ": a core answers it in the registers " +
          "`spec_hash_low` and `spec_hash_high`, and the host refuses a core with another.\n\n";
  text +=
      "[Windows](#memory-windows), [registers](#registers), [structs](#structs), "
      "[events](#events), [constants](#constants). In SystemVerilog all names are in the "
      "package `slk_spec_pkg`, in C++ in the namespace `slk::spec`. Bits are "
      "drawn highest first; *codes* is what the bits can hold, and the meaning may allow less.\n\n";
  text += windows_text(spec) + registers_text(spec) + structs_text(spec);
  text += "## Events\n\nCounters of the window `counter`; the row is the event.\n\n";
  text += events_text(spec, EventKind::kNetwork, "Network events: equal on every machine");
  text += events_text(spec, EventKind::kMachine,
                      "Machine events: equal on every machine with a placement");
  text += events_text(spec, EventKind::kLink,
                      "Link events: machine events, equal on every machine reached over the link");
  text += events_text(spec, EventKind::kMesh,
                      "Mesh events: machine events of a chip with several cores; 0 on one core");
  text += constants_text(spec);
  text.pop_back();
  return text;
}

}  // namespace slk::specgen
