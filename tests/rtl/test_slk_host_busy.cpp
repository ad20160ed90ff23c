// SPDX-License-Identifier: Apache-2.0
// The host port of a small core at work: what it refuses, what it answers, and its counters after.
#include "tests/rtl/small_core.hpp"

using namespace slk;
using namespace slk::bench;

TEST_CASE(
    "a busy core refuses memories and settings, answers registers, and lets faults be cleared") {
  Core core;
  const std::uint32_t busy = fault(&spec::FaultsRegister::host_busy);
  std::uint64_t count = 0;
  REQUIRE(core.write(Register::kOccupiedNeurons, kNeurons));
  REQUIRE(core.write(Register::kOccupiedAxons, kAxons));
  for (const Extent& memory : kMemories) {
    for (const bool write : {false, true}) {
      CAPTURE(static_cast<int>(memory.window), write);
      // A reset: memories other than state, sums and ring keep what they hold.
      if (memory.window != Window::kCounter) {
        REQUIRE(!core.access(memory.window, 0, 0, true, 0).error);
      }
      REQUIRE(core.write(Register::kCommand, command(false, true)));
      REQUIRE(core.busy());
      REQUIRE(core.read(Register::kStatus) == 1);
      const Answer answer = core.access(memory.window, 0, 0, write, ~0u);
      REQUIRE(answer.error);
      REQUIRE(answer.data == 0);
      REQUIRE(core.read(Register::kFaults) == busy);
      REQUIRE(!core.write(Register::kStep, 77));
      REQUIRE(!core.write(Register::kCommand, command(true, false)));
      REQUIRE(core.read(Register::kStep) == 0);
      REQUIRE(core.take_faults() == busy);
      // What does not exist is an address fault, busy or not.
      REQUIRE(core.access(memory.window, memory.rows, 0, write).error);
      REQUIRE(core.take_faults() == fault(&spec::FaultsRegister::host_address));
      REQUIRE(core.busy());
      core.finish();
      if (memory.window != Window::kCounter) {
        REQUIRE(core.access(memory.window, 0, 0, false).data == 0);
      }
      ++count;
    }
  }
  REQUIRE(core.take_faults() == 0);
  compared("accesses refused while busy", count);
}

TEST_CASE("counters can be read as soon as a command is done, and count its cycles") {
  Core core;
  for (std::uint32_t row = 0; row < spec::kEventCount; ++row) {
    for (const std::uint32_t chunk : {0u, 1u}) {
      REQUIRE(!core.access(Window::kCounter, row, chunk, true, 0).error);
    }
  }
  const auto count = [&](spec::Event event) {
    return core.access(Window::kCounter, static_cast<std::uint32_t>(event), 0, false).data;
  };
  REQUIRE(core.write(Register::kOccupiedNeurons, kNeurons));
  REQUIRE(core.write(Register::kOccupiedAxons, kAxons));
  std::uint32_t cycles = 0;
  for (std::uint32_t commands = 1; commands <= 20; ++commands) {
    REQUIRE(core.write(Register::kCommand, command(false, true)));
    core.finish();
    cycles += core.read(Register::kCyclesReset);
    CAPTURE(commands);
    REQUIRE(count(spec::Event::kCyclesStep) == cycles);
    REQUIRE(count(spec::Event::kStateWrites) == commands * kNeurons);
    REQUIRE(count(spec::Event::kSpikes) == 0);
  }
  REQUIRE(core.take_faults() == 0);
  compared("cycles of resets", cycles);
}
