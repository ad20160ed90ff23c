// SPDX-License-Identifier: Apache-2.0
// Lists back to back: every address, one a cycle, no gap, and one cycle for an empty list.
#include "Vslk_walker.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr unsigned kAddrBits = 18;
constexpr unsigned kCountBits = 10;

std::uint32_t list_length(Random& random) {
  if (random.chance(75)) return random.below(4);
  return random.chance(90) ? random.below(40) : random.below(1u << kCountBits);
}

}  // namespace

TEST_CASE("slk_walker walks lists without a gap") {
  Module<Vslk_walker> rtl;
  Random random;
  rtl->hold_i = 0;
  rtl->start_i = 0;
  rtl.reset();
  std::uint32_t next = 0;  // address expected in this cycle
  std::uint32_t left = 0;  // elements from this cycle on
  std::uint64_t lists = 0, elements = 0;
  for (std::uint64_t cycle = 0; cycle < cases(); ++cycle) {
    const bool eager = cycle / 1024 % 2 != 0;  // for a while, lists follow each other at once
    const bool start = left == 0 && (eager || random.chance(50));
    rtl->start_i = start;
    rtl->base_i = port(random.corner(), kAddrBits);
    rtl->count_i = static_cast<SData>(list_length(random));
    if (start) {
      next = rtl->base_i;
      left = rtl->count_i;
    }
    rtl.settle();
    const bool equal = (rtl->valid_o != 0) == (left > 0) && (rtl->last_o != 0) == (left <= 1) &&
                       (rtl->idle_o != 0) == (!start && left == 0) &&
                       (left == 0 || rtl->addr_o == next);
    if (!equal) {
      CAPTURE(cycle, start, left, next, rtl->addr_o);
      REQUIRE((rtl->valid_o != 0) == (left > 0));
      REQUIRE((rtl->last_o != 0) == (left <= 1));
      REQUIRE((rtl->idle_o != 0) == (!start && left == 0));
      REQUIRE(rtl->addr_o == next);
    }
    lists += start;
    elements += left > 0;
    if (left > 0) --left;
    next = port(next + 1, kAddrBits);
    rtl.tick();
  }
  compared("lists", lists);
  compared("elements", elements);
}

TEST_CASE("slk_walker forgets its list at reset") {
  Module<Vslk_walker> rtl;
  rtl->hold_i = 0;
  rtl->start_i = 0;
  rtl.reset();
  rtl->start_i = 1;
  rtl->base_i = 7;
  rtl->count_i = 100;
  rtl.tick();
  rtl->start_i = 0;
  rtl.settle();
  REQUIRE(rtl->valid_o);
  rtl.reset();
  REQUIRE(!rtl->valid_o);
  REQUIRE(rtl->idle_o);
}
