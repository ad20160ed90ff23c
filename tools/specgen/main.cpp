// SPDX-License-Identifier: Apache-2.0
// specgen --root DIR [--check]: writes what is generated from the hardware spec, or checks it.
#include "tools/specgen/generator_main.hpp"

int main(int argc, char** argv) {
  return slk::specgen::generator_main(
      argc, argv,
      "Generates SystemVerilog, C++, Markdown and probes from models/spec/hardware.yaml",
      [](const std::string& root) {
        return slk::specgen::generate(slk::specgen::read_spec_of(root));
      });
}
