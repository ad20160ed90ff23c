// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/row_updates.hpp"

namespace slk {

using spec::Event;

std::int8_t RowUpdates::apply(std::int8_t weight, const spec::History& history,
                              std::uint32_t number, Ledger& ledger) const {
  if (window) weight = end_window(weight, history, number, ledger);
  if (!event) return weight;
  const Change& change = rule->n[static_cast<std::size_t>(last_distance(history.own))];
  const std::uint32_t random = rule->stochastic ? draw(event_key, number) : 0;
  return update(weight, change, random & 0xffff, Event::kEventUpdates, ledger);
}

// In the order of the spikes that they belong to, the neuron's own first in the same step.
std::int8_t RowUpdates::end_window(std::int8_t weight, const spec::History& history,
                                   std::uint32_t number, Ledger& ledger) const {
  const int own = first_distance(history.own, age);
  const int teacher = first_distance(history.teacher, age);
  const std::uint32_t random = rule->stochastic ? draw(window_key, number) : 0;
  const auto by_own = [&] {
    if (!is_due(own)) return;
    weight = update(weight, rule->p[static_cast<std::size_t>(own)], random & 0xffff,
                    Event::kWindowUpdatesP, ledger);
  };
  if (own <= teacher) by_own();
  if (is_due(teacher)) {
    weight = update(weight, rule->q[static_cast<std::size_t>(teacher)], random >> 16,
                    Event::kWindowUpdatesQ, ledger);
  }
  if (own > teacher) by_own();
  return weight;
}

std::int8_t RowUpdates::update(std::int8_t weight, const Change& change, std::uint32_t half,
                               Event kind, Ledger& ledger) const {
  if (!change.acts) return weight;
  const std::int8_t next = updated(weight, *rule, change, half);
  ++ledger[kind];
  ledger[Event::kStochasticDraws] += rule->stochastic;
  ledger[Event::kWeightChanges] += next != weight;
  return next;
}

}  // namespace slk
