// SPDX-License-Identifier: Apache-2.0
#include "host/beats.hpp"

namespace slk {
namespace {

std::string list(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (const std::uint32_t n : numbers) text += (text.empty() ? "" : ", ") + std::to_string(n);
  return text.empty() ? "none" : text;
}

}  // namespace

std::string Beats::take_step(StepRecord& record, bool want_states) {
  const std::size_t neurons = slot_numbers_.size();
  if (waiting_.size() < neurons) {
    return "the trace port shows " + std::to_string(waiting_.size()) + " updates of " +
           std::to_string(neurons) + " neurons";
  }
  std::vector<std::uint32_t> spikes;
  for (std::size_t slot = 0; slot < neurons; ++slot) {
    const spec::Trace beat = waiting_.front();
    waiting_.pop_front();
    if (beat.slot != slot) {
      return "the trace port shows slot " + std::to_string(beat.slot) + " in beat " +
             std::to_string(slot) + " of " + std::to_string(neurons);
    }
    if (beat.spike) spikes.push_back(slot_numbers_[slot]);
    if (want_states) record.states.push_back({beat.u0, beat.u1, beat.v, beat.a, beat.r});
  }
  if (spikes == record.spikes) return "";
  return "the trace port shows spikes of neurons " + list(spikes) + ", the line brought " +
         list(record.spikes);
}

}  // namespace slk
