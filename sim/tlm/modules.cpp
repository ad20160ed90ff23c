// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/modules.hpp"

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

// Global because SystemC is. The modules stay: SystemC keeps them to the end of the process.
struct Process {
  Modules* modules = nullptr;
  bool claimed = false;
};
Process& process() {
  static Process the_one;
  return the_one;
}

}  // namespace

Modules& claim_modules() {
  if (process().claimed) {
    throw Error("tlm: a process has one SystemC model, and it is in use; end the other run first",
                Exit::kMachine);
  }
  if (!process().modules) {
    setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 0);
    process().modules = new Modules;
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }
  process().claimed = true;
  return *process().modules;
}

void release_modules() { process().claimed = false; }

sc_core::sc_time clock_period(std::uint64_t clock_hz) {
  assert(clock_hz <= kPicoseconds);
  return sc_core::sc_time::from_value(kPicoseconds / std::max(clock_hz, kSlowest));
}

}  // namespace slk
