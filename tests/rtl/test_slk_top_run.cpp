// SPDX-License-Identifier: Apache-2.0
// Runs of the chip over its serial line: records in, entries out, what waits for what.
#include "models/output_code.hpp"
#include "tests/rtl/small_chip.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint8_t kFault = spec::kStatusFault;

struct Entry {
  std::uint32_t kind, value;
  bool operator==(const Entry& x) const { return kind == x.kind && value == x.value; }
};

std::vector<Entry> entries(const Reply& reply) {
  std::vector<spec::OutputEntry> decoded;
  REQUIRE(slk::decode_output(reply.data, decoded).empty());
  std::vector<Entry> result;
  for (const spec::OutputEntry& entry : decoded) result.push_back({entry.kind, entry.value});
  return result;
}

// Neurons of which the first `firing` fire in every step.
void load(SmallChip& chip, std::uint32_t neurons, std::uint32_t firing) {
  spec::Profile profile;
  profile.threshold = 5;
  profile.v_min = -100;
  for (const std::uint32_t row : {0u, 1u}) {
    profile.bias = row == 0 ? 0 : 10;
    const auto chunks = pack(profile);
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
      chip.access(Window::kProfile, row, c, true, chunks[c]);
    }
  }
  for (std::uint32_t n = 0; n < neurons; ++n) {
    chip.access(Window::kNeuron, n, 0, true, n < firing ? 1 : 0);
  }
  for (std::uint32_t row = 0; row < kNeurons + kAxons; ++row) {
    chip.access(Window::kRouteIndex, row, 0, true, 0);
  }
  chip.poke(Register::kOccupiedNeurons, neurons);
  chip.poke(Register::kOccupiedAxons, kAxons);
  chip.poke(Register::kCommand, command(false, true));
  while (chip.busy()) chip.tick();
  for (std::uint32_t event = 0; event < spec::kEventCount; ++event) {
    for (const std::uint32_t chunk : {0u, 1u}) chip.access(Window::kCounter, event, chunk, true);
  }
  chip.poke(Register::kFaults, ~0u);
  chip.poke(Register::kReport, 1);
}

Reply run_to(SmallChip& chip, std::uint32_t step) {
  return chip.command(spec::kOpcodeRunTo, number(step));
}
Reply records(SmallChip& chip, std::uint32_t cursor, const Bytes& bytes) {
  return chip.command(spec::kOpcodeRecords, records_arguments(cursor, bytes));
}
Reply output(SmallChip& chip, std::uint32_t release, std::uint32_t cursor, std::uint32_t count,
             std::uint32_t until) {
  return chip.command(spec::kOpcodeOutput, output_arguments(release, cursor, count, until));
}

}  // namespace

TEST_CASE("a run puts out its steps, their spikes in slot order, and their cycles") {
  SmallChip chip;
  load(chip, 6, 2);
  REQUIRE(run_to(chip, 3).status == spec::kStatusOk);
  const Reply reply = output(chip, 0, 0, 100, 3);
  REQUIRE(reply.status == spec::kStatusOk);
  const std::vector<Entry> got = entries(reply);
  REQUIRE(got.size() == 3 * 4);
  std::uint32_t cycles = 0;
  for (std::uint32_t s = 0; s < 3; ++s) {
    REQUIRE((got[4 * s] == Entry{spec::kEntryStep, s + 1}));
    REQUIRE((got[4 * s + 1] == Entry{spec::kEntrySpike, 0}));
    REQUIRE((got[4 * s + 2] == Entry{spec::kEntrySpike, 1}));
    REQUIRE(got[4 * s + 3].kind == spec::kEntryCycles);
    cycles += got[4 * s + 3].value;
  }
  CHECK(chip.count(spec::Event::kCyclesStep) == cycles);
  CHECK(chip.count(spec::Event::kCyclesWait) == 3 * 2);
  CHECK(chip.peek(Register::kStep) == 3);
  CHECK(chip.peek(Register::kRunTarget) == 3);
  CHECK(chip.peek(Register::kOutputEnd) == 12);
  CHECK_FALSE(chip.running());
}

TEST_CASE("without report.cycles a step shows only if something fired") {
  SmallChip chip;
  load(chip, 4, 0);
  chip.poke(Register::kReport, 0);
  REQUIRE(run_to(chip, 20).status == spec::kStatusOk);
  CHECK(entries(output(chip, 0, 0, 100, 20)).empty());
  chip.access(Window::kNeuron, 3, 0, true, 1);
  REQUIRE(run_to(chip, 22).status == spec::kStatusOk);
  CHECK((entries(output(chip, 0, 0, 100, 22)) == std::vector<Entry>{{spec::kEntryStep, 21},
                                                                    {spec::kEntrySpike, 3},
                                                                    {spec::kEntryStep, 22},
                                                                    {spec::kEntrySpike, 3}}));
}

TEST_CASE("output waits for its count, its step, or the end of the run") {
  SmallChip chip;
  load(chip, 4, 1);
  REQUIRE(run_to(chip, 1000).status == spec::kStatusOk);
  CHECK(entries(output(chip, 0, 0, 2, 1000)).size() == 2);
  CHECK(entries(output(chip, 0, 3, 30, 2)).size() == 3);  // step 2, and not step 3
  CHECK(entries(output(chip, 0, 1, 60, 0)).size() == 2);  // the rest of step 1
  CHECK(entries(output(chip, 0, 0, 0, 1000)).empty());
  // No room is left: all that is there.
  const std::vector<Entry> all = entries(output(chip, 0, 0, 65535, 1000));
  CHECK(all.size() == 60);  // 20 steps; the next could need 6 entries
  CHECK(chip.running());
  // Releasing makes room, and nothing is lost, twice or out of order.
  std::uint32_t cursor = 0, step = 0;
  while (step < 200) {
    for (const Entry& entry : entries(output(chip, cursor, cursor, 1 + cursor % 50, 1000))) {
      const std::uint32_t kinds[] = {spec::kEntryStep, spec::kEntrySpike, spec::kEntryCycles};
      REQUIRE(entry.kind == kinds[cursor % 3]);
      if (cursor % 3 == 0) REQUIRE(entry.value == ++step);
      ++cursor;
    }
  }
  compared("steps put out", step);
  // Stopped, it ends with the step it is in.
  REQUIRE(run_to(chip, 0).status == spec::kStatusOk);
  while (chip.busy()) chip.tick();
  const std::uint32_t last = chip.peek(Register::kStep);
  chip.run(2000);
  CHECK(chip.peek(Register::kStep) == last);
  CHECK(run_to(chip, spec::kLinkStepMax + 1u).status == spec::kStatusRange);
  CHECK_FALSE(chip.running());
}

TEST_CASE("output refuses cursors that are not there") {
  SmallChip chip;
  load(chip, 4, 1);
  REQUIRE(run_to(chip, 4).status == spec::kStatusOk);
  REQUIRE(entries(output(chip, 0, 0, 12, 4)).size() == 12);
  CHECK(output(chip, 13, 12, 1, 4).status == spec::kStatusRange);
  CHECK(chip.peek(Register::kOutputReleased) == 0);
  CHECK(output(chip, 0, 13, 1, 4).status == spec::kStatusRange);
  CHECK(output(chip, 5, 4, 1, 4).status == spec::kStatusRange);
  CHECK(chip.peek(Register::kOutputReleased) == 5);
  CHECK(output(chip, 3, 5, 1, 4).status == spec::kStatusOk);  // behind: nothing to release
  CHECK(chip.peek(Register::kOutputReleased) == 5);
  CHECK(output(chip, 12, 12, 1, 4).status == spec::kStatusOk);
}

TEST_CASE("while a run is under way memories and settings are busy, and registers answer") {
  SmallChip chip;
  load(chip, kNeurons, kNeurons);
  REQUIRE(run_to(chip, 1000).status == spec::kStatusOk);
  for (const bool stuck : {false, true}) {
    if (stuck) output(chip, 0, 0, 65535, 1000);  // waits for room
    const Bytes read = read_arguments(Window::kNeuron, 2, 0, 1);
    CHECK(chip.command(spec::kOpcodeRead, read).status == spec::kStatusBusy);
    Bytes write = rows_arguments(Window::kNeuron, 2, 0);
    write.insert(write.end(), {0, 0});
    CHECK(chip.command(spec::kOpcodeWrite, write).status == spec::kStatusBusy);
    CHECK(chip.link_write(Register::kReport, 0) == spec::kStatusBusy);
    CHECK(chip.link_write(Register::kFaults, ~0u) == spec::kStatusOk);
    CHECK(chip.link_write(Register::kLinkFaults, ~0u) == spec::kStatusOk);
    CHECK(chip.link_read(Register::kRunTarget) == 1000);
  }
  CHECK(chip.peek(Register::kFaults) == 0);
}

TEST_CASE("a command written over the line is over before the next access of a memory") {
  SmallChip chip;
  load(chip, kNeurons, 0);
  for (std::uint32_t chunk = 0; chunk < 4; ++chunk) {
    chip.access(Window::kState, kNeurons - 1, chunk, true, 0x1234);
  }
  REQUIRE(chip.link_write(Register::kCommand, command(true, true)) == spec::kStatusOk);
  const Reply state =
      chip.command(spec::kOpcodeRead, read_arguments(Window::kState, 13, kNeurons - 1, 1));
  CHECK(state.status == spec::kStatusOk);
  CHECK(state.data == Bytes(13, 0));
  CHECK(chip.peek(Register::kFaults) == 0);
  CHECK(chip.peek(Register::kOutputEnd) == 0);  // no step of a run
}

TEST_CASE("records are taken once, whole, and where they belong") {
  SmallChip chip;
  load(chip, 4, 0);
  const Bytes first{0x81, 0x40, 1, 0}, second{0x81, 0x41, 2, 0, 3};
  REQUIRE(records(chip, 0, first).status == spec::kStatusOk);
  CHECK(records(chip, 5, second).status == spec::kStatusRange);
  CHECK(chip.peek(Register::kRecordsEnd) == 4);
  Bytes both = first;
  both.insert(both.end(), second.begin(), second.end());
  CHECK(records(chip, 0, both).status == spec::kStatusOk);  // the first four are not new
  CHECK(chip.peek(Register::kRecordsEnd) == 9);
  CHECK(records(chip, 2, {0xff, 0xff}).status == spec::kStatusOk);  // nothing is
  CHECK(records(chip, 9, {}).status == spec::kStatusOk);
  CHECK(chip.peek(Register::kRecordsEnd) == 9);
  REQUIRE(run_to(chip, 2).status == spec::kStatusOk);
  REQUIRE(entries(output(chip, 0, 0, 100, 2)).size() == 4);
  CHECK(chip.count(spec::Event::kInputSpikes) == 3);
  CHECK(chip.count(spec::Event::kCyclesWait) == 2 * 2 + 9);
  CHECK(chip.peek(Register::kFaults) == 0);
  // Room for all or none. The store has 128 bytes, a command at most 122.
  std::uint32_t end = 9;
  REQUIRE(records(chip, end, Bytes(100, 0x81)).status == spec::kStatusOk);
  CHECK(records(chip, end + 100, Bytes(30, 0x81)).status == spec::kStatusRoom);
  CHECK(chip.peek(Register::kRecordsEnd) == end + 100);
  CHECK(records(chip, end + 100, Bytes(20, 0x81)).status == spec::kStatusOk);
  // And a clean sheet.
  REQUIRE(chip.link_write(Register::kStreamClear, 0) == spec::kStatusOk);
  CHECK(chip.peek(Register::kRecordsEnd) == 0);
  CHECK(chip.peek(Register::kOutputEnd) == 0);
  CHECK(chip.peek(Register::kRunTarget) == 2);
  REQUIRE(records(chip, 0, {0x81, 0x40, 1, 0}).status == spec::kStatusOk);
  REQUIRE(run_to(chip, 3).status == spec::kStatusOk);
  CHECK(entries(output(chip, 0, 0, 100, 3)).size() == 2);
  CHECK(chip.count(spec::Event::kInputSpikes) == 4);
}

TEST_CASE("a record at fault stops the run and shows in every status") {
  for (const bool kind : {true, false}) {
    SmallChip chip;
    load(chip, 4, 0);
    REQUIRE(records(chip, 0, {0x82, static_cast<std::uint8_t>(kind ? 5 : 0x80)}).status ==
            spec::kStatusOk);
    REQUIRE((run_to(chip, 10).status & ~kFault) == spec::kStatusOk);  // it may be there already
    const Reply reply = output(chip, 0, 0, 100, 10);
    CHECK(reply.status == (spec::kStatusOk | kFault));
    CHECK(entries(reply).size() == 2);  // step 1
    CHECK(chip.peek(Register::kRunTarget) == 1);
    spec::LinkFaultsRegister faults;
    (kind ? faults.record_kind : faults.record_step) = 1;
    CHECK(chip.link_read(Register::kLinkFaults) == pack(faults)[0]);
    CHECK(chip.link_write(Register::kLinkFaults, ~0u) == spec::kStatusOk);
  }
}

TEST_CASE("modulators for a core that cannot learn are its fault, and the run goes on") {
  SmallChip chip;
  load(chip, 4, 0);
  const Bytes bytes{0x82, spec::kRecordFlush, 0x81, spec::kRecordModulators, 1, 2, 3, 8};
  REQUIRE(records(chip, 0, bytes).status == spec::kStatusOk);
  REQUIRE(run_to(chip, 2).status == spec::kStatusOk);
  CHECK(output(chip, 0, 0, 100, 2).status == spec::kStatusOk);
  REQUIRE((run_to(chip, 5).status & ~kFault) == spec::kStatusOk);  // it may be there already
  CHECK(output(chip, 0, 0, 100, 5).status == (spec::kStatusOk | kFault));
  CHECK(chip.peek(Register::kStep) == 5);
  CHECK(chip.count(spec::Event::kCyclesWait) == 2 * 5 + bytes.size());
  spec::FaultsRegister faults;
  faults.host_address = 1;
  CHECK(chip.link_read(Register::kFaults) == pack(faults)[0]);
  CHECK(chip.link_read(Register::kLinkFaults) == 0);
}

TEST_CASE("a run that is stuck in half a record is status stalled") {
  SmallChip chip;
  load(chip, 4, 0);
  REQUIRE(records(chip, 0, {0x82, 0x41}).status == spec::kStatusOk);
  REQUIRE(run_to(chip, 10).status == spec::kStatusOk);
  const Reply reply = output(chip, 0, 0, 100, 10);
  CHECK(reply.status == spec::kStatusStalled);
  CHECK(entries(reply).size() == 2);  // step 1
}

TEST_CASE("a host that comes back finds its session, its cursors and the run going on") {
  SmallChip chip;
  load(chip, 4, 1);
  REQUIRE((chip.command_at(0, spec::kOpcodeHello, number(0xabcd)).status) == spec::kStatusOk);
  chip.expected = 1;
  REQUIRE(records(chip, 0, {0x81, 0x40, 1, 0}).status == spec::kStatusOk);
  REQUIRE(run_to(chip, 5).status == spec::kStatusOk);
  chip.send({1, 2, 3, 0x7e, 4});  // and is cut off
  const Reply hello = chip.command_at(200, spec::kOpcodeHello, number(0xabcd));
  CHECK(hello.status == spec::kStatusOk);
  CHECK(number_at(hello.data, 12) == 0xabcd);
  chip.expected = 201;
  const Reply cursors = chip.command(
      spec::kOpcodeRead,
      read_arguments(Window::kRegisters, 4, static_cast<std::uint32_t>(Register::kRunTarget), 4));
  CHECK(number_at(cursors.data, 0) == 5);
  CHECK(number_at(cursors.data, 4) == 4);
  CHECK(entries(output(chip, 0, 0, 100, 5)).size() == 15);
}

TEST_CASE("the chip answers ten thousand random commands, one by one") {
  SmallChip chip;
  Random random;
  load(chip, 8, 3);
  std::uint64_t count = 0;
  std::array<std::uint64_t, 9> statuses{};
  while (count < 10000) {
    const std::uint32_t opcode = random.chance(98) ? 1 + random.below(6) : random.below(256);
    const std::uint32_t step = chip.peek(Register::kStep);
    const std::uint32_t end = chip.peek(Register::kOutputEnd);
    const auto near = [&](std::uint32_t x) { return x + random.below(9) - random.below(5); };
    Bytes arguments;
    switch (opcode) {
      case spec::kOpcodeRead:
        arguments = read_arguments(static_cast<Window>(random.below(12)), random.below(9),
                                   random.below(70), random.below(8));
        break;
      case spec::kOpcodeWrite:
        // Not the profiles, the settings or the step: what runs shall go on.
        arguments = rows_arguments(random.chance(50) ? Window::kNumber : Window::kRegisters, 4,
                                   random.chance(50) ? 26 + random.below(9) : 16);
        put(arguments, random.bits(), random.chance(90) ? 4 : 3);
        break;
      case spec::kOpcodeRecords:
        arguments = records_arguments(
            random.chance(80) ? chip.peek(Register::kRecordsEnd) : near(0),
            random.chance(50) ? Bytes{0x81, 0x40, 1, 0} : random_bytes(random, random.below(40)));
        break;
      case spec::kOpcodeRunTo:
        arguments = number(near(step + 3));
        break;
      case spec::kOpcodeOutput:
        arguments =
            output_arguments(random.chance(70) ? end : near(end),
                             random.chance(70) ? end : near(end), random.below(20), near(step));
        break;
      default:
        arguments = number(random.bits());
    }
    if (random.chance(2)) arguments.resize(random.below(16));
    const auto sequence = static_cast<std::uint8_t>(
        random.chance(90) ? chip.expected : chip.expected + random.below(256));
    const Reply reply = chip.command_at(sequence, opcode, arguments);
    const std::uint32_t status = reply.status & 0x7f;
    REQUIRE(status < statuses.size());
    ++statuses[status];
    const bool fresh = opcode == spec::kOpcodeHello || sequence == chip.expected;
    if (fresh && status == spec::kStatusOk) chip.expected = static_cast<std::uint8_t>(sequence + 1);
    ++count;
  }
  compared("random commands answered", count);
  for (std::size_t status = 0; status < statuses.size(); ++status) {
    CAPTURE(status);
    CHECK(statuses[status] > 0);
  }
}
