// SPDX-License-Identifier: Apache-2.0
// The sender, clock by clock against the waveform of 8 bits with and without parity, and looped
// back into the receiver.
#include <algorithm>

#include "Vslk_uart_tx.h"
#include "tests/rtl/serial_line.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

// Sends the bytes, each offered with a chance of `percent` in every cycle, and compares the pin and
// ready with the waveform; returns the cycles from the first start bit until the line is idle.
template <class Pin>
std::uint64_t send(Random& random, std::uint32_t divisor, std::uint32_t parity, const Bytes& bytes,
                   std::uint32_t percent, Pin pin) {
  Module<Vslk_uart_tx> rtl;
  rtl->clocks_per_bit_i = static_cast<SData>(divisor);
  rtl->parity_i = static_cast<CData>(parity);
  rtl->valid_i = 0;
  rtl.reset();
  std::deque<bool> waveform;  // from this cycle on, a level a cycle
  std::uint64_t cycles = 0;
  auto next = bytes.begin();
  bool offered = false;
  while (next != bytes.end() || !waveform.empty()) {
    offered = next != bytes.end() && (offered || random.chance(percent));
    rtl->valid_i = offered;
    rtl->data_i = offered ? *next : static_cast<CData>(random.bits());
    rtl.settle();
    const bool level = waveform.empty() || waveform.front();
    const bool ready = waveform.size() <= 1;
    if (rtl->tx_o != level || rtl->ready_o != ready) {
      FAIL("divisor " << divisor << ", byte " << next - bytes.begin() << ", " << waveform.size()
                      << " cycles left: wrong tx or ready");
    }
    pin(level);
    cycles += !waveform.empty();
    if (!waveform.empty()) waveform.pop_front();
    if (offered && ready) {
      const std::uint8_t byte = *next++;
      const auto level_for = [&](bool bit) { waveform.insert(waveform.end(), divisor, bit); };
      level_for(false);
      for (int bit = 0; bit < 8; ++bit) level_for((byte >> bit & 1) != 0);
      if (parity != spec::kParityNone) level_for(parity_bit(byte, parity));
      level_for(true);
      offered = false;
    }
    rtl.tick();
  }
  return cycles;
}

}  // namespace

TEST_CASE("slk_uart_tx sends every byte, with and without parity, bytes that wait without a gap") {
  Random random;
  std::uint64_t cycles = 0;
  for (const std::uint32_t parity : kParities) {
    for (const std::uint32_t divisor : kDivisors) {
      Bytes bytes = all_bytes();
      cycles += send(random, divisor, parity, bytes, 100, [](bool) {});
      std::reverse(bytes.begin(), bytes.end());
      bytes.resize(50);
      cycles += send(random, divisor, parity, bytes, 1, [](bool) {});
    }
  }
  compared("cycles of the pin", cycles);
}

TEST_CASE("slk_uart_rx receives what slk_uart_tx sends") {
  Random random;
  std::uint64_t bytes = 0;
  for (const std::uint32_t parity : kParities) {
    for (const std::uint32_t divisor : kDivisors) {
      for (const std::uint32_t percent : {100u, 1u}) {
        SerialLine line(divisor, parity);
        send(random, divisor, parity, all_bytes(), percent, [&](bool level) { line.clock(level); });
        INFO("divisor " << divisor << ", parity " << parity);
        REQUIRE(line.received == all_bytes());
        REQUIRE(line.errors() == 0);
        bytes += line.received.size();
      }
    }
  }
  compared("bytes", bytes);
}
