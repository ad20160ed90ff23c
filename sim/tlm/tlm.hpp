// SPDX-License-Identifier: Apache-2.0
// TLM: a SystemC TLM-2.0 model of the core, as a machine that runs an image through the core's host
// socket, and as a chip behind a serial line.
#pragma once

#include <cstdint>
#include <memory>

#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/probe.hpp"

namespace slk {

// A core as large as the image's chip. The cycles of a step are simulated time over the period.
// SystemC elaborates once a process: throws Error while another TLM backend lives. The clock is at
// most 1 THz; one below 1 MHz is simulated as 1 MHz, which changes no result.
std::unique_ptr<Backend> make_tlm_backend(const Image& image, std::uint64_t clock_hz = 100000000);

// A mesh of cores with an image on each, likewise; it has a mesh_watch(). Exact in time: cycles of
// a step, latency and lateness of every packet are those of the RTL.
std::unique_ptr<Backend> make_tlm_chip_backend(const ChipImage& image,
                                               std::uint64_t clock_hz = 100000000);

// A core of this size and its link, just switched on, with a serial line of so many clock cycles a
// bit. Simulated time passes in `read` only, in which a reply arrives as a whole. Clock and the one
// core of a process: as above. The model is timed loosely (sim/tlm/link.hpp).
SimulatedChip make_tlm_chip(const CoreSize& size, std::uint64_t clock_hz,
                            std::uint32_t clocks_per_bit);

}  // namespace slk
