// SPDX-License-Identifier: Apache-2.0
// The host's end of a serial line, with a clock as good as the chip's: sends queued bytes one
// behind the other, and samples each bit of the chip in its middle. clock() is called in every
// cycle, so it does almost nothing.
#pragma once

#include <bitset>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "models/byte_pipe.hpp"

namespace slk {

class UartLine {
 public:
  explicit UartLine(const LineSetting& setting) : setting_(setting) {}
  // From now on; nothing is under way.
  void set(const LineSetting& setting) { setting_ = setting; }

  void send(const std::vector<std::uint8_t>& bytes) {
    queue_.insert(queue_.end(), bytes.begin(), bytes.end());
  }
  // Bytes that have not begun.
  std::size_t waiting() const { return queue_.size(); }
  bool silent() const { return received_.empty(); }
  std::vector<std::uint8_t> take() { return std::exchange(received_, {}); }

  // The level of the chip's receiving pin in this cycle.
  bool level() const { return (bits_ & 1) != 0; }

  // One cycle is over; `pin` is the chip's sending pin, and `clear` says that it takes bytes, which
  // only a setting with flow control heeds.
  void clock(bool pin, bool clear) {
    if (send_wait_ > 0) {
      --send_wait_;
    } else if (bits_ > 1 || !queue_.empty()) {
      next_bit(clear || setting_.flow == 0);
    }
    if (sample_wait_ > 0) {
      --sample_wait_;
    } else if (samples_ > 0) {
      sample(pin);
    } else if (!pin) {  // the first cycle of a start bit
      sample_wait_ = setting_.clocks_per_bit + setting_.clocks_per_bit / 2 - 1;
      samples_ = bits_of_byte(setting_) - 1;
      heard_ = 0;
    }
  }

 private:
  // Does the number of ones differ from what parity says?
  bool odd_one_out(std::uint32_t bits) const {
    const std::size_t odd = setting_.parity == spec::kParityOdd ? 1 : 0;
    return setting_.parity != spec::kParityNone && std::bitset<9>(bits).count() % 2 != odd;
  }

  void next_bit(bool clear) {
    if (bits_ > 1) bits_ >>= 1;
    if (bits_ == 1) {
      if (queue_.empty() || !clear) return;
      const std::uint32_t ninth = odd_one_out(queue_.front()) ? 1 : 0;
      const std::uint32_t ones = 3u << (bits_of_byte(setting_) - 1);  // stop bit, and one behind it
      bits_ = ones | ninth << 9 | static_cast<std::uint32_t>(queue_.front()) << 1;
      queue_.pop_front();
    }
    send_wait_ = setting_.clocks_per_bit - 1;
  }

  void sample(bool pin) {
    if (--samples_ > 0) {
      const std::uint32_t before = bits_of_byte(setting_) - 2 - samples_;
      heard_ |= (pin ? 1u : 0u) << before;
      sample_wait_ = setting_.clocks_per_bit - 1;
    } else if (pin && !odd_one_out(heard_)) {
      received_.push_back(static_cast<std::uint8_t>(heard_));
    }
  }

  LineSetting setting_;
  std::deque<std::uint8_t> queue_;
  std::vector<std::uint8_t> received_;
  std::uint32_t bits_ = 1;       // the bit on the line lowest, and a one behind the stop bit
  std::uint32_t send_wait_ = 0;  // cycles until the next bit
  std::uint32_t sample_wait_ = 0;
  std::uint32_t samples_ = 0;  // bits to come, with the stop bit
  std::uint32_t heard_ = 0;    // those of this byte so far, the first one lowest
};

}  // namespace slk
