// SPDX-License-Identifier: Apache-2.0
// Where in its delay ring a core puts a packet that it takes during a step.
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk {

struct Arrival {
  std::uint32_t slot = 0;  // of the ring
  std::uint32_t late = 0;  // steps by which it came too late to be heard when it should; 0: in time
  bool dropped = false;    // it is not heard at all
};

// `step` runs; the packet was sent for the step that is `arrival` modulo 256. One that is late is
// heard in the next step, if it is not later than it may be.
constexpr Arrival arrive(std::uint32_t step, std::uint32_t arrival,
                         const spec::ModeRegister& mode) {
  constexpr std::uint32_t kMask = (1u << spec::kArrivalBits) - 1;
  const std::uint32_t next = step + 1;
  const bool in_time = ((arrival - next) & kMask) < spec::kDelaySlots - 1;
  Arrival result;
  result.late = in_time ? 0 : (next - arrival) & kMask;
  result.dropped = !in_time && (mode.drop != 0 || result.late > mode.max_lateness);
  result.slot = (in_time ? arrival : next) % spec::kDelaySlots;
  return result;
}

}  // namespace slk
