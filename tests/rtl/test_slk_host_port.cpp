// SPDX-License-Identifier: Apache-2.0
// The host port of a small core: windows, registers, refusals and their faults.
#include <vector>

#include "tests/rtl/small_core.hpp"

using namespace slk;
using namespace slk::bench;

TEST_CASE("every chunk of the first and the last row of every window holds what the host wrote") {
  Core core;
  Random random;
  std::uint64_t count = 0;
  struct Written {
    Window window;
    std::uint32_t row;
    unsigned chunk;
    std::uint32_t data;
  };
  for (int round = 0; round < 50; ++round) {
    std::vector<Written> all;
    for (const Extent& memory : kMemories) {
      for (const std::uint32_t row : {0u, memory.rows / 2, memory.rows - 1}) {
        for (unsigned chunk = 0; chunk < chunks_of(memory); ++chunk) {
          const std::uint32_t data = random.corner();
          REQUIRE(!core.access(memory.window, row, chunk, true, data).error);
          all.push_back({memory.window, row, chunk, data & chunk_mask(memory, chunk)});
        }
      }
    }
    for (const Written& written : all) {
      const Answer answer = core.access(written.window, written.row, written.chunk, false);
      CAPTURE(static_cast<int>(written.window), written.row, written.chunk);
      REQUIRE(!answer.error);
      REQUIRE(answer.data == written.data);
      ++count;
    }
  }
  REQUIRE(core.take_faults() == 0);
  compared("chunks written and read", count);
}

TEST_CASE("the identity, spec hash, sizes and options of a core read as it was built") {
  Core core;
  REQUIRE(core.read(Register::kIdentity) == spec::kIdentity);
  REQUIRE(core.read(Register::kSpecHashLow) == static_cast<std::uint32_t>(spec::kHash));
  REQUIRE(core.read(Register::kSpecHashHigh) == static_cast<std::uint32_t>(spec::kHash >> 32));
  REQUIRE(core.read(Register::kSizeNeurons) == kNeurons);
  REQUIRE(core.read(Register::kSizeAxons) == kAxons);
  REQUIRE(core.read(Register::kSizeSynapseWords) == kSynapseWords);
  REQUIRE(core.read(Register::kSizeProfiles) == kProfiles);
  spec::OptionsRegister options;
  options.lanes = kLanes;
  options.receptors = 2;
  options.random = 1;
  options.counters = 1;
  REQUIRE(core.read(Register::kOptions) == pack(options)[0]);
  REQUIRE(core.read(Register::kStatus) == 0);
}

TEST_CASE("settings hold what was written, within their fields, and read-only ones refuse it") {
  Core core;
  Random random;
  constexpr std::uint32_t kRegisters = static_cast<std::uint32_t>(Register::kInput) + 1;
  std::uint64_t count = 0;
  for (int round = 0; round < 200; ++round) {
    for (std::uint32_t row = 0; row < kRegisters; ++row) {
      const auto address = static_cast<Register>(row);
      if (address == Register::kCommand || address == Register::kInput) continue;  // they act
      std::uint32_t mask = 0;
      if (address == Register::kOccupiedNeurons) mask = low_mask(spec::kSlotCountBits);
      if (address == Register::kOccupiedAxons) mask = low_mask(spec::kAxonCountBits);
      if (address == Register::kAdaptEvery) mask = low_mask(spec::kAdaptEveryBits);
      if (address >= Register::kNoiseKeyA && address <= Register::kStep) mask = 0xffffffffu;
      const std::uint32_t before = core.read(address);
      const std::uint32_t data = random.corner();
      CAPTURE(row, data, before);
      const bool taken = core.write(address, data);
      if (address != Register::kFaults) {
        REQUIRE(taken == (mask != 0));
        REQUIRE(core.read(address) == (mask != 0 ? data & mask : before));
      }
      REQUIRE(core.take_faults() == (taken ? 0 : fault(&spec::FaultsRegister::host_address)));
      ++count;
    }
  }
  REQUIRE(!core.busy());
  REQUIRE(core.take_faults() == 0);
  compared("registers written and read", count);
}

TEST_CASE("an access to a window, row or chunk that does not exist is an error and a fault") {
  Core core;
  std::uint64_t count = 0;
  const auto refused = [&](std::uint32_t window, std::uint32_t row, std::uint32_t chunk) {
    for (const bool write : {false, true}) {
      CAPTURE(window, row, chunk, write);
      const Answer answer = core.access(static_cast<Window>(window), row, chunk, write, ~0u);
      REQUIRE(answer.error);
      REQUIRE(answer.data == 0);
      REQUIRE(core.take_faults() == fault(&spec::FaultsRegister::host_address));
      ++count;
    }
  };
  for (const Extent& memory : kMemories) {
    const auto window = static_cast<std::uint32_t>(memory.window);
    for (unsigned chunk = 0; chunk < 8; ++chunk) {
      for (const std::uint32_t row : {memory.rows, 2 * memory.rows, low_mask(spec::kHostRowBits)}) {
        refused(window, row, chunk);
      }
      if (chunk >= chunks_of(memory)) refused(window, 0, chunk);
    }
  }
  for (std::uint32_t window = 11; window < 16; ++window) refused(window, 0, 0);
  refused(0, static_cast<std::uint32_t>(Register::kInput) + 1, 0);
  refused(0, low_mask(spec::kHostRowBits), 0);
  refused(0, static_cast<std::uint32_t>(Register::kIdentity), 1);
  compared("accesses refused", count);
}

TEST_CASE("a refused write changes no row") {
  Core core;
  for (const Extent& memory : kMemories) {
    CAPTURE(static_cast<int>(memory.window));
    for (std::uint32_t row = 0; row < memory.rows; ++row) {
      for (unsigned chunk = 0; chunk < chunks_of(memory); ++chunk) {
        REQUIRE(!core.access(memory.window, row, chunk, true, 0).error);
      }
    }
    REQUIRE(core.access(memory.window, memory.rows, 0, true, ~0u).error);
    REQUIRE(core.access(memory.window, 0, chunks_of(memory), true, ~0u).error);
    for (std::uint32_t row = 0; row < memory.rows; ++row) {
      for (unsigned chunk = 0; chunk < chunks_of(memory); ++chunk) {
        REQUIRE(core.access(memory.window, row, chunk, false).data == 0);
      }
    }
  }
  REQUIRE(core.take_faults() == fault(&spec::FaultsRegister::host_address));
}

TEST_CASE("writing a 1 clears one fault and leaves the others") {
  Core core;
  const std::uint32_t address = fault(&spec::FaultsRegister::host_address);
  const std::uint32_t range = fault(&spec::FaultsRegister::input_range);
  REQUIRE(core.access(static_cast<Window>(15), 0, 0, false).error);
  REQUIRE(core.write(Register::kInput, kAxons));  // the line after the last
  REQUIRE(core.read(Register::kFaults) == (address | range));
  REQUIRE(core.write(Register::kFaults, 0));
  REQUIRE(core.read(Register::kFaults) == (address | range));
  REQUIRE(core.write(Register::kFaults, address));
  REQUIRE(core.read(Register::kFaults) == range);
  REQUIRE(core.take_faults() == range);
}
