// SPDX-License-Identifier: Apache-2.0
// The cycle counts of phases against plain counts, read at any time.
#include <map>

#include "Vslk_phase_cycles.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;
using spec::Register;

namespace {

constexpr std::array<Register, 5> kPhases{Register::kCyclesFlush, Register::kCyclesReset,
                                          Register::kCyclesRescale, Register::kCyclesSynapse,
                                          Register::kCyclesUpdate};

class PhaseCycles {
 public:
  explicit PhaseCycles(Random& random) : random_(random) {
    rtl_->clear_i = rtl_->read_i = 0;
    rtl_->row_i = 0;
    count(kPhases.size());
    rtl_.reset();
  }

  // A cycle of a phase, or of none of them, in which the host may read a register.
  void cycle(std::size_t phase, bool clear = false) {
    count(phase);
    rtl_->clear_i = clear;
    rtl_->read_i = random_.chance(70);
    const bool is_phase = random_.chance(90);
    const auto row = is_phase ? static_cast<std::uint32_t>(kPhases[random_.below(5)])
                              : random_.below(static_cast<std::uint32_t>(Register::kCyclesReset));
    rtl_->row_i = row;
    rtl_.settle();
    REQUIRE(rtl_->exists_o == is_phase);
    const std::uint32_t wanted = rtl_->read_i && is_phase ? counts_[row] : 0;
    rtl_.tick();
    rtl_.settle();
    CAPTURE(row, cycles);
    REQUIRE(rtl_->cycles_o == wanted);
    if (clear) counts_.clear();
    if (phase < kPhases.size()) ++counts_[static_cast<std::uint32_t>(kPhases[phase])];
    ++cycles;
    nonzero += wanted != 0;
  }

  std::uint64_t cycles = 0, nonzero = 0;

 private:
  void count(std::size_t phase) {
    rtl_->count_flush_i = phase == 0;
    rtl_->count_reset_i = phase == 1;
    rtl_->count_rescale_i = phase == 2;
    rtl_->count_synapse_i = phase == 3;
    rtl_->count_update_i = phase == 4;
  }

  Module<Vslk_phase_cycles> rtl_;
  Random& random_;
  std::map<std::uint32_t, std::uint32_t> counts_;
};

}  // namespace

TEST_CASE("slk_phase_cycles tells at any time how long every phase has been") {
  Random random;
  PhaseCycles rtl(random);
  while (rtl.cycles < cases() / 20) {
    rtl.cycle(kPhases.size(), true);
    for (std::size_t phase = 0; phase < kPhases.size(); ++phase) {
      if (random.chance(30)) continue;
      for (std::uint32_t left = 1 + random.below(8); left > 0; --left) rtl.cycle(phase);
    }
    for (std::uint32_t idle = random.below(4); idle > 0; --idle) rtl.cycle(kPhases.size());
  }
  compared("reads of cycles that are not 0", rtl.nonzero);
}
