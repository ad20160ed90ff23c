// SPDX-License-Identifier: Apache-2.0
// The chip over its serial line: every command, every status, what is lost and what comes twice.
#include "tests/rtl/small_chip.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint8_t kFault = spec::kStatusFault;

std::uint32_t link_fault(std::uint32_t spec::LinkFaultsRegister::*bit) {
  spec::LinkFaultsRegister faults;
  faults.*bit = 1;
  return pack(faults)[0];
}

}  // namespace

TEST_CASE("hello answers who the chip is and the session before, and sets the sequence") {
  SmallChip chip;
  const Reply first = chip.command_at(77, spec::kOpcodeHello, number(0x12345678));
  REQUIRE(first.status == spec::kStatusOk);
  REQUIRE(first.data.size() == 16);
  CHECK(number_at(first.data, 0) == spec::kIdentity);
  CHECK(number_at(first.data, 4) == static_cast<std::uint32_t>(spec::kHash));
  CHECK(number_at(first.data, 8) == static_cast<std::uint32_t>(spec::kHash >> 32));
  CHECK(number_at(first.data, 12) == 0);
  const Reply second = chip.command_at(3, spec::kOpcodeHello, number(9));
  CHECK(second.status == spec::kStatusOk);
  CHECK(number_at(second.data, 12) == 0x12345678);
  CHECK(chip.peek(Register::kSession) == 9);
  chip.expected = 4;
  CHECK(chip.link_read(Register::kSession) == 9);
  CHECK(chip.link_read(Register::kLine) == kClocksPerBit);
  CHECK(chip.link_read(Register::kSizeReceive) == kReceiveBytes);
  CHECK(chip.link_read(Register::kSizeRecords) == kRecordBytes);
  CHECK(chip.link_read(Register::kSizeOutput) == kOutputWords);
}

TEST_CASE("rows of every window are read and written over the line as through the backdoor") {
  SmallChip chip;
  Random random;
  std::uint64_t count = 0;
  for (const Extent& memory : kMemories) {
    const unsigned row_bytes = (memory.bits + 7) / 8;
    CAPTURE(static_cast<int>(memory.window), row_bytes);
    for (int i = 0; i < 4; ++i) {
      const std::uint32_t rows = 1 + random.below(100 / row_bytes);
      const std::uint32_t row = random.below(memory.rows - std::min(rows, memory.rows - 1));
      const std::uint32_t rows_here = std::min(rows, memory.rows - row);
      Bytes arguments = rows_arguments(memory.window, row_bytes, row);
      const Bytes data = random_bytes(random, rows_here * row_bytes);
      arguments.insert(arguments.end(), data.begin(), data.end());
      REQUIRE(chip.command(spec::kOpcodeWrite, arguments).status == spec::kStatusOk);
      const Reply reply =
          chip.command(spec::kOpcodeRead, read_arguments(memory.window, row_bytes, row, rows_here));
      REQUIRE(reply.status == spec::kStatusOk);
      REQUIRE(reply.data.size() == data.size());
      // The core counts nothing here, but the bytes of the line.
      const bool counter = memory.window == Window::kCounter;
      for (std::uint32_t r = 0; r < rows_here; ++r) {
        if (counter && row + r >= static_cast<std::uint32_t>(spec::Event::kLinkBytesIn)) continue;
        for (unsigned c = 0; c < chunks_of(memory); ++c) {
          const unsigned bytes = std::min(4u, row_bytes - 4 * c);
          const std::uint32_t written = number_at(data, r * row_bytes + 4 * c, bytes);
          const std::uint32_t expected = written & chunk_mask(memory, c);
          REQUIRE(number_at(reply.data, r * row_bytes + 4 * c, bytes) == expected);
          REQUIRE(chip.access(memory.window, row + r, c, false).data == expected);
          ++count;
        }
      }
    }
  }
  compared("chunks over the line", count);
}

TEST_CASE("a command is executed once: again it is only answered, and a gap stops the rest") {
  SmallChip chip;
  REQUIRE(chip.link_write(Register::kNoiseKeyA, 1) == spec::kStatusOk);  // sequence number 0
  REQUIRE(chip.link_write(Register::kNoiseKeyA, 2) == spec::kStatusOk);
  // The first one again: answered, not executed.
  Bytes again =
      rows_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(Register::kNoiseKeyA));
  put(again, 1, 4);
  const Reply duplicate = chip.command_at(0, spec::kOpcodeWrite, again);
  CHECK(duplicate.status == spec::kStatusOk);
  CHECK(duplicate.data.empty());
  CHECK(chip.peek(Register::kNoiseKeyA) == 2);
  // A read is answered anew.
  const Bytes read =
      read_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(Register::kNoiseKeyA), 1);
  CHECK(number_at(chip.command_at(1, spec::kOpcodeRead, read).data, 0) == 2);
  // All 128 before are old, the others are ahead.
  for (unsigned s = 0; s < 256; ++s) {
    const auto sequence = static_cast<std::uint8_t>(s);
    if (sequence == chip.expected) continue;
    const Reply reply = chip.command_at(sequence, spec::kOpcodeWrite, again);
    const bool old = static_cast<std::uint8_t>(chip.expected - sequence) <= 128;
    CAPTURE(s);
    REQUIRE(reply.status == (old ? spec::kStatusOk : spec::kStatusSequence));
    REQUIRE(reply.data == (old ? Bytes{} : Bytes{chip.expected}));
    REQUIRE(chip.peek(Register::kNoiseKeyA) == 2);
  }
  CHECK(chip.link_write(Register::kNoiseKeyA, 3) == spec::kStatusOk);
  CHECK(chip.peek(Register::kNoiseKeyA) == 3);
}

TEST_CASE("a failed command leaves the expected number alone, so nothing behind it is executed") {
  SmallChip chip;
  REQUIRE(chip.command(9, {}).status == spec::kStatusOpcode);
  REQUIRE(chip.command(0, {}).status == spec::kStatusOpcode);
  REQUIRE(chip.command(0xff, {1, 2, 3}).status == spec::kStatusOpcode);
  CHECK(chip.expected == 0);
  const Reply behind = chip.command_at(1, spec::kOpcodeRunTo, number(0));
  CHECK(behind.status == spec::kStatusSequence);
  CHECK(behind.data == Bytes{0});
  CHECK(chip.command(spec::kOpcodeRunTo, number(0)).status == spec::kStatusOk);
}

TEST_CASE("a command with too few or too many bytes is status length") {
  SmallChip chip;
  const std::array<std::pair<int, unsigned>, 6> lengths{{{spec::kOpcodeHello, 4},
                                                         {spec::kOpcodeRead, 7},
                                                         {spec::kOpcodeWrite, 5},
                                                         {spec::kOpcodeRecords, 4},
                                                         {spec::kOpcodeRunTo, 4},
                                                         {spec::kOpcodeOutput, 14}}};
  for (const auto& [opcode, length] : lengths) {
    const bool takes_data = opcode == spec::kOpcodeWrite || opcode == spec::kOpcodeRecords;
    for (unsigned bytes = 0; bytes < length + 3; ++bytes) {
      if (bytes == length || (takes_data && bytes > length)) continue;
      CAPTURE(opcode, bytes);
      const Reply reply = chip.command(opcode, Bytes(bytes, 1));
      REQUIRE(reply.status == spec::kStatusLength);
      REQUIRE(reply.data.empty());
    }
  }
  CHECK(chip.peek(Register::kSession) == 0);
  for (const unsigned row_bytes : {0u, 33u, 255u}) {
    const Bytes read = read_arguments(Window::kAxon, row_bytes, 0, 1);
    CHECK(chip.command(spec::kOpcodeRead, read).status == spec::kStatusLength);
    const Bytes write = rows_arguments(Window::kAxon, row_bytes, 0);
    CHECK(chip.command(spec::kOpcodeWrite, write).status == spec::kStatusLength);
  }
  // Rows before the incomplete one are written.
  Bytes write = rows_arguments(Window::kNeuron, 2, 4);
  write.insert(write.end(), {1, 0, 2, 0, 3});
  chip.access(Window::kNeuron, 6, 0, true, 7);
  CHECK(chip.command(spec::kOpcodeWrite, write).status == spec::kStatusLength);
  CHECK(chip.access(Window::kNeuron, 4, 0, false).data == 1);
  CHECK(chip.access(Window::kNeuron, 5, 0, false).data == 2);
  CHECK(chip.access(Window::kNeuron, 6, 0, false).data == 7);
}

TEST_CASE("what does not exist is status address, after what does") {
  SmallChip chip;
  const auto read = [&](unsigned window, std::uint32_t row, std::uint32_t rows) {
    return chip.command(spec::kOpcodeRead,
                        read_arguments(static_cast<Window>(window), 4, row, rows));
  };
  // The link knows by itself that there is no such window or row; the core's fault stays clear.
  CHECK(read(16, 0, 1).status == spec::kStatusAddress);
  CHECK(read(0, 1u << spec::kHostRowBits, 1).status == spec::kStatusAddress);
  CHECK(chip.command(spec::kOpcodeWrite, rows_arguments(static_cast<Window>(16), 4, 0)).status ==
        spec::kStatusOk);  // no rows
  // Read-only registers of the link.
  CHECK(chip.link_write(Register::kSession, 1) == spec::kStatusAddress);
  CHECK(chip.link_write(Register::kOutputEnd, 1) == spec::kStatusAddress);
  REQUIRE(chip.peek(Register::kFaults) == 0);
  // What the core refuses leaves its fault behind.
  const Reply beyond = read(static_cast<unsigned>(Window::kRoute), kAxons - 2, 5);
  CHECK(beyond.status == (spec::kStatusAddress | kFault));
  CHECK(beyond.data.size() == 8);
  CHECK(chip.link_write(Register::kFaults, ~0u) == spec::kStatusOk);
  CHECK(read(0, 33, 1).status == (spec::kStatusAddress | kFault));
  CHECK(chip.link_write(Register::kFaults, ~0u) == spec::kStatusOk);
  CHECK(read(11, 0, 1).status == (spec::kStatusAddress | kFault));
  CHECK(chip.link_write(Register::kIdentity, 0) == (spec::kStatusAddress | kFault));
}

TEST_CASE("faults show in every status until they are cleared, those of the line do not") {
  SmallChip chip;
  chip.poke(Register::kFaults, ~0u);
  const std::uint32_t frame = link_fault(&spec::LinkFaultsRegister::frame);
  const std::uint32_t overflow = link_fault(&spec::LinkFaultsRegister::receive_overflow);
  // A wrong FCS, a frame too short, one cut off: dropped without an answer.
  Bytes wrong = framed({spec::kOpcodeRunTo, 0, 0, 0, 0, 0});
  wrong[2] ^= 1;
  for (const Bytes& bad : {wrong, framed({1}), Bytes{kFlag, 1, 2, 3, 4, 5, kEscape, kFlag}}) {
    chip.send(bad);
    REQUIRE(chip.receive(2000).empty());
    REQUIRE(chip.peek(Register::kLinkFaults) == frame);
    REQUIRE(chip.link_write(Register::kLinkFaults, frame) == spec::kStatusOk);
    REQUIRE(chip.peek(Register::kLinkFaults) == 0);
  }
  chip.send(framed(Bytes(kReceiveBytes + 1, 1)));
  REQUIRE(chip.receive(8000).empty());
  CHECK(chip.peek(Register::kLinkFaults) == overflow);
  CHECK(chip.link_read(Register::kLinkFaults) == overflow);
  CHECK(chip.link_write(Register::kRunTarget, 0) == spec::kStatusAddress);
}

TEST_CASE("every count of the line's bytes is complete when it is read over the line") {
  SmallChip chip;
  chip.access(Window::kCounter, static_cast<std::uint32_t>(spec::Event::kLinkBytesIn), 0, true, 0);
  chip.access(Window::kCounter, static_cast<std::uint32_t>(spec::Event::kLinkBytesOut), 0, true, 0);
  const Bytes read =
      read_arguments(Window::kCounter, 6, static_cast<std::uint32_t>(spec::Event::kLinkBytesIn), 2);
  const std::uint32_t sent =
      static_cast<std::uint32_t>(framed([&] {
                                   Bytes payload{spec::kOpcodeRead, 0};
                                   payload.insert(payload.end(), read.begin(), read.end());
                                   return payload;
                                 }())
                                     .size());
  const Reply reply = chip.command(spec::kOpcodeRead, read);
  CHECK(number_at(reply.data, 0) == sent);
  // Flag, opcode, number, and the first counter.
  CHECK(number_at(reply.data, 6) == 3 + 6);
  // In the end all of the reply: both counters, status, FCS and flag, too.
  const auto out = static_cast<std::uint32_t>(spec::Event::kLinkBytesOut);
  CHECK(chip.access(Window::kCounter, out, 0, false, 0).data == 3 + 12 + 1 + 4 + 1);
}

// What a register holds before the reset may look like an instruction that writes.
TEST_CASE("the program of the link stands, whatever registers held before the reset") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    SmallChip chip(seed);
    REQUIRE(chip.command(0, {}).status == spec::kStatusOpcode);
  }
}
