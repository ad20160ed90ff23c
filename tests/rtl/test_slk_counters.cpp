// SPDX-License-Identifier: Apache-2.0
// The event counters against plain sums: every increment arrives, however fast they come.
#include <vector>

#include "Vslk_counters_bench.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr unsigned kIncrementBits = 5;
// What an event can count in a cycle: the odd ones are single events.
constexpr std::uint32_t most(std::uint32_t event) { return event % 2 != 0 ? 1 : 31; }
constexpr int kReadyBudget =
    spec::kEventCount + 3 + 14;       // cycles from the end of work to complete totals
constexpr int kLinkReadyBudget = 14;  // likewise, if only events of the link happened
constexpr std::uint64_t kTotalMask = (std::uint64_t{1} << spec::Counter::kBits) - 1;

class Counters {
 public:
  Counters() {
    rtl_->busy_i = rtl_->link_i = rtl_->host_select_i = 0;
    increments_.fill(0);
    drive();
    rtl_.reset();
    for (std::uint32_t event = 0; event < spec::kEventCount; ++event) write(event, 0);
  }

  // One busy cycle; increment(event) says how much each event counts.
  template <class Increment>
  void work(Increment increment) {
    for (std::uint32_t event = 0; event < spec::kEventCount; ++event) {
      const std::uint32_t by = increment(event);
      increments_[event] = by;
      totals_[event] = (totals_[event] + by) & kTotalMask;
    }
    drive();
    rtl_->busy_i = 1;
    rtl_.settle();
    if (rtl_->host_ready_o) REQUIRE(!rtl_->host_ready_o);
    rtl_.tick();
    ++cycles;
    rtl_->busy_i = 0;
    increments_.fill(0);
    drive();
    rtl_.settle();
  }

  // One cycle with an event of the link.
  void link(std::uint32_t event) {
    increments_[event] = 1;
    totals_[event] = (totals_[event] + 1) & kTotalMask;
    drive();
    rtl_->link_i = 1;
    rtl_.settle();
    if (rtl_->host_ready_o) REQUIRE(!rtl_->host_ready_o);
    rtl_.tick();
    ++cycles;
    rtl_->link_i = 0;
    increments_.fill(0);
    drive();
    rtl_.settle();
  }

  void rest(std::uint32_t quiet) {
    for (; quiet > 0; --quiet) rtl_.tick();
  }

  void wait_until_ready(int budget = kReadyBudget) {
    for (int i = 0; !rtl_->host_ready_o; ++i) {
      REQUIRE(i < budget);
      rtl_.tick();
    }
  }

  void write(std::uint32_t event, std::uint64_t total) {
    wait_until_ready();
    for (std::uint32_t chunk = 0; chunk < spec::Counter::kChunks; ++chunk) {
      write_row(rtl_, rtl_->host_select_i, event, chunk,
                static_cast<std::uint32_t>(total >> (32 * chunk)));
    }
    totals_[event] = total & kTotalMask;
  }

  void compare(std::uint32_t event) {
    wait_until_ready();
    std::uint64_t got = 0;
    for (std::uint32_t chunk = 0; chunk < spec::Counter::kChunks; ++chunk) {
      const std::uint64_t bits =
          read_row(rtl_, rtl_->host_select_i, rtl_->host_rdata_o, event, chunk);
      got |= bits << (32 * chunk);
    }
    CAPTURE(event, cycles);
    REQUIRE(got == totals_[event]);
    ++totals_read;
  }

  void compare_all() {
    for (std::uint32_t event = 0; event < spec::kEventCount; ++event) compare(event);
  }

  std::uint64_t cycles = 0, totals_read = 0;

 private:
  void drive() {
    std::array<std::uint32_t, (spec::kEventCount * kIncrementBits + 31) / 32> bits{};
    for (unsigned event = 0; event < spec::kEventCount; ++event) {
      put_bits(bits.data(), event * kIncrementBits, kIncrementBits, increments_[event]);
    }
    for (std::size_t i = 0; i < bits.size(); ++i) rtl_->increments_i[i] = bits[i];
  }

  Module<Vslk_counters_bench> rtl_;
  std::array<std::uint32_t, spec::kEventCount> increments_{};
  std::array<std::uint64_t, spec::kEventCount> totals_{};
};

std::uint32_t random_increment(Random& random, std::uint32_t event) {
  return random.chance(50) ? random.below(2) * most(event) : random.below(most(event) + 1);
}

}  // namespace

TEST_CASE("slk_counters counts exactly, in work of any length") {
  Counters counters;
  Random random;
  while (counters.cycles < cases() / 20) {
    const std::uint32_t length = random.chance(70) ? random.below(60) : random.below(2000);
    for (std::uint32_t left = length; left > 0; --left) {
      counters.work([&](std::uint32_t event) { return random_increment(random, event); });
    }
    // Work may go on before the totals are complete, or after a look at some of them.
    counters.rest(random.below(30));
    for (std::uint32_t looks = random.below(4); looks > 0; --looks) {
      counters.compare(random.below(spec::kEventCount));
    }
    if (random.chance(20)) counters.write(random.below(spec::kEventCount), random.bits());
    if (random.chance(20)) counters.compare_all();
  }
  counters.compare_all();
  compared("cycles of counting", counters.cycles);
  compared("totals", counters.totals_read);
}

TEST_CASE("slk_counters does not overflow when every event counts its most in every cycle") {
  Counters counters;
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 10000 + round; ++i) counters.work(most);
    counters.compare_all();
  }
  compared("totals", counters.totals_read);
}

TEST_CASE("slk_counters carries into the high part and wraps at 48 bits") {
  Counters counters;
  for (const std::uint64_t before : {0xfffffff0u + std::uint64_t{0}, kTotalMask - 15}) {
    for (std::uint32_t event = 0; event < spec::kEventCount; ++event) counters.write(event, before);
    for (int i = 0; i < 16; ++i) counters.work(most);
    counters.compare_all();
  }
  compared("totals", counters.totals_read);
}

TEST_CASE("slk_counters completes the events of a link between two bytes, even behind other work") {
  constexpr auto kFirst = static_cast<std::uint32_t>(spec::Event::kCyclesWait);
  constexpr auto kCount = static_cast<std::uint32_t>(spec::Event::kPackets) - kFirst;
  constexpr std::uint32_t kByte = 10 * spec::kClocksPerBitMin;
  Counters counters;
  Random random;
  while (counters.cycles < cases() / 100) {
    for (std::uint32_t left = random.below(3) * random.below(60); left > 0; --left) {
      counters.work([&](std::uint32_t event) { return random_increment(random, event); });
    }
    counters.link(kFirst + random.below(kCount));
    counters.rest(random.below(60));
    counters.link(kFirst + random.below(kCount));
    counters.rest(kByte);  // the rest of that work
    counters.wait_until_ready();
    for (std::uint32_t bytes = random.below(5); bytes > 0; --bytes) {
      for (std::uint32_t more = random.below(3); more > 0; --more) {
        counters.link(kFirst + random.below(kCount));
        counters.rest(random.below(kByte));
      }
      counters.link(kFirst + random.below(kCount));
      counters.wait_until_ready(kLinkReadyBudget);
      counters.compare(random.chance(80) ? kFirst + random.below(kCount)
                                         : random.below(spec::kEventCount));
    }
    if (random.chance(5)) counters.compare_all();
  }
  counters.compare_all();
  compared("totals", counters.totals_read);
}
