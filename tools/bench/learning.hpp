// SPDX-License-Identifier: Apache-2.0
// What learning costs, measured on the RTL.
#pragma once

namespace slk {

// Cycles of plastic rows, in a pass and with the passes that close windows, and how fast a core
// that learns is simulated beside one that does not. Prints both; false if a limit is broken.
bool print_learning();

}  // namespace slk
