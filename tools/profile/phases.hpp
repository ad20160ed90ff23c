// SPDX-License-Identifier: Apache-2.0
// Where the cycles of steps go: the phases of the slowest core, and what the step takes beyond it.
#pragma once

#include <cstdint>
#include <vector>

#include "models/core_cycles.hpp"
#include "tools/profile/histogram.hpp"

namespace slk::profile {

class Phases {
 public:
  // A step that took so many cycles, and the phases of each core in it (at least one core). The
  // slowest core is the one whose phases take longest together, the first of several.
  void add(std::uint64_t cycles, const std::vector<StepCycles>& cores);

  struct Phase {
    const char* name;
    Histogram cycles;  // one value a step
  };
  // flush, reset, rescale, synapse, update of the slowest core; rest: the step beyond it, in which
  // it waits for packets to arrive or for the tick of real time; step: all of it.
  const std::vector<Phase>& phases() const { return phases_; }
  const Histogram& step() const { return phases_.back().cycles; }
  // Of each core the steps in which it was the slowest.
  const std::vector<std::uint64_t>& slowest() const { return slowest_; }

 private:
  std::vector<Phase> phases_ = {{"flush", {}},  {"reset", {}}, {"rescale", {}}, {"synapse", {}},
                                {"update", {}}, {"rest", {}},  {"step", {}}};
  std::vector<std::uint64_t> slowest_;
};

}  // namespace slk::profile
