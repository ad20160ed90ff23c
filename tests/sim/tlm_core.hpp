// SPDX-License-Identifier: Apache-2.0
// A TLM core that was just switched on, and its host socket.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "models/chip.hpp"
#include "sim/tlm/top.hpp"

namespace slk::tests {

// A chip that ships.
inline Chip chip(const std::string& name) {
  return read_chip(std::string(SLK_SOURCE) + "/models/chips/" + name + ".yaml");
}

inline HostAddress at(spec::Window window, std::uint32_t row, std::uint32_t chunk = 0) {
  return {static_cast<std::uint32_t>(window), row, chunk};
}
inline HostAddress at(spec::Register r) {
  return at(spec::Window::kRegisters, static_cast<std::uint32_t>(r));
}

// A core that was just switched on.
class TlmCore {
 public:
  explicit TlmCore(const std::string& name = "core64")
      : top(claim_top(chip(name).core, 100000000)) {}

  TopClaim top;

  tlm::tlm_response_status status(const HostAddress& where, bool write) {
    return top->access(where, write, 0).status;
  }
  std::uint32_t read(const HostAddress& where) {
    const Top::Answer answer = top->access(where, false, 0);
    CHECK(answer.status == tlm::TLM_OK_RESPONSE);
    return answer.data;
  }
  void write(const HostAddress& where, std::uint32_t data) {
    CHECK(top->access(where, true, data).status == tlm::TLM_OK_RESPONSE);
  }
  spec::FaultsRegister take_faults() {
    const std::uint32_t bits = read(at(spec::Register::kFaults));
    write(at(spec::Register::kFaults), bits);
    CHECK(read(at(spec::Register::kFaults)) == 0);
    return spec::unpack<spec::FaultsRegister>(&bits);
  }
  void command(const spec::CommandRegister& c) { write(at(spec::Register::kCommand), pack(c)[0]); }
};

}  // namespace slk::tests
