// SPDX-License-Identifier: Apache-2.0
// One Verilated chip behind its pins: what a plugin (build/rtl/NAME.so) offers. It is reached
// through the core's host port, the backdoor, or over its serial line. Every variant of the core is
// compiled into a plugin of its own, so that RTL that does not compile stops nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/byte_pipe.hpp"

namespace slk {

class RtlCore {
 public:
  virtual ~RtlCore() = default;

  // One access of the host port; waits for ready at most `kHostBudget` cycles.
  struct Answer {
    bool taken = false;  // false: the port was never ready
    bool error = false;  // the core refused the access
    std::uint32_t data = 0;
  };
  static constexpr int kHostBudget = 1000;
  virtual Answer access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                        std::uint32_t data) = 0;

  // Clocks until the command that was given is done, at most `budget` cycles; appends the beats of
  // the trace port. Returns how many cycles busy_o was high, or nothing if it did not finish.
  virtual std::optional<std::uint64_t> finish(std::uint64_t budget,
                                              std::vector<spec::Trace>& beats) = 0;

  // The serial line of a chip that was just reset: how long a bit is (kClocksPerBitMin or more).
  virtual void set_clocks_per_bit(std::uint32_t clocks) = 0;
  // The host's end of it alone, while nothing is under way.
  virtual void set_line(const LineSetting& setting) = 0;
  // That of the chip, in force.
  virtual LineSetting line() const = 0;
  // Queues bytes, which are sent one behind the other while the clock runs.
  virtual void send(const std::vector<std::uint8_t>& bytes) = 0;
  // Clocks until a byte has come, at most `budget` cycles; appends the beats of the trace port.
  // Returns all bytes that have come and were not returned before.
  virtual std::vector<std::uint8_t> receive(std::uint64_t budget,
                                            std::vector<spec::Trace>& beats) = 0;

  // Clock cycles since the reset.
  virtual std::uint64_t cycles() const = 0;
  // Some bit of the fault register is set.
  virtual bool fault() const = 0;
  // Assertions of the RTL that have failed so far.
  virtual int failed_assertions() const = 0;

  // Opens a waveform (FST), or closes it with an empty path.
  virtual void dump_wave(const std::string& path) = 0;
};

// What a plugin exports under the name "slk_make_rtl_core". `seed` chooses the random values that
// registers and memories have before anything is written (Verilator's stand-in for X).
using MakeRtlCore = RtlCore*(std::uint32_t seed);

}  // namespace slk
