// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/mesh_clock.hpp"

#include <algorithm>

namespace slk {
namespace {

constexpr std::uint64_t bit(std::uint32_t i) { return std::uint64_t{1} << i; }

std::uint32_t lowest(std::uint64_t bits) {
  return static_cast<std::uint32_t>(__builtin_ctzll(bits));
}

}  // namespace

MeshClock::MeshClock(const Mesh& mesh, std::vector<PacketPort*> ports, PacketObserver& observer)
    : ports_(std::move(ports)),
      observer_(observer),
      routers_(mesh),
      offer_at_(mesh.cores()),
      scanned_(mesh.cores()) {}

void MeshClock::drain() {
  if (registers.mode.real_time == 0) return;
  std::uint64_t cycle = 0;
  for (; in_flight_ > 0; ++cycle) deliver(cycle, ~std::uint64_t{0});
  registers.cycles_chip += cycle;
}

std::uint64_t MeshClock::run(bool step) {
  begin(step);
  std::uint64_t cycle = 0;
  while (!over(cycle)) {
    move(cycle);
    ++cycle;
    if (routers_.empty()) cycle = std::max(cycle, emitting_ != 0 ? next_offer() : ends());
  }
  registers.overruns += period_ > 0 && cycle > period_;
  registers.cycles_chip += cycle;
  return cycle;
}

void MeshClock::begin(bool step) {
  const bool real_time = registers.mode.real_time != 0;
  if (in_flight_ > 0 && step) ++age_;
  period_ = real_time && step ? registers.cycles_per_step : 0;
  emitting_ = 0;
  cores_end_ = written_ = 0;
  for (std::uint32_t c = 0; c < ports_.size(); ++c) {
    scanned_[c] = 0;
    look(c);
  }
}

// A step of a barrier also waits for every packet; one in real time only for those that have been
// under way for long.
bool MeshClock::over(std::uint64_t cycle) const {
  const bool waits =
      registers.mode.real_time == 0 || age_ >= static_cast<std::uint32_t>(spec::kLatenessDrain);
  return emitting_ == 0 && cycle >= ends() && !(waits && in_flight_ > 0);
}

std::uint64_t MeshClock::ends() const {
  return std::max(cores_end_, registers.mode.real_time != 0 ? period_ : written_);
}

std::uint64_t MeshClock::next_offer() const {
  std::uint64_t next = ~std::uint64_t{0};
  for (std::uint64_t left = emitting_; left != 0; left &= left - 1) {
    next = std::min(next, offer_at_[lowest(left)]);
  }
  return next;
}

void MeshClock::move(std::uint64_t cycle) {
  if (in_flight_ == 0) age_ = 0;
  offer(cycle);
  std::uint64_t ready = 0;
  for (std::uint64_t left = routers_.offering(); left != 0; left &= left - 1) {
    const std::uint32_t c = lowest(left);
    if (takes(c, cycle)) ready |= bit(c);
  }
  deliver(cycle, ready);
}

void MeshClock::offer(std::uint64_t cycle) {
  for (std::uint64_t left = emitting_; left != 0; left &= left - 1) {
    const std::uint32_t c = lowest(left);
    if (offer_at_[c] > cycle) continue;
    PacketPort& port = *ports_[c];
    const spec::Packet& packet = port.emitter.packet();
    if (!routers_.offer(c, {packet, c, registers.cycles_chip + cycle})) continue;
    ++in_flight_;
    observer_.injected(c, packet);
    port.emitter.taken(cycle - port.update_from);
    look(c);
  }
}

// For the next packet of a core.
void MeshClock::look(std::uint32_t core) {
  PacketPort& port = *ports_[core];
  if (port.emitter.offers()) {
    emitting_ |= bit(core);
    offer_at_[core] = port.update_from + port.emitter.offers_from();
  } else {
    emitting_ &= ~bit(core);
    cores_end_ = std::max(cores_end_, port.idle_from());
  }
}

bool MeshClock::takes(std::uint32_t core, std::uint64_t cycle) {
  const PacketPort& port = *ports_[core];
  std::size_t& next = scanned_[core];
  while (next < port.ring_busy.size() && port.ring_busy[next] < cycle) ++next;
  const bool scanning = next < port.ring_busy.size() && port.ring_busy[next] == cycle;
  return cycle >= port.reset_until && !scanning;
}

// What a core takes in a cycle it writes in the next one.
void MeshClock::deliver(std::uint64_t cycle, std::uint64_t ready) {
  routers_.cycle(ready, taken_);
  for (const auto& [core, flit] : taken_) {
    --in_flight_;
    written_ = cycle + 2;
    observer_.accepted(core, flit, registers.cycles_chip + cycle);
  }
}

}  // namespace slk
