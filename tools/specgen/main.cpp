// SPDX-License-Identifier: Apache-2.0
// specgen --root DIR [--check]: writes what is generated from the hardware spec, or checks it.
#include "tools/specgen/generator_main.hpp"

int main(int argc, char** argv) {
  using namespace slk::specgen;
  return generator_main(
      argc, argv,
      "Generates SystemVerilog, C++, Markdown and probes from models/spec/hardware.yaml",
      [](const std::string& root) { return generate(read_spec_of(root)); });
}
