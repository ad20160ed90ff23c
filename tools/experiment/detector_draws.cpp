// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/detector_draws.hpp"

namespace slk::experiment {
namespace {

// `count` of the items, which are then gone.
Pattern take(Draws& draws, Pattern& items, std::uint32_t count) {
  Pattern taken;
  for (; count > 0; --count) {
    const auto at = items.begin() + draws.below(static_cast<std::uint32_t>(items.size()));
    taken.push_back(*at);
    items.erase(at);
  }
  return taken;
}

Pattern joined(Pattern a, const Pattern& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  return a;
}

}  // namespace

std::vector<Pattern> draw_patterns(Draws& draws, std::uint32_t lines, std::uint32_t active,
                                   std::uint32_t count, std::uint32_t overlap) {
  Pattern free(lines);
  std::iota(free.begin(), free.end(), 0);
  const Pattern shared = take(draws, free, overlap);
  std::vector<Pattern> patterns;
  for (std::uint32_t p = 0; p < count; ++p) {
    Pattern others = free;
    patterns.push_back(joined(shared, take(draws, others, active - overlap)));
  }
  return patterns;
}

std::vector<Probe> draw_probes(Draws& draws, std::uint32_t lines,
                               const std::vector<Pattern>& patterns, std::uint32_t count) {
  std::vector<Probe> probes;
  for (std::uint32_t i = 0; i < count; ++i) {
    Probe probe;
    probe.pattern = draws.below(static_cast<std::uint32_t>(patterns.size()));
    probe.swaps = draws.below(kSwaps);
    Pattern inside = patterns[probe.pattern];
    Pattern outside;
    for (std::uint32_t line = 0; line < lines; ++line) {
      if (!std::binary_search(inside.begin(), inside.end(), line)) outside.push_back(line);
    }
    take(draws, inside, probe.swaps);
    probe.lines = joined(inside, take(draws, outside, probe.swaps));
    probes.push_back(probe);
  }
  return probes;
}

}  // namespace slk::experiment
