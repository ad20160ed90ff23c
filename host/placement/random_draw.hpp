// SPDX-License-Identifier: Apache-2.0
// Random draws that are the same on every machine; the distributions of the standard library are
// not.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace slk::placement {

class RandomDraw {
 public:
  explicit RandomDraw(std::uint64_t seed) : engine_(seed) {}

  // 0 .. count - 1; count at most 2^32. The bias is below 2^-32.
  std::uint32_t below(std::uint64_t count) {
    return static_cast<std::uint32_t>((engine_() >> 32) * count >> 32);
  }
  // 0 <= value < 1.
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

  template <class Value>
  void shuffle(std::vector<Value>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace slk::placement
