// SPDX-License-Identifier: Apache-2.0
// The setting of the line of a whole chip: how it changes, how it comes back, what goes wrong on
// it.
#include "tests/rtl/small_chip.hpp"

using namespace slk;
using namespace slk::bench;
using spec::Event;

namespace {

constexpr LineSetting kHome{kClocksPerBit};
constexpr LineSetting kOther{8, spec::kParityEven};
constexpr std::uint32_t kTimeoutCycles = kClocksPerBit << spec::kLinkTimeoutBits;

std::uint32_t bits_of(const LineSetting& setting) { return pack(setting)[0]; }

std::uint32_t bits_of(std::uint32_t spec::LinkFaultsRegister::*fault) {
  spec::LinkFaultsRegister faults;
  faults.*fault = 1;
  return pack(faults)[0];
}

// Both ends change, and the chip hears a frame.
void change(SmallChip& chip, const LineSetting& to) {
  REQUIRE(chip.link_write(Register::kLine, bits_of(to)) == spec::kStatusOk);
  chip.run(2 * kClocksPerBit * 16);
  chip.set_line(to);
  REQUIRE(chip.link_read(Register::kLine) == bits_of(to));
}

constexpr std::array<Event, 6> kErrors{{Event::kBadFrames, Event::kRefusedFrames,
                                        Event::kFramingErrors, Event::kParityErrors, Event::kBreaks,
                                        Event::kFrameTimeouts}};
using Errors = std::array<std::uint32_t, kErrors.size()>;

void clear_errors(SmallChip& chip) {
  for (const Event event : kErrors) {
    chip.access(Window::kCounter, static_cast<std::uint32_t>(event), 0, true, 0);
  }
  chip.poke(Register::kLinkFaults, ~0u);
}

Errors errors(SmallChip& chip) {
  Errors counts{};
  for (std::size_t i = 0; i < kErrors.size(); ++i) counts[i] = chip.count(kErrors[i]);
  return counts;
}

Bytes nothing_frame(std::uint8_t sequence) {  // run_to step 0
  return framed({spec::kOpcodeRunTo, sequence, 0, 0, 0, 0});
}

}  // namespace

TEST_CASE(
    "a new setting holds behind its reply, for both directions, and stays when a frame came") {
  SmallChip chip;
  const std::array<LineSetting, 6> settings{{{8, spec::kParityNone},
                                             {5, spec::kParityOdd},
                                             {16, spec::kParityEven},
                                             {4, spec::kParityEven},
                                             {7, spec::kParityNone, 1},
                                             {4, spec::kParityNone}}};
  for (const LineSetting& to : settings) {
    CAPTURE(to.clocks_per_bit, to.parity);
    change(chip, to);
    chip.run(2 * kStallCycles);
    CHECK(chip.link_read(Register::kLine) == bits_of(to));
    CHECK(chip.link_read(Register::kSizeReceive) == kReceiveBytes);
  }
  CHECK(chip.peek(Register::kLinkFaults) == 0);
}

TEST_CASE("a command behind a new setting is answered in it") {
  SmallChip chip;
  Bytes write = rows_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(Register::kLine));
  put(write, bits_of(kOther), 4);
  Bytes payload{spec::kOpcodeWrite, 0};
  payload.insert(payload.end(), write.begin(), write.end());
  Bytes both = framed(payload);
  const Bytes behind = framed({9, 1});  // there before the reply has left; no such command
  both.insert(both.end(), behind.begin(), behind.end());
  chip.send(both);
  CHECK(chip.receive_reply().sequence == 0);
  chip.set_line(kOther);
  CHECK(chip.receive_reply().sequence == 1);
  chip.expected = 1;
  CHECK(chip.link_read(Register::kLine) == bits_of(kOther));
}

TEST_CASE("a new setting in which no frame comes ends by itself") {
  SmallChip chip;
  REQUIRE(chip.link_write(Register::kLine, bits_of(kOther)) == spec::kStatusOk);
  chip.run(kStallCycles + 100);
  CHECK(chip.link_read(Register::kLine) == bits_of(kHome));
  // Nor do bytes in the old one help, which are none in the new one.
  REQUIRE(chip.link_write(Register::kLine, bits_of({100})) == spec::kStatusOk);
  chip.run(100);
  chip.send(nothing_frame(chip.expected));
  chip.run(kStallCycles + 100);
  CHECK(chip.link_read(Register::kLine) == bits_of(kHome));
  // One that comes just in time does.
  REQUIRE(chip.link_write(Register::kLine, bits_of(kOther)) == spec::kStatusOk);
  chip.run(kStallCycles / 8);
  chip.set_line(kOther);
  CHECK(chip.link_read(Register::kLine) == bits_of(kOther));
}

TEST_CASE("a setting that cannot be is refused and changes nothing") {
  SmallChip chip;
  for (std::uint32_t clocks = 0; clocks < spec::kClocksPerBitMin; ++clocks) {
    CHECK(chip.link_write(Register::kLine, bits_of({clocks})) == spec::kStatusAddress);
  }
  CHECK(chip.link_write(Register::kLine, bits_of({8, 3})) == spec::kStatusAddress);
  chip.run(2 * kStallCycles);
  CHECK(chip.link_read(Register::kLine) == bits_of(kHome));
}

TEST_CASE("a long break brings the setting of the reset back, a short one does not") {
  SmallChip chip;
  change(chip, {16, spec::kParityOdd});
  clear_errors(chip);
  chip.low = true;
  chip.run(kStallCycles - 200);
  chip.low = false;
  chip.run(100);
  CHECK(chip.peek(Register::kLine) == bits_of({16, spec::kParityOdd}));
  CHECK(chip.count(Event::kBreaks) == 1);
  chip.low = true;
  chip.run(kStallCycles + 16 * 11 + 10);
  chip.run(3 * kStallCycles);
  chip.low = false;
  chip.run(100);
  chip.set_line(kHome);
  CHECK(chip.link_read(Register::kLine) == bits_of(kHome));
  CHECK(errors(chip) == Errors{0, 0, 0, 0, 2, 0});
  CHECK(chip.peek(Register::kLinkFaults) == bits_of(&spec::LinkFaultsRegister::line_break));
  // Even if the chip has something to say, and may not.
  change(chip, {8, spec::kParityNone, 1});
  chip.clear = false;
  chip.send(nothing_frame(chip.expected));
  CHECK(chip.receive(4000).empty());
  chip.set_line(kHome);
  chip.low = true;
  chip.run(kStallCycles + 8 * 10 + 10);
  chip.low = false;
  CHECK(chip.receive_reply().sequence == chip.expected++);
  CHECK(chip.link_read(Register::kLine) == bits_of(kHome));
}

TEST_CASE("every error of the line is counted once and told in link_faults") {
  SmallChip chip;
  chip.poke(Register::kFaults, ~0u);
  clear_errors(chip);
  const auto shows = [&](const Errors& counts, std::uint32_t faults) {
    CHECK(errors(chip) == counts);
    CHECK(chip.peek(Register::kLinkFaults) == faults);
    CHECK(chip.command(spec::kOpcodeRunTo, number(0)).status == spec::kStatusOk);  // no fault
    clear_errors(chip);
  };
  // Without a stop bit, between frames and in one.
  const auto framing_error = [&] {
    chip.send({1});
    chip.run(9 * kClocksPerBit + 2);
    chip.low = true;
    chip.run(kClocksPerBit);
    chip.low = false;
    chip.run(3 * kClocksPerBit);
  };
  framing_error();
  shows({0, 0, 1, 0, 0, 0}, bits_of(&spec::LinkFaultsRegister::framing));
  chip.send({kFlag, 1, 2, 3});
  chip.run(4 * 10 * kClocksPerBit + 20);
  framing_error();
  shows({1, 0, 1, 0, 0, 0},
        bits_of(&spec::LinkFaultsRegister::framing) | bits_of(&spec::LinkFaultsRegister::frame));
  // Silence within a frame, and none between frames.
  chip.send({kFlag, 1, 2, 3});
  chip.run(4 * 10 * kClocksPerBit + kTimeoutCycles - 100);
  CHECK(errors(chip) == Errors{});
  chip.run(200);
  chip.run(kTimeoutCycles);
  shows({0, 0, 0, 0, 0, 1}, bits_of(&spec::LinkFaultsRegister::timeout));
  // A frame that is wrong, and one without room.
  Bytes wrong = nothing_frame(0);
  wrong[4] ^= 1;
  chip.send(wrong);
  chip.run(1000);
  shows({1, 0, 0, 0, 0, 0}, bits_of(&spec::LinkFaultsRegister::frame));
  chip.send(framed(Bytes(kReceiveBytes + 1, 1)));
  chip.run(8000);
  shows({0, 1, 0, 0, 0, 0}, bits_of(&spec::LinkFaultsRegister::receive_overflow));
  // Four bytes of the wrong parity: those of odd ones have none in the other direction.
  change(chip, {kClocksPerBit, spec::kParityOdd});
  chip.set_line({kClocksPerBit, spec::kParityEven});
  chip.send({1, 2, 3, 5});
  chip.run(1000);
  chip.set_line({kClocksPerBit, spec::kParityOdd});
  shows({0, 0, 0, 4, 0, 0}, bits_of(&spec::LinkFaultsRegister::parity));
}

TEST_CASE("with flow control neither end sends what the other cannot take, and nothing is lost") {
  SmallChip chip;
  chip.clear = false;  // of no interest yet
  const LineSetting flow{kClocksPerBit, spec::kParityNone, 1};
  constexpr std::uint8_t kCommands = 60;
  // Many times what the store holds; the chip may not answer, so nothing leaves it.
  const auto flood = [&] {
    for (std::uint8_t i = 0; i < kCommands; ++i) {
      chip.send(nothing_frame(static_cast<std::uint8_t>(chip.expected + i)));
    }
    CHECK(chip.receive(30000).empty());
  };
  chip.clear = true;
  change(chip, flow);
  clear_errors(chip);
  chip.clear = false;
  flood();
  CHECK(chip.unsent() > 0);  // we wait
  chip.clear = true;
  for (std::uint8_t i = 0; i < kCommands; ++i) {
    const Reply reply = chip.receive_reply();
    REQUIRE(reply.status == spec::kStatusOk);
    REQUIRE(reply.sequence == chip.expected++);
  }
  CHECK(chip.unsent() == 0);
  CHECK(errors(chip) == Errors{});
  // One that does not heed it loses frames, and is told.
  chip.clear = false;
  chip.set_line(kHome);
  flood();
  CHECK(chip.unsent() == 0);
  CHECK(chip.count(Event::kRefusedFrames) > 30);
}
