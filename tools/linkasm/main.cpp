// SPDX-License-Identifier: Apache-2.0
// linkasm --root DIR [--check]: writes what is generated from the program of the link, or checks
// it.
#include <fstream>
#include <iterator>

#include "models/error.hpp"
#include "tools/linkasm/program.hpp"
#include "tools/specgen/generator_main.hpp"

namespace {

std::vector<slk::specgen::GeneratedFile> generate(const std::string& root) {
  const std::string path = root + "/rtl/link_program.txt";
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw slk::Error(path + ": cannot be read; --root is the repository");
  const auto program = slk::linkasm::assemble(text, path, slk::specgen::read_spec_of(root));
  return {{"rtl/gen/slk_link_pkg.sv", slk::linkasm::write_package(program)},
          {"rtl/gen/slk_link_memory.sv", slk::linkasm::write_memory(program)}};
}

}  // namespace

int main(int argc, char** argv) {
  return slk::specgen::generator_main(
      argc, argv, "Generates SystemVerilog from rtl/link_program.txt", generate);
}
