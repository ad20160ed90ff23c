// SPDX-License-Identifier: Apache-2.0
// Drives the pins of a Verilated slk_chip. Only plugins and tests include this file.
#pragma once

#include <verilated.h>
#include <verilated_fst_c.h>

#include <algorithm>
#include <memory>

#include "models/bits.hpp"
#include "sim/rtl/rtl_mesh.hpp"

namespace slk {

template <class Model>
class VerilatedMesh : public RtlMesh {
  static constexpr std::uint64_t kPeriod = 10;  // ns, of the waveform

 public:
  explicit VerilatedMesh(std::uint32_t seed) {
    context_->randReset(2);
    context_->randSeed(static_cast<int>(seed));
    context_->traceEverOn(true);
    context_->fatalOnError(false);  // a failed assertion is counted, not fatal
    context_->errorLimit(1 << 30);
    model_ = std::make_unique<Model>(context_.get());
    model_->rst_i = 1;
    model_->host_valid_i = 0;
    for (int i = 0; i < 4; ++i) tick();
    model_->rst_i = 0;
    tick();
    beats_.clear();
    moving_cycles_ = 0;
  }

  ~VerilatedMesh() override {
    enter();
    dump_wave("");
    model_->final();
    model_.reset();
  }

  Answer access(std::uint32_t core, spec::Window window, std::uint32_t row, std::uint32_t chunk,
                bool write, std::uint32_t data, std::uint64_t budget) override {
    enter();
    spec::HostBus bus;
    bus.wdata = data;
    bus.chunk = chunk;
    bus.row = row;
    bus.write = write;
    const auto bits = pack(bus);
    model_->host_core_i = static_cast<CData>(core);
    model_->host_window_i = static_cast<CData>(window);
    model_->host_i = bits[0] | static_cast<QData>(bits[1]) << 32;
    model_->host_valid_i = 1;
    model_->eval();
    // A register waits only for packets under way, so that they move.
    for (std::uint64_t i = 0; !model_->host_ready_o; ++i) {
      if (i == budget) {
        model_->host_valid_i = 0;
        return {};
      }
      if (window == spec::Window::kRegisters) watch();
      tick();
    }
    if (model_->busy_o) watch();
    tick();
    model_->host_valid_i = 0;
    model_->eval();
    return {model_->response_valid_o != 0, model_->response_error_o != 0, model_->response_data_o};
  }

  std::optional<std::uint64_t> finish(std::uint64_t budget) override {
    enter();
    std::uint64_t cycles = 0;
    for (; model_->busy_o; ++cycles) {
      if (cycles == budget) return std::nullopt;
      watch();
      tick();
    }
    return cycles;
  }

  MeshBeats& beats() override { return beats_; }
  std::uint64_t moving_cycles() const override { return moving_cycles_; }
  bool fault() const override { return model_->fault_o; }
  int failed_assertions() const override { return context_->errorCount(); }

  void dump_wave(const std::string& path) override {
    enter();
    if (wave_) wave_->close();
    wave_.reset();
    if (path.empty()) return;
    wave_ = std::make_unique<VerilatedFstC>();
    model_->trace(wave_.get(), 99);
    wave_->open(path.c_str());
  }

 private:
  // Tiles are models of their own and count failed assertions in the context of their thread.
  void enter() { Verilated::threadContextp(context_.get()); }

  // Takes the beats of this cycle, one in which packets can move.
  void watch() {
    for (std::uint64_t left = model_->trace_valid_o; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(left));
      beats_.updates.push_back({core, field<spec::Trace>(model_->trace_o, core)});
    }
    for (std::uint64_t left = model_->packet_valid_o; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(left));
      beats_.injections.push_back(
          {moving_cycles_, core, field<spec::Packet>(model_->packet_o, core)});
    }
    for (std::uint64_t left = model_->delivery_valid_o; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(left));
      beats_.acceptances.push_back(
          {moving_cycles_, core, field<spec::Delivery>(model_->delivery_o, core)});
    }
    ++moving_cycles_;
  }

  // The struct of one core among those of all, on a port of more than 64 bits.
  template <class T, class Port>
  static T field(const Port& port, std::uint32_t core) {
    typename T::Chunks chunks{};
    for (unsigned bit = 0; bit < T::kBits; bit += 32) {
      const unsigned width = std::min(32u, T::kBits - bit);
      chunks[bit / 32] = get_bits(port.data(), core * T::kBits + bit, width);
    }
    return spec::unpack<T>(chunks.data());
  }

  // One clock cycle; outputs are settled for the new cycle when it returns. Tiles take their inputs
  // when they are evaluated, so inputs are set and evaluated before the edge.
  void tick() {
    model_->eval();
    half(1);
    half(0);
  }
  void half(int clock) {
    model_->clk_i = clock;
    model_->eval();
    if (wave_) wave_->dump(context_->time());
    context_->timeInc(kPeriod / 2);
  }

  const std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<Model> model_;
  std::unique_ptr<VerilatedFstC> wave_;
  MeshBeats beats_;
  std::uint64_t moving_cycles_ = 0;
};

}  // namespace slk
