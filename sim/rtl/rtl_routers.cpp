// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/rtl_routers.hpp"

#include <verilated.h>

#include "Vrouters5x5.h"
#include "models/bits.hpp"

namespace slk {
namespace {

constexpr unsigned kWidth = spec::Packet::kBits;

class VerilatedRouters : public RtlRouters {
 public:
  VerilatedRouters() {
    model_.rst_i = 1;
    model_.run_i = 1;
    model_.valid_i = 0;
    model_.ready_i = (1u << kMesh.cores()) - 1;
    tick();
    model_.rst_i = 0;
  }
  ~VerilatedRouters() override { model_.final(); }

  void offer(std::uint32_t core, const spec::Packet& packet) override {
    put_bits(model_.packet_i.data(), core * kWidth, kWidth, pack(packet)[0]);
    model_.valid_i |= 1u << core;
  }
  void offer_nothing(std::uint32_t core) override { model_.valid_i &= ~(1u << core); }

  std::uint64_t cycle(std::vector<std::pair<std::uint32_t, spec::Packet>>& arrived) override {
    arrived.clear();
    model_.eval();
    const std::uint32_t taken = model_.valid_i & model_.ready_o;
    for (std::uint32_t left = model_.valid_o; left != 0; left &= left - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctz(left));
      const std::uint32_t bits = get_bits(model_.packet_o.data(), core * kWidth, kWidth);
      arrived.emplace_back(core, spec::unpack<spec::Packet>(&bits));
    }
    tick();
    return taken;
  }

 private:
  void tick() {
    model_.clk_i = 0;
    model_.eval();
    model_.clk_i = 1;
    model_.eval();
  }

  VerilatedContext context_;
  Vrouters5x5 model_{&context_};
};

}  // namespace

std::unique_ptr<RtlRouters> make_rtl_routers() { return std::make_unique<VerilatedRouters>(); }

}  // namespace slk
