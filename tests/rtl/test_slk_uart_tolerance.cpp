// SPDX-License-Identifier: Apache-2.0
// How far the sender's bit time may be from the receiver's: measured, beside what theory allows and
// what is required.
#include <cmath>
#include <cstdio>

#include "tests/rtl/serial_line.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr int kPerPercent = 4;  // the sweep goes in steps of 0.25 %
constexpr int kMost = 8 * kPerPercent;

struct Case {
  std::uint32_t divisor;
  std::uint32_t bursts;
  double required;  // %
  double required_parity;
};

struct Window {
  double fast, slow;  // deviations of the sender's bit time in %, fast < 0 < slow
};

// The first sample that is low lies 0..1 clock behind the edge, the last sample (that of the stop
// bit, which follows 9 bits, 10 with parity) therefore 9.5 bits - early .. 9.5 bits - early + 1
// clock behind it. It must come after 9 bits of the sender and before the end of 10, and the next
// byte begins there. `early` is 1 for an even divisor, 1/2 for an odd one: samples are whole clocks
// apart.
Window theory(std::uint32_t divisor, std::uint32_t parity) {
  const double early = divisor % 2 == 0 ? 1 : 0.5;
  const double before = parity == spec::kParityNone ? 9 : 10;
  return {100 * (((before + 0.5) * divisor - early + 1) / ((before + 1) * divisor) - 1),
          100 * (((before + 0.5) * divisor - early) / (before * divisor) - 1)};
}

// Does every byte arrive? Bursts without a gap begin at phases spread over a clock cycle.
bool arrives(Random& random, const Case& c, std::uint32_t parity, int deviation,
             std::uint64_t& bytes) {
  SerialLine line(c.divisor, parity);
  const Time bit_time = c.divisor * kClock + c.divisor * kClock * deviation / (100 * kPerPercent);
  for (std::uint32_t burst = 0; burst < c.bursts; ++burst) {
    line.hold(true, 2 * c.divisor * kClock + kClock * burst / c.bursts);
    Bytes sent;
    for (int i = 0; i < 5; ++i) {
      sent.push_back(static_cast<std::uint8_t>(random.corner()));
      line.send(sent.back(), bit_time);
    }
    line.hold(true, 2 * c.divisor * kClock);
    line.run();
    if (std::exchange(line.received, {}) != sent || line.errors() != 0) return false;
    bytes += sent.size();
  }
  return true;
}

double measure(Random& random, const Case& c, std::uint32_t parity, int direction,
               std::uint64_t& bytes) {
  int deviation = 0;
  while (deviation < kMost && arrives(random, c, parity, direction * deviation, bytes)) ++deviation;
  return direction * (deviation - 1.) / kPerPercent;
}

}  // namespace

TEST_CASE("slk_uart_rx tolerates a sender whose clock is wrong") {
  constexpr std::array<Case, 7> kCases{{{4, 200, 2.5, 2.25},
                                        {5, 200, 2.5, 2.25},
                                        {8, 200, 4.0, 3.5},
                                        {16, 200, 4.5, 4.0},
                                        {27, 100, 4.5, 4.0},
                                        {104, 50, 4.5, 4.0},
                                        {868, 5, 4.5, 4.0}}};
  Random random;
  std::uint64_t bytes = 0;
  std::puts("clocks a bit  parity      measured in %     theory in %  required");
  for (const std::uint32_t parity : {spec::kParityNone, spec::kParityEven}) {
    for (const Case& c : kCases) {
      const bool none = parity == spec::kParityNone;
      const double required = none ? c.required : c.required_parity;
      const Window limit = theory(c.divisor, parity);
      const Window got{measure(random, c, parity, -1, bytes),
                       measure(random, c, parity, +1, bytes)};
      std::printf("%12u  %6s  %+6.2f .. %+6.2f %+6.2f .. %+6.2f  +-%.2f\n", c.divisor,
                  none ? "none" : "even", got.fast, got.slow, limit.fast, limit.slow, required);
      std::fflush(stdout);
      CHECK(got.fast <= -required);
      CHECK(got.slow >= required);
      // Nothing is wasted: it is as good as theory, but for the step of the sweep.
      CHECK(got.fast < limit.fast + 1. / kPerPercent);
      CHECK(got.slow > limit.slow - 1. / kPerPercent);
    }
  }
  compared("bytes", bytes);
}
