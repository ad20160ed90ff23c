// SPDX-License-Identifier: Apache-2.0
// The neuron in the chip's integer arithmetic: the equations of docs/architecture.md, section 3.2,
// as pure functions. Each has a twin of the same name in rtl/: slk_saturate, slk_decay,
// slk_current, slk_potential, slk_fire, slk_noise. Widths are template parameters so that tests can
// be exhaustive.
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk {

using NeuronState = spec::State;

// A value of the state format, and whether it had to be cut to fit.
struct Saturated {
  std::int32_t value = 0;
  bool saturated = false;
};

// Largest magnitude of the state format: 2^(bits - 1) - 1.
template <int kBits = spec::kStateBits>
inline constexpr std::int32_t kStateMax = (std::int32_t{1} << (kBits - 1)) - 1;

// The nearest value in +-kStateMax.
template <int kBits = spec::kStateBits>
constexpr Saturated saturate(std::int64_t x) {
  if (x > kStateMax<kBits>) return {kStateMax<kBits>, true};
  if (x < -kStateMax<kBits>) return {-kStateMax<kBits>, true};
  return {static_cast<std::int32_t>(x), false};
}

// sign(x) * ((|x| * (one - d)) >> shift), one = 2^shift: magnitude truncation, so every state
// reaches zero. d in 0..one.
template <int kShift = spec::kDecayShift>
constexpr std::int32_t decay(std::int32_t x, std::uint32_t d) {
  const std::int64_t magnitude = x < 0 ? -std::int64_t{x} : std::int64_t{x};
  const std::int64_t keep = (std::int64_t{1} << kShift) - static_cast<std::int64_t>(d);
  const auto kept = static_cast<std::int32_t>((magnitude * keep) >> kShift);
  return x < 0 ? -kept : kept;
}

// One receptor's current after its exact input sum.
template <int kBits = spec::kStateBits>
constexpr Saturated current(std::int32_t decayed, std::int32_t i) {
  return saturate<kBits>(std::int64_t{decayed} + i);
}

// v = max(v_min, sat(decayed + u0 + u1 + bias + noise)).
template <int kBits = spec::kStateBits>
constexpr Saturated potential(std::int32_t decayed, std::int32_t u0, std::int32_t u1,
                              std::int32_t bias, std::int32_t noise, std::int32_t v_min) {
  Saturated v = saturate<kBits>(std::int64_t{decayed} + u0 + u1 + bias + noise);
  if (v.value < v_min) v.value = v_min;
  return v;
}

// What a neuron is after the decision to fire.
struct Fired {
  bool spike = false;
  std::int32_t v = 0;
  std::int32_t a = 0;
  std::uint32_t r = 0;
  bool saturated_v = false;
  bool saturated_a = false;
};

// Fires if v > threshold + a, then v = reset or sat(v - threshold), r = refractory,
// a = sat(a + da_step). A refractory neuron only counts r down.
template <int kBits = spec::kStateBits>
constexpr Fired fire(std::int32_t v, std::int32_t a, std::uint32_t r, const spec::Profile& p) {
  if (r > 0) return {false, v, a, r - 1, false, false};
  if (v <= std::int64_t{p.threshold} + a) return {false, v, a, 0, false, false};
  const Saturated subtracted = saturate<kBits>(std::int64_t{v} - p.threshold);
  const Saturated raised = saturate<kBits>(std::int64_t{a} + p.da_step);
  return {true,         p.subtract ? subtracted.value : p.reset, raised.value,
          p.refractory, p.subtract && subtracted.saturated,      raised.saturated};
}

// Uniform in [-2^(exponent - 1), 2^(exponent - 1) - 1]; exponent 0 is no noise.
constexpr std::int32_t noise(std::uint32_t draw, std::uint32_t exponent) {
  return exponent == 0 ? 0 : static_cast<std::int32_t>(draw) >> (32 - exponent);
}

// What one update did, for the ledger.
struct Update {
  bool spike = false;
  bool refractory = false;
  bool adaptation_decayed = false;
  bool noise_drawn = false;
  int saturations_u = 0;
  int saturations_v = 0;
  int saturations_a = 0;
};

// One step of one neuron. i0 and i1 are the exact input sums; `draw` is the neuron's random number
// of this step (used only with a noise exponent); `adapt_now` says that a decays in this step.
inline Update update_neuron(NeuronState& s, const spec::Profile& p, std::int32_t i0,
                            std::int32_t i1, std::uint32_t draw, bool adapt_now) {
  Update did;
  const Saturated u0 = current(decay(s.u0, p.du0), i0);
  const Saturated u1 = current(decay(s.u1, p.du1), i1);
  did.saturations_u = u0.saturated + u1.saturated;

  const std::int32_t a = adapt_now ? decay(s.a, p.da) : s.a;
  did.adaptation_decayed = a != s.a;

  std::int32_t v = s.v;
  did.refractory = s.r > 0;
  if (!did.refractory) {
    const Saturated next =
        potential(decay(s.v, p.dv), u0.value, u1.value, p.bias, noise(draw, p.noise), p.v_min);
    v = next.value;
    did.saturations_v += next.saturated;
    did.noise_drawn = p.noise != 0;
  }

  const Fired fired = fire(v, a, s.r, p);
  did.spike = fired.spike;
  did.saturations_v += fired.saturated_v;
  did.saturations_a = fired.saturated_a;
  s = {u0.value, u1.value, fired.v, fired.a, fired.r};
  return did;
}

}  // namespace slk
