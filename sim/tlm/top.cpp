// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/top.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "models/error.hpp"

// libsystemc has a main that calls this one; ours is elsewhere, and never does.
int sc_main(int, char**) { return 0; }

namespace slk {
namespace {

constexpr std::uint64_t kPicoseconds = 1000000000000;  // a second
constexpr std::uint64_t kSlowest = 1000000;            // Hz

// Global because SystemC is: modules can be made only before the one elaboration of a process.
struct Process {
  Top* top = nullptr;
  bool claimed = false;
};
Process& process() {
  static Process the_one;
  return the_one;
}

}  // namespace

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
  process().claimed = false;
}

TopClaim claim_top(const CoreSize& size, std::uint64_t clock_hz) {
  if (process().claimed) {
    throw Error("tlm: a process has one SystemC core, and it is in use; end the other run first",
                Exit::kMachine);
  }
  assert(clock_hz <= kPicoseconds);
  if (!process().top) {
    setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 0);
    process().top = new Top("top");  // stays: SystemC keeps it to the end of the process
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }
  process().claimed = true;
  TopClaim claim(process().top);
  claim->beats.clear();
  claim->core.power_up(size,
                       sc_core::sc_time::from_value(kPicoseconds / std::max(clock_hz, kSlowest)));
  return claim;
}

}  // namespace slk
