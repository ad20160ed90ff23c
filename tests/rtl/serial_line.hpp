// SPDX-License-Identifier: Apache-2.0
// A serial line between a sender with a clock of its own and slk_uart_rx. Times are in 1/1000 of
// the receiver's clock cycle.
#pragma once

#include <bitset>
#include <deque>

#include "Vslk_uart_rx.h"
#include "tests/rtl/bench.hpp"
#include "tests/rtl/bytes.hpp"

namespace slk::bench {

using Time = std::int64_t;
constexpr Time kClock = 1000;

constexpr std::array<std::uint32_t, 3> kParities{
    {spec::kParityNone, spec::kParityOdd, spec::kParityEven}};

// The bit behind the data.
inline bool parity_bit(std::uint8_t byte, std::uint32_t parity) {
  return std::bitset<8>(byte).count() % 2 != (parity == spec::kParityOdd ? 1u : 0u);
}

class SerialLine {
 public:
  // The line is idle at first, and clocks_per_bit is that of the receiver.
  explicit SerialLine(std::uint32_t clocks_per_bit, std::uint32_t kind = spec::kParityNone)
      : divisor(clocks_per_bit), parity(kind) {
    rtl_->clocks_per_bit_i = static_cast<SData>(clocks_per_bit);
    rtl_->parity_i = static_cast<CData>(kind);
    rtl_->rx_i = 1;
    rtl_.reset();
  }

  // What the sender does next: each call goes on where the last one ended.
  void hold(bool level, Time time) {
    end_ += time;
    waveform_.push_back({end_, level});
  }
  void send(std::uint8_t byte, Time bit_time) {
    send_bits(byte, parity_bit(byte, parity), bit_time);
    hold(true, bit_time);
  }
  // Without a stop bit, and with this parity bit.
  void send_bits(std::uint8_t byte, bool ninth, Time bit_time) {
    hold(false, bit_time);
    for (int bit = 0; bit < 8; ++bit) hold((byte >> bit & 1) != 0, bit_time);
    if (parity != spec::kParityNone) hold(ninth, bit_time);
  }

  // Runs until all this has happened. Unless `wrong` is 0, one sample in `wrong` is inverted.
  void run(Random* random = nullptr, std::uint32_t wrong = 0) {
    for (; now_ < end_; now_ += kClock) {
      while (waveform_.front().end <= now_) waveform_.pop_front();
      clock(waveform_.front().level != (wrong != 0 && random->below(wrong) == 0));
    }
  }
  // One cycle with the pin at this level.
  void clock(bool level) {
    rtl_->rx_i = level;
    rtl_.tick();
    if (rtl_->valid_o) received.push_back(rtl_->data_o);
    framing += rtl_->framing_o;
    wrong_parity += rtl_->parity_o;
    breaks += rtl_->break_o;
    broken += rtl_->broken_o;
    ticks += rtl_->tick_o;
  }
  std::uint32_t errors() const { return framing + wrong_parity + breaks; }

  const Time divisor;
  const std::uint32_t parity;
  Bytes received;
  std::uint32_t framing = 0, wrong_parity = 0, breaks = 0;
  std::uint32_t broken = 0;  // cycles
  std::uint32_t ticks = 0;

 private:
  struct Segment {
    Time end;
    bool level;
  };

  Module<Vslk_uart_rx> rtl_;
  std::deque<Segment> waveform_;
  Time now_ = 0, end_ = 0;
};

constexpr std::array<std::uint32_t, 8> kDivisors{{4, 5, 7, 8, 16, 27, 104, 868}};

inline Bytes all_bytes() {
  Bytes bytes;
  for (unsigned byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<std::uint8_t>(byte));
  return bytes;
}

}  // namespace slk::bench
