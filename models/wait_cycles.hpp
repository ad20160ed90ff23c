// SPDX-License-Identifier: Apache-2.0
// Clock cycles between two steps of a run as a function of the records that are read there: the
// closed formula of docs/datasheet.md ("Cycles between steps"), the event `cycles_wait`.
#pragma once

#include <cstddef>
#include <cstdint>

namespace slk {

// What is read before a step.
struct RecordWork {
  std::uint64_t cycles = 0;
  // Bytes of records, but the bits of bitmaps.
  void add_bytes(std::size_t bytes) { cycles += bytes; }
  // A byte of a bitmap: a cycle a spike, at least one.
  void add_bits(std::uint8_t bits) {
    std::uint64_t spikes = 0;
    for (unsigned rest = bits; rest != 0; rest &= rest - 1) ++spikes;
    cycles += spikes > 0 ? spikes : 1;
  }
};

// Two cycles a step: one finds that it can begin, one commands it.
constexpr std::uint64_t wait_cycles(const RecordWork& work) { return 2 + work.cycles; }

}  // namespace slk
