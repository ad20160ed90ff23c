// SPDX-License-Identifier: Apache-2.0
#include "host/output_reader.hpp"

namespace slk {

std::string OutputReader::take(const spec::OutputEntry& entry, std::uint32_t step,
                               StepRecord& record) {
  complete_ = false;
  if (entry.kind == spec::kEntryStep) {
    if (in_step_ || entry.value != step) {
      return "the output brings step " + std::to_string(entry.value) +
             (in_step_ ? " before the end of step " : " instead of step ") + std::to_string(step);
    }
    in_step_ = true;
    next_slot_ = 0;
    record.step = step;
    record.spikes.clear();
    record.states.clear();
    record.fault.clear();
    return "";
  }
  if (!in_step_) {
    return "the output goes on with an entry of kind " + std::to_string(entry.kind) +
           " instead of step " + std::to_string(step);
  }
  if (entry.kind == spec::kEntrySpike) return take_spike(entry.value, record);
  record.cycles = entry.value;
  in_step_ = false;
  complete_ = true;
  return "";
}

std::string OutputReader::take_spike(std::uint32_t slot, StepRecord& record) {
  if (slot >= slot_numbers_.size()) {
    return "the output brings a spike of slot " + std::to_string(slot) + ", but only " +
           std::to_string(slot_numbers_.size()) + " are occupied";
  }
  if (slot < next_slot_) {
    return "the output brings a spike of slot " + std::to_string(slot) + " after one of slot " +
           std::to_string(next_slot_ - 1);
  }
  next_slot_ = slot + 1;
  record.spikes.push_back(slot_numbers_[slot]);
  return "";
}

}  // namespace slk
