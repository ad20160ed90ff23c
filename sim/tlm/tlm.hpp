// SPDX-License-Identifier: Apache-2.0
// TLM: runs an image on a SystemC TLM-2.0 model of the core, through its host socket.
#pragma once

#include <cstdint>
#include <memory>

#include "models/backend.hpp"
#include "models/image.hpp"

namespace slk {

// A core as large as the image's chip. The cycles of a step are simulated time over the period.
// SystemC elaborates once a process: throws Error while another TLM backend lives. The clock is at
// most 1 THz; one below 1 MHz is simulated as 1 MHz, which changes no result.
std::unique_ptr<Backend> make_tlm_backend(const Image& image, std::uint64_t clock_hz = 100000000);

}  // namespace slk
