// SPDX-License-Identifier: Apache-2.0
// A conversation with a chip over its serial line, byte by byte, as tests of the link hold it.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "models/chip.hpp"
#include "models/commands.hpp"
#include "models/frame.hpp"
#include "models/output_code.hpp"
#include "sim/tlm/tlm.hpp"

namespace slk::tests {

inline constexpr std::uint32_t kClocksPerBit = 8;
inline constexpr std::uint64_t kPatience = 1 << 21;  // byte times; a stalled `output` takes 2^18

inline CoreSize core64() { return read_chip(SLK_SOURCE "/models/chips/core64.yaml").core; }

class LinkTalk {
 public:
  explicit LinkTalk(const CoreSize& size = core64(), std::uint32_t clocks_per_bit = kClocksPerBit)
      : chip_(make_tlm_chip(size, 100000000, clocks_per_bit)) {}

  HostPort& backdoor() { return chip_.probe->backdoor(); }
  Probe& probe() { return *chip_.probe; }

  void send(const Bytes& wire) { chip_.line->write(wire); }
  Bytes hear(std::uint64_t byte_times) { return chip_.line->read(byte_times); }
  void send(std::uint8_t sequence, const Command& command) {
    send(encode_frame(encode_command(sequence, command)));
  }

  // The next reply; a test fails if none comes.
  Reply reply() {
    while (replies_.empty()) {
      const Bytes bytes = hear(kPatience);
      INFO("waiting for a reply");
      REQUIRE(!bytes.empty());
      for (const std::uint8_t byte : bytes) {
        Reply reply;
        if (!reader_.take(byte)) continue;
        REQUIRE(decode_reply(reader_.payload(), reply));
        replies_.push_back(std::move(reply));
      }
      CHECK(reader_.faults() == FrameFaults());
    }
    Reply first = std::move(replies_.front());
    replies_.erase(replies_.begin());
    return first;
  }
  Reply ask(std::uint8_t sequence, const Command& command) {
    send(sequence, command);
    return reply();
  }

  // In sequence: the status is what it must be; returns the data.
  Bytes ask(const Command& command, int status = spec::kStatusOk) {
    const Reply answer = ask(next, command);
    CHECK(answer.opcode == opcode_of(command));
    CHECK(answer.sequence == next);
    CHECK(status_name(answer.status) == status_name(status));
    if (answer.status == spec::kStatusOk) ++next;
    fault = answer.fault;
    return answer.data;
  }
  std::uint32_t read(spec::Register r) {
    const Bytes data =
        ask(ReadCommand{spec::Window::kRegisters, 4, static_cast<std::uint32_t>(r), 1});
    return number32_at(data, 0);
  }
  void write(spec::Register r, std::uint32_t value, int status = spec::kStatusOk) {
    WriteCommand command{spec::Window::kRegisters, 4, static_cast<std::uint32_t>(r), {}};
    append_number(command.data, value, 4);
    ask(command, status);
  }
  std::vector<spec::OutputEntry> output(std::uint32_t cursor, std::uint16_t count,
                                        std::uint32_t until, int status = spec::kStatusOk) {
    std::vector<spec::OutputEntry> entries;
    const Bytes data = ask(OutputCommand{0, cursor, count, until}, status);
    REQUIRE(decode_output(data, entries).empty());
    return entries;
  }

  std::uint8_t next = 0;  // sequence number
  bool fault = false;     // of the last reply

 private:
  SimulatedChip chip_;
  FrameReader reader_{1u << 16};
  std::vector<Reply> replies_;
};

}  // namespace slk::tests
