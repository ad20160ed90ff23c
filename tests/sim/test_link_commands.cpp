// SPDX-License-Identifier: Apache-2.0
// Commands of the link, as the TLM executes them: rows of windows, registers, and what is refused.
#include "models/random.hpp"
#include "tests/sim/link_talk.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

// Bytes of a row, and rows, of every memory of a core.
struct Shape {
  Window window;
  std::uint8_t row_bytes;
  std::uint32_t rows;
};

std::vector<Shape> shapes(const CoreSize& size) {
  std::vector<Shape> all;
  const auto add = [&](Window window, std::uint32_t rows, unsigned bits = 0) {
    if (bits == 0) bits = spec::kWindows[static_cast<std::size_t>(window)].row_bits;
    all.push_back({window, static_cast<std::uint8_t>((bits + 7) / 8), rows});
  };
  add(Window::kAxon, size.axons);
  add(Window::kSynapse, size.synapse_words, size.lanes * 8);
  add(Window::kRouteIndex, size.neurons + size.axons);
  add(Window::kRoute, size.axons);
  add(Window::kNeuron, size.neurons);
  add(Window::kProfile, size.profiles);
  add(Window::kNumber, size.neurons);
  add(Window::kState, size.neurons);
  add(Window::kRing, size.axons, 32);
  return all;
}

Bytes some_bytes(std::size_t count, std::uint32_t key) {
  Bytes bytes;
  for (std::uint32_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(mix(i, key, 1)));
  }
  return bytes;
}

WriteCommand write_of(Register r, std::uint32_t value) {
  WriteCommand command{Window::kRegisters, 4, static_cast<std::uint32_t>(r), {}};
  append_number(command.data, value, 4);
  return command;
}

}  // namespace

TEST_CASE("every window that is written over the line holds what the backdoor reads, and back") {
  LinkTalk talk;
  for (const Shape& shape : shapes(core64())) {
    INFO(spec::kWindows[static_cast<std::size_t>(shape.window)].name);
    const std::uint32_t rows = 9;
    const std::uint32_t first = shape.rows - rows;
    talk.ask(
        WriteCommand{shape.window, shape.row_bytes, first, some_bytes(rows * shape.row_bytes, 1)});
    const Bytes held = talk.backdoor().read_rows(shape.window, first, shape.row_bytes, rows);
    CHECK(talk.ask(ReadCommand{shape.window, shape.row_bytes, first, rows}) == held);
    // What was read is written back as it was.
    talk.ask(
        WriteCommand{shape.window, shape.row_bytes, first, some_bytes(rows * shape.row_bytes, 2)});
    CHECK(talk.backdoor().read_rows(shape.window, first, shape.row_bytes, rows) != held);
    talk.ask(WriteCommand{shape.window, shape.row_bytes, first, held});
    CHECK(talk.backdoor().read_rows(shape.window, first, shape.row_bytes, rows) == held);
  }
  CHECK_FALSE(talk.fault);
}

TEST_CASE("a short row is cut off, and its last chunk is written with zeros above") {
  LinkTalk talk;
  talk.ask(WriteCommand{Window::kRing, 4, 3, {1, 2, 3, 4}});
  CHECK(talk.ask(ReadCommand{Window::kRing, 3, 3, 1}) == Bytes{1, 2, 3});
  talk.ask(WriteCommand{Window::kRing, 1, 3, {9}});
  CHECK(talk.backdoor().access(Window::kRing, 3, 0, false, 0) == 9);
  CHECK(talk.ask(ReadCommand{Window::kRing, 4, 3, 0}).empty());
}

TEST_CASE("bytes that are no whole rows are status length, after the whole chunks were written") {
  LinkTalk talk;
  const auto ring = [&](std::uint32_t row) {
    return talk.backdoor().access(Window::kRing, row, 0, false, 0);
  };
  const auto synapses = [&](std::uint32_t chunk) {
    return talk.backdoor().access(Window::kSynapse, 1, chunk, false, 0);
  };
  const std::uint32_t before = ring(1);
  talk.ask(WriteCommand{Window::kRing, 4, 0, {1, 0, 0, 0, 2, 0, 0}}, spec::kStatusLength);
  CHECK(ring(0) == 1);
  CHECK(ring(1) == before);
  const std::uint32_t above = synapses(1);
  talk.ask(WriteCommand{Window::kSynapse, 8, 0, {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0}},
           spec::kStatusLength);
  CHECK(synapses(0) == 3);
  CHECK(synapses(1) == above);
  for (const std::uint8_t row_bytes : {0, 33, 255}) {
    talk.ask(WriteCommand{Window::kRing, row_bytes, 0, Bytes(66)}, spec::kStatusLength);
    talk.ask(ReadCommand{Window::kRing, row_bytes, 0, 1}, spec::kStatusLength);
  }
  CHECK(ring(0) == 1);
  CHECK_FALSE(talk.fault);
}

TEST_CASE("what does not exist is status address, behind the rows that do") {
  LinkTalk talk;
  const std::uint32_t last = core64().axons - 1;
  CHECK(talk.ask(ReadCommand{Window::kRing, 4, last, 2}, spec::kStatusAddress).size() == 4);
  CHECK(talk.fault);  // the core's host_address
  talk.write(Register::kFaults, 0xffffffff);
  CHECK_FALSE(talk.fault);
  CHECK(talk.ask(ReadCommand{Window::kSynapse, 12, 0, 1}, spec::kStatusAddress).size() == 8);
  talk.write(Register::kFaults, 0xffffffff);
  talk.ask(WriteCommand{Window::kRing, 4, last, {5, 0, 0, 0, 6, 0, 0, 0}}, spec::kStatusAddress);
  CHECK(talk.backdoor().access(Window::kRing, last, 0, false, 0) == 5);
  talk.write(Register::kFaults, 0xffffffff);
  talk.ask(ReadCommand{Window::kRegisters, 4, spec::kRegisters.size(), 1}, spec::kStatusAddress);
  CHECK(talk.fault);
  talk.write(Register::kFaults, 0xffffffff);
  // What the host port cannot even name is not asked for.
  for (const auto window : {static_cast<Window>(16), static_cast<Window>(255)}) {
    talk.ask(ReadCommand{window, 4, 0, 1}, spec::kStatusAddress);
    talk.ask(WriteCommand{window, 4, 0, Bytes(4)}, spec::kStatusAddress);
  }
  for (const std::uint32_t row : {0x40000u, 0xffffffu}) {
    talk.ask(ReadCommand{Window::kRing, 4, row, 1}, spec::kStatusAddress);
    talk.ask(ReadCommand{Window::kRegisters, 4, row, 1}, spec::kStatusAddress);
  }
  CHECK_FALSE(talk.fault);
}

TEST_CASE("registers of core and link are one window, and read-only ones are refused") {
  LinkTalk talk;
  constexpr auto count = static_cast<std::uint32_t>(Register::kLinkFaults) + 1;
  const Bytes all = talk.ask(ReadCommand{Window::kRegisters, 4, 0, count});
  const auto reg = [&](Register r) { return number32_at(all, 4 * static_cast<std::size_t>(r)); };
  CHECK(reg(Register::kIdentity) == spec::kIdentity);
  CHECK(reg(Register::kSizeNeurons) == 64);
  CHECK(reg(Register::kLine) == kClocksPerBit);
  CHECK(reg(Register::kSizeReceive) == 4096);
  CHECK(reg(Register::kSizeRecords) == 4096);
  CHECK(reg(Register::kSizeOutput) == 1024);
  CHECK(reg(Register::kSession) == 0);
  for (const spec::RegisterInfo& info : spec::kRegisters) {
    INFO(info.name);
    if (info.access != spec::Access::kRo) continue;
    talk.ask(write_of(info.address, 1), spec::kStatusAddress);
    CHECK(talk.fault ==
          (info.address < Register::kSession || info.address > Register::kLinkFaults));
    talk.write(Register::kFaults, 0xffffffff);
  }
  CHECK(talk.ask(ReadCommand{Window::kRegisters, 4, 0, count}) == all);
  talk.write(Register::kReport, 0xfe);
  CHECK(talk.read(Register::kReport) == 0);
  talk.write(Register::kReport, 0xff);
  CHECK(talk.read(Register::kReport) == 1);
  CHECK(talk.read(Register::kStreamClear) == 0);
  CHECK(talk.ask(ReadCommand{Window::kRegisters, 8, 26, 1}, spec::kStatusAddress).size() == 4);
}

TEST_CASE("a command that has too few or too many bytes is status length, one unknown opcode") {
  LinkTalk talk;
  const auto raw = [&](const Bytes& payload) {
    talk.send(encode_frame(payload));
    return talk.reply().status;
  };
  const std::vector<Command> fixed = {HelloCommand(), ReadCommand(), RunToCommand(),
                                      OutputCommand()};
  for (const Command& command : fixed) {
    Bytes payload = encode_command(0, command);
    payload.push_back(0);
    CHECK(raw(payload) == spec::kStatusLength);
    payload.resize(payload.size() - 2);
    CHECK(raw(payload) == spec::kStatusLength);
    CHECK(raw({payload[0], 0}) == spec::kStatusLength);
  }
  for (const Command& command : {Command(WriteCommand()), Command(RecordsCommand())}) {
    Bytes payload = encode_command(0, command);
    payload.pop_back();
    CHECK(raw(payload) == spec::kStatusLength);
  }
  for (const std::uint8_t opcode : {0, 7, 0x41, 0x7f}) {
    CHECK(raw({opcode, 0}) == spec::kStatusOpcode);
    CHECK(raw({opcode, 0, 1, 2, 3}) == spec::kStatusOpcode);
  }
  // None of them was executed, and none counted.
  talk.ask(ReadCommand());
}

TEST_CASE("memories and registers wait for a command of the core, and are refused during a run") {
  LinkTalk talk;
  talk.write(Register::kOccupiedNeurons, 64);
  talk.write(Register::kOccupiedAxons, 256);
  spec::CommandRegister reset;
  reset.reset = 1;
  const Bytes held = talk.ask(ReadCommand{Window::kState, 13, 0, 1});
  talk.send(talk.next, write_of(Register::kCommand, pack(reset)[0]));
  talk.send(++talk.next, ReadCommand{Window::kState, 13, 0, 1});
  CHECK(talk.reply().status == spec::kStatusOk);
  const Reply after = talk.reply();
  CHECK(after.status == spec::kStatusOk);
  CHECK(after.data != held);
  ++talk.next;
  talk.ask(RunToCommand{100000});
  talk.ask(ReadCommand{Window::kState, 13, 0, 1}, spec::kStatusBusy);
  talk.ask(ReadCommand{Window::kCounter, 6, 0, 1}, spec::kStatusBusy);
  talk.write(Register::kReport, 1, spec::kStatusBusy);
  talk.write(Register::kStreamClear, 1, spec::kStatusBusy);
  talk.write(Register::kOccupiedNeurons, 1, spec::kStatusBusy);
  talk.write(Register::kFaults, 0xffffffff);
  talk.write(Register::kLinkFaults, 0xffffffff);
  CHECK(talk.read(Register::kStep) < 100000);
  CHECK(talk.read(Register::kRunTarget) == 100000);
  CHECK_FALSE(talk.fault);
  talk.ask(RunToCommand{0});
  talk.ask(ReadCommand{Window::kState, 13, 0, 1});
  talk.ask(RunToCommand{spec::kLinkStepMax + 1}, spec::kStatusRange);
}
