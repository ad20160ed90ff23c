// SPDX-License-Identifier: Apache-2.0
// The receiver on a line with an imperfect sender: what it takes, what it ignores, what it reports.
#include "tests/rtl/serial_line.hpp"

using namespace slk;
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
  for (const std::uint32_t parity : kParities) {
    for (const std::uint32_t divisor : kDivisors) {
      SerialLine line(divisor, parity);
      line.hold(true, any_time(random, divisor * kClock));
      INFO("divisor " << divisor << ", parity " << parity);
      REQUIRE(pass(line, all_bytes(), divisor * kClock) == all_bytes());
      for (int i = 0; i < 20; ++i) {
        line.hold(true, any_time(random, 2 * divisor * kClock));
        const Bytes sent = random_bytes(random, 1 + random.below(10));
        REQUIRE(pass(line, sent, divisor * kClock) == sent);
        bytes += sent.size();
      }
      REQUIRE(line.errors() == 0);
      bytes += all_bytes().size();
    }
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
    REQUIRE(line.errors() == 0);
  }
  compared("bytes behind glitches", bytes);
}

TEST_CASE("slk_uart_rx outvotes wrong samples") {
  // A byte is lost if two of three neighbouring samples are wrong in one of 9 or 10 votes (2000 *
  // 10 * 3 * 0.002^2 = 0.24 bytes), or, more rarely, in the wrong place of a start bit. A receiver
  // that looks once a bit would lose 36. More than 4 come once in 10,000 seeds.
  constexpr std::uint32_t kOneIn = 500, kBytes = 2000, kLimit = 4;
  Random random;
  for (const std::uint32_t parity : kParities) {
    SerialLine line(104, parity);
    std::uint32_t bad = 0;
    for (std::uint32_t i = 0; i < kBytes; ++i) {
      const Bytes sent = random_bytes(random, 1);
      line.send(sent[0], line.divisor * kClock);
      line.run(&random, kOneIn);
      bad += std::exchange(line.received, {}) != sent;
    }
    std::cout << "a sample in " << kOneIn << " wrong, parity " << parity << ": " << bad << " of "
              << kBytes << " bytes are bad\n";
    REQUIRE(bad <= kLimit);
  }
}

TEST_CASE("slk_uart_rx reports a byte without a stop bit and receives the next one") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t parity : kParities) {
    for (const std::uint32_t divisor : kDivisors) {
      SerialLine line(divisor, parity);
      const Time bit_time = divisor * kClock;
      for (std::uint32_t i = 1; i <= 50; ++i) {
        line.hold(true, any_time(random, 2 * bit_time));
        // A byte with some bit set, then low: for the stop bit, or for any time.
        const auto lost = static_cast<std::uint8_t>(random.bits() | 1u << random.below(8));
        line.send_bits(lost, random.chance(50), bit_time);
        line.hold(false, bit_time + (random.chance(50) ? any_time(random, 50 * bit_time) : 0));
        line.hold(true, bit_time);
        const Bytes sent = random_bytes(random, 3);
        INFO("divisor " << divisor << ", parity " << parity << ", round " << i);
        REQUIRE(pass(line, sent, bit_time) == sent);
        REQUIRE(line.framing == i);
        REQUIRE(line.errors() == i);
        bytes += sent.size();
      }
    }
  }
  compared("bytes behind framing errors", bytes);
}

TEST_CASE("slk_uart_rx drops a byte of wrong parity and receives the next one") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t parity : {spec::kParityOdd, spec::kParityEven}) {
    for (const std::uint32_t divisor : kDivisors) {
      SerialLine line(divisor, parity);
      const Time bit_time = divisor * kClock;
      for (unsigned byte = 0; byte < 256; ++byte) {
        const auto wrong = static_cast<std::uint8_t>(byte);
        line.send_bits(wrong, !parity_bit(wrong, line.parity), bit_time);
        line.hold(true, bit_time + any_time(random, bit_time));
        const Bytes sent = random_bytes(random, 1);
        INFO("divisor " << divisor << ", parity " << parity << ", byte " << byte);
        REQUIRE(pass(line, sent, bit_time) == sent);
        REQUIRE(line.wrong_parity == byte + 1);
        REQUIRE(line.errors() == byte + 1);
        bytes += sent.size();
      }
    }
  }
  compared("bytes behind bytes of wrong parity", bytes);
}

TEST_CASE("slk_uart_rx reports a break once, whatever its length, and no framing error") {
  Random random;
  std::uint64_t breaks = 0;
  for (const std::uint32_t parity : kParities) {
    for (const std::uint32_t divisor : kDivisors) {
      SerialLine line(divisor, parity);
      const Time bit_time = divisor * kClock;
      const std::uint32_t bits = parity == spec::kParityNone ? 10 : 11;
      for (std::uint32_t i = 1; i <= 30; ++i) {
        line.hold(true, any_time(random, 2 * bit_time));
        line.run();
        line.broken = 0;
        const std::uint32_t more = random.below(40);
        line.hold(false, (bits + more) * bit_time);
        line.hold(true, bit_time);
        const Bytes sent = random_bytes(random, 2);
        INFO("divisor " << divisor << ", parity " << parity << ", round " << i);
        REQUIRE(pass(line, sent, bit_time) == sent);
        REQUIRE(line.breaks == i);
        REQUIRE(line.errors() == i);
        // The rest of the break, half a stop bit included.
        REQUIRE(line.broken + 2 >= (2 * more + 1) * divisor / 2);
        REQUIRE(line.broken <= (2 * more + 1) * divisor / 2 + 2);
        ++breaks;
      }
    }
  }
  compared("breaks", breaks);
}

TEST_CASE("slk_uart_rx ticks once a bit while no byte comes, and never within one") {
  Random random;
  std::uint64_t ticks = 0;
  for (const std::uint32_t divisor : kDivisors) {
    SerialLine line(divisor);
    const Time bit_time = divisor * kClock;
    for (int i = 0; i < 20; ++i) {
      const std::uint32_t bits = 2 + random.below(20);
      for (const std::uint8_t byte : random_bytes(random, 3)) line.send(byte, bit_time);
      line.hold(true, bits * bit_time);
      line.run();
      INFO("divisor " << divisor << ", round " << i << ", " << bits << " bits of silence");
      // Half a stop bit more than that; within the three bytes there is no whole bit.
      REQUIRE(line.ticks >= bits - 1);
      REQUIRE(line.ticks <= bits + 1);
      ticks += std::exchange(line.ticks, 0);
    }
  }
  compared("ticks", ticks);
}
