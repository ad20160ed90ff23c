// SPDX-License-Identifier: Apache-2.0
// Top: a TLM core with its deliveries looped back, a link, the initiator socket of a backdoor, and
// the beats of its trace. A process has one (sim/tlm/modules.hpp).
#pragma once

#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <memory>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/chip.hpp"
#include "sim/tlm/address.hpp"
#include "sim/tlm/core.hpp"
#include "sim/tlm/link.hpp"

namespace slk {

class Top : public sc_core::sc_module, public tlm::tlm_analysis_if<spec::Trace> {
 public:
  tlm_utils::simple_initiator_socket<Top> host;
  Core core;
  ChipLink link;

  // Once a process.
  explicit Top(const sc_core::sc_module_name& name);

  // One host access, a word. `delay` is what it took.
  struct Answer {
    tlm::tlm_response_status status = tlm::TLM_INCOMPLETE_RESPONSE;
    std::uint32_t data = 0;
    sc_core::sc_time delay;
  };
  Answer access(const HostAddress& at, bool write, std::uint32_t data);

  // Lets time pass until the core is idle; returns the clock cycles of that.
  std::uint64_t finish();

  // The trace since it was last cleared.
  std::vector<spec::Trace> beats;
  void write(const spec::Trace& beat) override { beats.push_back(beat); }

 private:
  tlm::tlm_generic_payload payload_;
};

// Gives the Top back; it lives on.
struct TopRelease {
  void operator()(Top* top) const;
};
using TopClaim = std::unique_ptr<Top, TopRelease>;

// The Top of this process, with a core of this size just switched on; its link is off. Throws Error
// if somebody holds the modules. The clock is at most 1 THz; one below 1 MHz is simulated as that.
TopClaim claim_top(const CoreSize& size, std::uint64_t clock_hz);

}  // namespace slk
