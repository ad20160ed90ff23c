// SPDX-License-Identifier: Apache-2.0
// What a content-addressable memory is asked, and what it should answer, step by step: a table of
// contents, and the latencies of the original.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "tools/experiment/draws.hpp"

namespace slk::experiment {

using Bits = std::set<std::uint32_t>;

// Steps from an operation to the next one.
constexpr std::uint32_t kLearnSteps = 7;
constexpr std::uint32_t kRecallSteps = 6;
// Steps in which the lines of an operation fire, from its first one on.
constexpr std::uint32_t kLearnShown = 3;
// Steps from the question to the part of the answer that was asked with, and to the other part.
constexpr std::uint32_t kOwnLatency = 5;
constexpr std::uint32_t kRecalledLatency = 6;

struct Operation {
  enum class Kind { kLearn, kRecallCue, kRecallContent };
  Kind kind = Kind::kLearn;
  std::uint32_t cue = 0;  // to learn or to recall by
  Bits content;           // likewise
  std::uint32_t steps() const { return kind == Kind::kLearn ? kLearnSteps : kRecallSteps; }
};

// Spikes of the outputs: the step, whether it is a bit of content (or a cue), and which.
using Output = std::set<std::tuple<std::uint32_t, bool, std::uint32_t>>;

// The memory as it should be.
class MemoryLaw {
 public:
  // What the outputs show of an operation that begins in this step; a learning one shows an echo of
  // what it is given, and once of the content that it replaces.
  Output answer(const Operation& operation, std::uint32_t step);

 private:
  std::map<std::uint32_t, Bits> contents_;
};

// Learns, recalls by every cue and every bit, relearns the complements and recalls again, all of it
// twice; the content of each cue holds that of the one before, so that all share bits.
std::vector<Operation> pyramid(std::uint32_t cues, std::uint32_t bits);

// Equal parts of learning (and relearning), recalls by cue and by content, of things learned or
// not.
std::vector<Operation> random_operations(Draws& draws, std::uint32_t cues, std::uint32_t bits,
                                         std::uint32_t count);

}  // namespace slk::experiment
