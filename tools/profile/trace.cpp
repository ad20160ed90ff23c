// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/trace.hpp"

#include <algorithm>
#include <string>

#include "models/error.hpp"

namespace slk::profile {
namespace {

void run(Backend& machine, const std::vector<StepStimulus>& stimuli,
         std::vector<StepRecord>& records) {
  machine.run(stimuli, false, records);
  for (const StepRecord& record : records) {
    if (record.fault.empty()) continue;
    throw Error("step " + std::to_string(record.step) + ": " + machine.name() + ": " + record.fault,
                Exit::kMachine);
  }
}

}  // namespace

void drain(Backend& machine, std::uint32_t last) {
  StepStimulus stimulus;
  stimulus.step = last + 1;
  stimulus.reset = true;
  std::vector<StepRecord> records;
  run(machine, {stimulus}, records);
}

Lateness lateness_of(const ChipImage& image, const std::string& machine,
                     std::vector<LateDelivery> packets) {
  std::sort(packets.begin(), packets.end());
  return {fragments(image), std::move(packets), "", machine};
}

Lateness run_for_lateness(const Network& network, const ChipImage& image, Backend& machine,
                          std::uint32_t steps) {
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli;
  std::vector<StepRecord> records;
  for (std::uint32_t done = 0; done < steps;) {
    stimuli.resize(std::min(steps_at_once(network.neuron_count()), steps - done));
    for (StepStimulus& stimulus : stimuli) player.next(stimulus);
    run(machine, stimuli, records);
    done += static_cast<std::uint32_t>(stimuli.size());
  }
  drain(machine, steps);
  return lateness_of(image, machine.name(), machine.mesh_watch()->take_late());
}

}  // namespace slk::profile
