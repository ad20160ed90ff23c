// SPDX-License-Identifier: Apache-2.0
// The GTKWave save file that goes with a waveform: which signals to show, and how.
#pragma once

#include <string>

#include "sim/lockstep.hpp"

namespace slk {

// Writes FILE.gtkw beside FILE.fst and returns its name; a divergence (may be null) is named in its
// title. Throws Error if it cannot be written.
std::string write_gtkwave_view(const std::string& wave, const Divergence* divergence);

}  // namespace slk
