// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/naive.hpp"

#include <algorithm>

namespace slk::tests {
namespace {

using spec::Event;

struct Key {
  std::uint32_t a, b;
};

std::uint32_t naive_mix(std::uint32_t x, std::uint32_t a, std::uint32_t b) {
  const std::uint32_t s0 = x + a;
  const std::uint32_t f1 = s0 ^ (s0 >> 6), s1 = f1 + (f1 << 15);
  const std::uint32_t f2 = s1 ^ (s1 >> 16) ^ b, s2 = f2 + (f2 << 7);
  const std::uint32_t f3 = s2 ^ (s2 >> 12), s3 = f3 + (f3 << 12);
  const std::uint32_t f4 = s3 ^ (s3 >> 10), s4 = f4 + (f4 << 6);
  const std::uint32_t f5 = s4 ^ (s4 >> 16), s5 = f5 + (f5 << 12);
  return s5 ^ (s5 >> 13);
}

Key naive_absorb(Key k, std::uint32_t m) { return {k.b, naive_mix(m, k.a, k.b)}; }

Wide power_of_two(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 2;
  return power;
}

// Division rounds towards zero, which is what truncation of the magnitude means.
Wide decayed(Wide x, Wide d) { return x * (4096 - d) / 4096; }

// The nearest value in +-kMax; counts if that is another one.
Wide saturated(Wide x, std::uint64_t& count) {
  const Wide nearest = std::min(std::max(x, -kMax), kMax);
  if (nearest != x) ++count;
  return nearest;
}

}  // namespace

std::uint32_t naive_random(std::uint64_t seed, std::uint32_t purpose, std::uint32_t step,
                           std::uint32_t key1, std::uint32_t key2) {
  Key k{static_cast<std::uint32_t>(seed % 4294967296),
        static_cast<std::uint32_t>(seed / 4294967296)};
  for (const std::uint32_t m : {0x5350494bu, 0x4c4f434bu, purpose, step, key1}) {
    k = naive_absorb(k, m);
  }
  return naive_mix(key2, k.b, k.a);
}

Wide naive_noise(std::uint32_t d, std::uint32_t k) {
  if (k == 0) return 0;
  const Wide value = d < 2147483648u ? Wide{d} : Wide{d} - 4294967296;
  const Wide part = power_of_two(32 - static_cast<int>(k));
  const Wide down = value / part;
  return down * part > value ? down - 1 : down;
}

Naive::Naive(const Network& network, const std::vector<Fragment>& fragments)
    : network_(network), fragments_(fragments), learning_(network, ledger_) {
  for (const Population& p : network.populations) {
    for (std::uint32_t i = 0; i < p.params.size(); ++i) {
      numbers_.push_back(p.first + i);
      params_.push_back(p.params[i]);
    }
  }
  states_.resize(numbers_.size());
}

void Naive::step() {
  ++t_;
  spikes_.clear();
  play_stimulus();
  sum_synapses();
  for (std::size_t n = 0; n < numbers_.size(); ++n) update(n);
  learning_.end_step(t_, spikes_);
  for (const std::uint32_t line : inputs_) history_.emplace(t_, line);
  for (const std::uint32_t number : spikes_) history_.emplace(t_, number);
  ledger_[Event::kInputSpikes] += inputs_.size();
  ledger_[Event::kSpikes] += spikes_.size();
}

// The reset before this step, and the input lines that fire in it.
void Naive::play_stimulus() {
  bool reset = false;
  bool keep = true;
  for (const StateReset& r : network_.stimulus.resets) {
    bool now = r.every > 0 && t_ > 1 && t_ % r.every == 1 % r.every;
    for (const std::uint32_t step : r.before) now = now || step == t_;
    reset = reset || now;
    if (now) keep = keep && r.keep_adaptation;
  }
  if (reset) {
    reset_step_ = t_;
    for (State& s : states_) s = {0, 0, 0, keep ? s.a : 0, 0};
    learning_.reset();
  }
  learning_.modulate(t_);
  std::set<std::uint32_t> lines;
  for (const InputSpike& s : network_.stimulus.spikes) {
    if (s.step == t_) lines.insert(s.line);
  }
  for (const Poisson& poisson : network_.stimulus.poisson) {
    const Population& p = network_.populations[poisson.population];
    for (std::uint32_t line = p.first; line < p.first + p.size; ++line) {
      const auto d = naive_random(network_.seed, 7, static_cast<std::uint32_t>(t_), 0, line);
      if (d < poisson.threshold) lines.insert(line);
    }
  }
  inputs_.assign(lines.begin(), lines.end());
}

bool Naive::hears(std::size_t synapse, const Synapse& s) const {
  if (!fragments_.empty()) return hears_late(synapse, s);
  const Wide fired = t_ - s.delay;
  return fired >= reset_step_ && history_.count({fired, s.source}) > 0;
}

void Naive::deliver_late(const LateDelivery& packet) {
  late_[{packet.step, {packet.core, packet.axon}}] = packet;
}

// Some spike since the reset, sent for one step, arrives in this one. None is heard after 31 steps.
bool Naive::hears_late(std::size_t synapse, const Synapse& s) const {
  for (Wide fired = std::max(reset_step_, t_ - 31); fired < t_; ++fired) {
    if (history_.count({fired, s.source}) == 0) continue;
    const auto late = late_.find({fired + s.delay, fragments_[synapse]});
    Wide heard = fired + s.delay;
    if (late != late_.end()) heard = late->second.dropped ? 0 : heard + Wide{late->second.late};
    if (heard == t_) return true;
  }
  return false;
}

void Naive::sum_synapses() {
  i0_.assign(network_.size(), 0);
  i1_.assign(network_.size(), 0);
  heard_.assign(network_.size(), 0);
  std::size_t at = 0;
  for (const Projection& p : network_.projections) {
    for (const Synapse& s : p.synapses) {
      const std::size_t synapse = at++;
      if (!hears(synapse, s)) continue;
      if (p.receptor == 2) {
        learning_.teach(s.target, t_);
        ++ledger_[Event::kInstructiveOps];
        continue;
      }
      if (p.rule) {
        learning_.hear(synapse, t_);
        ++ledger_[Event::kPlasticOps];
      }
      (p.receptor == 0 ? i0_ : i1_)[s.target] += learning_.weight(synapse) * power_of_two(p.shift);
      ++heard_[s.target];
      ++ledger_[Event::kSynapticOps];
    }
  }
}

std::vector<std::int8_t> Naive::weights() const {
  std::vector<std::int8_t> all(network_.synapse_count());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = static_cast<std::int8_t>(learning_.weight(i));
  }
  return all;
}

void Naive::update(std::size_t n) {
  State& s = states_[n];
  const NeuronParams& p = params_[n];
  const std::uint32_t number = numbers_[n];
  s.u0 = saturated(decayed(s.u0, p.du0) + i0_[number], ledger_[Event::kSaturationsU]);
  s.u1 = saturated(decayed(s.u1, p.du1) + i1_[number], ledger_[Event::kSaturationsU]);
  if (t_ % power_of_two(network_.adapt_every) == 0) {
    const Wide a = decayed(s.a, p.da);
    if (a != s.a) ++ledger_[Event::kAdaptationDecays];
    s.a = a;
  }
  if (s.r > 0) {
    --s.r;
    ++ledger_[Event::kUpdatesRefractory];
    return;
  }
  ++ledger_[heard_[number] > 0 ? Event::kUpdatesDriven : Event::kUpdatesIdle];
  Wide noise = 0;
  if (p.noise > 0) {
    noise = naive_noise(naive_random(network_.seed, 3, static_cast<std::uint32_t>(t_), 0, number),
                        p.noise);
    ++ledger_[Event::kNoiseDraws];
  }
  const Wide sum = decayed(s.v, p.dv) + s.u0 + s.u1 + p.bias + noise;
  s.v = std::max<Wide>(p.v_min, saturated(sum, ledger_[Event::kSaturationsV]));
  if (s.v <= p.threshold + s.a) return;
  spikes_.push_back(number);
  s.v = p.subtract ? saturated(s.v - p.threshold, ledger_[Event::kSaturationsV]) : p.reset;
  s.r = p.refractory;
  s.a = saturated(s.a + p.da_step, ledger_[Event::kSaturationsA]);
}

}  // namespace slk::tests
