// SPDX-License-Identifier: Apache-2.0
// specgen --root DIR [--check]: writes what is generated from the hardware spec, or checks it.
#include <CLI/CLI.hpp>
#include <iostream>

#include "models/error.hpp"
#include "tools/specgen/write.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Generates SystemVerilog, C++, Markdown and probes from models/spec/hardware.yaml"};
  std::string root;
  bool check = false;
  app.add_option("--root", root, "directory of the repository")->required();
  app.add_flag("--check", check, "write nothing; exit 1 and name each file that is stale");
  try {
    app.parse(argc, argv);
    const auto files = slk::specgen::generate(slk::specgen::read_spec_of(root));
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
