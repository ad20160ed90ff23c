// SPDX-License-Identifier: Apache-2.0
// The modules of this process. SystemC elaborates once, and all that exist must exist by then: one
// core with its link, and a mesh. Users hold them in turn, since simulated time is one, too.
#pragma once

#include <cstdint>
#include <systemc>

#include "sim/tlm/chip_top.hpp"
#include "sim/tlm/top.hpp"

namespace slk {

struct Modules {
  Top top{"top"};
  ChipTop chip{"chip"};
};

// Holds them from now on, until they are given back. Throws Error if somebody does.
Modules& claim_modules();
void release_modules();

// Of a clock of at most 1 THz. One below 1 MHz is simulated as 1 MHz: no result depends on it, and
// 2^64 ps would soon be over.
sc_core::sc_time clock_period(std::uint64_t clock_hz);

}  // namespace slk
