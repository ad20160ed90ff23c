// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/emitter.hpp"

#include <algorithm>
#include <cassert>

namespace slk {

void Emitter::clear() {
  turns_.clear();
  next_ = 0;
  walked_ = -1;
  free_ = 0;
  end_ = 0;
}

void Emitter::add_route(const std::optional<spec::Packet>& packet) {
  assert(!turns_.empty());
  Turn& source = turns_.back();
  if (!source.empty) {
    turns_.push_back({source.ready, false, false, packet});
  } else {
    source.empty = false;
    source.packet = packet;
  }
}

bool Emitter::offers() {
  for (; next_ < turns_.size(); ++next_) {
    const Turn& turn = turns_[next_];
    const std::int64_t cycle = walk(turn);
    if (turn.packet) {
      // Computed from the turn before: asking twice changes nothing.
      offered_ = cycle + 1;
      return true;
    }
    walked_ = cycle;
    free_ = cycle + 1;
    end_ = static_cast<std::uint64_t>(turn.empty ? cycle : cycle + 1);
  }
  return false;
}

// A source is popped while the turn before it walks by, or later, and its first route walks by when
// things have moved on.
std::int64_t Emitter::walk(const Turn& turn) const {
  const auto ready = static_cast<std::int64_t>(turn.ready);
  if (!turn.first || ready <= walked_) return free_;
  return std::max(ready, free_) + 1;
}

void Emitter::taken(std::uint64_t cycle) {
  walked_ = offered_ - 1;
  free_ = static_cast<std::int64_t>(cycle);
  end_ = cycle;
  ++next_;
}

}  // namespace slk
