// SPDX-License-Identifier: Apache-2.0
// The host's end of a serial line, 8N1, with a clock as good as the chip's: sends queued bytes one
// behind the other, and samples each bit of the chip in its middle. clock() is called in every
// cycle, so it does almost nothing.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace slk {

class UartLine {
 public:
  explicit UartLine(std::uint32_t clocks_per_bit) : clocks_per_bit_(clocks_per_bit) {}

  void send(const std::vector<std::uint8_t>& bytes) {
    queue_.insert(queue_.end(), bytes.begin(), bytes.end());
  }
  bool silent() const { return received_.empty(); }
  std::vector<std::uint8_t> take() { return std::exchange(received_, {}); }

  // The level of the chip's receiving pin in this cycle.
  bool level() const { return (bits_ & 1) != 0; }

  // One cycle is over; `pin` is the chip's sending pin.
  void clock(bool pin) {
    if (send_wait_ > 0) {
      --send_wait_;
    } else if (bits_ > 1 || !queue_.empty()) {
      next_bit();
    }
    if (sample_wait_ > 0) {
      --sample_wait_;
    } else if (samples_ > 0) {
      sample(pin);
    } else if (!pin) {  // the first cycle of a start bit
      sample_wait_ = clocks_per_bit_ + clocks_per_bit_ / 2 - 1;
      samples_ = 9;
    }
  }

 private:
  void next_bit() {
    if (bits_ > 1) bits_ >>= 1;
    if (bits_ == 1) {
      if (queue_.empty()) return;
      bits_ = 3u << 9 | static_cast<std::uint32_t>(queue_.front()) << 1;
      queue_.pop_front();
    }
    send_wait_ = clocks_per_bit_ - 1;
  }

  void sample(bool pin) {
    if (--samples_ > 0) {
      data_ = static_cast<std::uint8_t>(data_ >> 1 | (pin ? 0x80 : 0));
      sample_wait_ = clocks_per_bit_ - 1;
    } else if (pin) {
      received_.push_back(data_);
    }
  }

  std::uint32_t clocks_per_bit_;
  std::deque<std::uint8_t> queue_;
  std::vector<std::uint8_t> received_;
  std::uint32_t bits_ = 1;       // the bit on the line lowest, and a one behind the stop bit
  std::uint32_t send_wait_ = 0;  // cycles until the next bit
  std::uint32_t sample_wait_ = 0;
  std::uint32_t samples_ = 0;  // bits to come, with the stop bit
  std::uint8_t data_ = 0;
};

}  // namespace slk
