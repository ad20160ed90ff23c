// SPDX-License-Identifier: Apache-2.0
// Beats: what the trace port of a simulated chip shows of each step, held against what its line
// brought.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/gen/spec.hpp"

namespace slk {

class Beats {
 public:
  // `slot_numbers`: neuron in each occupied slot; outlives the beats.
  explicit Beats(const std::vector<std::uint32_t>& slot_numbers) : slot_numbers_(slot_numbers) {}

  // The chip runs ahead of its line: beats of later steps may be among them.
  void add(const std::vector<spec::Trace>& beats) {
    waiting_.insert(waiting_.end(), beats.begin(), beats.end());
  }
  // Takes the beats of the next step, whose record the line has brought, and fills in its states if
  // they are wanted. Returns what is wrong; empty if nothing is.
  std::string take_step(StepRecord& record, bool want_states);

 private:
  const std::vector<std::uint32_t>& slot_numbers_;
  std::deque<spec::Trace> waiting_;
};

}  // namespace slk
