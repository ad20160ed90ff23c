// SPDX-License-Identifier: Apache-2.0
// The clock of the TLM mesh, with ports in the place of cores: when a step ends, and what stays
// under way.
#include <catch2/catch.hpp>

#include "sim/tlm/mesh_clock.hpp"

using namespace slk;

namespace {

struct Seen : PacketObserver {
  void injected(std::uint32_t, const spec::Packet&) override { ++sent; }
  void accepted(std::uint32_t core, const Flit& flit, std::uint64_t cycle) override {
    cores.push_back(core);
    latencies.push_back(cycle - flit.injected);
    cycles.push_back(cycle);
  }
  std::uint64_t sent = 0;
  std::vector<std::uint32_t> cores;
  std::vector<std::uint64_t> latencies, cycles;
};

// A row of cores that do what a test says.
struct Row {
  explicit Row(std::uint32_t cores) : ports(cores) {
    std::vector<PacketPort*> all;
    for (PacketPort& port : ports) all.push_back(&port);
    clock = std::make_unique<MeshClock>(Mesh{cores, 1}, all, seen);
  }
  // In this command the core updates no neuron, from a cycle on, and sends so many packets.
  void updates(std::uint32_t core, std::uint64_t from, std::uint32_t packets = 0,
               std::uint32_t to = 0) {
    PacketPort& port = ports[core];
    port.updates = true;
    port.update_from = from;
    port.emitter.clear();
    if (packets > 0) port.emitter.add_source(0);
    for (std::uint32_t p = 0; p < packets; ++p) port.emitter.add_route(spec::Packet{p, 0, to, 0});
  }
  void real_time(std::uint32_t cycles_per_step) {
    clock->registers.mode = {1, 0, 0};
    clock->registers.cycles_per_step = cycles_per_step;
  }

  Seen seen;
  std::vector<PacketPort> ports;
  std::unique_ptr<MeshClock> clock;
};

}  // namespace

TEST_CASE("a barrier step ends when the last core is done and the last delivery is written") {
  Row chip(8);
  for (std::uint32_t c = 0; c < 8; ++c) chip.updates(c, 10);
  CHECK(chip.clock->run(true) == 12);
  chip.updates(0, 10, 1, 7);  // offered in cycle 12, taken 8 cycles later, written in the next one
  CHECK(chip.clock->run(true) == 22);
  CHECK(chip.seen.latencies == std::vector<std::uint64_t>{8});
  CHECK(chip.seen.cycles == std::vector<std::uint64_t>{12 + 20});
  chip.updates(0, 10, 1, 7);
  chip.updates(1, 40);  // is done later
  CHECK(chip.clock->run(true) == 42);
  CHECK(chip.clock->registers.cycles_chip == 12 + 22 + 42);
  CHECK(chip.clock->registers.overruns == 0);
  CHECK(chip.clock->in_flight() == 0);
}

TEST_CASE("a core takes nothing before its reset is over, and nothing in a cycle of its scan") {
  Row chip(2);
  chip.updates(0, 0, 1, 1);  // offered in cycle 2, to core 1 in cycle 4
  chip.ports[1].reset_until = 6;
  chip.ports[1].ring_busy = {1, 6, 7, 9};
  CHECK(chip.clock->run(true) == 10);
  CHECK(chip.seen.cycles == std::vector<std::uint64_t>{8});
}

TEST_CASE("a core whose router is full goes on when it has room, and its phase is longer") {
  Row chip(2);
  chip.ports[0].reset_until = 100;
  chip.updates(0, 0, 6, 0);  // to itself: four are held, the fifth waits from cycle 6 on
  CHECK(chip.clock->run(true) == 107);
  CHECK(chip.ports[0].idle_from() == 104);
  CHECK(chip.seen.sent == 6);
  CHECK(chip.seen.cores.size() == 6);
}

TEST_CASE("a step in real time lasts its cycles, and what is under way then stays where it is") {
  Row chip(8);
  chip.real_time(14);
  chip.updates(0, 0, 1, 7);  // would be taken in cycle 10
  CHECK(chip.clock->run(true) == 14);
  CHECK(chip.seen.cycles == std::vector<std::uint64_t>{10});
  chip.updates(0, 4, 1, 7);  // in cycle 14, one too late
  CHECK(chip.clock->run(true) == 14);
  CHECK(chip.clock->in_flight() == 1);
  CHECK(chip.clock->registers.overruns == 0);
  chip.updates(0, 20);  // cores are done in cycle 22: an overrun, but a step without is none
  CHECK(chip.clock->run(true) == 22);
  CHECK(chip.seen.cycles.back() == 28);
  CHECK(chip.clock->registers.overruns == 1);
  CHECK(chip.clock->run(false) == 22);
  CHECK(chip.clock->registers.overruns == 1);
  chip.updates(0, 12);  // done just in time
  CHECK(chip.clock->run(true) == 14);
  CHECK(chip.clock->registers.overruns == 1);
}

TEST_CASE("before a reset in real time the mesh drains, and its cycles count") {
  Row chip(8);
  chip.clock->drain();
  chip.real_time(5);
  chip.updates(0, 0, 1, 7);
  CHECK(chip.clock->run(true) == 5);
  CHECK(chip.clock->in_flight() == 1);
  chip.clock->drain();
  CHECK(chip.clock->in_flight() == 0);
  CHECK(chip.seen.latencies == std::vector<std::uint64_t>{8});  // of which two cycles were left
  CHECK(chip.clock->registers.cycles_chip == 11);
  CHECK(chip.clock->registers.overruns == 0);
}

TEST_CASE("a step goes on when packets have been under way for 192 ticks without a break") {
  Row chip(2);
  chip.real_time(10);
  chip.updates(1, 0, 1, 0);
  chip.ports[0].reset_until = 50;  // never takes it in a step of ten cycles
  CHECK(chip.clock->run(true) == 10);
  chip.updates(1, 0);
  for (int tick = 1; tick < spec::kLatenessDrain; ++tick) REQUIRE(chip.clock->run(true) == 10);
  CHECK(chip.clock->registers.overruns == 0);
  CHECK(chip.clock->in_flight() == 1);
  CHECK(chip.clock->run(true) == 51);
  CHECK(chip.clock->in_flight() == 0);
  CHECK(chip.clock->registers.overruns == 1);
  CHECK(chip.clock->run(true) == 10);
  // A break ends the count.
  chip.updates(1, 0, 1, 0);
  chip.ports[0].reset_until = 0;
  CHECK(chip.clock->run(true) == 10);
  CHECK(chip.clock->registers.overruns == 1);
}
