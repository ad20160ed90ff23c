// SPDX-License-Identifier: Apache-2.0
// Golden's plastic rows: docs/architecture.md, section 3.3, with the updates of a window put off
// until the row's next event, the window's end or a flush.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/ledger.hpp"
#include "models/network.hpp"
#include "models/plasticity.hpp"
#include "models/random.hpp"

namespace slk {

// Synapses row by row.
struct Synapses {
  std::vector<std::uint32_t> targets;  // neurons, counted from 0
  std::vector<std::int8_t> weights;
};

class Learning {
 public:
  // The synapses begin .. end - 1 of one source with one delay, and the window that its last event
  // opened.
  struct Row {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t source = 0;
    std::uint8_t delay = 1;
    std::uint8_t rule = 0;
    std::uint32_t opened = 0;  // step t1; 0: no window is open
  };

  // `numbers` are those of the neurons. All of these must outlive the object.
  Learning(const Network& network, const std::vector<std::uint32_t>& numbers, Synapses& synapses,
           Ledger& ledger);

  // Adds a row; returns its position.
  std::uint32_t add_row(const Row& row);

  // Between steps; `step` is the next one. Makes all updates that are due; does so, forgets the
  // histories and closes the windows; lets new modulators hold.
  void flush(std::uint32_t step);
  void reset(std::uint32_t step);
  void modulate(const std::vector<ModulatorChange>& changes, std::uint32_t step);

  // In a step, in this order: the windows that end, the events of rows (each before its weights are
  // used) and instructive spikes, the end of the synapse pass, the spikes of neurons.
  void close_windows(std::uint32_t step);
  void hear(std::uint32_t row, std::uint32_t step);
  void teach(std::uint32_t neuron) { taught_[neuron] = 1; }
  void end_pass();
  void fire(std::uint32_t neuron) { own_[neuron] |= 1; }

 private:
  void flush_rule(std::size_t rule, std::uint32_t step);
  void settle(const Row& row, std::uint32_t step);
  void learn_event(const Row& row, std::uint32_t step);
  void update(std::uint32_t synapse, const ScaledRule& rule, const Change& change,
              std::uint32_t half, spec::Event event);

  const Network& network_;
  const std::vector<std::uint32_t>& numbers_;
  Synapses& synapses_;
  Ledger& ledger_;
  RandomKey window_purpose_, event_purpose_;
  // Of each rule: its modulators now, its tables times these, and the step up to which all updates
  // that were due are made.
  std::vector<Modulators> modulators_;
  std::vector<ScaledRule> scaled_;
  std::vector<std::uint32_t> flushed_;
  std::vector<Row> rows_;
  // Rows that opened a window in step t stand in list t mod 32, until it is read in step t + 32.
  std::array<std::vector<std::uint32_t>, spec::kLearningWindow> opened_;
  // Of each neuron: its spikes H and instructive spikes T, and whether one came in this step.
  std::vector<History> own_, teacher_;
  std::vector<std::uint8_t> taught_;
};

}  // namespace slk
