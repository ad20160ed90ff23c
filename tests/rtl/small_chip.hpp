// SPDX-License-Identifier: Apache-2.0
// A small chip at the far end of its serial line, 4 clock cycles a bit: commands as frames, replies
// taken apart, and the backdoor beside them.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "Vslk_top.h"
#include "sim/rtl/uart_line.hpp"
#include "tests/rtl/frame_codec.hpp"
#include "tests/rtl/small_core.hpp"

namespace slk::bench {

inline constexpr std::uint32_t kClocksPerBit = 4, kReceiveBytes = 128, kRecordBytes = 128,
                               kOutputWords = 64, kStallCycles = 1 << 12;

// Appends a number of `bytes` bytes, lowest first.
inline void put(Bytes& to, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline std::uint32_t number_at(const Bytes& from, std::size_t at, unsigned bytes = 4) {
  REQUIRE(at + bytes <= from.size());
  std::uint32_t value = 0;
  for (unsigned i = 0; i < bytes; ++i) value |= std::uint32_t{from[at + i]} << (8 * i);
  return value;
}

inline Bytes framed(const Bytes& payload) {
  Bytes frame{kFlag};
  const Bytes inside = contents(payload);
  frame.insert(frame.end(), inside.begin(), inside.end());
  frame.push_back(kFlag);
  return frame;
}

struct Reply {
  std::uint8_t opcode = 0, sequence = 0, status = 0;
  Bytes data{};
};

// Arguments of the commands.
inline Bytes rows_arguments(Window window, unsigned row_bytes, std::uint32_t row) {
  Bytes bytes{static_cast<std::uint8_t>(window), static_cast<std::uint8_t>(row_bytes)};
  put(bytes, row, 3);
  return bytes;
}
inline Bytes read_arguments(Window window, unsigned row_bytes, std::uint32_t row,
                            std::uint32_t rows) {
  Bytes bytes = rows_arguments(window, row_bytes, row);
  put(bytes, rows, 2);
  return bytes;
}
inline Bytes number(std::uint32_t value) {
  Bytes bytes;
  put(bytes, value, 4);
  return bytes;
}
inline Bytes records_arguments(std::uint32_t cursor, const Bytes& records) {
  Bytes bytes = number(cursor);
  bytes.insert(bytes.end(), records.begin(), records.end());
  return bytes;
}
inline Bytes output_arguments(std::uint32_t release, std::uint32_t cursor, std::uint32_t count,
                              std::uint32_t until) {
  Bytes bytes = number(release);
  put(bytes, cursor, 4);
  put(bytes, count, 2);
  put(bytes, until, 4);
  return bytes;
}

class SmallChip {
 public:
  SmallChip() { switch_on(); }
  // Its registers and memories begin with what this seed draws.
  explicit SmallChip(std::uint64_t seed) : rtl_(seed) { switch_on(); }
  void tick() {
    rtl_->uart_rx_i = line_.level() && !low;
    rtl_->uart_cts_i = clear;
    rtl_.tick();
    line_.clock(rtl_->uart_tx_o != 0, rtl_->uart_rts_o != 0);
  }
  // Our end of the line alone.
  void set_line(const LineSetting& setting) { line_.set(setting); }
  bool low = false;   // we hold the line low
  bool clear = true;  // we take bytes
  std::size_t unsent() const { return line_.waiting(); }
  void run(std::uint64_t cycles) {
    while (cycles-- > 0) tick();
  }
  bool running() const { return rtl_->run_o != 0; }
  bool busy() const { return rtl_->busy_o != 0; }

  void send(const Bytes& bytes) { line_.send(bytes); }
  // The bytes that have come, after at most `budget` cycles without one.
  Bytes receive(std::uint64_t budget) {
    for (; budget > 0 && line_.silent(); --budget) tick();
    return line_.take();
  }

  // The next frame of the chip with its flags, as on the wire, if it begins within the budget.
  std::optional<Bytes> receive_frame(std::uint64_t budget) {
    while (true) {
      const auto end =
          std::find(received_.begin() + (received_.empty() ? 0 : 1), received_.end(), kFlag);
      if (end != received_.end()) {
        const Bytes frame(received_.begin(), end + 1);
        received_.erase(received_.begin(), end + 1);
        return frame;
      }
      const Bytes more = receive(budget);
      if (more.empty()) return std::nullopt;
      received_.insert(received_.end(), more.begin(), more.end());
    }
  }
  Reply receive_reply(std::uint64_t budget = kReplyBudget) {
    const std::optional<Bytes> frame = receive_frame(budget);
    REQUIRE(frame.has_value());
    return unframed(*frame);
  }

  // One command with the given or the expected sequence number, and its reply.
  Reply command_at(std::uint8_t sequence, unsigned opcode, const Bytes& arguments,
                   std::uint64_t budget = kReplyBudget) {
    Bytes payload{static_cast<std::uint8_t>(opcode), sequence};
    payload.insert(payload.end(), arguments.begin(), arguments.end());
    send(framed(payload));
    const Reply reply = receive_reply(budget);
    REQUIRE(reply.opcode == static_cast<std::uint8_t>(opcode + spec::kLinkReply));
    REQUIRE(reply.sequence == sequence);
    return reply;
  }
  Reply command(unsigned opcode, const Bytes& arguments, std::uint64_t budget = kReplyBudget) {
    const Reply reply = command_at(expected, opcode, arguments, budget);
    if ((reply.status & 0x7f) == spec::kStatusOk) ++expected;
    return reply;
  }

  std::uint32_t link_read(Register address) {
    const Reply reply =
        command(spec::kOpcodeRead,
                read_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(address), 1));
    REQUIRE((reply.status & 0x7f) == spec::kStatusOk);
    return number_at(reply.data, 0);
  }
  std::uint8_t link_write(Register address, std::uint32_t value) {
    Bytes arguments = rows_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(address));
    put(arguments, value, 4);
    return command(spec::kOpcodeWrite, arguments).status;
  }

  Answer access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                std::uint32_t data = 0) {
    rtl_->host_window_i = static_cast<CData>(window);
    rtl_->host_i = host_bus(row, chunk, write, data);
    rtl_->host_valid_i = 1;
    rtl_.settle();
    for (int i = 0; !rtl_->host_ready_o; ++i) {
      REQUIRE(i < kBudget);
      tick();
    }
    tick();
    rtl_->host_valid_i = 0;
    rtl_.settle();
    REQUIRE(rtl_->response_valid_o);
    return {rtl_->response_error_o != 0, rtl_->response_data_o};
  }
  // Registers of the core through the backdoor, those of the link over the line.
  std::uint32_t peek(Register address) {
    if (is_link(address)) return link_read(address);
    const Answer answer = access(Window::kRegisters, static_cast<std::uint32_t>(address), 0, false);
    REQUIRE(!answer.error);
    return answer.data;
  }
  void poke(Register address, std::uint32_t value) {
    if (is_link(address)) {
      REQUIRE((link_write(address, value) & 0x7f) == spec::kStatusOk);
      return;
    }
    const Answer answer =
        access(Window::kRegisters, static_cast<std::uint32_t>(address), 0, true, value);
    REQUIRE(!answer.error);
  }
  std::uint32_t count(spec::Event event) {
    return access(Window::kCounter, static_cast<std::uint32_t>(event), 0, false).data;
  }

  static constexpr std::uint64_t kReplyBudget = 20000;
  std::uint8_t expected = 0;  // sequence number

 private:
  void switch_on() {
    rtl_->clocks_per_bit_i = kClocksPerBit;
    rtl_->host_valid_i = 0;
    rtl_->uart_rx_i = rtl_->uart_cts_i = 1;
    rtl_.reset();
  }
  static bool is_link(Register address) {
    return address >= Register::kSession && address <= Register::kLinkFaults;
  }
  // A frame taken apart; flags, escapes and FCS must be right.
  static Reply unframed(const Bytes& frame) {
    Bytes payload;
    for (std::size_t i = 1; i + 1 < frame.size(); ++i) {
      const bool escape = frame[i] == kEscape;
      payload.push_back(escape ? frame[++i] ^ 0x20u : frame[i]);
    }
    REQUIRE(payload.size() >= 7);
    payload.resize(payload.size() - 4);
    REQUIRE((framed(payload) == frame));
    Reply reply{payload[0], payload[1], payload.back()};
    reply.data.assign(payload.begin() + 2, payload.end() - 1);
    return reply;
  }

  Module<Vslk_top> rtl_;
  UartLine line_{LineSetting{kClocksPerBit}};
  Bytes received_;
};

}  // namespace slk::bench
