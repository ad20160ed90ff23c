// SPDX-License-Identifier: Apache-2.0
// The queue against a std::deque: order, latency, throughput, overflow.
#include <deque>

#include "Vslk_fifo_bench.h"
#include "tests/rtl/bench.hpp"

using namespace slk::bench;

namespace {

constexpr std::uint64_t kLatency = 2;  // from push to pop

// One of the two queues, its model, and what was compared.
class Queue {
 public:
  Queue(Module<Vslk_fifo_bench>& rtl, int index)
      : rtl_(rtl), index_(index), depth_(index == 0 ? 8 : 256) {}

  // One cycle: compares every output, with the model's state before it.
  void cycle(bool push, bool want_pop, std::uint32_t data) {
    const bool valid = !queue_.empty() && queue_.front().pushed + kLatency <= now_;
    const bool pop = want_pop && valid;
    // What can be popped has left the memory.
    const bool full = queue_.size() - valid == depth_;
    rtl_->push_i = static_cast<CData>(push << index_);
    rtl_->pop_i = static_cast<CData>(pop << index_);
    rtl_->data_i = static_cast<SData>(data);
    rtl_.settle();
    CAPTURE(now_, queue_.size(), push, pop);
    check(bit(rtl_->valid_o) == valid, "valid");
    check(bit(rtl_->empty_o) == queue_.empty(), "empty");
    check(bit(rtl_->overflow_o) == (push && full), "overflow");
    if (valid) check((rtl_->data_o >> (16 * index_) & 0xffff) == queue_.front().data, "data");
    if (pop) queue_.pop_front();
    if (push && !full) queue_.push_back({data, now_});
    rtl_.tick();
    pops += pop;
    overflows += push && full;
    ++now_;
  }

  std::uint64_t pops = 0;
  std::uint64_t overflows = 0;

 private:
  struct Entry {
    std::uint32_t data;
    std::uint64_t pushed;  // cycle
  };

  bool bit(std::uint32_t pins) const { return (pins >> index_ & 1) != 0; }
  void check(bool equal, const char* output) const {
    if (!equal) FAIL("depth " << depth_ << ", cycle " << now_ << ": wrong " << output);
  }

  Module<Vslk_fifo_bench>& rtl_;
  const int index_;
  const std::size_t depth_;
  std::deque<Entry> queue_;
  std::uint64_t now_ = 0;
};

}  // namespace

TEST_CASE("slk_fifo keeps order, hands on after two cycles, and reports every push that it drops") {
  Module<Vslk_fifo_bench> rtl;
  Random random;
  for (int index = 0; index < 2; ++index) {
    rtl->push_i = rtl->pop_i = 0;
    rtl.reset();
    Queue queue(rtl, index);
    // Pushes and pops are likely, rare or certain for a while, so that it fills, drains and flows.
    constexpr std::array<std::uint32_t, 4> kPercent{{5, 50, 95, 100}};
    while (queue.pops < cases() / 10) {
      const std::uint32_t push = kPercent[random.below(4)];
      const std::uint32_t pop = kPercent[random.below(4)];
      for (std::uint32_t left = random.below(2000); left > 0; --left) {
        queue.cycle(random.chance(push), random.chance(pop), random.below(0x10000));
      }
    }
    compared("pops", queue.pops);
    compared("dropped pushes", queue.overflows);
  }
}

TEST_CASE("slk_fifo passes one number every cycle") {
  Module<Vslk_fifo_bench> rtl;
  for (int index = 0; index < 2; ++index) {
    rtl->push_i = rtl->pop_i = 0;
    rtl.reset();
    Queue queue(rtl, index);
    constexpr std::uint64_t kCycles = 1000;
    for (std::uint64_t cycle = 0; cycle < kCycles; ++cycle) {
      queue.cycle(true, true, static_cast<std::uint32_t>(cycle));
    }
    REQUIRE(queue.overflows == 0);
    REQUIRE(queue.pops == kCycles - kLatency);
  }
}
