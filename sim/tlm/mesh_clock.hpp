// SPDX-License-Identifier: Apache-2.0
// The clock of a mesh: lets packets move from the cores through the routers into the cores, cycle
// by cycle, for as long as a command takes, and says how long that is. No SystemC: cores are seen
// through their ports. docs/datasheet.md, "The mesh".
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "models/chip.hpp"
#include "models/gen/spec.hpp"
#include "sim/tlm/mesh_routers.hpp"
#include "sim/tlm/packet_port.hpp"

namespace slk {

// Is told of every packet. `cycle` is the value of cycles_chip in that cycle.
class PacketObserver {
 public:
  virtual ~PacketObserver() = default;
  virtual void injected(std::uint32_t core, const spec::Packet& packet) = 0;
  virtual void accepted(std::uint32_t core, const Flit& flit, std::uint64_t cycle) = 0;
};

class MeshClock {
 public:
  // The registers of the mesh.
  struct Registers {
    spec::ModeRegister mode;
    std::uint32_t cycles_per_step = 0;
    std::uint32_t overruns = 0;
    std::uint64_t cycles_chip = 0;
  };

  // By core number; ports and observer outlive the clock.
  MeshClock(const Mesh& mesh, std::vector<PacketPort*> ports, PacketObserver& observer);

  Registers registers;
  std::uint32_t in_flight() const { return in_flight_; }

  // Before a command with a reset: in real time it is taken when no packet is under way.
  void drain();

  // A command of all cores, which have settled. Returns its clock cycles.
  std::uint64_t run(bool step);

 private:
  void begin(bool step);
  bool over(std::uint64_t cycle) const;
  std::uint64_t ends() const;
  std::uint64_t next_offer() const;
  void move(std::uint64_t cycle);
  void offer(std::uint64_t cycle);
  void look(std::uint32_t core);
  bool takes(std::uint32_t core, std::uint64_t cycle);
  void deliver(std::uint64_t cycle, std::uint64_t ready);

  const std::vector<PacketPort*> ports_;
  PacketObserver& observer_;
  MeshRouters routers_;
  std::uint32_t in_flight_ = 0;
  std::uint32_t age_ = 0;  // steps since no packet was under way

  // Of the command that runs.
  std::uint64_t period_ = 0;             // cycles that it takes at least
  std::uint64_t emitting_ = 0;           // cores with a packet left, a bit each
  std::vector<std::uint64_t> offer_at_;  // of those the cycle from which they offer it
  std::uint64_t cores_end_ = 0;          // of the others the first cycle in which all are idle
  std::uint64_t written_ = 0;            // first cycle behind the write of the last delivery
  std::vector<std::size_t> scanned_;     // by core: entries of `ring_busy` that are over
  std::vector<std::pair<std::uint32_t, Flit>> taken_;
};

}  // namespace slk
