// SPDX-License-Identifier: Apache-2.0
// Byte strings, and numbers in them: little-endian, 1 to 8 bytes.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace slk {

using Bytes = std::vector<std::uint8_t>;

// Appends the lowest `width` bytes of `value`, which must hold all of it.
inline void append_number(Bytes& bytes, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i, value >>= 8) {
    bytes.push_back(static_cast<std::uint8_t>(value));
  }
  assert(value == 0);
}

// The number in the bytes `at` .. `at + width - 1`, which must be there.
inline std::uint64_t number_at(const Bytes& bytes, std::size_t at, std::size_t width) {
  assert(at + width <= bytes.size());
  std::uint64_t value = 0;
  for (std::size_t i = width; i > 0; --i) value = value << 8 | bytes[at + i - 1];
  return value;
}

inline std::uint32_t number32_at(const Bytes& bytes, std::size_t at, std::size_t width = 4) {
  return static_cast<std::uint32_t>(number_at(bytes, at, width));
}

}  // namespace slk
