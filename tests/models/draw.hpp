// SPDX-License-Identifier: Apache-2.0
// Random numbers of a test that can be drawn again: SLK_SEED and SLK_CASES, and the command that
// repeats them.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "models/bytes.hpp"
#include "tests/environment.hpp"
#include "tests/replay.hpp"

namespace slk::tests {

class Draw {
 public:
  // `program`: the test program; `cases`: how many are run unless SLK_CASES says otherwise.
  Draw(const std::string& program, std::uint64_t cases)
      : seed_(environment("SLK_SEED", 1)), cases_(environment("SLK_CASES", cases)), engine_(seed_) {
    std::cout << "replay: SLK_SEED=" << seed_ << " SLK_CASES=" << cases_ << " " << SLK_BINARY
              << "/bin/" << program << ' ' << test_name() << '\n';
  }

  std::uint64_t cases() const { return cases_; }
  std::uint32_t bits() { return static_cast<std::uint32_t>(engine_()); }
  // Uniform in 0..n - 1.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>((std::uint64_t{bits()} * n) >> 32);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(bits()); }
  // Half of the bytes are a flag, an escape, or look like one.
  Bytes payload(std::size_t size) {
    static constexpr std::uint8_t kCorners[] = {0x7e, 0x7d, 0x5e, 0x5d, 0x20, 0x00, 0xff};
    Bytes bytes(size);
    for (std::uint8_t& b : bytes) b = chance(50) ? kCorners[below(sizeof kCorners)] : byte();
    return bytes;
  }

 private:
  std::uint64_t seed_;
  std::uint64_t cases_;
  std::mt19937_64 engine_;
};

}  // namespace slk::tests
