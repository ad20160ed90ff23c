// SPDX-License-Identifier: Apache-2.0
// Holds every memory that an image fills against what the line and the backdoor of a simulated chip
// read.
#pragma once

#include <cstdint>
#include <string>

#include "models/host_port.hpp"
#include "models/image.hpp"

namespace slk {

struct LoadCheck {
  std::uint64_t rows = 0;  // compared
  std::string difference;  // the first, in one sentence; empty if there is none
};

// No run may be under way.
LoadCheck verify_load(HostPort& line, HostPort& backdoor, const Image& image);

}  // namespace slk
