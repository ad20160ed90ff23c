// SPDX-License-Identifier: Apache-2.0
// The passes of the TLM core over its rows: the phases synapse and flush.
#include <utility>

#include "sim/tlm/core.hpp"

namespace slk {

using spec::Event;

// Every axon with an open window of a rule that is concerned. The updates that are due are those
// that would be, should the row be used in the next step.
std::uint64_t Core::flush_phase() {
  const std::uint32_t next = command_.step ? step_ : step_ + 1;
  const bool all = command_.flush || command_.reset;
  const Rules::Set concerned = all ? Rules::Set().set() : rules_.to_flush();
  std::uint64_t cycles = 0;
  for (std::uint32_t a = 0; a < plastic_axons_; ++a) {
    if (!windows_[a].open || !concerned[plastic_[a].rule]) {
      ++cycles;
      continue;
    }
    const RowUpdates updates = window_updates(a, next);
    cycles += pass(axons_[a], {Event::kFlushPasses, &updates});
  }
  for (std::size_t rule = 0; rule < concerned.size(); ++rule) {
    if (concerned[rule]) flushed_[rule] = next - 1;
  }
  return flush_cycles(cycles, size_);
}

// Scan: the axons with an event in this step's slot, and those whose window may end, lowest first.
std::uint64_t Core::synapse_phase() {
  SynapseWork work;
  const std::uint64_t scan_from = cycle() + first_scan_cycle(size_);
  port_.ring_busy.push_back(cycle());  // reads the first word; clears each and reads the next
  const std::uint32_t slot = step_ % spec::kDelaySlots;
  for (std::uint32_t w = 0; w < ring_words(occupied_axons_); ++w) {
    const std::uint32_t events = std::exchange(ring_.word(slot, w), 0);
    const std::uint32_t candidates = events | std::exchange(close_plane_.word(slot, w), 0);
    port_.ring_busy.push_back(scan_from + work.words + work.empty);
    work.empty += candidates == 0;
    work.last_has_candidate = candidates != 0;
    for (std::uint32_t bit = 0; bit < spec::kRingWordBits; ++bit) {
      const std::uint32_t a = w * spec::kRingWordBits + bit;
      if ((events >> bit & 1) != 0) {
        work.words += hear(a);
      } else if ((candidates >> bit & 1) != 0) {
        work.words += close_window(a);
      }
    }
  }
  return synapse_cycles(work, size_);
}

std::uint64_t Core::hear(std::uint32_t a) {
  const spec::Axon& row = axons_[a];
  const Use use =
      size_.teaching && row.receptor == spec::kReceptorInstructive ? Use::kTeach : Use::kDeliver;
  if (a >= plastic_axons_) return pass(row, {Event::kRowPasses, nullptr, use});
  RowUpdates updates = window_updates(a, step_);
  updates.event = true;
  updates.event_key = absorb(absorb(event_key_, step_), pack(plastic_[a])[0]);
  windows_[a] = {step_ % spec::kLearningWindow, updates.rule->opens};
  if (updates.rule->opens) {
    close_plane_.word(step_ % spec::kDelaySlots, a / spec::kRingWordBits) |=
        1u << a % spec::kRingWordBits;
  }
  return pass(row, {Event::kRowPasses, &updates, use});
}

// Unless the window is over already, or was opened anew since then.
std::uint64_t Core::close_window(std::uint32_t a) {
  spec::AxonWindow& window = windows_[a];
  if (!window.open || window.opened != step_ % spec::kLearningWindow) return 1;
  const RowUpdates updates = window_updates(a, step_);
  window.open = 0;
  return pass(axons_[a], {Event::kClosingPasses, &updates});
}

// Those that are due before `step`.
RowUpdates Core::window_updates(std::uint32_t a, std::uint32_t step) const {
  const spec::PlasticAxon& axon = plastic_[a];
  RowUpdates updates;
  updates.rule = &rules_[axon.rule];
  updates.window = windows_[a].open != 0;
  updates.age = (step - windows_[a].opened - 1) % spec::kLearningWindow + 1;
  updates.opened = step - updates.age;
  updates.flushed = flushed_[axon.rule];
  updates.window_key = absorb(absorb(window_key_, updates.opened), pack(axon)[0]);
  return updates;
}

// One pass over the words of a row. Returns its cycles.
std::uint64_t Core::pass(const spec::Axon& row, const Pass& pass) {
  ++count(pass.kind);
  for (std::uint32_t i = 0; i < row.segments; ++i) {
    const std::uint32_t at = row.base + i;
    const std::uint32_t first_slot = (row.first_segment + i) * size_.lanes;
    if (at >= size_.synapse_words || first_slot >= size_.neurons) {
      faults_.axon_span = 1;
      continue;
    }
    std::int8_t* word = synapses_.word(at);
    for (std::uint32_t lane = 0; lane < size_.lanes; ++lane) {
      if (word[lane] == spec::kNoSynapse) {
        ++count(Event::kPaddingOps);
      } else {
        pass_synapse(row, pass, first_slot + lane, word[lane]);
      }
    }
    ++count(Event::kSynapseWordsRead);
    count(Event::kSynapseWordsWritten) += pass.updates != nullptr;
  }
  return row_cycles(row.segments);
}

// Learns first, then drives its neuron with the weight that it has learnt.
void Core::pass_synapse(const spec::Axon& row, const Pass& pass, std::uint32_t slot,
                        std::int8_t& weight) {
  if (pass.updates) {
    const std::uint32_t number = size_.random ? numbers_[slot].number : 0;
    weight = pass.updates->apply(weight, histories_[slot], number, counters_.ledger());
  }
  if (pass.use == Use::kTeach) {
    taught_[slot] = 1;
    ++count(Event::kInstructiveOps);
  } else if (pass.use == Use::kDeliver) {
    // With one receptor there is nothing to choose. Sums wrap harmlessly on the way.
    std::int32_t& sum = sums_[size_.receptors == 2 ? row.receptor & 1 : 0][slot];
    const auto term = static_cast<std::uint32_t>(weight * (1 << row.shift));
    sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) + term);
    touched_[slot] = 1;
    ++count(Event::kSynapticOps);
    count(Event::kPlasticOps) += pass.updates != nullptr;
  }
}

}  // namespace slk
