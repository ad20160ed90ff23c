// SPDX-License-Identifier: Apache-2.0
// The variants of the chip that were built as plugins, and the choice of one for an image.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/chip.hpp"
#include "sim/rtl/rtl_core.hpp"
#include "sim/rtl/rtl_mesh.hpp"

namespace slk {

struct RtlVariant {
  std::string name;
  Mesh mesh;           // 1x1: a core and its serial line
  CoreSize core;       // largest core it can be
  std::string plugin;  // file
  std::string log;     // what Verilator and the compiler said
};

// The folder of the plugins: $SPIKELOCK_RTL, or `rtl` beside the folder of the program.
std::string rtl_folder();

// The variants listed in rtl_folder()/variants.txt.
std::vector<RtlVariant> rtl_variants();

// The variant with that mesh that can run cores of that size. Throws Error with the list of
// variants if none can.
RtlVariant find_rtl_variant(const CoreSize& core, const Mesh& mesh = {});

// Load a plugin, of one core or of several, and make its chip. Throw Error (exit 3) with the
// compiler's first complaint if the RTL did not compile.
std::unique_ptr<RtlCore> load_rtl_core(const RtlVariant& variant, std::uint32_t seed);
std::unique_ptr<RtlMesh> load_rtl_mesh(const RtlVariant& variant, std::uint32_t seed);

}  // namespace slk
