// SPDX-License-Identifier: Apache-2.0
// linkasm --root DIR [--check]: writes what is generated from the program of the link, or checks
// it.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "models/error.hpp"
#include "tools/linkasm/program.hpp"
#include "tools/specgen/write.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Generates SystemVerilog from rtl/link_program.txt"};
  std::string root;
  bool check = false;
  app.add_option("--root", root, "directory of the repository")->required();
  app.add_flag("--check", check, "write nothing; exit 1 and name each file that is stale");
  try {
    app.parse(argc, argv);
    const std::string path = root + "/rtl/link_program.txt";
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) throw slk::Error(path + ": cannot be read; --root is the repository");
    const auto program = slk::linkasm::assemble(text, path, slk::specgen::read_spec_of(root));
    const std::vector<slk::specgen::GeneratedFile> files{
        {"rtl/gen/slk_link_pkg.sv", slk::linkasm::write_package(program)},
        {"rtl/gen/slk_link_memory.sv", slk::linkasm::write_memory(program)}};
    if (!check) {
      slk::specgen::write_files(root, files);
      return 0;
    }
    const auto stale = slk::specgen::find_stale(root, files);
    for (const std::string& sentence : stale) std::cerr << sentence << "\n";
    return stale.empty() ? 0 : 1;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(slk::Exit::kUser);
  } catch (const slk::Error& error) {
    std::cerr << error.what() << "\n";
    return static_cast<int>(error.exit());
  }
}
