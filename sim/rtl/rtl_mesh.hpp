// SPDX-License-Identifier: Apache-2.0
// One Verilated chip of several cores behind its pins: what the plugin of a mesh offers, as
// rtl_core.hpp does for a chip of one core.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/gen/spec.hpp"

namespace slk {

// What the trace ports of a chip showed, in the order of time, within a cycle by core.
struct MeshBeats {
  struct Update {
    std::uint32_t core = 0;
    spec::Trace trace;
  };
  // Cycles are those in which packets can move, counted from the chip's reset.
  struct Injection {
    std::uint64_t cycle = 0;
    std::uint32_t core = 0;  // its router took it
    spec::Packet packet;
  };
  struct Acceptance {
    std::uint64_t cycle = 0;
    std::uint32_t core = 0;  // it took the packet
    spec::Delivery delivery;
  };
  std::vector<Update> updates;
  std::vector<Injection> injections;
  std::vector<Acceptance> acceptances;

  void clear() {
    updates.clear();
    injections.clear();
    acceptances.clear();
  }
};

class RtlMesh {
 public:
  virtual ~RtlMesh() = default;

  // One access of the host port; waits for ready at most `budget` cycles: counters take a moment
  // after a command, a reset waits until no packet is under way.
  struct Answer {
    bool taken = false;  // false: the port was never ready
    bool error = false;  // the chip refused the access
    std::uint32_t data = 0;
  };
  virtual Answer access(std::uint32_t core, spec::Window window, std::uint32_t row,
                        std::uint32_t chunk, bool write, std::uint32_t data,
                        std::uint64_t budget) = 0;

  // Clocks until the command that was given is done, at most `budget` cycles. Returns how many
  // cycles busy_o was high, or nothing if it did not finish.
  virtual std::optional<std::uint64_t> finish(std::uint64_t budget) = 0;

  // What the trace ports showed; access() and finish() add to it, the caller clears it.
  virtual MeshBeats& beats() = 0;

  // Cycles in which packets could move, since the reset.
  virtual std::uint64_t moving_cycles() const = 0;
  // Some bit of the fault register of some core is set.
  virtual bool fault() const = 0;
  // Assertions of the RTL that have failed so far.
  virtual int failed_assertions() const = 0;

  // Opens a waveform (FST), or closes it with an empty path.
  virtual void dump_wave(const std::string& path) = 0;
};

// What a plugin exports under the name "slk_make_rtl_mesh"; `seed` is that of rtl_core.hpp.
using MakeRtlMesh = RtlMesh*(std::uint32_t seed);

}  // namespace slk
