// SPDX-License-Identifier: Apache-2.0
// Ledger: how often each event of models/spec/hardware.yaml happened, as exact integers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk {

struct Ledger {
  std::array<std::uint64_t, spec::kEventCount> counts{};

  std::uint64_t& operator[](spec::Event event) { return counts[static_cast<std::size_t>(event)]; }
  std::uint64_t operator[](spec::Event event) const {
    return counts[static_cast<std::size_t>(event)];
  }
  Ledger& operator+=(const Ledger& other) {
    for (std::size_t e = 0; e < counts.size(); ++e) counts[e] += other.counts[e];
    return *this;
  }
  friend bool operator==(const Ledger& x, const Ledger& y) { return x.counts == y.counts; }
  friend bool operator!=(const Ledger& x, const Ledger& y) { return !(x == y); }
};

}  // namespace slk
