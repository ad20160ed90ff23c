// SPDX-License-Identifier: Apache-2.0
// The sentence for what does not fit: constraint, need, limit, remedy.
#pragma once

#include <cstdint>
#include <string>

#include "models/chip.hpp"

namespace slk::placement {

// "CHIP: CONSTRAINT: the network needs NEED, the core has LIMIT; REMEDY". Throws it as an Error.
// `who` has the limit: the core, the chip, the cores together.
[[noreturn]] void refuse(const Chip& chip, const std::string& constraint, std::uint64_t need,
                         std::uint64_t limit, const std::string& remedy,
                         const std::string& who = "the core has");

}  // namespace slk::placement
