// SPDX-License-Identifier: Apache-2.0
// Bit fields: every place and width, against a reference that moves one bit at a time.
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

#include "models/bits.hpp"

namespace {

using Row = std::array<std::uint32_t, 3>;

bool bit_of(const Row& row, unsigned bit) { return (row[bit / 32] >> (bit % 32) & 1) != 0; }

std::uint32_t slow_get(const Row& row, unsigned low, unsigned width) {
  std::uint32_t value = 0;
  for (unsigned bit = 0; bit < width; ++bit) {
    if (bit_of(row, low + bit)) value |= 1u << bit;
  }
  return value;
}

// True if `after` is `before` but for the field, which holds `value`.
bool only_field_changed(const Row& before, const Row& after, unsigned low, unsigned width,
                        std::uint32_t value) {
  for (unsigned bit = 0; bit < 96; ++bit) {
    const bool inside = bit >= low && bit < low + width;
    const bool expected = inside ? (value >> (bit - low) & 1) != 0 : bit_of(before, bit);
    if (bit_of(after, bit) != expected) return false;
  }
  return true;
}

// Calls check(row, low, width, value) for every place and width, over plain and random rows.
template <class Check>
unsigned for_each_case(Check check) {
  std::mt19937 random(1);
  const auto draw = [&] { return static_cast<std::uint32_t>(random()); };
  unsigned count = 0;
  for (unsigned width = 1; width <= 32; ++width) {
    for (unsigned low = 0; low + width <= 96; ++low) {
      for (const Row& row : {Row{0, 0, 0}, Row{~0u, ~0u, ~0u}, Row{draw(), draw(), draw()}}) {
        check(row, low, width, draw());
        ++count;
      }
    }
  }
  return count;
}

}  // namespace

TEST_CASE("a bit field reads the same at every place and width") {
  const unsigned count = for_each_case([](const Row& row, unsigned low, unsigned width, auto) {
    const std::uint32_t expected = slow_get(row, low, width);
    const bool negative = (expected >> (width - 1) & 1) != 0;
    const std::int64_t number =
        std::int64_t{expected} - (negative ? std::int64_t{1} << width : std::int64_t{0});
    if (slk::get_bits(row.data(), low, width) != expected) FAIL(low << " " << width);
    if (slk::get_signed(row.data(), low, width) != number) FAIL(low << " " << width);
  });
  REQUIRE(count > 0);
}

TEST_CASE("setting a bit field changes the field and nothing else") {
  const unsigned count = for_each_case([](Row row, unsigned low, unsigned width, auto value) {
    const Row before = row;
    slk::put_bits(row.data(), low, width, value & slk::low_mask(width));
    if (!only_field_changed(before, row, low, width, value)) FAIL(low << " " << width);
    row = before;
    slk::put_signed(row.data(), low, width, slk::sign_extend(value, width));
    if (!only_field_changed(before, row, low, width, value)) FAIL(low << " " << width);
  });
  REQUIRE(count > 0);
}
