// SPDX-License-Identifier: Apache-2.0
// TlmPort: the host socket of the TLM core as a HostPort, with the name of every access that fails.
#pragma once

#include "models/host_port.hpp"
#include "sim/tlm/top.hpp"

namespace slk {

class TlmPort : public HostPort {
 public:
  explicit TlmPort(Top& top) : top_(top) {}
  std::uint32_t access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data) override;

 private:
  Top& top_;
};

}  // namespace slk
