// SPDX-License-Identifier: Apache-2.0
// Stimulus step by step.
#include "models/stimulus.hpp"

#include <algorithm>

#include "models/random.hpp"

namespace slk {
namespace {

bool falls_before(const StateReset& reset, std::uint32_t step) {
  const bool periodic = reset.every > 0 && step > 1 && (step - 1) % reset.every == 0;
  return periodic || std::binary_search(reset.before.begin(), reset.before.end(), step);
}

// `a` is kept only if every reset before the step says so.
void add_resets(const std::vector<StateReset>& resets, StepStimulus& out) {
  out.reset = false;
  out.keep_adaptation = false;
  for (const StateReset& reset : resets) {
    if (!falls_before(reset, out.step)) continue;
    out.keep_adaptation = reset.keep_adaptation && (!out.reset || out.keep_adaptation);
    out.reset = true;
  }
}

void add_poisson(const Network& network, StepStimulus& out) {
  const RandomKey key = absorb(absorb(purpose_key(network.seed, Purpose::kPoisson), out.step), 0);
  for (const Poisson& poisson : network.stimulus.poisson) {
    const Population& lines = network.populations[poisson.population];
    for (std::uint32_t line = lines.first; line < lines.first + lines.size; ++line) {
      if (draw(key, line) < poisson.threshold) out.inputs.push_back(line);
    }
  }
}

}  // namespace

StimulusPlayer::StimulusPlayer(const Network& network) : network_(network) {}

void StimulusPlayer::next(StepStimulus& out) {
  const Stimulus& stimulus = network_.stimulus;
  out.step = ++step_;
  add_resets(stimulus.resets, out);
  out.inputs.clear();
  for (; position_ < stimulus.spikes.size() && stimulus.spikes[position_].step == step_;
       ++position_) {
    out.inputs.push_back(stimulus.spikes[position_].line);
  }
  out.modulators.clear();
  for (; change_ < stimulus.modulators.size() && stimulus.modulators[change_].step == step_;
       ++change_) {
    out.modulators.push_back(stimulus.modulators[change_]);
  }
  if (stimulus.poisson.empty()) return;
  add_poisson(network_, out);
  std::sort(out.inputs.begin(), out.inputs.end());
  out.inputs.erase(std::unique(out.inputs.begin(), out.inputs.end()), out.inputs.end());
}

}  // namespace slk
