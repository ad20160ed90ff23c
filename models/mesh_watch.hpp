// SPDX-License-Identifier: Apache-2.0
// What a machine with a mesh shows of its packets. Machines that are exact in time show the same.
#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "models/core_cycles.hpp"
#include "models/ledger.hpp"

namespace slk {

// A packet that arrived. Cycles are those in which packets can move (register cycles_chip), counted
// from 0 since the image was loaded and the totals were cleared. Over h hops a packet that meets no
// other is accepted h + 1 cycles after its injection; its latency is the difference.
struct PacketSeen {
  std::uint64_t injected = 0;  // cycle in which the router of `from` took it
  std::uint64_t accepted = 0;  // cycle in which core `to` took it
  std::uint32_t from = 0;      // core number
  std::uint32_t to = 0;
  std::uint32_t axon = 0;  // on `to`
  std::uint32_t step = 0;  // that it was sent for: the step in which its source fired, plus delay
  std::uint32_t late = 0;  // steps by which it came too late to be heard then; 0: in time
  bool dropped = false;    // it was too late to be heard at all
  friend bool operator==(const PacketSeen& x, const PacketSeen& y) {
    return std::tie(x.injected, x.accepted, x.from, x.to, x.axon, x.step, x.late, x.dropped) ==
           std::tie(y.injected, y.accepted, y.from, y.to, y.axon, y.step, y.late, y.dropped);
  }
};

// A packet that was late.
struct LateDelivery {
  std::uint32_t step = 0;  // that it was sent for
  std::uint32_t core = 0;  // that took it
  std::uint32_t axon = 0;
  std::uint32_t late = 0;  // steps, 1..255; also when it was dropped
  bool dropped = false;
  friend bool operator==(const LateDelivery& x, const LateDelivery& y) {
    return std::tie(x.step, x.core, x.axon, x.late, x.dropped) ==
           std::tie(y.step, y.core, y.axon, y.late, y.dropped);
  }
  friend bool operator<(const LateDelivery& x, const LateDelivery& y) {
    return std::tie(x.step, x.core, x.axon, x.late, x.dropped) <
           std::tie(y.step, y.core, y.axon, y.late, y.dropped);
  }
};

// Of a backend (Backend::mesh_watch), as long as that lives.
class MeshWatch {
 public:
  virtual ~MeshWatch() = default;

  // From now on packets are kept until they are taken, or not. Not, at first: they are many.
  virtual void keep_packets(bool keep) = 0;

  // Packets that were accepted since the last call, by the cycle of it, then by the core.
  virtual std::vector<PacketSeen> take_packets() = 0;

  // The late ones among them, in the same order; these are always kept.
  virtual std::vector<LateDelivery> take_late() = 0;

  // Of each core the cycles of its phases in the last command.
  virtual std::vector<StepCycles> phases() = 0;

  // Of each core the events that it has counted. Backend::ledger() is their sum, but for
  // cycles_step and overruns, which are those of the chip. This makes every update of a weight that
  // is due.
  virtual std::vector<Ledger> core_ledgers() = 0;
};

}  // namespace slk
