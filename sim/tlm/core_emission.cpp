// SPDX-License-Identifier: Apache-2.0
// What the TLM core sends and what it receives: emission at the end of a step, and arrivals.
#include <cstring>

#include "models/arrival.hpp"
#include "sim/tlm/core.hpp"

namespace slk {

using spec::Event;

// Input spikes first, in the order in which they were queued, then spikes in slot order. Returns
// the cycles of the update phase; 0 in a mesh, which says so later.
std::uint64_t Core::emit() {
  port_.updates = in_mesh();
  port_.update_from = cycle();
  port_.pass = pass_cycles(occupied_neurons_, size_);
  Emission emission;
  for (const std::uint32_t line : inputs_) {
    const spec::RouteIndex& routes = route_index_[size_.neurons + line];
    count(Event::kInputSpikes) += routes.copy == 0;
    if (in_mesh()) {
      queue(routes, 0);
    } else {
      emission.add_input(routes.count);
      deliver(routes, emission.end());
    }
  }
  for (const std::uint32_t slot : fired_) {
    const spec::RouteIndex& routes = route_index_[slot];
    if (in_mesh()) {
      queue(routes, spike_ready(slot, size_));
    } else {
      emission.add_spike(spike_ready(slot, size_), routes.count);
      deliver(routes, emission.end());
    }
  }
  inputs_.clear();
  return in_mesh() ? 0 : update_cycles(port_.pass, emission.end());
}

void Core::queue(const spec::RouteIndex& routes, std::uint64_t ready) {
  port_.emitter.add_source(ready);
  for (std::uint32_t i = 0; i < routes.count; ++i) {
    port_.emitter.add_route(packet(routes.base + i));
  }
}

// One route a cycle; the last delivery is in the ring in `last_cycle`.
void Core::deliver(const spec::RouteIndex& routes, std::uint64_t last_cycle) {
  for (std::uint32_t i = 0; i < routes.count; ++i) {
    const std::optional<spec::Packet> sent = packet(routes.base + i);
    if (!sent) continue;
    std::uint32_t word = pack(*sent)[0];
    delivery_.set_address(0);
    delivery_.set_data_ptr(reinterpret_cast<unsigned char*>(&word));
    delivery_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    sc_core::sc_time delay = cycles(last_cycle - (routes.count - 1 - i));
    deliveries->b_transport(delivery_, delay);
  }
}

// What is sent along a route, if it can be.
std::optional<spec::Packet> Core::packet(std::uint32_t route) {
  if (route >= routes_.rows()) {
    faults_.route_axon = 1;
    return {};
  }
  ++count(Event::kRouteWords);
  const spec::Route& to = routes_[route];
  const bool no_delay = to.delay == 0, no_axon = to.axon >= size_.axons;
  const bool no_core = to.x >= mesh_.width || to.y >= mesh_.height;
  faults_.route_delay |= no_delay;
  faults_.route_axon |= no_axon;
  faults_.route_core |= no_core;
  if (no_delay || no_axon || no_core) return {};
  constexpr std::uint32_t kMask = (1u << spec::kArrivalBits) - 1;
  return spec::Packet{to.axon, (step_ + to.delay) & kMask, to.x, to.y};
}

void Core::arrive(tlm::tlm_generic_payload& payload, sc_core::sc_time&) {
  std::uint32_t word = 0;
  if (!payload.is_write()) {
    payload.set_response_status(tlm::TLM_COMMAND_ERROR_RESPONSE);
    return;
  }
  if (payload.get_data_length() != sizeof word) {
    payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
    return;
  }
  std::memcpy(&word, payload.get_data_ptr(), sizeof word);
  const auto packet = spec::unpack<spec::Packet>(&word);
  if (payload.get_address() != 0 || packet.axon >= size_.axons) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return;
  }
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  write_ring(packet);
}

// What arrives in a mesh is counted by what becomes of it, too.
void Core::write_ring(const spec::Packet& packet) {
  const Arrival arrival = slk::arrive(step_, packet.arrival, mode_);
  std::uint32_t& bits = ring_.word(arrival.slot, packet.axon / spec::kRingWordBits);
  const std::uint32_t bit = 1u << packet.axon % spec::kRingWordBits;
  const bool merged = (bits & bit) != 0;
  if (!arrival.dropped) {
    bits |= bit;
    count(Event::kAxonDeliveries) += !merged;
    faults_.ring_merge |= merged && mode_.real_time == 0;
  }
  if (!in_mesh()) return;
  ++count(arrival.dropped     ? Event::kDropped
          : merged            ? Event::kMerged
          : arrival.late == 0 ? Event::kOnTime
                              : Event::kLate);
}

}  // namespace slk
