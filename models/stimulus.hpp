// SPDX-License-Identifier: Apache-2.0
// Stimulus step by step: what every machine is given before a step.
#pragma once

#include <cstdint>
#include <vector>

#include "models/network.hpp"

namespace slk {

// What happens before and in one step. Before it, in this order: updates that are due are made, all
// with `flush` or a reset, otherwise those of rules whose m_plus or enable changes; the state is
// reset; the new modulators begin to hold. `inputs` are network-level numbers, ascending, no
// duplicates; `modulators` are ascending by rule.
struct StepStimulus {
  std::uint32_t step = 1;
  bool reset = false;
  bool keep_adaptation = false;  // meaningful with reset
  bool flush = false;            // make all updates that are due before this step
  std::vector<std::uint32_t> inputs;
  std::vector<ModulatorChange> modulators = {};
};

// Plays a network's stimulus, one step after the other from step 1.
class StimulusPlayer {
 public:
  // The network must outlive the player.
  explicit StimulusPlayer(const Network& network);
  // Fills `out` with the next step; reuses its memory.
  void next(StepStimulus& out);

 private:
  const Network& network_;
  std::uint32_t step_ = 0;
  std::size_t position_ = 0;  // next of stimulus.spikes
  std::size_t change_ = 0;    // next of stimulus.modulators
};

}  // namespace slk
