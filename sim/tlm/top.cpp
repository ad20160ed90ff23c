// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/top.hpp"

#include "sim/tlm/modules.hpp"

namespace slk {

Top::Top(const sc_core::sc_module_name& name)
    : sc_module(name), host("host"), core("core"), link("link", core) {
  host.bind(core.host);
  link.host.bind(core.host);
  core.deliveries.bind(core.arrivals);
  core.trace.bind(*this);
  core.trace.bind(link);
  payload_.set_data_length(sizeof(std::uint32_t));
  payload_.set_streaming_width(sizeof(std::uint32_t));
}

Top::Answer Top::access(const HostAddress& at, bool write, std::uint32_t data) {
  link.hear();  // counters are complete
  Answer answer;
  answer.data = data;
  payload_.set_command(write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
  payload_.set_address(at.encode());
  payload_.set_data_ptr(reinterpret_cast<unsigned char*>(&answer.data));
  payload_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  host->b_transport(payload_, answer.delay);
  answer.status = payload_.get_response_status();
  return answer;
}

std::uint64_t Top::finish() {
  const sc_core::sc_time begin = sc_core::sc_time_stamp();
  if (core.busy()) sc_core::sc_start();  // until nothing is left to happen
  return (sc_core::sc_time_stamp() - begin).value() / core.clock().value();
}

void TopRelease::operator()(Top* top) const {
  top->link.power_down();
  top->finish();
  release_modules();
}

TopClaim claim_top(const CoreSize& size, std::uint64_t clock_hz) {
  TopClaim claim(&claim_modules().top);
  claim->beats.clear();
  claim->core.power_up(size, clock_period(clock_hz));
  return claim;
}

}  // namespace slk
