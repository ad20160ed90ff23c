// SPDX-License-Identifier: Apache-2.0
// A rule of learning as a value, in the words of the network file; what its numbers mean is in
// docs/architecture.md, section 3.3.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "models/gen/spec.hpp"

namespace slk {

// What stimulus may change of a rule. m_plus and m_minus are signed, 256 is 1.0.
struct Modulators {
  std::int16_t m_plus = 1 << spec::kModulatorFraction;
  std::int16_t m_minus = 1 << spec::kModulatorFraction;
  bool enable = true;
  friend bool operator==(const Modulators& x, const Modulators& y) {
    return x.m_plus == y.m_plus && x.m_minus == y.m_minus && x.enable == y.enable;
  }
};

// What the register `modulators` of a core is told about a rule.
inline std::uint32_t modulators_value(std::uint32_t rule, const Modulators& x) {
  return pack(spec::ModulatorsRegister{x.m_plus, x.m_minus, rule, x.enable})[0];
}

struct Rule {
  // Entries are signed 12 bit, in units of 2^-fraction_bits.
  using Table = std::array<std::int16_t, spec::kLearningWindow>;

  std::string name;
  Table p{};  // by the distance 0..31 from the row event to the first spike of the target
  Table q{};  // by the distance 0..31 from the row event to its first instructive spike
  Table n{};  // n[d - 1] by the distance d = 1..32 from its last spike to the row event
  std::int16_t c = 0;
  std::int8_t min = -127;
  std::int8_t max = 127;
  std::uint8_t fraction_bits = 0;  // 0..8
  bool stochastic = false;         // rounding
  Modulators modulators;           // until the stimulus changes them
};

}  // namespace slk
