// SPDX-License-Identifier: Apache-2.0
// FrameAudit: listens at both ends of one direction of a line. What a receiver accepts must be what
// was sent, in that order; frames between may be lost.
#pragma once

#include <cstdint>
#include <deque>

#include "models/frame.hpp"

namespace slk::tests {

class FrameAudit {
 public:
  // Bytes go in at one end, and what is left of them comes out later at the other.
  void sent(const Bytes& bytes);
  void heard(const Bytes& bytes);

  std::uint64_t frames_sent() const { return sent_; }
  std::uint64_t frames_heard() const { return heard_; }
  // Frames with a right FCS that are not among those that were sent.
  std::uint64_t undetected() const { return undetected_; }

 private:
  static constexpr std::size_t kPayloadMax = 1 << 16;

  FrameReader sender_{kPayloadMax};
  FrameReader receiver_{kPayloadMax};
  std::deque<Bytes> under_way_;
  std::uint64_t sent_ = 0;
  std::uint64_t heard_ = 0;
  std::uint64_t undetected_ = 0;
};

}  // namespace slk::tests
