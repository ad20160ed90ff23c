// SPDX-License-Identifier: Apache-2.0
// What a core in a mesh says of a command to whoever runs the mesh: when it offers packets, and
// when it takes some. Cycles count from the first of the command.
#pragma once

#include <cstdint>
#include <vector>

#include "models/core_cycles.hpp"
#include "sim/tlm/emitter.hpp"

namespace slk {

struct PacketPort {
  // Nothing is sent, and everything is taken; memory is kept.
  void clear() {
    reset_until = update_from = ends = 0;
    ring_busy.clear();
    updates = false;
    emitter.clear();
  }

  // No packet is taken before this cycle (a reset clears the ring) ...
  std::uint64_t reset_until = 0;
  // ... nor in these, in which the scan reads or clears a word of the ring; ascending.
  std::vector<std::uint64_t> ring_busy;

  // The update phase, if there is one: cycles of the emitter count from `update_from`, its neuron
  // pass takes `pass` cycles.
  bool updates = false;
  std::uint64_t update_from = 0;
  std::uint64_t pass = 0;
  Emitter emitter;
  // Without: the core is idle from this cycle on.
  std::uint64_t ends = 0;

  // The same, in any case; with an update phase not before its last packet is taken.
  std::uint64_t idle_from() const {
    return updates ? update_from + update_cycles(pass, emitter.end()) : ends;
  }
};

}  // namespace slk
