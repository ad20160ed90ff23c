// SPDX-License-Identifier: Apache-2.0
// Frames of the serial line (docs/link.md, "Bytes and frames"): a payload becomes bytes on the
// wire, and bytes from the wire become payloads that are right, or are dropped and counted.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/bytes.hpp"

namespace slk {

// Fewest bytes of a payload, and bytes of the FCS behind it.
inline constexpr std::size_t kFramePayloadMin = 2;
inline constexpr std::size_t kFrameFcsBytes = 4;

// The bytes on the wire, both flags included: 6 more than the payload, and one more for each byte
// of payload or FCS that is escaped.
Bytes encode_frame(const Bytes& payload);

// Frames that were dropped, by reason.
struct FrameFaults {
  std::uint64_t fcs = 0;        // wrong FCS
  std::uint64_t too_short = 0;  // too few bytes for a payload and an FCS
  std::uint64_t aborted = 0;    // an escape before the closing flag
  std::uint64_t too_long = 0;   // more payload than the reader takes

  std::uint64_t total() const { return fcs + too_short + aborted + too_long; }
  friend bool operator==(const FrameFaults& x, const FrameFaults& y) {
    return x.fcs == y.fcs && x.too_short == y.too_short && x.aborted == y.aborted &&
           x.too_long == y.too_long;
  }
  friend bool operator!=(const FrameFaults& x, const FrameFaults& y) { return !(x == y); }
};

// Reads a line byte by byte. What comes before the first flag is no frame and counts as nothing.
class FrameReader {
 public:
  // Frames with more than `payload_max` bytes of payload are dropped.
  explicit FrameReader(std::size_t payload_max) : payload_max_(payload_max) {}

  // Takes the next byte. True if it is the flag that ends a good frame.
  bool take(std::uint8_t byte);
  // A frame has begun, and its end has not come.
  bool in_frame() const { return in_frame_ && (escaped_ || !bytes_.empty()); }
  // What follows up to the next flag is no frame; counts as nothing.
  void drop();
  // The payload of the frame that the last byte ended.
  const Bytes& payload() const { return payload_; }
  const FrameFaults& faults() const { return faults_; }

 private:
  bool finish();

  std::size_t payload_max_;
  bool in_frame_ = false;
  bool escaped_ = false;   // the byte before was an escape
  bool too_long_ = false;  // bytes of this frame were dropped
  Bytes bytes_;            // of this frame so far, escapes undone, FCS included
  Bytes payload_;
  FrameFaults faults_;
};

}  // namespace slk
