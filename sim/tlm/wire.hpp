// SPDX-License-Identifier: Apache-2.0
// Wire: one direction of the serial line. Bytes that are sent follow each other without a gap, and
// each has arrived when its bits are over. It carries bytes, not bits: none is damaged.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <systemc>
#include <utility>

#include "models/byte_pipe.hpp"
#include "models/bytes.hpp"

namespace slk {

class Wire {
 public:
  // An idle line of a chip with this clock.
  void clear(const sc_core::sc_time& clock) {
    clock_ = clock;
    pieces_.clear();
    end_ = sc_core::SC_ZERO_TIME;
  }

  // Bytes without a gap between them: from the start bit of the first to the end of the last.
  struct Piece {
    sc_core::sc_time begin;
    sc_core::sc_time end;
    LineSetting setting;  // of the sender
    Bytes bytes;
  };

  // Sends bytes from `begin` on, or behind those that are on their way.
  void send(const sc_core::sc_time& begin, Bytes bytes, const LineSetting& setting) {
    if (bytes.empty()) return;
    const sc_core::sc_time first = std::max(begin, end_);
    end_ = first + times(bytes.size(), setting);
    pieces_.push_back({first, end_, setting, std::move(bytes)});
  }

  // The next bytes that have arrived by `now` and were not taken yet.
  std::optional<Piece> take(const sc_core::sc_time& now) {
    if (pieces_.empty() || now < pieces_.front().begin + times(1, pieces_.front().setting)) {
      return {};
    }
    Piece& front = pieces_.front();
    Piece piece = front;
    if (front.end <= now) {
      pieces_.pop_front();
      return piece;
    }
    const std::uint64_t count = (now - front.begin).value() / times(1, front.setting).value();
    piece.bytes.resize(count);
    piece.end = piece.begin + times(count, piece.setting);
    front.begin = piece.end;
    front.bytes.erase(front.bytes.begin(),
                      front.bytes.begin() + static_cast<std::ptrdiff_t>(count));
    return piece;
  }

  // When the next byte of this value arrives that is not taken yet.
  std::optional<sc_core::sc_time> arrival_of(std::uint8_t value) const {
    for (const Piece& piece : pieces_) {
      const auto found = std::find(piece.bytes.begin(), piece.bytes.end(), value);
      if (found == piece.bytes.end()) continue;
      const auto before = static_cast<std::uint64_t>(found - piece.bytes.begin());
      return piece.begin + times(before + 1, piece.setting);
    }
    return {};
  }
  // When the next byte begins, and when it arrives, that is not taken yet.
  std::optional<sc_core::sc_time> next_begin() const {
    if (pieces_.empty()) return {};
    return pieces_.front().begin;
  }
  std::optional<sc_core::sc_time> next_arrival() const {
    if (pieces_.empty()) return {};
    return pieces_.front().begin + times(1, pieces_.front().setting);
  }

  // When the last byte has arrived.
  const sc_core::sc_time& end() const { return end_; }
  sc_core::sc_time times(std::uint64_t bytes, const LineSetting& setting) const {
    return sc_core::sc_time::from_value(clock_.value() * setting.clocks_per_bit *
                                        bits_of_byte(setting) * bytes);
  }

 private:
  sc_core::sc_time clock_;
  std::deque<Piece> pieces_;
  sc_core::sc_time end_;
};

}  // namespace slk
