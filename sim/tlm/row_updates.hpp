// SPDX-License-Identifier: Apache-2.0
// RowUpdates: what one pass over a plastic row does to the weights of its synapses.
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"
#include "models/ledger.hpp"
#include "models/plasticity.hpp"
#include "models/random.hpp"

namespace slk {

struct RowUpdates {
  const ScaledRule* rule = nullptr;
  // The row's window, if it is open: its updates that are due and were not made by a flush.
  bool window = false;
  std::uint32_t opened = 0;   // step in which it was
  std::uint32_t age = 0;      // steps that it has lasted, 1..32
  std::uint32_t flushed = 0;  // last step whose updates are made
  RandomKey window_key;
  // The row's event, if there is one, which comes behind them.
  bool event = false;
  RandomKey event_key;

  // The weight of a synapse after them; counts what was done.
  std::int8_t apply(std::int8_t weight, const spec::History& history, std::uint32_t number,
                    Ledger& ledger) const;

 private:
  std::int8_t end_window(std::int8_t weight, const spec::History& history, std::uint32_t number,
                         Ledger& ledger) const;
  bool is_due(int distance) const {
    return distance >= 0 && opened + static_cast<std::uint32_t>(distance) > flushed;
  }
  std::int8_t update(std::int8_t weight, const Change& change, std::uint32_t half, spec::Event kind,
                     Ledger& ledger) const;
};

}  // namespace slk
