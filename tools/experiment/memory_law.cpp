// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/memory_law.hpp"

#include <algorithm>

namespace slk::experiment {
namespace {

using Kind = Operation::Kind;

Bits first_bits(std::uint32_t count) {
  Bits bits;
  for (std::uint32_t bit = 0; bit < count; ++bit) bits.insert(bit);
  return bits;
}

Bits complement(const Bits& content, std::uint32_t bits) {
  Bits others = first_bits(bits);
  for (const std::uint32_t bit : content) others.erase(bit);
  return others;
}

// Any but the empty set.
Bits random_bits(Draws& draws, std::uint32_t bits) {
  Bits content;
  for (std::uint32_t bit = 0; bit < bits; ++bit) {
    if (draws.below(2) == 1) content.insert(bit);
  }
  if (content.empty()) content.insert(draws.below(bits));
  return content;
}

}  // namespace

Output MemoryLaw::answer(const Operation& operation, std::uint32_t step) {
  Output output;
  const auto show = [&](std::uint32_t latency, const Bits& numbers, bool content) {
    for (const std::uint32_t n : numbers) output.emplace(step + latency, content, n);
  };
  switch (operation.kind) {
    case Kind::kLearn: {
      Bits& content = contents_[operation.cue];
      for (std::uint32_t t = 0; t < kLearnShown; ++t) show(kOwnLatency + t, {operation.cue}, false);
      // A neuron of the content is refractory every other step.
      for (std::uint32_t t = 0; t < kLearnShown; t += 2) {
        show(kOwnLatency + t, operation.content, true);
      }
      for (const std::uint32_t bit : operation.content) content.erase(bit);
      show(kRecalledLatency, content, true);
      content = operation.content;
      break;
    }
    case Kind::kRecallCue:
      show(kOwnLatency, {operation.cue}, false);
      show(kRecalledLatency, contents_[operation.cue], true);
      break;
    case Kind::kRecallContent:
      show(kOwnLatency, operation.content, true);
      for (const auto& [cue, content] : contents_) {
        const bool shares = std::any_of(content.begin(), content.end(), [&](std::uint32_t bit) {
          return operation.content.count(bit) != 0;
        });
        if (shares) show(kRecalledLatency, {cue}, false);
      }
      break;
  }
  return output;
}

std::vector<Operation> pyramid(std::uint32_t cues, std::uint32_t bits) {
  std::vector<Operation> operations;
  for (int round = 0; round < 4; ++round) {
    for (std::uint32_t cue = 0; cue < cues; ++cue) {
      // Never all bits, so that the complement is not empty.
      const std::uint32_t height = std::max(1u, (cue + 1) * bits / (cues + 1));
      const Bits content = first_bits(height);
      operations.push_back(
          {Kind::kLearn, cue, round % 2 == 0 ? content : complement(content, bits)});
    }
    for (std::uint32_t cue = 0; cue < cues; ++cue)
      operations.push_back({Kind::kRecallCue, cue, {}});
    for (std::uint32_t bit = 0; bit < bits; ++bit) {
      operations.push_back({Kind::kRecallContent, 0, {bit}});
    }
    operations.push_back({Kind::kRecallContent, 0, first_bits(bits)});
  }
  return operations;
}

std::vector<Operation> random_operations(Draws& draws, std::uint32_t cues, std::uint32_t bits,
                                         std::uint32_t count) {
  std::vector<Operation> operations;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto kind = static_cast<Kind>(draws.below(3));
    const std::uint32_t cue = draws.below(cues);
    const Bits content = kind == Kind::kRecallCue ? Bits() : random_bits(draws, bits);
    operations.push_back({kind, cue, content});
  }
  return operations;
}

}  // namespace slk::experiment
