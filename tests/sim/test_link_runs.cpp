// SPDX-License-Identifier: Apache-2.0
// Runs over the line of the TLM chip: records, steps, output, and what stops them.
#include "models/records.hpp"
#include "models/wait_cycles.hpp"
#include "sim/tlm/top.hpp"
#include "tests/sim/link_talk.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Event;
using spec::OutputEntry;
using spec::Register;
using spec::Window;

namespace {

// A core whose neurons have all threshold -1 and forget at once, or 0: each fires in every step, or
// in none.
class Runner : public LinkTalk {
 public:
  explicit Runner(std::uint32_t neurons, bool fire = false) {
    spec::Profile profile;
    profile.dv = 4096;
    profile.du0 = 4096;
    profile.du1 = 4096;
    profile.threshold = fire ? -1 : 0;
    put(Window::kProfile, profile);
    backdoor().write_rows(Window::kNeuron, 0, 4, Bytes(64 * 4));
    backdoor().write_rows(Window::kRouteIndex, 0, 4, Bytes((64 + 256) * 4));
    write(Register::kOccupiedNeurons, neurons);
    write(Register::kOccupiedAxons, 32);
    spec::CommandRegister reset;
    reset.reset = 1;
    write(Register::kCommand, pack(reset)[0]);
    ask(WriteCommand{Window::kCounter, 6, 0, Bytes(6 * spec::kEventCount)});
  }

  // Row 0 of a window.
  template <class Row>
  void put(Window window, const Row& row) {
    std::uint32_t chunk = 0;
    for (const std::uint32_t data : pack(row)) backdoor().access(window, 0, chunk++, true, data);
  }
  std::uint64_t events(Event event) {
    const auto row = static_cast<std::uint32_t>(event);
    return number_at(ask(ReadCommand{Window::kCounter, 6, row, 1}), 0, 6);
  }
  void records(const Bytes& bytes, int status = spec::kStatusOk) {
    ask(RecordsCommand{cursor, bytes}, status);
    if (status == spec::kStatusOk) cursor += static_cast<std::uint32_t>(bytes.size());
  }
  // Runs to a step and waits for its end.
  void run_to(std::uint32_t step) {
    ask(RunToCommand{step});
    ask(OutputCommand{0, read(Register::kOutputEnd), 0xffff, spec::kLinkStepMax});
  }
  spec::LinkFaultsRegister take_faults() {
    const std::uint32_t bits = read(Register::kLinkFaults);
    write(Register::kLinkFaults, bits);
    return spec::unpack<spec::LinkFaultsRegister>(&bits);
  }

  std::uint32_t cursor = 0;
};

OutputEntry step_entry(std::uint32_t step) { return {step, spec::kEntryStep}; }
OutputEntry spike_entry(std::uint32_t slot) { return {slot, spec::kEntrySpike}; }

std::uint8_t advance(unsigned steps) { return static_cast<std::uint8_t>(0x80 | steps); }

}  // namespace

TEST_CASE("the entries of a step are its number, its spikes in slot order, and its cycles") {
  Runner run(3, true);
  run.ask(RunToCommand{2});
  CHECK(run.output(0, 100, 2) ==
        std::vector<OutputEntry>{step_entry(1), spike_entry(0), spike_entry(1), spike_entry(2),
                                 step_entry(2), spike_entry(0), spike_entry(1), spike_entry(2)});
  run.write(Register::kReport, 1);
  run.ask(RunToCommand{3});
  const auto entries = run.output(8, 100, 3);
  REQUIRE(entries.size() == 5);
  CHECK(entries[0] == step_entry(3));
  CHECK(entries[4].kind == spec::kEntryCycles);
  CHECK(entries[4].value == run.read(Register::kCyclesSynapse) + run.read(Register::kCyclesUpdate));
}

TEST_CASE("a quiet step has no entry, or one of its number and one of its cycles") {
  Runner run(3);
  run.run_to(5);
  CHECK(run.read(Register::kOutputEnd) == 0);
  run.write(Register::kReport, 1);
  run.run_to(7);
  const auto entries = run.output(0, 100, 7);
  REQUIRE(entries.size() == 4);
  CHECK(entries[2] == step_entry(7));
}

TEST_CASE(
    "output waits for its entries, its step, the end of the run, or room, whichever is first") {
  Runner run(3, true);
  run.ask(RunToCommand{100});
  CHECK(run.output(0, 6, 100).size() == 6);        // entries
  CHECK(run.output(0, 1000, 10).size() == 40);     // step
  CHECK(run.output(40, 1000, 10).empty());         // that is after it
  CHECK(run.output(0, 1000, 1000).size() == 400);  // end
  CHECK(run.output(0, 0, 1000).empty());
  // 1,024 entries: 4 a step, and a step begins only if 5 fit.
  run.ask(RunToCommand{1000});
  CHECK(run.output(0, 2000, 1000).size() == 1020);
  CHECK(run.read(Register::kStep) == 255);
  CHECK(run.read(Register::kRunTarget) == 1000);
  // Released entries make room, and cursors go on.
  std::vector<OutputEntry> more;
  CHECK(decode_output(run.ask(OutputCommand{400, 1020, 2000, 1000}), more).empty());
  CHECK(more.size() == 400);
  CHECK(run.read(Register::kOutputReleased) == 400);
  CHECK(run.read(Register::kOutputEnd) == 1420);
  // A release behind is none; beyond the end it is refused, as is a cursor that is not kept.
  run.ask(OutputCommand{10, 1420, 0, 0});
  CHECK(run.read(Register::kOutputReleased) == 400);
  run.ask(OutputCommand{1421, 1420, 0, 0}, spec::kStatusRange);
  run.ask(OutputCommand{0, 399, 1, 0}, spec::kStatusRange);
  run.ask(OutputCommand{0, 1421, 1, 0}, spec::kStatusRange);
  CHECK(run.read(Register::kOutputReleased) == 400);
}

TEST_CASE("a target before the step stops the run after its current step") {
  Runner run(64);
  run.ask(RunToCommand{1000000});
  run.ask(RunToCommand{0});
  const std::uint32_t step = run.read(Register::kStep);
  CHECK(step > 0);
  CHECK(step < 100);
  CHECK(run.output(0, 10, 1000).empty());
  CHECK(run.read(Register::kStep) == step);
  run.run_to(step + 3);
  CHECK(run.read(Register::kStep) == step + 3);
}

TEST_CASE("records of inputs and resets are for the step that moves lead to") {
  Runner run(3);
  run.write(Register::kReport, 1);
  // Step 2: lines 5, 6 and 255, and lines 8, 9, 17; step 3: a reset; step 200: line 7.
  run.records({advance(2), 0x42, 5, 0, 1, 249, 0x21, 1, 0x03, 0x02});
  run.records({advance(1), spec::kRecordReset, 0, spec::kRecordStep, 200, 0, 0, 0, 0x40, 7, 0});
  run.run_to(1);
  CHECK(run.events(Event::kInputSpikes) == 0);
  run.run_to(2);
  CHECK(run.events(Event::kInputSpikes) == 6);
  CHECK(run.read(Register::kCyclesReset) == 0);
  run.run_to(3);
  CHECK(run.read(Register::kCyclesReset) > 0);
  run.run_to(199);
  CHECK(run.events(Event::kInputSpikes) == 6);
  run.ask(OutputCommand{run.read(Register::kOutputEnd), run.read(Register::kOutputEnd), 0, 0});
  run.run_to(200);
  CHECK(run.events(Event::kInputSpikes) == 7);
  CHECK_FALSE(run.fault);
  // Two cycles a step, one a byte; bytes of the bitmap had two spikes and one.
  CHECK(run.events(Event::kCyclesWait) == 2 * 200 + run.cursor + 1);
}

TEST_CASE("flushes and modulators are read at a cycle a byte") {
  Runner run(3);
  // Step 2: a flush; step 4: a flush, the modulators of two rules, and line 5.
  run.records({advance(2), spec::kRecordFlush, advance(2), spec::kRecordFlush});
  run.records({spec::kRecordModulators, 1, 2, 3, 8, spec::kRecordModulators, 1, 2, 3, 9});
  run.records({0x40, 5, 0});
  run.run_to(3);
  CHECK_FALSE(run.fault);
  run.run_to(4);
  CHECK(run.read(Register::kStep) == 4);
  CHECK(run.events(Event::kInputSpikes) == 1);
  CHECK(run.events(Event::kCyclesWait) == 2 * 4 + run.cursor);
  CHECK(run.take_faults() == spec::LinkFaultsRegister());
  // This core cannot learn: it does not have the register.
  spec::FaultsRegister faults;
  faults.host_address = 1;
  CHECK(run.read(Register::kFaults) == pack(faults)[0]);
}

TEST_CASE("a reset keeps the adaptation if every reset before the step says so") {
  for (const auto& [first, second] : {std::pair(1, 1), std::pair(1, 0), std::pair(0, 1)}) {
    Runner run(1);
    spec::State state;
    state.a = 500;
    run.put(Window::kState, state);
    run.records({advance(1), spec::kRecordReset, static_cast<std::uint8_t>(first),
                 spec::kRecordReset, static_cast<std::uint8_t>(second)});
    run.run_to(1);
    std::array<std::uint32_t, spec::State::kChunks> after{};
    for (std::uint32_t c = 0; c < after.size(); ++c) {
      after[c] = run.backdoor().access(Window::kState, 0, c, false, 0);
    }
    CHECK(spec::unpack<spec::State>(after.data()).a == (first + second == 2 ? 500 : 0));
  }
}

TEST_CASE("records that were taken are skipped, a gap is refused, and all or none has room") {
  Runner run(1);
  const Bytes bytes = {advance(9), 0x40, 1, 0, 0x40, 2, 0};
  run.records(bytes);
  run.ask(RecordsCommand{0, bytes});
  CHECK(run.read(Register::kRecordsEnd) == 7);
  Bytes longer = bytes;
  longer.insert(longer.end(), {0x40, 3, 0});
  run.ask(RecordsCommand{0, longer});
  CHECK(run.read(Register::kRecordsEnd) == 10);
  run.ask(RecordsCommand{11, {1}}, spec::kStatusRange);
  run.cursor = 10;
  for (int i = 0; i < 4; ++i) run.records(Bytes(1000, advance(1)));
  run.records(Bytes(87, advance(1)), spec::kStatusRoom);
  CHECK(run.read(Register::kRecordsEnd) == 4010);
  run.records(Bytes(86, advance(1)));
  run.records({advance(1)}, spec::kStatusRoom);
  run.run_to(9);
  CHECK(run.events(Event::kInputSpikes) == 3);
  run.records(Bytes(10, advance(1)));  // room for what was read, and for the move to step 10
  CHECK(run.read(Register::kRecordsEnd) == 4106);
}

TEST_CASE("a record that is wrong stops the run, with the fault that says why") {
  struct Case {
    Bytes bytes;
    bool kind;
  };
  const std::vector<Case> cases = {
      {{0}, true},
      {{5}, true},
      {{0x1f}, true},
      {{0x40, 0, 8}, true},        // line 2048
      {{0x41, 0xff, 7, 1}, true},  // line 2047, then 2048
      {{0x21, 0xff, 0, 1}, true},  // line 2048
      {{0x80}, false},             // a move that does not move
      {{spec::kRecordStep, 3, 0, 0, 0}, false},
      {{spec::kRecordStep, 2, 0, 0, 0}, false},
  };
  for (const Case& c : cases) {
    Runner run(1);
    run.records({advance(3)});
    run.records(c.bytes);
    run.run_to(10);
    CHECK(run.read(Register::kStep) == 2);
    CHECK(run.read(Register::kRunTarget) == 2);
    CHECK(run.fault);
    const spec::LinkFaultsRegister faults = run.take_faults();
    CHECK(faults.record_kind == (c.kind ? 1u : 0u));
    CHECK(faults.record_step == (c.kind ? 0u : 1u));
    run.write(Register::kFaults, 0xffffffff);  // line 2047 is none of this core
    run.run_to(10);
    CHECK_FALSE(run.fault);
    CHECK(run.read(Register::kStep) == 10);
  }
  for (const Bytes& late :
       {Bytes{0x40, 1, 0}, Bytes{0x20, 1, 1}, Bytes{spec::kRecordReset, 0},
        Bytes{spec::kRecordFlush}, Bytes{spec::kRecordModulators, 0, 0, 0, 0}}) {
    Runner run(1);
    run.run_to(5);
    run.records({advance(2)});
    run.records(late);
    run.run_to(6);
    CHECK(run.read(Register::kStep) == 5);
    CHECK(run.take_faults().record_step == 1);
  }
  // A line that the core does not have is the core's fault.
  Runner run(1);
  run.records({advance(1), 0x40, 0, 1});
  run.run_to(1);
  CHECK(run.read(Register::kFaults) == pack(spec::FaultsRegister{0, 0, 0, 1, 0, 0, 0, 0, 0})[0]);
}

TEST_CASE("a stream that is cleared begins at the register step") {
  Runner run(2, true);
  run.records({advance(9), 0x40, 1, 0});
  run.run_to(3);
  run.write(Register::kStep, 50);
  run.write(Register::kStreamClear, 0);
  CHECK(run.read(Register::kRunTarget) == 50);
  CHECK(run.read(Register::kRecordsEnd) == 0);
  CHECK(run.read(Register::kOutputEnd) == 0);
  run.cursor = 0;
  run.records({advance(2), 0x40, 1, 0});
  run.run_to(52);
  CHECK(run.events(Event::kInputSpikes) == 1);
  CHECK(run.output(0, 1, 51) == std::vector<OutputEntry>{step_entry(51)});
}

TEST_CASE("a step that never comes is status stalled, with what is there, after 2^24 cycles") {
  Runner run(2, true);
  run.records({advance(2), 0x40, 1});  // the end of the record is missing
  run.ask(RunToCommand{5});
  const sc_core::sc_time begin = sc_core::sc_time_stamp();
  CHECK(run.output(0, 100, 5, spec::kStatusStalled).size() == 3);
  const std::uint64_t cycles = (sc_core::sc_time_stamp() - begin).value() / 10000;
  CHECK(cycles > 1u << 24);
  CHECK(cycles < (1u << 24) + 50 * 10 * kClocksPerBit);
  run.records({0});
  CHECK(run.output(0, 100, 5).size() == 15);
  CHECK(run.events(Event::kInputSpikes) == 1);
}

TEST_CASE("steps that the register command starts put out nothing") {
  Runner run(2, true);
  spec::CommandRegister step;
  step.step = 1;
  run.write(Register::kCommand, pack(step)[0]);
  run.write(Register::kCommand, pack(step)[0]);
  CHECK(run.read(Register::kStep) == 2);
  CHECK(run.read(Register::kOutputEnd) == 0);
  CHECK_FALSE(run.fault);
}

TEST_CASE("steps of a run follow each other by the formula") {
  Runner run(10);
  run.write(Register::kReport, 1);
  run.ask(RunToCommand{1});
  const std::uint32_t cycles = run.output(0, 2, 1)[1].value;
  const std::uint64_t before = run.events(Event::kCyclesStep);
  const sc_core::sc_time begin = sc_core::sc_time_stamp();
  const Bytes down = encode_frame(encode_command(run.next, RunToCommand{401}));
  run.send(down);
  run.send(++run.next, OutputCommand{0, 2, 0xffff, 401});
  CHECK(run.reply().status == spec::kStatusOk);
  const Reply output = run.reply();
  ++run.next;
  CHECK(output.data.size() == 5 + 2 + 399 * (1 + 2));  // the first step is named in full
  // The run begins when its command has come, and the output goes up when it is over.
  const std::uint64_t passed = (sc_core::sc_time_stamp() - begin).value() / 10000;
  const std::uint64_t bytes = down.size() + encode_frame(encode_reply(output)).size();
  CHECK(passed == 400 * (cycles + wait_cycles(RecordWork())) + bytes * 10 * kClocksPerBit);
  CHECK(run.events(Event::kCyclesStep) == before + 400 * cycles);
  CHECK(run.events(Event::kCyclesWait) == 401 * 2);
}

TEST_CASE("a chip that is given up in the middle of a run leaves the next one alone") {
  {
    Runner run(64);
    run.ask(RunToCommand{spec::kLinkStepMax});
    run.send(run.next, OutputCommand{0, 0, 1, spec::kLinkStepMax});
    CHECK(run.hear(1000).empty());
  }
  LinkTalk talk;
  const sc_core::sc_time begin = sc_core::sc_time_stamp();
  CHECK(talk.read(Register::kStep) == 0);
  CHECK(talk.read(Register::kRunTarget) == 0);
  CHECK((sc_core::sc_time_stamp() - begin).value() / 10000 < 100 * 10 * kClocksPerBit);
}

TEST_CASE("a command that comes while records are read does not keep the step from beginning") {
  Bytes step = {spec::kRecordAdvance | 1, spec::kRecordBitmap | 31, 0};
  step.resize(step.size() + 32);
  Bytes steps;
  for (int i = 0; i < 40; ++i) steps.insert(steps.end(), step.begin(), step.end());
  // The second command comes at another moment of a step with every number of neurons.
  for (std::uint32_t neurons = 1; neurons <= 64; ++neurons) {
    INFO(neurons << " neurons");
    Runner run(neurons);
    run.records(steps);
    run.send(run.next, RunToCommand{40});
    run.send(++run.next, RunToCommand{40});
    run.send(++run.next, OutputCommand{0, 0, 0xffff, 40});
    for (int reply = 0; reply < 3; ++reply) REQUIRE(run.reply().status == spec::kStatusOk);
    ++run.next;
    CHECK(run.read(Register::kStep) == 40);
  }
}
