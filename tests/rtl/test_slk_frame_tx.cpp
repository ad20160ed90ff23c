// SPDX-License-Identifier: Apache-2.0
// The sender of frames against the encoder of the benches, in any rhythm of its two neighbours.
#include "Vslk_frame_tx.h"
#include "Vslk_uart_tx.h"
#include "tests/rtl/frame_codec.hpp"
#include "tests/rtl/serial_line.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

Bytes whole_frame(const Bytes& payload) {
  Bytes frame = contents(payload);
  frame.insert(frame.begin(), kFlag);
  frame.push_back(kFlag);
  return frame;
}

// Sends a payload, each byte offered and each byte of the line taken with these chances; compares
// every byte, and the cycle in which each byte of the payload is taken.
void send(Module<Vslk_frame_tx>& rtl, Random& random, const Bytes& payload, std::uint32_t offer,
          std::uint32_t take) {
  const Bytes frame = whole_frame(payload);
  std::size_t sent = 0, taken = 0;
  std::size_t due = 1;  // bytes sent when the next byte of the payload is taken
  bool offered = false;
  while (sent < frame.size()) {
    offered = taken < payload.size() && (offered || random.chance(offer));
    rtl->valid_i = offered;
    rtl->data_i = offered ? payload[taken] : static_cast<CData>(random.bits());
    rtl->last_i = offered ? taken + 1 == payload.size() : random.chance(50);
    rtl->ready_i = random.chance(take);
    rtl.settle();
    const bool valid = sent > 0 && taken == payload.size() ? true : offered;
    REQUIRE(rtl->valid_o == valid);
    REQUIRE(rtl->sent_o == (valid && rtl->ready_i));
    if (valid) REQUIRE(rtl->data_o == frame[sent]);
    sent += rtl->sent_o;
    const bool ready = offered && rtl->sent_o && sent == due + escaped({payload[taken]}).size();
    if (offered) REQUIRE(rtl->ready_o == ready);
    if (ready) {
      due = sent;
      ++taken;
      offered = false;
    }
    rtl.tick();
  }
}

}  // namespace

TEST_CASE("slk_frame_tx frames every payload and takes a byte when the line does") {
  Module<Vslk_frame_tx> rtl;
  Random random;
  rtl->valid_i = rtl->ready_i = 0;
  rtl.reset();
  constexpr std::array<std::uint32_t, 3> kPercent{{10, 80, 100}};
  std::uint64_t bytes = 0;
  while (bytes < cases() / 5) {
    const Bytes payload = random_payload(random);
    send(rtl, random, payload, kPercent[random.below(3)], kPercent[random.below(3)]);
    bytes += payload.size();
  }
  compared("bytes of payload", bytes);
}

TEST_CASE("slk_frame_tx keeps the serial line busy from flag to flag") {
  Random random;
  std::uint64_t frames = 0;
  for (const std::uint32_t divisor : {4u, 7u, 16u}) {
    Module<Vslk_frame_tx> rtl;
    Module<Vslk_uart_tx> uart;
    SerialLine line(divisor);
    rtl->valid_i = rtl->ready_i = uart->valid_i = 0;
    uart->clocks_per_bit_i = static_cast<SData>(divisor);
    uart->parity_i = spec::kParityNone;
    rtl.reset();
    uart.reset();
    for (int i = 0; i < 50; ++i) {
      const Bytes payload = random_payload(random);
      const Bytes frame = whole_frame(payload);
      const std::size_t on_line = frame.size() * 10 * divisor;
      std::size_t taken = 0;
      for (std::size_t cycle = 0; cycle < on_line; ++cycle) {
        rtl->valid_i = taken < payload.size();
        rtl->data_i = rtl->valid_i ? payload[taken] : 0;
        rtl->last_i = taken + 1 == payload.size();
        rtl->ready_i = uart->ready_o;
        rtl.settle();
        uart->valid_i = rtl->valid_o;
        uart->data_i = rtl->data_o;
        uart.settle();
        REQUIRE(rtl->sent_o == (cycle % (10 * divisor) == 0));
        taken += rtl->ready_o;
        line.clock(uart->tx_o);
        rtl.tick();
        uart.tick();
      }
      // Nothing waits, and the receiver is a few cycles behind.
      uart->valid_i = 0;
      uart.settle();
      REQUIRE(taken == payload.size());
      for (int cycle = 0; cycle < 4; ++cycle) line.clock(uart->tx_o);
      REQUIRE(std::exchange(line.received, {}) == frame);
      ++frames;
    }
    REQUIRE(line.framing == 0);
  }
  compared("frames on the line", frames);
}
