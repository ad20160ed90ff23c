// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/frame_audit.hpp"

#include <algorithm>

namespace slk::tests {

void FrameAudit::sent(const Bytes& bytes) {
  for (const std::uint8_t byte : bytes) {
    if (!sender_.take(byte)) continue;
    under_way_.push_back(sender_.payload());
    ++sent_;
  }
}

void FrameAudit::heard(const Bytes& bytes) {
  for (const std::uint8_t byte : bytes) {
    if (!receiver_.take(byte)) continue;
    ++heard_;
    const auto found = std::find(under_way_.begin(), under_way_.end(), receiver_.payload());
    if (found == under_way_.end()) {
      ++undetected_;
    } else {
      under_way_.erase(under_way_.begin(), found + 1);
    }
  }
}

}  // namespace slk::tests
