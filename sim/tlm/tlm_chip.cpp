// SPDX-License-Identifier: Apache-2.0
// The TLM core and its link as a chip: bytes of the serial line on one side, what a simulator shows
// on the other.
#include <utility>

#include "sim/tlm/tlm.hpp"
#include "sim/tlm/tlm_port.hpp"
#include "sim/tlm/top.hpp"

namespace slk {
namespace {

class TlmChip : public BytePipe, public Probe {
 public:
  TlmChip(const CoreSize& size, std::uint64_t clock_hz, std::uint32_t clocks_per_bit)
      : top_(claim_top(size, clock_hz)), port_(*top_), line_{clocks_per_bit} {
    top_->link.power_up(StoreSizes(), clocks_per_bit);
  }

  std::string name() const override { return "tlm"; }
  void write(const Bytes& bytes) override { top_->link.receive(bytes, line_); }
  Bytes read(std::uint64_t byte_times) override;
  bool set_line(const LineSetting& setting, const LineSetting&) override {
    line_ = setting;
    return true;
  }

  std::vector<spec::Trace> take_beats() override { return std::exchange(top_->beats, {}); }
  std::uint64_t cycles() const override {
    return (sc_core::sc_time_stamp() - begin_).value() / top_->core.clock().value();
  }
  LineSetting line() const override { return top_->link.line(); }
  std::string fault() const override { return {}; }  // a wrong access ends in a status
  HostPort& backdoor() override { return port_; }
  void dump_wave(const std::string&) override {}

 private:
  Bytes heard(Wire& wire) const;

  const TopClaim top_;
  const sc_core::sc_time begin_ = sc_core::sc_time_stamp();
  TlmPort port_;
  LineSetting line_;  // of the host
};

// What has come by now, but for bytes of another setting.
Bytes TlmChip::heard(Wire& wire) const {
  Bytes bytes;
  while (const auto piece = wire.take(sc_core::sc_time_stamp())) {
    if (!same_bits(piece->setting, line_)) continue;
    bytes.insert(bytes.end(), piece->bytes.begin(), piece->bytes.end());
  }
  return bytes;
}

// Time passes in pieces: to the next reply, and over the whole of it, as behind a serial port with
// a buffer.
Bytes TlmChip::read(std::uint64_t byte_times) {
  Wire& wire = top_->link.replies();
  const sc_core::sc_time end = sc_core::sc_time_stamp() + wire.times(byte_times, line_);
  for (;;) {
    const sc_core::sc_time now = sc_core::sc_time_stamp();
    const auto next = wire.next_arrival();
    if (next && *next <= end) {
      sc_core::sc_start(wire.end() - now);
      if (Bytes bytes = heard(wire); !bytes.empty()) return bytes;
      continue;
    }
    if (now >= end) return {};
    sc_core::sc_start(end - now);  // the link pauses at a reply
  }
}

}  // namespace

SimulatedChip make_tlm_chip(const CoreSize& size, std::uint64_t clock_hz,
                            std::uint32_t clocks_per_bit) {
  auto chip = std::make_unique<TlmChip>(size, clock_hz, clocks_per_bit);
  Probe* const probe = chip.get();
  return {std::move(chip), probe};
}

}  // namespace slk
