// SPDX-License-Identifier: Apache-2.0
// The code of bytes in which a reply to `output` brings its entries (docs/link.md, "Output"). It
// begins anew in each reply, so that any reply can be read alone.
#pragma once

#include <string>
#include <vector>

#include "models/bytes.hpp"
#include "models/gen/spec.hpp"

namespace slk {

// More than an entry takes, on the whole; few take more.
inline constexpr std::size_t kOutputEntryBytes = 2;

// Spikes of a step are in ascending order of slots, as the device puts them out.
Bytes encode_output(const std::vector<spec::OutputEntry>& entries);

// Appends the entries that the bytes stand for. Returns a sentence about the first byte that is at
// fault, or "": the entries before it are appended.
std::string decode_output(const Bytes& bytes, std::vector<spec::OutputEntry>& entries);

}  // namespace slk
