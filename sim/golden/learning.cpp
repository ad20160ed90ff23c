// SPDX-License-Identifier: Apache-2.0
#include "sim/golden/learning.hpp"

#include <algorithm>

namespace slk {

using spec::Event;

Learning::Learning(const Network& network, const std::vector<std::uint32_t>& numbers,
                   Synapses& synapses, Ledger& ledger)
    : network_(network),
      numbers_(numbers),
      synapses_(synapses),
      ledger_(ledger),
      window_purpose_(purpose_key(network.seed, Purpose::kWindowUpdate)),
      event_purpose_(purpose_key(network.seed, Purpose::kEventUpdate)),
      flushed_(network.rules.size(), 0),
      own_(network.neuron_count(), 0),
      teacher_(network.neuron_count(), 0),
      taught_(network.neuron_count(), 0) {
  for (const Rule& rule : network.rules) {
    modulators_.push_back(rule.modulators);
    scaled_.push_back(scale(rule, rule.modulators));
  }
}

std::uint32_t Learning::add_row(const Row& row) {
  rows_.push_back(row);
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

void Learning::flush(std::uint32_t step) {
  for (std::size_t rule = 0; rule < scaled_.size(); ++rule) flush_rule(rule, step);
}

void Learning::flush_rule(std::size_t rule, std::uint32_t step) {
  for (const Row& row : rows_) {
    if (row.rule == rule) settle(row, step);
  }
  flushed_[rule] = step - 1;
}

void Learning::reset(std::uint32_t step) {
  flush(step);
  for (Row& row : rows_) row.opened = 0;
  for (auto& rows : opened_) rows.clear();
  std::fill(own_.begin(), own_.end(), History{0});
  std::fill(teacher_.begin(), teacher_.end(), History{0});
}

// An update takes the m_plus of the step in which it is due, so those that are due come first. An
// m_minus is used in its own step and may change at any time.
void Learning::modulate(const std::vector<ModulatorChange>& changes, std::uint32_t step) {
  for (const ModulatorChange& change : changes) {
    Modulators& now = modulators_[change.rule];
    const Modulators& next = change.modulators;
    if (next.m_plus != now.m_plus || next.enable != now.enable) flush_rule(change.rule, step);
    now = next;
    scaled_[change.rule] = scale(network_.rules[change.rule], now);
  }
}

// A window of which all 32 steps are over gets its last updates here. Should the row hear its
// source in this very step, the event would make the same ones.
void Learning::close_windows(std::uint32_t step) {
  auto& rows = opened_[step % spec::kLearningWindow];
  for (const std::uint32_t r : rows) {
    if (rows_[r].opened + spec::kLearningWindow != step) continue;  // an event ended it earlier
    settle(rows_[r], step);
    rows_[r].opened = 0;
  }
  rows.clear();
}

void Learning::hear(std::uint32_t r, std::uint32_t step) {
  Row& row = rows_[r];
  settle(row, step);
  learn_event(row, step);
  row.opened = scaled_[row.rule].opens ? step : 0;
  if (row.opened != 0) opened_[step % spec::kLearningWindow].push_back(r);
}

void Learning::end_pass() {
  for (std::size_t n = 0; n < own_.size(); ++n) {
    own_[n] = push(own_[n], false);  // fire() sets the bit
    teacher_[n] = push(teacher_[n], taught_[n] != 0);
    taught_[n] = 0;
  }
}

// Makes the updates of the row's window that are due before `step` and have not been made.
void Learning::settle(const Row& row, std::uint32_t step) {
  const ScaledRule& rule = scaled_[row.rule];
  if (row.opened == 0 || !rule.window_acts) return;
  const std::uint32_t age = step - row.opened;
  const RandomKey key =
      absorb(absorb(window_purpose_, row.opened), (row.source << spec::kDelayBits) | row.delay);
  const auto is_due = [&](int distance) {
    return distance >= 0 && row.opened + static_cast<std::uint32_t>(distance) > flushed_[row.rule];
  };
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    const std::uint32_t target = synapses_.targets[i];
    const int own = first_distance(own_[target], age);
    const int teacher = first_distance(teacher_[target], age);
    if (!is_due(own) && !is_due(teacher)) continue;
    const std::uint32_t d = rule.stochastic ? draw(key, numbers_[target]) : 0;
    const auto by_own = [&] {
      if (is_due(own)) {
        update(i, rule, rule.p[static_cast<std::size_t>(own)], d & 0xffff, Event::kWindowUpdatesP);
      }
    };
    const auto by_teacher = [&] {
      if (is_due(teacher)) {
        update(i, rule, rule.q[static_cast<std::size_t>(teacher)], d >> 16, Event::kWindowUpdatesQ);
      }
    };
    // In the order of their steps, P first if they are the same.
    if (own <= teacher) {
      by_own();
      by_teacher();
    } else {
      by_teacher();
      by_own();
    }
  }
}

void Learning::learn_event(const Row& row, std::uint32_t step) {
  const ScaledRule& rule = scaled_[row.rule];
  if (!rule.event_acts) return;
  const RandomKey key =
      absorb(absorb(event_purpose_, step), (row.source << spec::kDelayBits) | row.delay);
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    const std::uint32_t target = synapses_.targets[i];
    const Change& change = rule.n[static_cast<std::size_t>(last_distance(own_[target]))];
    const std::uint32_t d = rule.stochastic ? draw(key, numbers_[target]) : 0;
    update(i, rule, change, d & 0xffff, Event::kEventUpdates);
  }
}

void Learning::update(std::uint32_t synapse, const ScaledRule& rule, const Change& change,
                      std::uint32_t half, Event event) {
  if (!change.acts) return;
  std::int8_t& weight = synapses_.weights[synapse];
  const std::int8_t next = updated(weight, rule, change, half);
  ++ledger_[event];
  ledger_[Event::kStochasticDraws] += rule.stochastic;
  ledger_[Event::kWeightChanges] += next != weight;
  weight = next;
}

}  // namespace slk
