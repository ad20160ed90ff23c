// SPDX-License-Identifier: Apache-2.0
// What a fuzzer throws: its bytes one after the other, zeros behind the end, and a check that stops
// the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "models/bytes.hpp"

namespace slk::tests {

class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : bytes_(data, data + size) {}

  bool empty() const { return at_ >= bytes_.size(); }
  std::uint8_t byte() { return empty() ? 0 : bytes_[at_++]; }
  std::uint32_t number() {
    std::uint32_t value = byte();
    for (int i = 1; i < 4; ++i) value |= std::uint32_t{byte()} << (8 * i);
    return value;
  }
  // At most so many.
  Bytes bytes(std::size_t count) {
    Bytes some;
    while (count-- > 0 && !empty()) some.push_back(byte());
    return some;
  }
  const Bytes& all() const { return bytes_; }

 private:
  const Bytes bytes_;
  std::size_t at_ = 0;
};

inline void require(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

}  // namespace slk::tests
