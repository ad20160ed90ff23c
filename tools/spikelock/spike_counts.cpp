// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/spike_counts.hpp"

#include <algorithm>

#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"

namespace slk {

std::vector<std::uint64_t> count_spikes(const Network& network, std::uint32_t steps) {
  std::vector<std::uint64_t> counts(network.size(), 0);
  const auto golden = make_golden_backend(network);
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli;
  std::vector<StepRecord> records;
  while (steps > 0) {
    stimuli.resize(std::min(steps, steps_at_once(network.neuron_count())));
    for (StepStimulus& stimulus : stimuli) {
      player.next(stimulus);
      for (const std::uint32_t line : stimulus.inputs) ++counts[line];
    }
    golden->run(stimuli, false, records);
    for (const StepRecord& record : records) {
      for (const std::uint32_t neuron : record.spikes) ++counts[neuron];
    }
    steps -= static_cast<std::uint32_t>(stimuli.size());
  }
  return counts;
}

}  // namespace slk
