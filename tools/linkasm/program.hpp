// SPDX-License-Identifier: Apache-2.0
// The program of the link's commands: rtl/link_program.txt, which says what its words mean, as
// instructions of rtl/slk_link_engine.sv.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/specgen/spec.hpp"

namespace slk::linkasm {

struct Instruction {
  std::uint16_t bits = 0;
  std::string text;  // as the source has it, labels included
};

struct Program {
  std::vector<Instruction> instructions;
  // Numbers of what lies outside the engine, by name.
  std::map<std::string, unsigned> conditions, ports, actions;
};

inline constexpr unsigned kMemoryWords = 512;  // of the engine, and the reach of a jump
inline constexpr unsigned kMemoryBytes =
    128;  // the last words of it, but for those of a long program

// Assembles a source. Throws slk::Error with `path:line: fault; what is allowed`.
Program assemble(const std::string& text, const std::string& path, const specgen::Spec& spec);

std::string write_package(const Program& program);  // rtl/gen/slk_link_pkg.sv
std::string write_memory(const Program& program);   // rtl/gen/slk_link_memory.sv

}  // namespace slk::linkasm
