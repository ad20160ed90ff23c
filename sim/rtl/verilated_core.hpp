// SPDX-License-Identifier: Apache-2.0
// Drives the pins of a Verilated slk_top. Only plugins include this file.
#pragma once

#include <verilated.h>
#include <verilated_fst_c.h>

#include <memory>

#include "sim/rtl/rtl_core.hpp"
#include "sim/rtl/uart_line.hpp"

namespace slk {

template <class Model>
class VerilatedCore : public RtlCore {
  static constexpr std::uint64_t kPeriod = 10;  // ns, of the waveform

 public:
  explicit VerilatedCore(std::uint32_t seed) {
    context_ = std::make_unique<VerilatedContext>();
    context_->randReset(2);
    context_->randSeed(static_cast<int>(seed));
    context_->traceEverOn(true);
    context_->fatalOnError(false);  // a failed assertion is counted, not fatal
    context_->errorLimit(1 << 30);
    model_ = std::make_unique<Model>(context_.get());
    model_->rst_i = 1;
    model_->host_valid_i = 0;
    model_->clocks_per_bit_i = spec::kClocksPerBitMin;
    model_->uart_cts_i = 1;  // the host takes whatever comes
    for (int i = 0; i < 4; ++i) tick();
    model_->rst_i = 0;
    tick();
    set_clocks_per_bit(spec::kClocksPerBitMin);  // forgets what the line was before the reset
  }

  ~VerilatedCore() override {
    Verilated::threadContextp(context_.get());
    dump_wave("");
    model_->final();
    model_.reset();
  }

  Answer access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                std::uint32_t data) override {
    spec::HostBus bus;
    bus.wdata = data;
    bus.chunk = chunk;
    bus.row = row;
    bus.write = write;
    const auto bits = pack(bus);
    model_->host_window_i = static_cast<CData>(window);
    model_->host_i = bits[0] | static_cast<QData>(bits[1]) << 32;
    model_->host_valid_i = 1;
    model_->eval();
    for (int i = 0; !model_->host_ready_o; ++i) {
      if (i == kHostBudget) return {};
      tick();
    }
    tick();
    model_->host_valid_i = 0;
    return {model_->response_valid_o != 0, model_->response_error_o != 0, model_->response_data_o};
  }

  std::optional<std::uint64_t> finish(std::uint64_t budget,
                                      std::vector<spec::Trace>& beats) override {
    model_->eval();
    std::uint64_t cycles = 0;
    for (; model_->busy_o; ++cycles) {
      if (cycles == budget) return std::nullopt;
      if (model_->trace_valid_o) beats.push_back(spec::unpack<spec::Trace>(model_->trace_o.data()));
      tick();
    }
    return cycles;
  }

  void set_clocks_per_bit(std::uint32_t clocks) override {
    model_->clocks_per_bit_i = static_cast<SData>(clocks);
    line_ = UartLine(LineSetting{clocks});
  }
  void set_line(const LineSetting& setting) override { line_.set(setting); }
  LineSetting line() const override {
    const std::uint32_t bits = model_->line_o;
    return spec::unpack<LineSetting>(&bits);
  }

  void send(const std::vector<std::uint8_t>& bytes) override { line_.send(bytes); }

  std::vector<std::uint8_t> receive(std::uint64_t budget,
                                    std::vector<spec::Trace>& beats) override {
    for (; budget > 0 && line_.silent(); --budget) {
      if (model_->trace_valid_o) beats.push_back(spec::unpack<spec::Trace>(model_->trace_o.data()));
      tick();
    }
    return line_.take();
  }

  std::uint64_t cycles() const override { return context_->time() / kPeriod; }
  bool fault() const override { return model_->fault_o; }
  int failed_assertions() const override { return context_->errorCount(); }

  void dump_wave(const std::string& path) override {
    if (wave_) wave_->close();
    wave_.reset();
    if (path.empty()) return;
    wave_ = std::make_unique<VerilatedFstC>();
    model_->trace(wave_.get(), 99);
    wave_->open(path.c_str());
  }

 private:
  // One clock cycle; outputs are settled for the new cycle when it returns.
  void tick() {
    model_->uart_rx_i = line_.level();
    half(1);
    half(0);
    line_.clock(model_->uart_tx_o, model_->uart_rts_o);
  }
  void half(int clock) {
    model_->clk_i = clock;
    model_->eval();
    if (wave_) wave_->dump(context_->time());
    context_->timeInc(kPeriod / 2);
  }

  std::unique_ptr<VerilatedContext> context_;
  std::unique_ptr<Model> model_;
  std::unique_ptr<VerilatedFstC> wave_;
  UartLine line_{LineSetting{spec::kClocksPerBitMin}};
};

}  // namespace slk
