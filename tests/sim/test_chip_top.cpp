// SPDX-License-Identifier: Apache-2.0
// The mesh of TLM cores behind its host access: who answers, what is refused, and that no packet is
// lost between steps.
#include <catch2/catch.hpp>

#include "models/chip_port.hpp"
#include "models/error.hpp"
#include "sim/tlm/chip_top.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/models/draw.hpp"
#include "tests/sim/tlm_core.hpp"
#include "tests/system/random_mesh.hpp"

using namespace slk;
using spec::Event;
using spec::Register;
using spec::Window;
using tests::at;

namespace {

constexpr std::uint32_t kAll = spec::kCoreAll;

class TlmChip : public ChipPort {
 public:
  explicit TlmChip(const Chip& chip) : top(claim_chip_top(chip.mesh, chip.core, chip.clock_hz)) {}

  ChipTopClaim top;

  tlm::tlm_response_status status(std::uint32_t core, const HostAddress& where, bool write,
                                  std::uint32_t data = 0) {
    return top->access(core, where, write, data);
  }
  std::uint32_t read(std::uint32_t core, const HostAddress& where) {
    return access(core, static_cast<Window>(where.window), where.row, where.chunk, false, 0);
  }
  void write(std::uint32_t core, const HostAddress& where, std::uint32_t data) {
    access(core, static_cast<Window>(where.window), where.row, where.chunk, true, data);
  }
  std::uint32_t access(std::uint32_t core, Window window, std::uint32_t row, std::uint32_t chunk,
                       bool write, std::uint32_t data) override {
    REQUIRE(top->access(core, {static_cast<std::uint32_t>(window), row, chunk}, write, data) ==
            tlm::TLM_OK_RESPONSE);
    return data;
  }
  std::uint64_t count(Event event) {
    std::uint64_t sum = 0;
    for (std::uint32_t c = 0; c < 4; ++c) {
      sum += read(c, at(Window::kCounter, static_cast<std::uint32_t>(event)));
    }
    return sum;
  }
};

std::uint32_t command(bool step, bool reset) {
  spec::CommandRegister c;
  c.step = step;
  c.reset = reset;
  return pack(c)[0];
}

}  // namespace

TEST_CASE("every core of a mesh answers for itself, and a write to all reaches each of them") {
  TlmChip chip(tests::chip("mesh2x2"));
  for (std::uint32_t c = 0; c < 4; ++c) chip.write(c, at(Window::kRoute, 4095), 10 + c);
  for (std::uint32_t c = 0; c < 4; ++c) CHECK(chip.read(c, at(Window::kRoute, 4095)) == 10 + c);
  chip.write(kAll, at(Window::kRoute, 7), 99);
  chip.write(kAll, at(Register::kStep), 41);
  for (std::uint32_t c = 0; c < 4; ++c) {
    CHECK(chip.read(c, at(Window::kRoute, 7)) == 99);
    CHECK(chip.read(c, at(Register::kStep)) == 41);
    CHECK(chip.read(c, at(Register::kSizeRoutes)) == 4096);
    CHECK(chip.read(c, at(Register::kFaults)) == 0);
  }
  CHECK(chip.read(kAll, at(Register::kMesh)) == 0x22);
  chip.write(kAll, at(Register::kMode), pack(spec::ModeRegister{1, 0, 3})[0]);
  CHECK(chip.read(kAll, at(Register::kMode)) == pack(spec::ModeRegister{1, 0, 3})[0]);
  chip.write(kAll, at(Register::kCyclesPerStep), 0xdeadbeef);
  CHECK(chip.read(kAll, at(Register::kCyclesPerStep)) == 0xdeadbeef);
  chip.write(kAll, at(Register::kOverruns), 5);
  CHECK(chip.read(kAll, at(Register::kOverruns)) == 5);
  chip.write(kAll, at(Register::kCyclesChipLow), 6);
  chip.write(kAll, at(Register::kCyclesChipHigh), 7);
  CHECK(read_cycles(chip) == (std::uint64_t{7} << 32 | 6));
  CHECK(chip.read(kAll, at(Register::kInFlight)) == 0);
}

TEST_CASE("what nobody has at a mesh's host port is refused") {
  TlmChip chip(tests::chip("mesh2x2"));
  const auto nowhere = [&](std::uint32_t core, const HostAddress& where, bool write) {
    INFO(core << ' ' << where.window << ' ' << where.row << ' ' << where.chunk << ' ' << write);
    CHECK(chip.status(core, where, write) == tlm::TLM_ADDRESS_ERROR_RESPONSE);
  };
  for (const bool write : {false, true}) {
    nowhere(4, at(Register::kStep), write);  // no such core
    nowhere(63, at(Register::kStep), write);
    nowhere(65, at(Register::kMesh), write);
    nowhere(0, at(Register::kMesh), write);  // the mesh's own
    nowhere(0, at(Register::kCyclesChipHigh), write);
    nowhere(kAll, at(Window::kRegisters, spec::kRegisters.size()), write);
    nowhere(kAll, at(Window::kRegisters, static_cast<std::uint32_t>(Register::kMode), 1), write);
    nowhere(1, at(Window::kRoute, 4096), write);
  }
  nowhere(kAll, at(Register::kStep), false);  // which core's?
  nowhere(kAll, at(Window::kAxon, 0), false);
  nowhere(kAll, at(Window::kRoute, 4096), true);
  CHECK(chip.status(kAll, at(Register::kMesh), true) == tlm::TLM_COMMAND_ERROR_RESPONSE);
  CHECK(chip.status(kAll, at(Register::kInFlight), true) == tlm::TLM_COMMAND_ERROR_RESPONSE);
  CHECK(chip.read(0, at(Register::kFaults)) != 0);  // those that reached a core
}

TEST_CASE("while some core of a mesh is busy, only registers answer, on every core") {
  TlmChip chip(tests::chip("mesh2x2"));
  chip.write(2, at(Register::kOccupiedNeurons), 100);
  chip.write(kAll, at(Register::kCommand), command(false, true));
  for (std::uint32_t c = 0; c < 4; ++c) {
    CHECK(chip.read(c, at(Register::kStatus)) == 1);
    CHECK(chip.status(c, at(Window::kAxon, 0), false) == tlm::TLM_GENERIC_ERROR_RESPONSE);
    CHECK(chip.status(c, at(Register::kStep), true) == tlm::TLM_GENERIC_ERROR_RESPONSE);
  }
  CHECK(chip.status(kAll, at(Register::kMode), true) == tlm::TLM_GENERIC_ERROR_RESPONSE);
  CHECK(chip.status(kAll, at(Register::kCommand), true) == tlm::TLM_GENERIC_ERROR_RESPONSE);
  CHECK(chip.read(kAll, at(Register::kMesh)) == 0x22);
  chip.top->finish();
  for (std::uint32_t c = 0; c < 4; ++c) CHECK(chip.read(c, at(Register::kStatus)) == 0);
  CHECK(read_cycles(chip) == 109);  // of the core with neurons
  CHECK(chip.status(kAll, at(Register::kMode), true) == tlm::TLM_OK_RESPONSE);
  // A command that no core needs takes no time.
  spec::CommandRegister flush;
  flush.flush = 1;
  chip.write(kAll, at(Register::kCommand), pack(flush)[0]);
  CHECK(chip.read(0, at(Register::kStatus)) == 0);
  CHECK(read_cycles(chip) == 109);
}

TEST_CASE("a command for one core of a mesh makes the chip busy, and no other core does anything") {
  TlmChip chip(tests::chip("mesh2x2"));
  for (std::uint32_t c = 0; c < 4; ++c) {
    chip.write(c, at(Register::kOccupiedNeurons), 10 * (c + 1));
  }
  for (std::uint32_t slot = 0; slot < 40; ++slot) {  // that send nothing
    chip.write(kAll, at(Window::kNeuron, slot), 0);
    chip.write(kAll, at(Window::kRouteIndex, slot), 0);
  }
  chip.write(kAll, at(Register::kCommand), command(true, true));
  chip.top->finish();
  const std::uint64_t all = read_cycles(chip);
  chip.write(0, at(Register::kCommand), command(true, true));
  CHECK(chip.read(3, at(Register::kStatus)) == 1);
  chip.top->finish();
  CHECK(read_cycles(chip) - all == all - 2 * 30);  // thirty neurons less, in both passes
  CHECK(chip.read(0, at(Register::kStep)) == 2);
  CHECK(chip.read(3, at(Register::kStep)) == 1);
}

TEST_CASE("a mesh in real time loses no packet: after every step each is somewhere") {
  tests::Draw draw("test_sim", 10);
  Chip base = tests::chip("mesh2x2");
  std::uint64_t packets = 0, late = 0, under_way = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    base.real_time = RealTime{1 + draw.below(150), draw.chance(50), draw.below(3)};
    const tests::RandomMesh mesh = tests::random_mesh(base, 60, draw.bits());
    TlmChip chip(base);
    load_chip(chip, mesh.image);
    command_reset(chip);
    chip.top->finish();
    clear_totals(chip);
    const auto lines = line_places(mesh.image, network_size(mesh.image));
    for (const StepStimulus& stimulus : mesh.stimuli) {
      const std::uint64_t cycles = read_cycles(chip);
      command_step(chip, lines, stimulus);
      chip.top->finish();
      INFO("case " << i << " step " << stimulus.step);
      const std::uint32_t in_flight = chip.read(kAll, at(Register::kInFlight));
      REQUIRE(chip.count(Event::kPackets) == chip.count(Event::kOnTime) + chip.count(Event::kLate) +
                                                 chip.count(Event::kDropped) +
                                                 chip.count(Event::kMerged) + in_flight);
      REQUIRE(chip.count(Event::kAxonDeliveries) ==
              chip.count(Event::kOnTime) + chip.count(Event::kLate));
      REQUIRE(read_cycles(chip) - cycles >= base.real_time->cycles_per_step);
      under_way += in_flight;
    }
    packets += chip.count(Event::kPackets);
    late += chip.count(Event::kLate) + chip.count(Event::kDropped);
  }
  std::cout << "nothing lost: " << packets << " packets, " << under_way
            << " under way between steps, " << late << " late or dropped\n";
  CHECK(packets > 0);
  CHECK(under_way > 0);
  CHECK(late > 0);
}

TEST_CASE("a mesh and a core of the tlm exclude each other in a process") {
  const auto core = claim_top(tests::chip("core64").core, 100000000);
  const Chip chip = tests::chip("mesh2x2");
  CHECK_THROWS_WITH(claim_chip_top(chip.mesh, chip.core, chip.clock_hz),
                    Catch::StartsWith("tlm: a process has one SystemC model, and it is in use"));
}
