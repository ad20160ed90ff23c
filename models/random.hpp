// SPDX-License-Identifier: Apache-2.0
// Counter-based random numbers: a pure function of (seed, purpose, step, key1, key2).
// Source: docs/architecture.md, section 3.4; twin of rtl/slk_mix.sv.
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk {

struct RandomKey {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

enum class Purpose : std::uint32_t {
  kWindowUpdate = spec::kPurposeWindowUpdate,
  kEventUpdate = spec::kPurposeEventUpdate,
  kNoise = spec::kPurposeNoise,
  kConnect = 4,
  kWeight = 5,
  kDelay = 6,
  kPoisson = 7,
  kExperiment = 8,
};

// A keyed permutation of 32 bits: five rounds of xor-shift and shift-add.
constexpr std::uint32_t mix(std::uint32_t x, std::uint32_t a, std::uint32_t b) {
  std::uint32_t s = x + a;
  s ^= s >> spec::kMixXor1;
  s += s << spec::kMixAdd1;
  s ^= s >> spec::kMixXor2;
  s ^= b;
  s += s << spec::kMixAdd2;
  s ^= s >> spec::kMixXor3;
  s += s << spec::kMixAdd3;
  s ^= s >> spec::kMixXor4;
  s += s << spec::kMixAdd4;
  s ^= s >> spec::kMixXor5;
  s += s << spec::kMixAdd5;
  return s ^ (s >> spec::kMixXor6);
}

constexpr RandomKey absorb(RandomKey k, std::uint32_t m) { return {k.b, mix(m, k.a, k.b)}; }

// Whitens a 64-bit seed.
constexpr RandomKey seed_key(std::uint64_t seed) {
  const RandomKey halves{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  return absorb(absorb(halves, 0x5350494bu), 0x4c4f434bu);
}

// The key of a purpose; what the core is given for its noise.
constexpr RandomKey purpose_key(std::uint64_t seed, Purpose purpose) {
  return absorb(seed_key(seed), static_cast<std::uint32_t>(purpose));
}

// The last link of the chain: the draw of key2 under a key that has absorbed all before it.
constexpr std::uint32_t draw(RandomKey k, std::uint32_t key2) { return mix(key2, k.b, k.a); }

constexpr std::uint32_t random(std::uint64_t seed, Purpose purpose, std::uint32_t step,
                               std::uint32_t key1, std::uint32_t key2) {
  return draw(absorb(absorb(purpose_key(seed, purpose), step), key1), key2);
}

}  // namespace slk
