// SPDX-License-Identifier: Apache-2.0
// A plugin in place of core_l8.so: the real core, with one fault that $SLK_WRONG names, so that
// tests see how the command says it. Faults begin with step 5.
#include <dlfcn.h>

#include <cstdlib>
#include <memory>
#include <optional>

#include "sim/rtl/rtl_core.hpp"

namespace {

using namespace slk;
using spec::Register;
using spec::Window;

class WrongCore : public RtlCore {
 public:
  WrongCore(std::unique_ptr<RtlCore> core, std::string wrong)
      : core_(std::move(core)), wrong_(std::move(wrong)) {}

  Answer access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                std::uint32_t data) override {
    const bool is_register = window == Window::kRegisters;
    if (is_register && write && row == static_cast<std::uint32_t>(Register::kCommand) &&
        (data & 1) != 0) {
      ++step_;
    }
    if (is("mute") && step_ >= 5) return {};
    Answer answer = core_->access(window, row, chunk, write, data);
    if (write) return answer;
    const auto reads = [&](Register r) {
      return is_register && row == static_cast<std::uint32_t>(r);
    };
    if (is("hash") && reads(Register::kSpecHashLow)) ++answer.data;
    if ((is("cycles") || is("registers")) && step_ >= 5 && reads(Register::kCyclesUpdate)) {
      answer.data += 2;
    }
    if (is("weight") && window == Window::kSynapse && row == 1) answer.data ^= 0x100;
    if (is("count") && window == Window::kCounter && step_ >= 5 && chunk == 0 &&
        row == static_cast<std::uint32_t>(spec::Event::kSynapticOps)) {
      ++answer.data;
    }
    return answer;
  }

  std::optional<std::uint64_t> finish(std::uint64_t budget,
                                      std::vector<spec::Trace>& beats) override {
    const auto busy = core_->finish(budget, beats);
    if (step_ < 5) return busy;
    if (is("hang")) return std::nullopt;
    if (is("spike") && beats.size() > 1) beats[1].spike ^= 1;
    if (is("potential") && beats.size() > 1) beats[1].v += 7;
    if (is("beats") && !beats.empty()) beats.pop_back();
    return busy && is("cycles") ? *busy + 2 : busy;
  }

  void set_clocks_per_bit(std::uint32_t clocks) override { core_->set_clocks_per_bit(clocks); }
  void set_line(const LineSetting& setting) override { core_->set_line(setting); }
  LineSetting line() const override { return core_->line(); }
  void send(const std::vector<std::uint8_t>& bytes) override { core_->send(bytes); }
  std::vector<std::uint8_t> receive(std::uint64_t budget,
                                    std::vector<spec::Trace>& beats) override {
    std::vector<spec::Trace> fresh;
    std::vector<std::uint8_t> bytes = core_->receive(budget, fresh);
    for (spec::Trace& beat : fresh) {
      if (beat.slot == 0) ++step_;
      const bool wrong = step_ >= 5 && beat.slot == 1;
      if (wrong && is("spike")) beat.spike ^= 1;
      if (wrong && is("potential")) beat.v += 7;
      if (!wrong || !is("beats")) beats.push_back(beat);
    }
    if (is("deaf") && step_ >= 5) bytes.clear();
    if (is("noise")) {
      for (std::uint8_t& byte : bytes) byte ^= ++received_ % 5000 == 0 ? 0x10 : 0;
    }
    return bytes;
  }

  std::uint64_t cycles() const override { return core_->cycles(); }
  bool fault() const override { return core_->fault() || (is("pin") && step_ >= 5); }
  int failed_assertions() const override { return is("assertion") && step_ >= 5 ? 1 : 0; }
  void dump_wave(const std::string& path) override { core_->dump_wave(path); }

 private:
  bool is(const char* wrong) const { return wrong_ == wrong; }

  std::unique_ptr<RtlCore> core_;
  std::string wrong_;
  std::uint32_t step_ = 0;
  std::uint64_t received_ = 0;  // bytes from the line
};

}  // namespace

extern "C" __attribute__((visibility("default"))) slk::RtlCore* slk_make_rtl_core(
    std::uint32_t seed) {
  void* library = dlopen(SLK_BINARY "/rtl/core_l8.so", RTLD_NOW | RTLD_LOCAL);
  if (!library) return nullptr;
  auto* make = reinterpret_cast<slk::MakeRtlCore*>(dlsym(library, "slk_make_rtl_core"));
  const char* wrong = std::getenv("SLK_WRONG");
  return new WrongCore(std::unique_ptr<slk::RtlCore>(make(seed)), wrong ? wrong : "");
}
