// SPDX-License-Identifier: Apache-2.0
// Every step, arrival and mode: slk_arrival is arrive().
#include "Vslk_arrival.h"
#include "models/arrival.hpp"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

TEST_CASE("slk_arrival says what the models say of every packet in every step and mode") {
  constexpr std::uint32_t kSteps = 1u << spec::kArrivalBits;
  constexpr std::uint32_t kLateness = 1u << spec::kDelayBits;
  Module<Vslk_arrival> rtl;
  std::uint64_t cases = 0, late = 0, dropped = 0;
  for (std::uint32_t mode_bits = 0; mode_bits < 2 * kLateness; ++mode_bits) {
    const spec::ModeRegister mode{1, mode_bits & 1, mode_bits >> 1};
    rtl->mode_i = pack(mode)[0];
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      rtl->step_i = static_cast<CData>(step);
      for (std::uint32_t arrival = 0; arrival < kSteps; ++arrival, ++cases) {
        rtl->arrival_i = static_cast<CData>(arrival);
        rtl.settle();
        const Arrival want = arrive(step, arrival, mode);
        late += want.late > 0;
        dropped += want.dropped;
        if (rtl->slot_o == want.slot && rtl->late_o == want.late &&
            (rtl->dropped_o != 0) == want.dropped) {
          continue;
        }
        FAIL("step " << step << ", arrival " << arrival << ", mode " << mode_bits << ": slot "
                     << int{rtl->slot_o} << ", late " << int{rtl->late_o});
      }
    }
  }
  compared("packets", cases);
  compared("late ones", late);
  compared("dropped ones", dropped);
}
