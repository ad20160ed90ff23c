// SPDX-License-Identifier: Apache-2.0
// The backdoor of a Verilated chip as a host port, with the name of every access that fails.
#pragma once

#include "models/host_port.hpp"
#include "sim/rtl/rtl_core.hpp"

namespace slk {

class RtlPort : public HostPort {
 public:
  explicit RtlPort(RtlCore& core) : core_(core) {}
  std::uint32_t access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data) override;

 private:
  RtlCore& core_;
};

}  // namespace slk
