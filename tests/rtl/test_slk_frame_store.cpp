// SPDX-License-Identifier: Apache-2.0
// The store of frames against a std::deque: what is visible, what is forgotten, what does not fit.
#include <deque>

#include "Vslk_frame_store.h"
#include "tests/rtl/bench.hpp"

using namespace slk::bench;

namespace {

constexpr std::size_t kDepth = 16;
constexpr std::uint64_t kLatency = 2;  // from commit to pop

// What happens in a cycle; `pop` if there is something to pop.
struct Inputs {
  bool push, commit, rollback, pop, clear;
  std::uint32_t data;
};

// The store, its model, and what was compared.
class Store {
 public:
  Store() {
    drive({});
    rtl_.reset();
  }

  // One cycle: compares every output, with the model's state before it.
  void cycle(Inputs in) {
    const bool valid = !visible_.empty() && visible_.front().committed + kLatency <= now_;
    in.pop = in.pop && valid;
    // What can be popped has left the memory.
    const std::size_t room = kDepth - (visible_.size() - valid) - frame_.size();
    const bool overflow = in.push && (lost_ || room == 0);
    const bool refused = in.commit && (lost_ || overflow);
    drive(in);
    check(rtl_->valid_o == valid, "valid");
    check(rtl_->room_o == room, "room");
    check(rtl_->overflow_o == overflow, "overflow");
    check(rtl_->refused_o == refused, "refused");
    if (valid) check(rtl_->data_o == visible_.front().data, "data");
    rtl_.tick();

    if (in.pop) visible_.pop_front();
    if (in.clear) visible_.clear();
    if (in.push && !overflow) frame_.push_back(in.data);
    lost_ = lost_ || overflow;
    if (in.commit && !lost_) {
      for (const std::uint32_t data : frame_) visible_.push_back({data, now_});
    }
    if (in.commit || in.rollback) {
      frame_.clear();
      lost_ = false;
    }
    pops += in.pop;
    refusals += refused;
    cleared += in.clear && valid;
    ++now_;
  }

  std::uint64_t pops = 0, refusals = 0, cleared = 0;

 private:
  struct Word {
    std::uint32_t data;
    std::uint64_t committed;  // cycle
  };

  void drive(const Inputs& in) {
    rtl_->push_i = in.push;
    rtl_->commit_i = in.commit;
    rtl_->rollback_i = in.rollback;
    rtl_->pop_i = in.pop;
    rtl_->clear_i = in.clear;
    rtl_->data_i = static_cast<CData>(in.data);
    rtl_.settle();
  }
  void check(bool equal, const char* output) const {
    if (!equal) FAIL("cycle " << now_ << ": wrong " << output);
  }

  Module<Vslk_frame_store> rtl_;
  std::deque<Word> visible_;
  std::vector<std::uint32_t> frame_;
  bool lost_ = false;  // the present frame
  std::uint64_t now_ = 0;
};

}  // namespace

TEST_CASE("slk_frame_store shows whole frames only and forgets the others") {
  Store store;
  Random random;
  // Each is likely, rare or certain for a while, so that the store fills, drains and flows.
  constexpr std::array<std::uint32_t, 4> kPercent{{5, 50, 95, 100}};
  constexpr std::array<std::uint32_t, 3> kEnds{{2, 10, 60}};
  while (store.pops < cases() / 5) {
    const std::uint32_t push = kPercent[random.below(4)];
    const std::uint32_t pop = kPercent[random.below(4)];
    const std::uint32_t end = kEnds[random.below(3)];
    const std::uint32_t clear = random.chance(20) ? 5 : 0;
    for (std::uint32_t left = random.below(2000); left > 0; --left) {
      const bool ends = random.chance(end), good = random.chance(80);
      store.cycle({random.chance(push), ends && good, ends && !good, random.chance(pop),
                   random.chance(clear), random.below(256)});
    }
  }
  compared("pops", store.pops);
  compared("refused commits", store.refusals);
  compared("clears of a word at the output", store.cleared);
}

TEST_CASE("slk_frame_store passes one word every cycle") {
  Store store;
  constexpr std::uint32_t kCycles = 1000;
  for (std::uint32_t cycle = 0; cycle < kCycles; ++cycle) {
    store.cycle({true, true, false, true, false, cycle & 0xff});
  }
  REQUIRE(store.refusals == 0);
  REQUIRE(store.pops == kCycles - kLatency);
}
