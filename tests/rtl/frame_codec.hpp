// SPDX-License-Identifier: Apache-2.0
// Frames as RFC 1662 writes them, for the benches: a second implementation, with Boost's CRC.
#pragma once

#include <boost/crc.hpp>

#include "tests/rtl/bench.hpp"
#include "tests/rtl/bytes.hpp"

namespace slk::bench {

constexpr std::uint8_t kFlag = 0x7e, kEscape = 0x7d;

// Bytes as they stand between flags.
inline Bytes escaped(const Bytes& bytes) {
  Bytes result;
  for (const std::uint8_t byte : bytes) {
    const bool special = byte == kFlag || byte == kEscape;
    if (special) result.push_back(kEscape);
    result.push_back(special ? byte ^ 0x20u : byte);
  }
  return result;
}

// A payload with its FCS, whose bits may be changed, escaped.
inline Bytes contents(Bytes payload, std::uint32_t fcs_change = 0) {
  boost::crc_32_type crc;
  crc.process_bytes(payload.data(), payload.size());
  const std::uint32_t fcs = crc.checksum() ^ fcs_change;
  for (unsigned i = 0; i < 4; ++i) {
    payload.push_back(static_cast<std::uint8_t>(fcs >> (8 * i)));
  }
  return escaped(payload);
}

// A byte that is often a flag or an escape.
inline std::uint8_t special_byte(Random& random) {
  if (random.chance(15)) return kFlag;
  if (random.chance(15)) return kEscape;
  return static_cast<std::uint8_t>(random.bits());
}

inline Bytes random_bytes(Random& random, std::size_t count) {
  Bytes bytes(count);
  for (std::uint8_t& byte : bytes) byte = special_byte(random);
  return bytes;
}

// Payloads of 2..1100 bytes, most of them short.
inline Bytes random_payload(Random& random) {
  const std::uint32_t most = random.chance(80) ? 20 : random.chance(80) ? 200 : 1100;
  return random_bytes(random, 2 + random.below(most - 1));
}

}  // namespace slk::bench
