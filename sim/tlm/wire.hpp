// SPDX-License-Identifier: Apache-2.0
// Wire: one direction of the serial line, 8N1. Bytes that are sent follow each other without a gap,
// and each has arrived when its 10 bits are over.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <systemc>
#include <utility>

#include "models/bytes.hpp"

namespace slk {

class Wire {
 public:
  static constexpr std::uint64_t kBitsPerByte = 10;

  // An idle line, a bit of which takes `bit`.
  void clear(const sc_core::sc_time& bit) {
    byte_ = sc_core::sc_time::from_value(bit.value() * kBitsPerByte);
    bursts_.clear();
    end_ = sc_core::SC_ZERO_TIME;
  }

  // Sends bytes from `begin` on, or behind those that are on their way.
  void send(const sc_core::sc_time& begin, Bytes bytes) {
    if (bytes.empty()) return;
    const sc_core::sc_time first = std::max(begin, end_);
    end_ = first + times(bytes.size());
    bursts_.push_back({first, std::move(bytes), 0});
  }

  // The bytes that have arrived by `now` and were not taken yet.
  Bytes take(const sc_core::sc_time& now) {
    Bytes arrived;
    while (!bursts_.empty()) {
      Burst& burst = bursts_.front();
      const std::size_t count = burst.arrived(now, byte_);
      arrived.insert(arrived.end(), burst.at(burst.taken), burst.at(count));
      burst.taken = count;
      if (count < burst.bytes.size()) break;
      bursts_.pop_front();
    }
    return arrived;
  }

  // When the next byte of this value arrives that is not taken yet.
  std::optional<sc_core::sc_time> arrival_of(std::uint8_t value) const {
    for (const Burst& burst : bursts_) {
      const auto end = burst.bytes.end();
      const auto found = std::find(burst.at(burst.taken), end, value);
      if (found != end) return burst.begin + times(found - burst.bytes.begin() + 1);
    }
    return {};
  }
  // When the next byte arrives that is not taken yet.
  std::optional<sc_core::sc_time> next_arrival() const {
    if (bursts_.empty()) return {};
    return bursts_.front().begin + times(bursts_.front().taken + 1);
  }

  // When the last byte has arrived.
  const sc_core::sc_time& end() const { return end_; }
  sc_core::sc_time times(std::uint64_t bytes) const {
    return sc_core::sc_time::from_value(byte_.value() * bytes);
  }

 private:
  struct Burst {
    sc_core::sc_time begin;
    Bytes bytes;
    std::size_t taken = 0;

    Bytes::const_iterator at(std::size_t i) const {
      return bytes.begin() + static_cast<std::ptrdiff_t>(i);
    }
    std::size_t arrived(const sc_core::sc_time& now, const sc_core::sc_time& byte) const {
      if (now < begin) return taken;
      return std::min<std::uint64_t>(bytes.size(), (now - begin).value() / byte.value());
    }
  };

  sc_core::sc_time byte_;
  std::deque<Burst> bursts_;
  sc_core::sc_time end_;
};

}  // namespace slk
