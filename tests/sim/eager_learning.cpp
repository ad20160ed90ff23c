// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/eager_learning.hpp"

#include <algorithm>

#include "tests/sim/naive.hpp"

namespace slk::tests {
namespace {

using spec::Event;

constexpr EagerLearning::Wide kW = 32;

EagerLearning::Wide two_to(int exponent) { return EagerLearning::Wide{1} << exponent; }

EagerLearning::Wide floor_divided(EagerLearning::Wide x, EagerLearning::Wide by) {
  return x >= 0 ? x / by : -((-x + by - 1) / by);
}

// Is t the first of the steps first .. t in which something happened?
bool is_first(const std::set<EagerLearning::Wide>& steps, EagerLearning::Wide first,
              EagerLearning::Wide t) {
  const auto found = steps.lower_bound(first);
  return found != steps.end() && *found == t;
}

bool all_zero(const Rule::Table& table) {
  for (const std::int16_t entry : table) {
    if (entry != 0) return false;
  }
  return true;
}

}  // namespace

EagerLearning::EagerLearning(const Network& network, Ledger& ledger)
    : network_(network), ledger_(ledger) {
  for (const Rule& rule : network.rules) modulators_.push_back(rule.modulators);
  for (const Projection& p : network.projections) {
    for (const Synapse& s : p.synapses) synapses_.push_back({&s, &p, s.weight, false, 0});
  }
}

void EagerLearning::reset() {
  fired_.clear();
  taught_.clear();
  for (Plastic& plastic : synapses_) plastic.open = false;
}

void EagerLearning::modulate(Wide t) {
  for (const ModulatorChange& change : network_.stimulus.modulators) {
    if (change.step == t) modulators_[change.rule] = change.modulators;
  }
}

void EagerLearning::hear(std::size_t synapse, Wide t) {
  Plastic& plastic = synapses_[synapse];
  const Rule& rule = network_.rules[*plastic.projection->rule];
  const Modulators& now = modulators_[*plastic.projection->rule];
  Wide entry = rule.c;
  for (Wide l = t - 1; l >= t - kW; --l) {
    if (fired_[plastic.synapse->target].count(l) == 0) continue;
    entry += rule.n[static_cast<std::size_t>(t - l - 1)];
    break;
  }
  update(plastic, now.enable ? entry * now.m_minus : 0, random(plastic, 2, t) % 65536,
         Event::kEventUpdates);
  plastic.open = now.enable && !(all_zero(rule.p) && all_zero(rule.q));
  plastic.t1 = t;
}

void EagerLearning::end_step(Wide t, const std::vector<std::uint32_t>& spikes) {
  for (const std::uint32_t number : spikes) fired_[number].insert(t);
  for (Plastic& plastic : synapses_) {
    if (plastic.open && t <= plastic.t1 + kW - 1) end_window_step(plastic, t);
  }
}

void EagerLearning::end_window_step(Plastic& plastic, Wide t) {
  const Rule& rule = network_.rules[*plastic.projection->rule];
  const Modulators& now = modulators_[*plastic.projection->rule];
  const Wide m_plus = now.enable ? now.m_plus : 0;
  const auto distance = static_cast<std::size_t>(t - plastic.t1);
  const std::uint32_t target = plastic.synapse->target;
  const std::uint32_t d = random(plastic, 1, plastic.t1);
  if (is_first(fired_[target], plastic.t1, t)) {
    update(plastic, rule.p[distance] * m_plus, d % 65536, Event::kWindowUpdatesP);
  }
  if (is_first(taught_[target], plastic.t1, t)) {
    update(plastic, rule.q[distance] * m_plus, d / 65536, Event::kWindowUpdatesQ);
  }
}

// w = clamp(w + round(x), min, max), x with F fraction bits.
void EagerLearning::update(Plastic& plastic, Wide x, std::uint32_t sixteen_bits, Event event) {
  if (x == 0) return;
  const Rule& rule = network_.rules[*plastic.projection->rule];
  const int fraction = rule.fraction_bits + 8;
  ++ledger_[event];
  Wide r = two_to(fraction - 1) - (x < 0 ? 1 : 0);
  if (rule.stochastic) {
    r = sixteen_bits / two_to(16 - fraction);
    ++ledger_[Event::kStochasticDraws];
  }
  const Wide wanted = plastic.weight + floor_divided(x + r, two_to(fraction));
  const Wide next = std::min<Wide>(std::max<Wide>(wanted, rule.min), rule.max);
  if (next != plastic.weight) ++ledger_[Event::kWeightChanges];
  plastic.weight = next;
}

std::uint32_t EagerLearning::random(const Plastic& plastic, std::uint32_t purpose,
                                    Wide step) const {
  const Synapse& s = *plastic.synapse;
  return naive_random(network_.seed, purpose, static_cast<std::uint32_t>(step),
                      s.source * 32 + s.delay, s.target);
}

}  // namespace slk::tests
