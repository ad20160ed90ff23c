// SPDX-License-Identifier: Apache-2.0
// Emission of a core of a mesh: when it offers which packet. Without waiting it keeps the times of
// Emission (models/core_cycles.hpp); while a packet is offered and not taken, all of it stands
// still. Cycles count from the first of the update phase.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/gen/spec.hpp"

namespace slk {

class Emitter {
 public:
  // Sources in their order, each with its routes behind it. It can be popped from cycle `ready` on;
  // a route that is no packet (it cannot be sent) takes its turn, too.
  void clear();
  void add_source(std::uint64_t ready) { turns_.push_back({ready, true, true, {}}); }
  void add_route(const std::optional<spec::Packet>& packet);

  // The packet that is offered, from a cycle on, until it is taken in some cycle; if one is left.
  // Once this was asked, nothing may be added.
  bool offers();
  std::uint64_t offers_from() const { return static_cast<std::uint64_t>(offered_); }
  const spec::Packet& packet() const { return *turns_[next_].packet; }
  void taken(std::uint64_t cycle);

  // When no packet is left: the cycle in which the last one was taken, or the last turn was over.
  std::uint64_t end() const { return end_; }

 private:
  // A route, or a source without any, walks by in a cycle; a packet is offered from the next on.
  struct Turn {
    std::uint64_t ready = 0;  // of its source
    bool first = false;       // of its source
    bool empty = false;       // there is no route
    std::optional<spec::Packet> packet;
  };
  std::int64_t walk(const Turn& turn) const;

  std::vector<Turn> turns_;
  std::size_t next_ = 0;
  // Cycle in which the last turn walked by, and the first one behind it in which things may move.
  std::int64_t walked_ = -1;
  std::int64_t free_ = 0;
  std::int64_t offered_ = 0;  // cycle from which the packet is offered
  std::uint64_t end_ = 0;
};

}  // namespace slk
