// SPDX-License-Identifier: Apache-2.0
// The spec hash: two machines that answer the same one mean the same bits.
//
// It covers a canonical text with one line an entry: constants with their values, structs and
// registers with name, width and sign of each field, windows, registers with address and access,
// events with their kind. Widths that are given by a constant's name enter as numbers. Fields and
// events enter in file order, because the order is their position; everything else is sorted, so
// moving an entry, editing a doc, a comment or the layout of the file changes nothing.
#include <algorithm>

#include "tools/specgen/spec.hpp"

namespace slk::specgen {

namespace {

std::string fields_text(const Struct& body) {
  std::string text = body.name;
  for (const Field& field : body.fields) {
    text += " " + field.name + (field.is_signed ? ":s" : ":u") + std::to_string(field.bits);
  }
  return text;
}

std::string canonical_text(const Spec& spec) {
  std::vector<std::string> lines;
  for (const Constant& constant : spec.constants) {
    lines.push_back("constant " + constant.name + " " + std::to_string(constant.value));
  }
  for (const Struct& body : spec.structs) lines.push_back("struct " + fields_text(body));
  for (const Window& window : spec.windows) {
    lines.push_back("window " + window.name + " " + std::to_string(window.address) + " " +
                    window.row);
  }
  for (const Register& reg : spec.registers) {
    lines.push_back("register " + std::to_string(reg.address) + " " + access_name(reg.access) +
                    " " + fields_text(reg.body));
  }
  for (std::size_t row = 0; row < spec.events.size(); ++row) {
    lines.push_back("event " + std::to_string(row) + " " + spec.events[row].name + " " +
                    spec.events[row].kind_name());
  }
  std::sort(lines.begin(), lines.end());
  std::string text = "hardware/1\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The finaliser of splitmix64.
std::uint64_t finish(std::uint64_t z) {
  z ^= z >> 30;
  z *= 0xbf58476d1ce4e5b9u;
  z ^= z >> 27;
  z *= 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t spec_hash(const Spec& spec) {
  std::uint64_t hash = 0;
  for (const char c : canonical_text(spec)) {
    hash = finish(hash + 0x9e3779b97f4a7c15u + static_cast<unsigned char>(c));
  }
  return hash;
}

}  // namespace slk::specgen
