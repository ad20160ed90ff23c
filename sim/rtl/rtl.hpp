// SPDX-License-Identifier: Apache-2.0
// RTL: runs an image on the Verilated SystemVerilog core, or that of a mesh of cores, through its
// host port; or offers the chip of one core, at the other end of a serial line.
#pragma once

#include <memory>

#include "models/backend.hpp"
#include "models/chip.hpp"
#include "models/chip_image.hpp"
#include "models/image.hpp"
#include "models/probe.hpp"

namespace slk {

// Loads the image into the variant of the core that covers it. Registers and memories start with
// random values from `x_seed`, never with zeros. A step that takes four times as long as any step
// can counts as hung. Throws Error: no variant covers the image; the RTL did not compile; the core
// refused.
std::unique_ptr<Backend> make_rtl_backend(const Image& image, std::uint32_t x_seed);

// Likewise for a mesh of cores, with a MeshWatch. After every step all packets must be accounted
// for.
std::unique_ptr<Backend> make_rtl_chip_backend(const ChipImage& image, std::uint32_t x_seed);

// A bound on the cycles of a step and all that comes before it, without traffic of a mesh.
std::uint64_t longest_step(const Image& image);

// The variant of the chip that covers the core, freshly reset, with memories and registers as
// above, and bits of `clocks_per_bit` clock cycles (kClocksPerBitMin or more) on its line. Time
// passes only while the line is read. Throws Error: no variant covers the core; the RTL did not
// compile.
SimulatedChip make_rtl_chip(const CoreSize& core, std::uint32_t clocks_per_bit,
                            std::uint32_t x_seed);

}  // namespace slk
