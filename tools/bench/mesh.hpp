// SPDX-License-Identifier: Apache-2.0
// What a mesh costs to simulate: its routers alone, against a peer and against the RTL, and a chip
// with cores on it, against the RTL.
#pragma once

namespace slk {

// Prints the tables. False if a limit is broken or the machines do not agree.
bool print_mesh();

}  // namespace slk
