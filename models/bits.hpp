// SPDX-License-Identifier: Apache-2.0
// Fields of 1 to 32 bits inside rows of 32-bit chunks: bit 0 is the lowest bit of chunk 0.
#pragma once

#include <cassert>
#include <cstdint>

namespace slk {

// The lowest `width` bits set; width 1..32.
constexpr std::uint32_t low_mask(unsigned width) { return 0xffffffffu >> (32 - width); }

// The lowest `width` bits of `value` read as a signed number.
constexpr std::int32_t sign_extend(std::uint32_t value, unsigned width) {
  const std::uint32_t sign = 1u << (width - 1);
  return static_cast<std::int32_t>(((value & low_mask(width)) ^ sign) - sign);
}

// The field of `width` bits whose lowest bit is bit `low` of the row.
constexpr std::uint32_t get_bits(const std::uint32_t* chunks, unsigned low, unsigned width) {
  const unsigned chunk = low / 32;
  const unsigned shift = low % 32;
  std::uint64_t bits = chunks[chunk];
  if (shift + width > 32) bits |= std::uint64_t{chunks[chunk + 1]} << 32;
  return static_cast<std::uint32_t>(bits >> shift) & low_mask(width);
}

constexpr std::int32_t get_signed(const std::uint32_t* chunks, unsigned low, unsigned width) {
  return sign_extend(get_bits(chunks, low, width), width);
}

// Replaces that field; `value` must fit.
constexpr void put_bits(std::uint32_t* chunks, unsigned low, unsigned width, std::uint32_t value) {
  assert((value & ~low_mask(width)) == 0);
  const unsigned chunk = low / 32;
  const unsigned shift = low % 32;
  const std::uint64_t mask = std::uint64_t{low_mask(width)} << shift;
  const std::uint64_t bits = std::uint64_t{value} << shift;
  chunks[chunk] =
      (chunks[chunk] & ~static_cast<std::uint32_t>(mask)) | static_cast<std::uint32_t>(bits);
  if (shift + width <= 32) return;
  chunks[chunk + 1] = (chunks[chunk + 1] & ~static_cast<std::uint32_t>(mask >> 32)) |
                      static_cast<std::uint32_t>(bits >> 32);
}

constexpr void put_signed(std::uint32_t* chunks, unsigned low, unsigned width, std::int32_t value) {
  assert(sign_extend(static_cast<std::uint32_t>(value), width) == value);
  put_bits(chunks, low, width, static_cast<std::uint32_t>(value) & low_mask(width));
}

}  // namespace slk
