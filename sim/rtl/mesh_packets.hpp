// SPDX-License-Identifier: Apache-2.0
// The packets of a Verilated mesh, followed from port to port: who sent each, when it was taken and
// what became of it. None may get lost, be doubled or go astray.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <ostream>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "models/chip.hpp"
#include "models/mesh_watch.hpp"
#include "sim/rtl/rtl_mesh.hpp"

namespace slk {

// packets = on_time + late + dropped + merged + those that are under way.
struct PacketCounts {
  std::uint64_t packets = 0;
  std::uint64_t on_time = 0;
  std::uint64_t late = 0;
  std::uint64_t dropped = 0;
  std::uint64_t merged = 0;
  std::uint64_t accepted() const { return on_time + late + dropped + merged; }
  friend bool operator==(const PacketCounts& x, const PacketCounts& y) {
    return x.packets == y.packets && x.on_time == y.on_time && x.late == y.late &&
           x.dropped == y.dropped && x.merged == y.merged;
  }
};
// "5 packets, of them 4 in time, 0 late, 0 dropped, 1 merged".
std::ostream& operator<<(std::ostream& out, const PacketCounts& counts);

class MeshPackets {
 public:
  explicit MeshPackets(const Mesh& mesh) : mesh_(mesh) {}

  // Step `step` begins: what is sent from now on is sent in it, and what it hears leaves the rings.
  void begin_step(std::uint32_t step);
  // A reset has cleared the rings.
  void clear_rings();

  // Follows what the ports showed since the last call; cycles count from `first_cycle`. Returns why
  // it cannot be, one sentence, or nothing.
  std::string follow(const MeshBeats& beats, std::uint64_t first_cycle);

  // Between steps: returns how the counts contradict the number of packets that the chip says are
  // under way, one sentence, or nothing.
  std::string contradiction(std::uint64_t in_flight) const;

  const PacketCounts& counts() const { return counts_; }
  void keep_packets(bool keep) { keep_ = keep; }
  std::vector<PacketSeen> take_packets();
  std::vector<LateDelivery> take_late();

 private:
  struct Sent {
    std::uint64_t cycle = 0;
    std::uint32_t from = 0;
    std::uint32_t step = 0;  // that it is sent for
  };

  const Mesh mesh_;
  bool keep_ = false;
  std::uint32_t step_ = 0;
  PacketCounts counts_;
  std::unordered_map<std::uint32_t, std::deque<Sent>> under_way_;  // by receiver, axon and arrival
  // Of each ring slot the axons of all cores whose bit is set.
  std::array<std::unordered_set<std::uint32_t>, spec::kDelaySlots> rings_;
  std::vector<PacketSeen> packets_;
  std::vector<LateDelivery> late_;
};

}  // namespace slk
