// SPDX-License-Identifier: Apache-2.0
// What the serial line of a chip carries, measured on the RTL.
#pragma once

namespace slk {

// Bulk writes and reads, in bytes of memory beside the bytes that the line could carry, and a
// network loaded and a weight changed, and the stream of the digits, with where its time goes.
// Prints them; false if a limit is broken.
bool print_link();

}  // namespace slk
