// SPDX-License-Identifier: Apache-2.0
// What the benches of this folder share: a Verilated module with a clock, random numbers that can
// be replayed, and the count that ends a comparison.
#pragma once

#include <verilated.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "models/bits.hpp"
#include "models/gen/spec.hpp"
#include "tests/environment.hpp"
#include "tests/replay.hpp"

namespace slk::bench {

using tests::environment;

// Random cases a comparison runs: SLK_CASES.
inline std::uint64_t cases() { return environment("SLK_CASES", 1000000); }

// Random numbers from SLK_SEED; says how to draw the same ones again.
class Random {
 public:
  Random() : engine_(environment("SLK_SEED", 1)) {
    std::cout << "replay: SLK_SEED=" << environment("SLK_SEED", 1) << " SLK_CASES=" << cases()
              << " " << SLK_BINARY << "/bin/test_rtl " << tests::test_name() << '\n';
  }

  std::uint32_t bits() { return static_cast<std::uint32_t>(engine_()); }
  // Uniform in 0..n - 1.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>((std::uint64_t{bits()} * n) >> 32);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  // Half of the time 0, +-1, the extremes or a power of two and its neighbours, in 32 bits.
  std::uint32_t corner() {
    if (chance(50)) return bits();
    const std::uint32_t power = 1u << below(32);
    return (chance(50) ? power : ~power + 1) + below(3) - 1;
  }

 private:
  std::mt19937_64 engine_;
};

// A Verilated module whose registers and memories begin at random.
template <class Model>
class Module {
 public:
  explicit Module(std::uint64_t seed = environment("SLK_SEED", 1) | 1) {
    context_->randReset(2);
    context_->randSeed(static_cast<int>(seed));
    model_ = std::make_unique<Model>(context_.get());
  }
  ~Module() {
    Verilated::threadContextp(context_.get());
    model_->final();
  }
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  Model* operator->() { return model_.get(); }
  const Model* operator->() const { return model_.get(); }
  // Outputs follow the inputs of this cycle.
  void settle() { model_->eval(); }
  // The clock edge that ends this cycle; outputs are those of the next one, with the same inputs.
  void tick() {
    model_->clk_i = 0;
    model_->eval();
    model_->clk_i = 1;
    model_->eval();
  }
  // Inputs are undefined until the caller sets them; they must not start anything.
  void reset() {
    model_->rst_i = 1;
    for (int i = 0; i < 3; ++i) tick();
    model_->rst_i = 0;
    settle();
  }

 private:
  std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<Model> model_;
};

// host_i of a memory: one access.
inline std::uint64_t host_bus(std::uint32_t row, std::uint32_t chunk, bool write,
                              std::uint32_t data) {
  spec::HostBus bus;
  bus.wdata = data;
  bus.chunk = chunk;
  bus.row = row;
  bus.write = write;
  const auto chunks = pack(bus);
  return chunks[0] | std::uint64_t{chunks[1]} << 32;
}

// An access to one memory is one that all memories of a bench see, if it has a pin for that.
template <class Model>
auto set_host_access(Module<Model>& module, bool access, int)
    -> decltype(module->host_access_i, void()) {
  module->host_access_i = access;
}
template <class Model>
void set_host_access(Module<Model>&, bool, long) {}

// Access of the host to a memory of a bench, through its select pin, between steps.
template <class Model, class Pin>
std::uint32_t read_row(Module<Model>& module, Pin& select, const std::uint32_t& answer,
                       std::uint32_t row, std::uint32_t chunk = 0) {
  module->host_i = host_bus(row, chunk, false, 0);
  select = 1;
  set_host_access(module, true, 0);
  module.tick();
  select = 0;
  set_host_access(module, false, 0);
  module->host_i = 0;
  module.settle();
  return answer;
}

template <class Model, class Pin>
void write_row(Module<Model>& module, Pin& select, std::uint32_t row, std::uint32_t chunk,
               std::uint32_t data) {
  module->host_i = host_bus(row, chunk, true, data);
  select = 1;
  set_host_access(module, true, 0);
  module.tick();
  select = 0;
  set_host_access(module, false, 0);
  module.settle();
}

// The lowest bits of a number, as a port of that width takes them.
constexpr std::uint32_t port(std::int64_t value, unsigned width) {
  return static_cast<std::uint32_t>(value) & low_mask(width);
}

// Ends a comparison: how much was compared, which must not be nothing.
inline void compared(const std::string& what, std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(i, ",");
  std::cout << "rtl = model: " << digits << " " << what << "\n";
  REQUIRE(count > 0);
}

}  // namespace slk::bench
