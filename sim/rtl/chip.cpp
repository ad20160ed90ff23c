// SPDX-License-Identifier: Apache-2.0
// The Verilated chip at the other end of a serial line.
#include <utility>

#include "sim/rtl/rtl.hpp"
#include "sim/rtl/rtl_port.hpp"
#include "sim/rtl/variants.hpp"

namespace slk {
namespace {

class RtlChip : public BytePipe, public Probe {
 public:
  RtlChip(const CoreSize& core, std::uint32_t clocks_per_bit, std::uint32_t x_seed)
      : line_{clocks_per_bit}, core_(load_rtl_core(find_rtl_variant(core), x_seed)), port_(*core_) {
    core_->set_clocks_per_bit(clocks_per_bit);
  }

  std::string name() const override { return "rtl"; }
  void write(const std::vector<std::uint8_t>& bytes) override { core_->send(bytes); }
  std::vector<std::uint8_t> read(std::uint64_t byte_times) override {
    const std::uint64_t byte = std::uint64_t{bits_of_byte(line_)} * line_.clocks_per_bit;
    return core_->receive(byte_times * byte, beats_);
  }
  bool set_line(const LineSetting& setting, const LineSetting&) override {
    line_ = setting;
    core_->set_line(setting);
    return true;
  }

  std::vector<spec::Trace> take_beats() override { return std::exchange(beats_, {}); }
  std::uint64_t cycles() const override { return core_->cycles(); }
  LineSetting line() const override { return core_->line(); }
  std::string fault() const override {
    return core_->failed_assertions() > 0
               ? "an assertion of the RTL failed (the message stands above)"
               : "";
  }
  HostPort& backdoor() override { return port_; }
  void dump_wave(const std::string& path) override { core_->dump_wave(path); }

 private:
  LineSetting line_;
  std::unique_ptr<RtlCore> core_;
  RtlPort port_;
  std::vector<spec::Trace> beats_;
};

}  // namespace

SimulatedChip make_rtl_chip(const CoreSize& core, std::uint32_t clocks_per_bit,
                            std::uint32_t x_seed) {
  auto chip = std::make_unique<RtlChip>(core, clocks_per_bit, x_seed);
  Probe* probe = chip.get();
  return {std::move(chip), probe};
}

}  // namespace slk
