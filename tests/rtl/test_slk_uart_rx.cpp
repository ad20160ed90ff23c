// SPDX-License-Identifier: Apache-2.0
// The receiver on a line with an imperfect sender: what it takes, what it ignores, what it reports.
#include "tests/rtl/serial_line.hpp"

using namespace slk::bench;

namespace {

// Any time below `most`, in 1/1000 clock: a phase that no clock edge knows of.
Time any_time(Random& random, Time most) { return random.below(static_cast<std::uint32_t>(most)); }

Bytes random_bytes(Random& random, std::size_t count) {
  Bytes bytes(count);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.corner());
  return bytes;
}

// Sends them without a gap and takes what arrived off the line.
Bytes pass(SerialLine& line, const Bytes& bytes, Time bit_time) {
  for (const std::uint8_t byte : bytes) line.send(byte, bit_time);
  line.hold(true, 2 * line.divisor * kClock);
  line.run();
  return std::exchange(line.received, {});
}

}  // namespace

TEST_CASE("slk_uart_rx receives every byte, one behind the other, at every phase") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t divisor : kDivisors) {
    SerialLine line(divisor);
    line.hold(true, any_time(random, divisor * kClock));
    INFO("divisor " << divisor);
    REQUIRE(pass(line, all_bytes(), divisor * kClock) == all_bytes());
    for (int i = 0; i < 20; ++i) {
      line.hold(true, any_time(random, 2 * divisor * kClock));
      const Bytes sent = random_bytes(random, 1 + random.below(10));
      REQUIRE(pass(line, sent, divisor * kClock) == sent);
      bytes += sent.size();
    }
    REQUIRE(line.framing == 0);
    bytes += all_bytes().size();
  }
  compared("bytes", bytes);
}

TEST_CASE("slk_uart_rx takes a glitch for no start, and the byte right after it for a byte") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t divisor : kDivisors) {
    SerialLine line(divisor);
    for (int i = 0; i < 100; ++i) {
      line.hold(true, any_time(random, 2 * divisor * kClock));
      for (std::uint32_t glitches = 1 + random.below(3); glitches > 0; --glitches) {
        line.hold(false, any_time(random, divisor * kClock / 4));
        line.hold(true, 2 * kClock + any_time(random, divisor * kClock));  // wins a vote
      }
      const Bytes sent = random_bytes(random, 2);
      INFO("divisor " << divisor << ", round " << i);
      REQUIRE(pass(line, sent, divisor * kClock) == sent);
      bytes += sent.size();
    }
    REQUIRE(line.framing == 0);
  }
  compared("bytes behind glitches", bytes);
}

TEST_CASE("slk_uart_rx outvotes wrong samples") {
  // A byte is lost if two of three neighbouring samples are wrong in one of 9 votes (2000 * 9 * 3 *
  // 0.002^2 = 0.2 bytes), or, more rarely, in the wrong place of a start bit. A receiver that looks
  // once a bit would lose 36. More than 4 come once in 10,000 seeds.
  constexpr std::uint32_t kOneIn = 500, kBytes = 2000, kLimit = 4;
  Random random;
  SerialLine line(104);
  std::uint32_t bad = 0;
  for (std::uint32_t i = 0; i < kBytes; ++i) {
    const Bytes sent = random_bytes(random, 1);
    line.send(sent[0], line.divisor * kClock);
    line.run(&random, kOneIn);
    bad += std::exchange(line.received, {}) != sent;
  }
  std::cout << "a sample in " << kOneIn << " wrong: " << bad << " of " << kBytes
            << " bytes are bad\n";
  REQUIRE(bad <= kLimit);
}

TEST_CASE("slk_uart_rx reports a byte without a stop bit and receives the next one") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t divisor : kDivisors) {
    SerialLine line(divisor);
    const Time bit_time = divisor * kClock;
    for (std::uint32_t i = 1; i <= 50; ++i) {
      line.hold(true, any_time(random, 2 * bit_time));
      // Start bit and data of a byte, then low: for the stop bit, or for a break of any length.
      for (int bit = 0; bit < 9; ++bit) line.hold(bit > 0 && random.chance(50), bit_time);
      line.hold(false, bit_time + (random.chance(50) ? any_time(random, 50 * bit_time) : 0));
      line.hold(true, bit_time);
      const Bytes sent = random_bytes(random, 3);
      INFO("divisor " << divisor << ", round " << i);
      REQUIRE(pass(line, sent, bit_time) == sent);
      REQUIRE(line.framing == i);
      bytes += sent.size();
    }
  }
  compared("bytes behind framing errors", bytes);
}
