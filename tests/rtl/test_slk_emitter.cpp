// SPDX-License-Identifier: Apache-2.0
// Emission against route lists in C++: inputs before spikes, every route once, every fault seen,
// and everything stands still while a packet is not taken.
#include <algorithm>
#include <vector>

#include "Vslk_emitter.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kNeurons = 16;
constexpr std::uint32_t kAxons = 64;  // also routes and input lines
constexpr std::uint32_t kPushCycles = 2;
constexpr spec::MeshRegister kMesh{5, 3};

struct Expected {
  std::vector<spec::Packet> deliveries;
  std::uint64_t inputs = 0;
  std::uint64_t routes = 0;
  std::uint64_t cycles = 0;  // from the first pop until idle
  bool fault_delay = false;
  bool fault_axon = false;
  bool fault_core = false;
};

class Emitter {
 public:
  explicit Emitter(Random& random) : random_(random) {
    rtl_->active_i = rtl_->input_i = rtl_->spike_i = 0;
    rtl_->host_access_i = rtl_->host_select_index_i = rtl_->host_select_route_i = 0;
    rtl_->mesh_i = pack(kMesh)[0];
    rtl_->packet_ready_i = 1;
    rtl_.reset();
  }

  // New lists and routes; with faults or without.
  void program(bool faulty) {
    for (std::uint32_t row = 0; row < kNeurons + kAxons; ++row) {
      spec::RouteIndex& index = lists_[row];
      index.base = random_.below(kAxons);
      index.count = std::min(random_.below(5), kAxons - index.base);
      if (faulty && random_.chance(10)) {
        index = {random_.below(1u << spec::kAxonBits), random_.below(9), 0};
      }
      index.copy = random_.chance(30);
      write_row(rtl_, rtl_->host_select_index_i, row, 0, pack(index)[0]);
    }
    for (std::uint32_t row = 0; row < kAxons; ++row) {
      spec::Route& route = routes_[row];
      route = {random_.below(kAxons), 1 + random_.below(spec::kDelaySlots - 1),
               random_.below(kMesh.width), random_.below(kMesh.height)};
      if (faulty && random_.chance(10)) route.delay = 0;
      if (faulty && random_.chance(10)) route.axon = random_.below(1u << spec::kAxonBits);
      if (faulty && random_.chance(10)) route.x = random_.below(1u << spec::kMeshBits);
      if (faulty && random_.chance(10)) route.y = random_.below(1u << spec::kMeshBits);
      write_row(rtl_, rtl_->host_select_route_i, row, 0, pack(route)[0]);
    }
  }

  // Queues one input spike; beyond the last line and beyond the queue are faults.
  void input(std::uint32_t line) {
    rtl_->input_i = 1;
    rtl_->input_line_i = static_cast<SData>(line);
    rtl_.settle();
    const bool exists = line < kAxons;
    const bool room = inputs_.size() < kAxons + 1;
    REQUIRE((rtl_->fault_line_o != 0) == !exists);
    REQUIRE((rtl_->fault_overflow_o != 0) == (exists && !room));
    rtl_.tick();
    rtl_->input_i = 0;
    if (exists && room) inputs_.push_back(line);
    dropped += !exists || !room;
  }

  // One update phase: spikes of the given slots come at random moments, or all at once; in so many
  // of the cycles no packet is taken.
  void step(const std::vector<std::uint32_t>& spikes, bool at_once, std::uint32_t stall_percent) {
    for (std::uint32_t i = 0; i < kPushCycles; ++i) rtl_.tick();
    const std::uint32_t now = random_.below(1u << spec::kArrivalBits);
    const Expected expected = expect(spikes, now);
    Expected got;
    rtl_->step_i = static_cast<CData>(now);
    rtl_->active_i = 1;
    const std::uint64_t budget = 100 * (expected.cycles + spikes.size()) + 20;
    std::size_t sent = 0;
    std::uint64_t cycle = 0, stalled = 0;
    bool waits = false;         // a packet was not taken in the cycle before
    std::uint32_t waiting = 0;  // that packet
    for (;; ++cycle) {
      REQUIRE(cycle < budget);
      const bool spike = sent < spikes.size() && (at_once || random_.chance(20));
      rtl_->spike_i = spike;
      if (spike) rtl_->spike_slot_i = static_cast<CData>(spikes[sent++]);
      rtl_->packet_ready_i = !random_.chance(stall_percent);
      rtl_.settle();
      if (waits) REQUIRE((rtl_->packet_valid_o && rtl_->packet_o == waiting));
      waits = rtl_->packet_valid_o && !rtl_->packet_ready_i;
      waiting = rtl_->packet_o;
      stalled += waits;
      record(got);
      if (rtl_->idle_o && !spike && sent == spikes.size()) break;
      rtl_.tick();
    }
    rtl_->active_i = rtl_->spike_i = 0;
    CAPTURE(now, spikes.size(), at_once);
    REQUIRE(got.inputs == expected.inputs);
    REQUIRE(got.routes == expected.routes);
    REQUIRE(got.fault_delay == expected.fault_delay);
    REQUIRE(got.fault_axon == expected.fault_axon);
    REQUIRE(got.fault_core == expected.fault_core);
    REQUIRE((got.deliveries == expected.deliveries));
    // Inputs wait at the queue's output: one route a cycle from the first pop on.
    if (spikes.empty()) REQUIRE(cycle == expected.cycles + stalled);
    stalls += stalled;
    deliveries += got.deliveries.size();
    faults += got.fault_delay + got.fault_axon + got.fault_core;
    inputs_.clear();
  }

  std::uint64_t deliveries = 0, dropped = 0, faults = 0, stalls = 0;

 private:
  Expected expect(const std::vector<std::uint32_t>& spikes, std::uint32_t now) const {
    std::vector<std::uint32_t> sources;
    for (const std::uint32_t line : inputs_) sources.push_back(kNeurons + line);
    sources.insert(sources.end(), spikes.begin(), spikes.end());
    Expected result;
    for (const std::uint32_t line : inputs_) result.inputs += !lists_[kNeurons + line].copy;
    bool delivering = false;  // the last cycle of walking reads a route
    result.cycles = sources.empty() ? 0 : 1;
    for (const std::uint32_t source : sources) {
      const spec::RouteIndex& list = lists_[source];
      result.cycles += std::max(list.count, 1u);
      delivering = list.count > 0 && list.base + list.count <= kAxons;
      for (std::uint32_t i = list.base; i < list.base + list.count; ++i) {
        result.fault_axon |= i >= kAxons;
        if (i >= kAxons) continue;
        ++result.routes;
        const spec::Route& route = routes_[i];
        result.fault_delay |= route.delay == 0;
        result.fault_axon |= route.axon >= kAxons;
        const bool inside = route.x < kMesh.width && route.y < kMesh.height;
        result.fault_core |= !inside;
        if (route.delay == 0 || route.axon >= kAxons || !inside) continue;
        result.deliveries.push_back(
            {route.axon, (now + route.delay) & low_mask(spec::kArrivalBits), route.x, route.y});
      }
    }
    result.cycles += delivering;
    return result;
  }

  void record(Expected& got) {
    got.inputs += rtl_->input_spike_o;
    got.routes += rtl_->route_o;
    got.fault_delay |= rtl_->fault_delay_o != 0;
    got.fault_axon |= rtl_->fault_axon_o != 0;
    got.fault_core |= rtl_->fault_core_o != 0;
    if (!rtl_->packet_valid_o || !rtl_->packet_ready_i) return;
    const std::uint32_t bits = rtl_->packet_o;
    got.deliveries.push_back(spec::unpack<spec::Packet>(&bits));
  }

  Module<Vslk_emitter> rtl_;
  Random& random_;
  std::array<spec::RouteIndex, kNeurons + kAxons> lists_{};
  std::array<spec::Route, kAxons> routes_{};
  std::vector<std::uint32_t> inputs_;
};

}  // namespace

TEST_CASE("slk_emitter delivers every route of every input and spike, inputs first") {
  Random random;
  Emitter emitter(random);
  while (emitter.deliveries < cases() / 10) {
    emitter.program(random.chance(50));
    for (int step = 0; step < 10; ++step) {
      const std::uint32_t inputs = random.chance(90) ? random.below(10) : random.below(80);
      for (std::uint32_t i = 0; i < inputs; ++i) {
        emitter.input(random.chance(90) ? random.below(kAxons)
                                        : random.below(1u << spec::kAxonBits));
      }
      std::vector<std::uint32_t> spikes;
      const bool quiet = random.chance(30);
      for (std::uint32_t slot = 0; slot < kNeurons && !quiet; ++slot) {
        if (random.chance(60)) spikes.push_back(slot);
      }
      emitter.step(spikes, random.chance(50), random.chance(50) ? 0 : random.below(95));
    }
  }
  compared("deliveries", emitter.deliveries);
  compared("input spikes dropped", emitter.dropped);
  compared("faults", emitter.faults);
  compared("cycles in which a packet waited", emitter.stalls);
}
