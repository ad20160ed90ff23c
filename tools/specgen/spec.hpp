// SPDX-License-Identifier: Apache-2.0
// The hardware spec as a value: what models/spec/hardware.yaml says, checked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace slk::specgen {

struct Constant {
  std::string name;
  std::string doc;
  int line = 0;
  std::int64_t value = 0;  // -(2^31 - 1) .. 2^32 - 1
  bool hex = false;        // written in hexadecimal; changes how it is shown, not what it is
};

struct Field {
  std::string name;
  std::string doc;
  int line = 0;
  unsigned bits = 1;      // 1..32
  std::string bits_name;  // the constant that gave `bits`, or empty
  bool is_signed = false;
};

// Fields are listed from bit 0 upwards.
struct Struct {
  std::string name;
  std::string doc;
  int line = 0;
  std::vector<Field> fields;

  unsigned bits() const {
    unsigned sum = 0;
    for (const Field& field : fields) sum += field.bits;
    return sum;
  }
};

struct Window {
  std::string name;
  std::string doc;
  int line = 0;
  std::uint32_t address = 0;
  std::string row;  // name of a struct, or empty
};

enum class Access { kRo, kRw, kWo, kW1c };

struct Register {
  Struct body;  // name, doc, line and fields; at most 32 bits
  std::uint32_t address = 0;
  Access access = Access::kRo;
};

// Equal on every machine; on every machine with a placement; on every one reached over the link; on
// every chip of several cores.
enum class EventKind { kNetwork, kMachine, kLink, kMesh };
inline constexpr const char* kEventKindNames[] = {"network", "machine", "link", "mesh"};

struct Event {
  std::string name;
  std::string doc;
  int line = 0;
  EventKind kind = EventKind::kNetwork;

  std::string kind_name() const { return kEventKindNames[static_cast<int>(kind)]; }
};

struct Spec {
  std::string path;  // for messages
  std::vector<Constant> constants;
  std::vector<Struct> structs;
  std::vector<Window> windows;
  std::vector<Register> registers;
  std::vector<Event> events;  // row of the counter window = position

  // Null if there is none of that name.
  const Constant* find_constant(const std::string& name) const;
  const Struct* find_struct(const std::string& name) const;
};

// Reads the text of a spec. Throws slk::Error with `path:line: fault; what is allowed`.
Spec read_spec(const std::string& text, const std::string& path);

// Refuses what no single entry shows: clashing addresses and names, words of the languages, rows
// too wide for the host port. Called by read_spec.
void check_spec(const Spec& spec);

// 64 bits over everything that has a meaning; see hash.cpp.
std::uint64_t spec_hash(const Spec& spec);

// "ro", "rw", "wo", "w1c".
const char* access_name(Access access);

// A word of SystemVerilog (IEEE 1800-2017) or C++ (17 and 20), which no field can be called.
bool is_language_word(const std::string& name);

}  // namespace slk::specgen
