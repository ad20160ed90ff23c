// SPDX-License-Identifier: Apache-2.0
// The routers of a mesh, clock cycle by clock cycle, as in docs/datasheet.md, "The mesh". Cycles in
// which no packet is held need not be called: nothing changes in them.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/chip.hpp"
#include "models/gen/spec.hpp"

namespace slk {

// A packet in the mesh, and where it comes from.
struct Flit {
  spec::Packet packet;
  std::uint32_t from = 0;      // core
  std::uint64_t injected = 0;  // cycle, for whoever asks later
};

class MeshRouters {
 public:
  explicit MeshRouters(const Mesh& mesh);

  // A cycle: a core offers its packet, which goes to a core of the mesh. Returns whether the router
  // takes it, which it does unless that input was full when the cycle began. At most once a core
  // and cycle.
  bool offer(std::uint32_t core, const Flit& flit);

  // In the same cycle: the cores to which a packet is offered, a bit each, and that packet.
  std::uint64_t offering() const { return offering_; }
  const Flit& offered(std::uint32_t core) const {
    const Router& router = routers_[core];
    return router.inputs[served(router, kLocal)].head();
  }

  // Ends the cycle: whatever can move does. Cores in `ready` take what they are offered, which is
  // put into `taken`, by core, ascending.
  void cycle(std::uint64_t ready, std::vector<std::pair<std::uint32_t, Flit>>& taken);

  // Nothing is held.
  bool empty() const { return active_ == 0 && pushed_.empty(); }

 private:
  // Inputs and outputs of a router.
  static constexpr std::uint32_t kPorts = 5;
  enum Port : std::uint32_t { kLocal, kEast, kWest, kNorth, kSouth };

  struct Fifo {
    std::array<Flit, spec::kRouterDepth> flits;
    std::uint8_t first = 0;
    std::uint8_t count = 0;
    const Flit& head() const { return flits[first]; }
    bool full() const { return count == spec::kRouterDepth; }
    void push(const Flit& flit) { flits[(first + count++) % spec::kRouterDepth] = flit; }
    void pop() {
      first = static_cast<std::uint8_t>((first + 1) % spec::kRouterDepth);
      --count;
    }
  };
  struct Router {
    std::array<Fifo, kPorts> inputs;
    std::array<std::uint8_t, kPorts> wanted_by{};  // of each output the inputs, a bit each
    std::array<std::uint8_t, kPorts> last{};       // input that it served last
    std::array<std::uint8_t, kPorts> neighbour{};  // core behind it
  };
  struct Move {
    std::uint32_t core, input, output;
  };
  struct Push {
    std::uint32_t core, input;
    Flit flit;
  };

  static std::uint32_t served(const Router& router, std::uint32_t output);
  std::uint32_t output_of(std::uint32_t core, const spec::Packet& packet) const;
  bool has_room(const Router& router, std::uint32_t output) const;
  void want(std::uint32_t core, std::uint32_t input, bool wants);
  Flit pop(const Move& move);
  void push(const Push& push);

  const Mesh mesh_;
  std::vector<Router> routers_;
  std::uint64_t active_ = 0;    // routers that hold a packet, a bit each
  std::uint64_t offering_ = 0;  // those that offer one to their core
  std::vector<Move> moves_;     // of this cycle
  std::vector<Push> pushed_;    // in this cycle
};

}  // namespace slk
