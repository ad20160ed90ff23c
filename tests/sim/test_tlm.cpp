// SPDX-License-Identifier: Apache-2.0
// The TLM core: what its host socket answers, how its time passes, and one core after the other in
// a process.
#include <catch2/catch.hpp>

#include "host/place.hpp"
#include "models/chip_model.hpp"
#include "models/error.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/sim/tlm_core.hpp"

using namespace slk;
using spec::Register;
using spec::Window;
using tests::at;
using tests::chip;
using tests::TlmCore;

namespace {

const std::string kSource = SLK_SOURCE;

Network shipped(const std::string& name) {
  return read_network(kSource + "/models/networks/" + name + ".yaml");
}

spec::CommandRegister step_command() {
  spec::CommandRegister c;
  c.step = 1;
  return c;
}
spec::CommandRegister reset_command() {
  spec::CommandRegister c;
  c.reset = 1;
  return c;
}

std::vector<StepRecord> run(Backend& machine, const Network& network, std::uint32_t steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(steps);
  for (StepStimulus& stimulus : stimuli) player.next(stimulus);
  std::vector<StepRecord> records;
  machine.run(stimuli, true, records);
  return records;
}

}  // namespace

TEST_CASE("every row and chunk of every window has an address of its own, and keeps its bits") {
  TlmCore core{"core256_learn"};
  const CoreSize size = chip("core256_learn").core;
  for (const spec::WindowInfo& window : spec::kWindows) {
    INFO(window.name);
    if (window.row_bits == 0) continue;
    const std::uint32_t chunks = (window.row_bits + 31) / 32;
    const std::uint32_t last = window.window == Window::kRule ? spec::kRulesMax - 1 : 18;
    for (std::uint32_t row : {0u, 1u, last}) {
      for (std::uint32_t c = 0; c < chunks; ++c) {
        core.write(at(window.window, row, c), 0x01010101u * (row + 7 * c + 1));
      }
    }
    for (std::uint32_t row : {0u, 1u, last}) {
      for (std::uint32_t c = 0; c < chunks; ++c) {
        const std::uint32_t bits = std::min(32u, window.row_bits - 32 * c);
        CHECK(core.read(at(window.window, row, c)) ==
              (0x01010101u * (row + 7 * c + 1) & 0xffffffffu >> (32 - bits)));
      }
    }
  }
  core.write(at(Window::kSynapse, size.synapse_words - 1, 1), 0x80ff7f01);
  CHECK(core.read(at(Window::kSynapse, size.synapse_words - 1, 1)) == 0x80ff7f01);
  core.write(at(Window::kRing, 32 * size.axons / 32 - 1), 0xdeadbeef);
  CHECK(core.read(at(Window::kRing, 32 * size.axons / 32 - 1)) == 0xdeadbeef);
  CHECK(HostAddress::decode(at(Window::kCounter, 3, 1).encode()).encode() ==
        (10u << 23 | 3u << 5 | 1u << 2));
  CHECK(core.take_faults() == spec::FaultsRegister());
}

namespace {

void check_nowhere(const std::string& name, const std::vector<HostAddress>& nowhere) {
  TlmCore core(name);
  for (const HostAddress& where : nowhere) {
    for (const bool write : {false, true}) {
      INFO(where.window << ' ' << where.row << ' ' << where.chunk << ' ' << write);
      CHECK(core.status(where, write) == tlm::TLM_ADDRESS_ERROR_RESPONSE);
      CHECK(core.take_faults().host_address == 1);
    }
  }
}

}  // namespace

TEST_CASE("what does not exist is an address error and the fault host_address") {
  const CoreSize size = chip("core64").core;
  check_nowhere("core64", {
                              at(Register::kSession),       // the link's
                              at(Register::kPlasticAxons),  // of learning
                              at(Register::kModulators),
                              at(Register::kCyclesRescale),
                              at(Window::kRegisters, spec::kRegisters.size()),
                              at(Window::kRegisters, 0, 1),
                              at(Window::kAxon, size.axons),
                              at(Window::kAxon, 0, 2),
                              at(Window::kSynapse, size.synapse_words),
                              at(Window::kSynapse, 0, 2),
                              at(Window::kRouteIndex, size.neurons + size.axons),
                              at(Window::kRoute, size.axons),
                              at(Window::kNeuron, size.neurons),
                              at(Window::kProfile, size.profiles),
                              at(Window::kProfile, 0, 6),
                              at(Window::kNumber, size.neurons),
                              at(Window::kState, size.neurons),
                              at(Window::kState, 0, 4),
                              at(Window::kRing, size.axons),
                              at(Window::kCounter, spec::kEventCount),
                              at(Window::kPlasticAxon, 0),  // of learning
                              at(Window::kAxonWindow, 0),
                              at(Window::kHistory, 0),
                              at(Window::kRule, 0),
                              at(Window::kRuleTable, 0),
                              {16, 0, 0},
                          });
  const CoreSize learning = chip("core256_learn").core;
  check_nowhere("core256_learn",
                {
                    at(Register::kSession),
                    at(Register::kMesh),
                    at(Window::kRegisters, spec::kRegisters.size()),
                    at(Window::kPlasticAxon, learning.axons),
                    at(Window::kPlasticAxon, 0, 2),
                    at(Window::kAxonWindow, learning.axons),
                    at(Window::kHistory, learning.neurons),
                    at(Window::kHistory, 0, 2),
                    at(Window::kRule, spec::kRulesMax),
                    at(Window::kRule, 0, 2),
                    at(Window::kRuleTable, 3 * spec::kRulesMax * spec::kLearningWindow),
                    at(Window::kRuleTable, 0, 1),
                });
}

TEST_CASE(
    "a write to a read-only register is a command error, and registers without a read are 0") {
  TlmCore core{"core256_learn"};
  for (const spec::RegisterInfo& info : spec::kRegisters) {
    INFO(info.name);
    const bool link = info.address >= Register::kSession && info.address <= Register::kLinkFaults;
    if (link || info.address >= Register::kMesh) continue;
    if (info.access == spec::Access::kRo) {
      CHECK(core.status(at(info.address), true) == tlm::TLM_COMMAND_ERROR_RESPONSE);
      CHECK(core.take_faults().host_address == 1);
    }
    if (info.access == spec::Access::kWo) CHECK(core.read(at(info.address)) == 0);
  }
  CHECK(core.read(at(Register::kIdentity)) == spec::kIdentity);
  CHECK(core.read(at(Register::kSizeNeurons)) == 256);
  CHECK(core.read(at(Register::kOptions)) == pack(spec::OptionsRegister{8, 2, 1, 1, 1, 0, 1})[0]);
}

TEST_CASE("while busy, registers can be read, and all else is refused with the fault host_busy") {
  TlmCore core;
  core.write(at(Register::kOccupiedNeurons), 64);
  core.command(reset_command());
  CHECK(core.read(at(Register::kStatus)) == 1);
  for (const Window window : {Window::kAxon, Window::kSynapse, Window::kState, Window::kCounter}) {
    for (const bool write : {false, true}) {
      CHECK(core.status(at(window, 0), write) == tlm::TLM_GENERIC_ERROR_RESPONSE);
      CHECK(core.take_faults().host_busy == 1);
    }
  }
  for (const Register r : {Register::kCommand, Register::kInput, Register::kStep}) {
    CHECK(core.status(at(r), true) == tlm::TLM_GENERIC_ERROR_RESPONSE);
    CHECK(core.take_faults().host_busy == 1);
  }
  // What does not exist, does not exist while busy, either.
  CHECK(core.status(at(Window::kAxon, 5000), false) == tlm::TLM_ADDRESS_ERROR_RESPONSE);
  CHECK(core.take_faults() == spec::unpack<spec::FaultsRegister>(
                                  pack(spec::FaultsRegister{0, 1, 0, 0, 0, 0, 0, 0, 0}).data()));
  core.top->finish();
  CHECK(core.read(at(Register::kStatus)) == 0);
  CHECK(core.status(at(Window::kAxon, 0), false) == tlm::TLM_OK_RESPONSE);
}

TEST_CASE("a transaction that is no aligned word is answered with what is wrong") {
  TlmCore core;
  unsigned char bytes[8] = {};
  const auto answer = [&](unsigned length, std::uint64_t address, tlm::tlm_command command,
                          unsigned char* enables) {
    tlm::tlm_generic_payload payload;
    payload.set_command(command);
    payload.set_address(address);
    payload.set_data_ptr(bytes);
    payload.set_data_length(length);
    payload.set_streaming_width(length);
    payload.set_byte_enable_ptr(enables);
    sc_core::sc_time delay;
    core.top->host->b_transport(payload, delay);
    CHECK(delay == sc_core::sc_time(10, sc_core::SC_NS));
    return payload.get_response_status();
  };
  unsigned char enable = 0xff;
  CHECK(answer(4, 0, tlm::TLM_READ_COMMAND, nullptr) == tlm::TLM_OK_RESPONSE);
  CHECK(answer(8, 0, tlm::TLM_READ_COMMAND, nullptr) == tlm::TLM_BURST_ERROR_RESPONSE);
  CHECK(answer(2, 0, tlm::TLM_READ_COMMAND, nullptr) == tlm::TLM_BURST_ERROR_RESPONSE);
  CHECK(answer(4, 2, tlm::TLM_READ_COMMAND, nullptr) == tlm::TLM_BURST_ERROR_RESPONSE);
  CHECK(answer(4, 0, tlm::TLM_READ_COMMAND, &enable) == tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
  CHECK(answer(4, 0, tlm::TLM_IGNORE_COMMAND, nullptr) == tlm::TLM_COMMAND_ERROR_RESPONSE);
  CHECK(core.take_faults() == spec::FaultsRegister());
}

TEST_CASE("a phase takes the time of its cycles, and counters wait until they are complete") {
  TlmCore core;
  core.write(at(Register::kOccupiedNeurons), 10);
  core.write(at(Register::kOccupiedAxons), 64);
  core.command(reset_command());
  CHECK(core.top->finish() == 2 + 32 * 2);
  CHECK(core.read(at(Register::kCyclesReset)) == 66);
  CHECK(core.top->access(at(Window::kCounter, 0), false, 0).delay ==
        sc_core::sc_time((static_cast<int>(spec::Event::kPackets) + 2 + 1) * 10, sc_core::SC_NS));
  CHECK(core.top->access(at(Register::kStatus), false, 0).delay ==
        sc_core::sc_time(10, sc_core::SC_NS));
  // Ten neurons that never fire: threshold 0, and no current.
  for (std::uint32_t s = 0; s < 10; ++s) core.write(at(Window::kNeuron, s), 0);
  for (std::uint32_t c = 0; c < 6; ++c) core.write(at(Window::kProfile, 0, c), 0);

  // A step that is stopped half way shows how far it has come.
  const sc_core::sc_time begin = sc_core::sc_time_stamp();
  core.command(step_command());
  CHECK(core.read(at(Register::kCyclesReset)) == 0);
  sc_core::sc_start(sc_core::sc_time(15 * 10, sc_core::SC_NS));
  CHECK(core.read(at(Register::kStatus)) == 1);
  CHECK(core.read(at(Register::kCyclesSynapse)) == 13);
  CHECK(core.read(at(Register::kCyclesUpdate)) == 2);
  core.top->finish();
  const std::uint32_t update = core.read(at(Register::kCyclesUpdate));
  CHECK(update == 2 + 10 + 7);
  CHECK(sc_core::sc_time_stamp() - begin == (13 + update) * core.top->core.clock());
  CHECK(core.read(at(Register::kStep)) == 1);
}

TEST_CASE("tables that are wrong are the faults of the data sheet") {
  TlmCore core;
  const auto step = [&] {
    core.command(step_command());
    core.top->finish();
    return core.take_faults();
  };
  core.write(at(Register::kOccupiedAxons), 64);
  core.command(reset_command());
  core.top->finish();
  const std::uint32_t line0 = 64;  // in the route index, behind the slots
  const auto route_line0 = [&](const spec::RouteIndex& index) {
    core.write(at(Window::kRouteIndex, line0), pack(index)[0]);
    core.write(at(Register::kInput), 0);
  };
  core.write(at(Window::kRoute, 0), pack(spec::Route{3, 1})[0]);
  core.write(at(Window::kRoute, 1), pack(spec::Route{3, 0})[0]);
  core.write(at(Window::kRoute, 2), pack(spec::Route{256, 1})[0]);
  route_line0({1, 1});
  CHECK(step().route_delay == 1);
  route_line0({2, 1});
  CHECK(step().route_axon == 1);
  route_line0({256, 1});
  CHECK(step().route_axon == 1);
  // Two deliveries of one axon in one step meet; then its row points beyond the memory.
  route_line0({0, 1});
  core.write(at(Register::kInput), 0);
  CHECK(step().ring_merge == 1);
  const auto row = pack(spec::Axon{chip("core64").core.synapse_words, 0, 1, 0, 0});
  core.write(at(Window::kAxon, 3, 0), row[0]);
  core.write(at(Window::kAxon, 3, 1), row[1]);
  CHECK(step().axon_span == 1);
  core.write(at(Register::kInput), 256);
  CHECK(core.take_faults().input_range == 1);
  for (std::uint32_t i = 0; i <= 256; ++i) core.write(at(Register::kInput), 255);
  CHECK(core.take_faults() == spec::FaultsRegister());
  core.write(at(Register::kInput), 255);
  CHECK(core.take_faults().input_overflow == 1);
  core.write(at(Register::kOccupiedNeurons), 1);
  core.write(at(Window::kNeuron, 0), 0);
  core.write(at(Window::kState, 0, 0), 0x00800000);
  CHECK(step().illegal_state == 1);
}

TEST_CASE("simulated time is what the formula says, at any clock, one backend after the other") {
  const Network network = shipped("random_recurrent");
  const Image image = place(network, chip("core256"));
  const auto golden = make_golden_backend(network);
  const auto want = run(*golden, network, 60);
  for (const std::uint64_t clock_hz : {100000000u, 48000000u, 1u}) {
    const auto machine = make_tlm_backend(image, clock_hz);
    CHECK(machine->name() == "tlm");
    CHECK(machine->ledger() == Ledger());
    const auto records = run(*machine, network, 60);
    REQUIRE(records.size() == 60);
    const ChipImage placed = chip_image(image);
    ChipModel model(placed, network.size());
    StimulusPlayer player(network);
    StepStimulus stimulus;
    std::uint64_t cycles = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
      player.next(stimulus);
      CHECK(records[i].fault.empty());
      CHECK(records[i].spikes == want[i].spikes);
      CHECK(records[i].states == want[i].states);
      CHECK(records[i].cycles == model.step(stimulus, records[i].spikes).front().total());
      cycles += records[i].cycles;
    }
    const Ledger ledger = machine->ledger();
    for (std::size_t e = 0; e < spec::kEventCount; ++e) {
      INFO(spec::kEventNames[e]);
      const bool network_event = spec::is_network(static_cast<spec::Event>(e));
      CHECK(ledger.counts[e] == (network_event ? golden->ledger() : model.events()).counts[e]);
    }
    CHECK(ledger[spec::Event::kCyclesStep] == cycles);
    CHECK(machine->weights() == golden->weights());
  }
}

TEST_CASE("a second backend at the same time is refused with one sentence") {
  const Network network = shipped("oscillator");
  const Image image = place(network, chip("core64"));
  const auto first = make_tlm_backend(image);
  CHECK_THROWS_WITH(make_tlm_backend(image), Catch::StartsWith("tlm: a process has one SystemC"));
  CHECK(run(*first, network, 3).back().fault.empty());
}

TEST_CASE("a table that was damaged ends the run with the name of the fault") {
  const Network network = shipped("oscillator");
  Image image = place(network, chip("core64"));
  for (spec::Route& route : image.routes) route.delay = 0;
  const auto machine = make_tlm_backend(image);
  const auto records = run(*machine, network, 20);
  CHECK(records.size() < 20);
  CHECK(records.back().fault == "the core reports the fault route_delay");
}
