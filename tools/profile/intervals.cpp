// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/intervals.hpp"

#include <algorithm>

namespace slk::profile {

void Intervals::add(const Fragment& pair, std::uint64_t generated, std::uint64_t received) {
  const auto [found, first] = last_.emplace(pair, Last{generated, received, {}});
  if (first) return;
  Last& last = found->second;
  const std::uint64_t at_source = generated - last.generated;
  const std::uint64_t at_target = received - last.received;
  const std::uint64_t distortion = std::max(at_source, at_target) - std::min(at_source, at_target);
  last.distortion.add(distortion);
  all_.add(distortion);
  generated_ += at_source;
  last.generated = generated;
  last.received = received;
}

std::vector<Intervals::Pair> Intervals::by_pair() const {
  std::vector<Pair> pairs;
  for (const auto& [pair, last] : last_) {
    if (last.distortion.count() > 0) pairs.push_back({pair, last.distortion});
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    return x.distortion.mean() > y.distortion.mean();
  });
  return pairs;
}

double Intervals::relative() const {
  return generated_ == 0 ? 0 : static_cast<double>(all_.sum()) / static_cast<double>(generated_);
}

}  // namespace slk::profile
