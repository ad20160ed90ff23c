// SPDX-License-Identifier: Apache-2.0
// Bytes of a serial line, in hex where a comparison fails.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace slk::bench {

using Bytes = std::vector<std::uint8_t>;

}  // namespace slk::bench

template <>
struct Catch::StringMaker<slk::bench::Bytes> {
  static std::string convert(const slk::bench::Bytes& bytes) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string text = std::to_string(bytes.size()) + " bytes:";
    for (const std::uint8_t byte : bytes) {
      text += {' ', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return text;
  }
};
