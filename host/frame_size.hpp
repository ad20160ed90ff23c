// SPDX-License-Identifier: Apache-2.0
// FrameSize: how much data a frame should carry. A line that loses frames gets shorter ones: half
// of it after a loss, 16 bytes more after each frame that got through. On a line that damages one
// byte in n this settles near sqrt(32 n) bytes, and the best would be near sqrt(overhead * n).
#pragma once

#include <algorithm>
#include <cstddef>

namespace slk {

class FrameSize {
 public:
  // Bytes of rows, records or entries.
  std::size_t bytes() const { return bytes_; }
  // Nothing was ever lost.
  bool clean() const { return clean_; }

  void lost() {
    clean_ = false;
    bytes_ = std::max(kLeast, bytes_ / 2);
  }
  // A frame much shorter than allowed says nothing of longer ones.
  void got_through(std::size_t bytes) {
    if (bytes >= bytes_ / 2) bytes_ = std::min(kMost, bytes_ + kMore);
  }

 private:
  static constexpr std::size_t kMost = 1024;
  static constexpr std::size_t kLeast = 40;  // half of it is more than any row
  static constexpr std::size_t kMore = 16;

  std::size_t bytes_ = kMost;
  bool clean_ = true;
};

}  // namespace slk
