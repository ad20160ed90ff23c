// SPDX-License-Identifier: Apache-2.0
// Rules: those of a TLM core as a host writes them, and as lanes use them: times the modulators
// that hold. A write takes effect with the next rescaling.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>

#include "models/chip.hpp"
#include "models/core_cycles.hpp"
#include "models/plasticity.hpp"
#include "models/rule_rows.hpp"
#include "sim/tlm/memory.hpp"

namespace slk {

class Rules {
 public:
  using Set = std::bitset<spec::kRulesMax>;

  // Without learning no window has a row.
  void resize(const CoreSize& size);
  // As after power-up: modulators 0, nothing written that would have to be rescaled.
  void clear();

  // The windows `rule` and `rule_table`.
  Memory& rows() { return rows_; }
  Memory& entries() { return entries_; }

  // The register `modulators`; the last write of a rule wins.
  void write(const spec::ModulatorsRegister& value);

  // Those of which m_plus or enable is going to change.
  Set to_flush() const;
  // Those that were written or of which a modulator is going to change.
  Set to_rescale() const;
  // Rescales them; the modulators that were written hold from now on.
  RescaleWork rescale();

  const ScaledRule& operator[](std::uint32_t rule) const { return rules_[rule].scaled; }

 private:
  struct Kept {
    Modulators holding{0, 0, false};
    Modulators written{0, 0, false};
    bool dirty = false;  // its row or a table was written
    ScaledRule scaled;
  };

  Rule read(std::uint32_t rule) const;

  CoreSize size_;
  WatchedTable<spec::Rule> rows_{[this](std::uint32_t row) { rules_[row].dirty = true; }};
  WatchedTable<spec::RuleEntry> entries_{[this](std::uint32_t row) {
    rules_[row / spec::kLearningWindow % spec::kRulesMax].dirty = true;
  }};
  std::array<Kept, spec::kRulesMax> rules_;
};

}  // namespace slk
