// SPDX-License-Identifier: Apache-2.0
// Random neurons at full width: half of all numbers from corners.
#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>

#include "models/neuron.hpp"
#include "tests/rtl/bench.hpp"

namespace slk::bench {

inline constexpr std::int32_t kMax = kStateMax<>;

// A number of the state format; half of the time 0, +-1, +-max, a power of two or next to `near`.
inline std::int32_t state_number(Random& random, std::int32_t near) {
  if (random.chance(50)) return sign_extend(random.bits(), spec::kStateBits) | 1;  // not -2^23
  std::int32_t x = 0;
  switch (random.below(4)) {
    case 0:
      x = static_cast<std::int32_t>(random.below(3)) - 1;
      break;
    case 1:
      x = random.chance(50) ? kMax : -kMax;
      break;
    case 2:
      x = random.chance(50) ? 1 << random.below(23) : -(1 << random.below(23));
      break;
    default:
      x = near + static_cast<std::int32_t>(random.below(3)) - 1;
  }
  return std::clamp(x, -kMax, kMax);
}

inline std::uint32_t decay_number(Random& random) {
  constexpr std::array<std::uint32_t, 5> kCorners{{0, 1, 2048, 4095, 4096}};
  return random.chance(50) ? kCorners[random.below(5)] : random.below(4097);
}

// An input sum; corners of 32 bits and of the state format.
inline std::int32_t input_sum(Random& random) {
  return random.chance(25) ? static_cast<std::int32_t>(random.corner()) : state_number(random, 0);
}

inline spec::Profile random_profile(Random& random) {
  spec::Profile p;
  p.du0 = decay_number(random);
  p.du1 = decay_number(random);
  p.dv = decay_number(random);
  p.da = decay_number(random);
  p.threshold = state_number(random, kMax / 2);
  p.bias = state_number(random, p.threshold);
  p.v_min = random.chance(50) ? -kMax : state_number(random, p.threshold);
  p.da_step = std::abs(state_number(random, p.threshold));
  p.reset = state_number(random, p.threshold);
  p.subtract = random.below(2);
  p.refractory = random.chance(50) ? random.below(2) * 255 : random.below(256);
  p.noise = random.below(spec::kNoiseMax + 1);
  return p;
}

inline NeuronState random_state(Random& random, const spec::Profile& p) {
  NeuronState s;
  s.u0 = state_number(random, p.threshold);
  s.u1 = state_number(random, p.threshold);
  s.v = state_number(random, p.threshold);
  s.a = state_number(random, p.threshold);
  if (random.chance(25)) s.r = random.chance(50) ? 1 + random.below(2) * 254 : random.below(256);
  return s;
}

}  // namespace slk::bench
