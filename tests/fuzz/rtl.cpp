// SPDX-License-Identifier: Apache-2.0
// A small chip as RTL, to be fuzzed: 32 neurons, stores of 128 bytes, a patience of 2^12 clocks.
#include <utility>

#include "Vslk_top.h"
#include "sim/rtl/rtl_port.hpp"
#include "sim/rtl/verilated_core.hpp"
#include "tests/fuzz/device.hpp"

namespace slk::tests {
namespace {

class SmallRtl : public BytePipe, public Probe {
 public:
  std::string name() const override { return "rtl"; }
  void write(const std::vector<std::uint8_t>& bytes) override { core_.send(bytes); }
  std::vector<std::uint8_t> read(std::uint64_t byte_times) override {
    return core_.receive(byte_times * 10 * spec::kClocksPerBitMin, beats_);
  }
  std::vector<spec::Trace> take_beats() override { return std::exchange(beats_, {}); }
  std::uint64_t cycles() const override { return core_.cycles(); }
  LineSetting line() const override { return core_.line(); }
  std::string fault() const override {
    return core_.failed_assertions() > 0 ? "an assertion of the RTL failed" : "";
  }
  HostPort& backdoor() override { return port_; }
  void dump_wave(const std::string& path) override { core_.dump_wave(path); }

 private:
  VerilatedCore<Vslk_top> core_{1};
  RtlPort port_{core_};
  std::vector<spec::Trace> beats_;
};

}  // namespace

FuzzedChip make_fuzzed_chip() {
  auto chip = std::make_unique<SmallRtl>();
  Probe* const probe = chip.get();
  return {{std::move(chip), probe}, 64, 2000};
}

}  // namespace slk::tests
