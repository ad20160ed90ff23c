// SPDX-License-Identifier: Apache-2.0
// How sentences name the commands of the link and what a device says of them.
#pragma once

#include <string>

#include "models/commands.hpp"

namespace slk {

// "read of axon rows 3 to 40", "write of register report", "records at byte 120".
std::string describe(const Command& command);

// "rtl: run_to step 9 was answered with status range: ..., with the remedy.
std::string refusal_sentence(const std::string& device, const Command& command, int status);

}  // namespace slk
