// SPDX-License-Identifier: Apache-2.0
// The Verilated routers of a 5 x 5 mesh by themselves, without cores: for measurements.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/chip.hpp"
#include "models/gen/spec.hpp"

namespace slk {

class RtlRouters {
 public:
  static constexpr Mesh kMesh{5, 5};

  virtual ~RtlRouters() = default;

  // In this cycle and the next ones the core offers this packet, or nothing.
  virtual void offer(std::uint32_t core, const spec::Packet& packet) = 0;
  virtual void offer_nothing(std::uint32_t core) = 0;

  // One clock cycle, in which every core is ready. Returns the cores whose packet was taken, a bit
  // each; what arrives is put into `arrived`, by core, ascending.
  virtual std::uint64_t cycle(std::vector<std::pair<std::uint32_t, spec::Packet>>& arrived) = 0;
};

std::unique_ptr<RtlRouters> make_rtl_routers();

}  // namespace slk
