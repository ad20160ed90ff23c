// SPDX-License-Identifier: Apache-2.0
// DeviceInfo: what a device says of itself, without being changed but for its session.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host/link.hpp"
#include "models/chip.hpp"
#include "models/ledger.hpp"

namespace slk {

struct DeviceInfo {
  CoreSize core;
  LinkSizes stores;
  spec::LineRegister line;
  std::uint32_t session = 0;  // that it had before it was asked; 0: none
  std::uint32_t step = 0;
  std::uint32_t run_target = 0;  // a run is under way while `step` is less
  std::string faults;            // names, with commas; empty: none
  std::string link_faults;       // likewise
  std::optional<Ledger> events;  // none during a run; before a first step, as they may be anything
};

// Throws Error (exit 3): no device of ours, another spec.
DeviceInfo ask_device(std::unique_ptr<BytePipe> pipe);

}  // namespace slk
