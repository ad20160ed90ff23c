// SPDX-License-Identifier: Apache-2.0
// Address map of the TLM core's host socket: byte addresses of 32-bit words,
//     window << 23 | row << 5 | chunk << 2
// with the widths of the host port (models/spec/hardware.yaml).
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk {

struct HostAddress {
  static constexpr unsigned kChunkLow = 2;
  static constexpr unsigned kRowLow = kChunkLow + spec::kHostChunkBits;
  static constexpr unsigned kWindowLow = kRowLow + spec::kHostRowBits;

  std::uint32_t window = 0;
  std::uint32_t row = 0;
  std::uint32_t chunk = 0;

  constexpr std::uint64_t encode() const {
    return std::uint64_t{window} << kWindowLow | std::uint64_t{row} << kRowLow |
           std::uint64_t{chunk} << kChunkLow;
  }
  // An address above the map gives a window that does not exist.
  static constexpr HostAddress decode(std::uint64_t address) {
    return {static_cast<std::uint32_t>(address >> kWindowLow),
            static_cast<std::uint32_t>(address >> kRowLow) & ((1u << spec::kHostRowBits) - 1),
            static_cast<std::uint32_t>(address >> kChunkLow) & ((1u << spec::kHostChunkBits) - 1)};
  }
};

}  // namespace slk
