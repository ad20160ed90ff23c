// SPDX-License-Identifier: Apache-2.0
// OutputReader: entries of a device's output (docs/link.md, "Output") become records of steps, and
// whatever cannot be is a fault.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/gen/spec.hpp"

namespace slk {

class OutputReader {
 public:
  // `slot_numbers`: neuron in each occupied slot; outlives the reader.
  explicit OutputReader(const std::vector<std::uint32_t>& slot_numbers)
      : slot_numbers_(slot_numbers) {}

  // Takes an entry into the record of `step`, the one that is to come or under way. Returns what is
  // wrong with it; empty if nothing is. The record is complete when complete() says so.
  std::string take(const spec::OutputEntry& entry, std::uint32_t step, StepRecord& record);
  // The last entry was the last of its step.
  bool complete() const { return complete_; }

 private:
  std::string take_spike(std::uint32_t slot, StepRecord& record);

  const std::vector<std::uint32_t>& slot_numbers_;
  bool in_step_ = false;
  bool complete_ = false;
  std::uint32_t next_slot_ = 0;  // smallest that may still fire
};

}  // namespace slk
