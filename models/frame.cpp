// SPDX-License-Identifier: Apache-2.0
#include "models/frame.hpp"

#include <boost/crc.hpp>

#include "models/gen/spec.hpp"

namespace slk {
namespace {

std::uint32_t fcs(const std::uint8_t* bytes, std::size_t count) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes, count);
  return crc.checksum();
}

void append_escaped(Bytes& wire, std::uint8_t byte) {
  if (byte == spec::kLinkFlag || byte == spec::kLinkEscape) {
    wire.push_back(spec::kLinkEscape);
    byte ^= spec::kLinkEscapeXor;
  }
  wire.push_back(byte);
}

}  // namespace

Bytes encode_frame(const Bytes& payload) {
  Bytes inside = payload;
  append_number(inside, fcs(payload.data(), payload.size()), kFrameFcsBytes);
  Bytes wire;
  wire.reserve(inside.size() + inside.size() / 8 + 2);
  wire.push_back(spec::kLinkFlag);
  for (const std::uint8_t byte : inside) append_escaped(wire, byte);
  wire.push_back(spec::kLinkFlag);
  return wire;
}

bool FrameReader::take(std::uint8_t byte) {
  if (byte == spec::kLinkFlag) {
    const bool good = in_frame_ && finish();
    in_frame_ = true;
    escaped_ = false;
    too_long_ = false;
    bytes_.clear();
    return good;
  }
  if (!in_frame_) return false;
  if (byte == spec::kLinkEscape && !escaped_) {
    escaped_ = true;
    return false;
  }
  if (bytes_.size() == payload_max_ + kFrameFcsBytes) {
    too_long_ = true;
  } else {
    bytes_.push_back(escaped_ ? byte ^ spec::kLinkEscapeXor : byte);
  }
  escaped_ = false;
  return false;
}

void FrameReader::drop() {
  in_frame_ = false;
  escaped_ = false;
  bytes_.clear();
}

// The frame that ends here: is it right? An empty one is none.
bool FrameReader::finish() {
  if (escaped_) {
    ++faults_.aborted;
  } else if (bytes_.empty()) {
    return false;
  } else if (too_long_) {
    ++faults_.too_long;
  } else if (bytes_.size() < kFramePayloadMin + kFrameFcsBytes) {
    ++faults_.too_short;
  } else {
    const std::size_t size = bytes_.size() - kFrameFcsBytes;
    if (number32_at(bytes_, size, kFrameFcsBytes) == fcs(bytes_.data(), size)) {
      payload_.assign(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(size));
      return true;
    }
    ++faults_.fcs;
  }
  return false;
}

}  // namespace slk
