// SPDX-License-Identifier: Apache-2.0
// Random numbers of a test that can be drawn again: SLK_SEED and SLK_CASES, and the command that
// repeats them.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "models/bytes.hpp"

namespace slk::tests {

class Draw {
 public:
  // `program`: the test program; `cases`: how many are run unless SLK_CASES says otherwise.
  Draw(const std::string& program, std::uint64_t cases)
      : seed_(environment("SLK_SEED", 1)), cases_(environment("SLK_CASES", cases)), engine_(seed_) {
    std::string test = Catch::getResultCapture().getCurrentTestName();
    for (std::size_t i = test.find(','); i != std::string::npos; i = test.find(',', i + 2)) {
      test.insert(i, 1, '\\');  // Catch would read a list of tests
    }
    std::cout << "replay: SLK_SEED=" << seed_ << " SLK_CASES=" << cases_ << " " << SLK_BINARY
              << "/bin/" << program << " '" << test << "'\n";
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
  static std::uint64_t environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 0) : otherwise;
  }

  std::uint64_t seed_;
  std::uint64_t cases_;
  std::mt19937_64 engine_;
};

}  // namespace slk::tests
