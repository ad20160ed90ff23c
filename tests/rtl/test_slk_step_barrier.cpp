// SPDX-License-Identifier: Apache-2.0
// When steps of a mesh begin and end, in barrier mode and in real time, by cores and packets that
// exist only as pins.
#include <functional>

#include "Vslk_step_barrier.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;
using spec::Register;

namespace {

constexpr std::uint32_t kColumns = 3, kRows = 2;

class Barrier {
 public:
  Barrier() {
    rtl_->host_select_i = rtl_->command_offered_i = rtl_->command_taken_i = 0;
    rtl_->cores_busy_i = rtl_->arrivals_busy_i = rtl_->injected_i = rtl_->accepted_i = 0;
    rtl_.reset();
  }

  struct Answer {
    bool exists = false, refused = false;
    std::uint32_t data = 0;
  };
  Answer access(std::uint32_t row, bool write, std::uint32_t data = 0, std::uint32_t chunk = 0) {
    rtl_->host_i = host_bus(row, chunk, write, data);
    rtl_.settle();
    Answer answer{rtl_->host_exists_o != 0, rtl_->host_refused_o != 0};
    rtl_->host_select_i = answer.exists;
    tick();
    rtl_->host_select_i = 0;
    answer.data = rtl_->host_rdata_o;
    return answer;
  }
  std::uint32_t read(Register row) { return access(static_cast<std::uint32_t>(row), false).data; }
  void write(Register row, std::uint32_t data) {
    const Answer answer = access(static_cast<std::uint32_t>(row), true, data);
    REQUIRE((answer.exists && !answer.refused));
  }
  void set_mode(bool real_time, std::uint32_t cycles_per_step) {
    write(Register::kMode, pack(spec::ModeRegister{real_time, 0, 3})[0]);
    write(Register::kCyclesPerStep, cycles_per_step);
  }

  // Offers a command until it is taken; returns the cycles in which it waited.
  std::uint64_t command(const spec::CommandRegister& value) {
    rtl_->command_i = pack(value)[0];
    rtl_->command_offered_i = 1;
    rtl_.settle();
    std::uint64_t waited = 0;
    for (; !rtl_->command_ready_o; ++waited) {
      REQUIRE(rtl_->run_o);
      REQUIRE(!rtl_->busy_o);
      accept(1);
      rtl_.settle();
    }
    rtl_->command_taken_i = 1;
    tick();
    rtl_->command_offered_i = rtl_->command_taken_i = 0;
    rtl_.settle();
    return waited;
  }
  std::uint64_t step() { return command({1, 0, 0, 0}); }

  // A pulse of a step command that the cores refuse.
  void refused_command(bool taken) { rtl_->command_offered_i = rtl_->command_taken_i = taken; }

  // Busy cycles from now on; `drive` sets the pins of cycle 0, 1, ...
  std::uint64_t busy_cycles(const std::function<void(std::uint64_t)>& drive) {
    for (std::uint64_t cycle = 0;; ++cycle) {
      REQUIRE(cycle < 10000);
      drive(cycle);
      rtl_.settle();
      REQUIRE((rtl_->run_o != 0) == (rtl_->busy_o != 0));
      if (!rtl_->busy_o) return cycle;
      tick();
      rtl_->injected_i = rtl_->accepted_i = 0;
    }
  }

  void cores_busy(bool busy) { rtl_->cores_busy_i = busy; }
  void arrivals_busy(bool busy) { rtl_->arrivals_busy_i = busy; }
  void inject(std::uint32_t count) { rtl_->injected_i = static_cast<CData>(count); }
  void accept_now(std::uint32_t count) { rtl_->accepted_i = static_cast<CData>(count); }
  // A cycle in which packets arrive.
  void accept(std::uint32_t count) {
    accept_now(count);
    tick();
    accept_now(0);
    rtl_.settle();
  }
  bool busy() {
    rtl_.settle();
    return rtl_->busy_o != 0;
  }
  void tick() { rtl_.tick(); }

 private:
  Module<Vslk_step_barrier> rtl_;
};

// A step in which the cores work for so many cycles and send so many packets, which stay.
std::uint64_t step_of(Barrier& barrier, std::uint64_t work, std::uint32_t packets = 0) {
  barrier.step();
  const std::uint64_t cycles = barrier.busy_cycles([&](std::uint64_t cycle) {
    barrier.cores_busy(cycle < work);
    if (cycle == 0) barrier.inject(packets);
  });
  barrier.cores_busy(false);
  return cycles;
}

}  // namespace

TEST_CASE(
    "a barrier step ends when the cores are idle, no packet is under way and all are written") {
  Random random;
  std::uint64_t steps = 0;
  Barrier barrier;
  std::uint64_t sum = 0;
  for (; steps < 2000; ++steps) {
    const std::uint64_t work = 1 + random.below(20);
    const std::uint64_t sent = random.below(20), packets = random.below(6);
    const std::uint64_t arrives = sent + 1 + random.below(20), written = arrives + random.below(4);
    barrier.step();
    const std::uint64_t cycles = barrier.busy_cycles([&](std::uint64_t cycle) {
      // Packets leave while cores work.
      barrier.cores_busy(cycle < work || cycle <= sent);
      if (cycle == sent) barrier.inject(static_cast<std::uint32_t>(packets));
      if (cycle == arrives) barrier.accept_now(static_cast<std::uint32_t>(packets));
      barrier.arrivals_busy(packets > 0 && cycle > arrives && cycle <= written);
    });
    barrier.cores_busy(false);
    barrier.arrivals_busy(false);
    const std::uint64_t until = std::max(work, sent + 1);
    REQUIRE(cycles == (packets > 0 ? std::max(until, written + 1) : until));
    REQUIRE(barrier.read(Register::kInFlight) == 0);
    sum += cycles;
  }
  REQUIRE(barrier.read(Register::kCyclesChipLow) == sum);
  REQUIRE(barrier.read(Register::kOverruns) == 0);
  compared("steps", steps);
}

TEST_CASE(
    "a step in real time takes its cycles, or counts an overrun and ends with the last core") {
  Barrier barrier;
  std::uint32_t overruns = 0;
  for (const std::uint32_t period : {1u, 2u, 7u, 100u}) {
    barrier.set_mode(true, period);
    for (std::uint64_t work = 1; work <= 2 * period; ++work) {
      CAPTURE(period, work);
      REQUIRE(step_of(barrier, work) == std::max<std::uint64_t>(period, work));
      overruns += work > period;
      REQUIRE(barrier.read(Register::kOverruns) == overruns);
    }
  }
  compared("overruns", overruns);
}

TEST_CASE("a command that comes while the chip is busy does not begin a step") {
  Barrier barrier;
  barrier.set_mode(true, 10);
  barrier.step();
  REQUIRE(barrier.busy_cycles([&](std::uint64_t cycle) { barrier.refused_command(cycle == 4); }) ==
          10);
  REQUIRE(barrier.read(Register::kOverruns) == 0);
}

TEST_CASE("in real time packets stay under way from step to step, and a reset waits for them") {
  Barrier barrier;
  barrier.set_mode(true, 10);
  REQUIRE(step_of(barrier, 5, 3) == 10);
  REQUIRE(!barrier.busy());
  REQUIRE(barrier.read(Register::kInFlight) == 3);
  REQUIRE(barrier.step() == 0);  // no reset: it does not wait
  REQUIRE(barrier.busy_cycles([](std::uint64_t) {}) == 10);
  REQUIRE(barrier.read(Register::kInFlight) == 3);
  REQUIRE(barrier.command({1, 1, 0, 0}) == 3);  // one arrives in each cycle of the wait
  REQUIRE(barrier.busy_cycles([](std::uint64_t) {}) == 10);
  REQUIRE(barrier.read(Register::kInFlight) == 0);
  // The cycles of the wait count.
  REQUIRE(barrier.read(Register::kCyclesChipLow) == 33);
}

TEST_CASE(
    "no packet stays under way for more ticks than there are without the mesh being emptied") {
  Barrier barrier;
  barrier.set_mode(true, 4);
  REQUIRE(step_of(barrier, 2, 1) == 4);
  for (std::uint32_t tick = 1; tick < spec::kLatenessDrain; ++tick) {
    REQUIRE(step_of(barrier, 2) == 4);
  }
  REQUIRE(barrier.read(Register::kOverruns) == 0);
  barrier.step();
  REQUIRE(barrier.busy_cycles([&](std::uint64_t cycle) {
    if (cycle == 20) barrier.accept_now(1);
  }) == 21);
  REQUIRE(barrier.read(Register::kOverruns) == 1);
  REQUIRE(step_of(barrier, 2) == 4);
}

TEST_CASE("the registers of the mesh are read at any time and written while it is not busy") {
  Barrier barrier;
  REQUIRE(barrier.read(Register::kMesh) == (kRows << 4 | kColumns));
  for (std::uint32_t row = 0; row < 64; ++row) {
    const bool exists = row >= static_cast<std::uint32_t>(Register::kMesh) &&
                        row <= static_cast<std::uint32_t>(Register::kCyclesChipHigh);
    const bool written = exists && row != static_cast<std::uint32_t>(Register::kMesh) &&
                         row != static_cast<std::uint32_t>(Register::kInFlight);
    CAPTURE(row);
    REQUIRE(barrier.access(row, false).exists == exists);
    REQUIRE(!barrier.access(row, false, 0, 1).exists);
    REQUIRE(barrier.access(row, true, row).exists == written);
    if (!written) continue;
    REQUIRE(barrier.access(row, false).data == row);
    barrier.cores_busy(true);
    REQUIRE(barrier.access(row, true, 0).refused);
    barrier.cores_busy(false);
    REQUIRE(!barrier.access(row, false).refused);
    // Cycles go on while a core is busy.
    if (row != static_cast<std::uint32_t>(Register::kCyclesChipLow)) {
      REQUIRE(barrier.access(row, false).data == row);
    }
    barrier.access(row, true, 0);
  }
}
