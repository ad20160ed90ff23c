// SPDX-License-Identifier: Apache-2.0
// RTL: runs an image on the Verilated SystemVerilog core, through its host port.
#pragma once

#include <memory>

#include "models/backend.hpp"
#include "models/image.hpp"

namespace slk {

// Loads the image into the variant of the core that covers it. Registers and memories start with
// random values from `x_seed`, never with zeros. A step that takes four times as long as any step
// can counts as hung. Throws Error: no variant covers the image; the RTL did not compile; the core
// refused.
std::unique_ptr<Backend> make_rtl_backend(const Image& image, std::uint32_t x_seed);

}  // namespace slk
