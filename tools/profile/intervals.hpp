// SPDX-License-Identifier: Apache-2.0
// Distortion of inter-spike intervals: by how much the time between two spikes of one source is
// another where they are heard. Spike k of a pair is generated at g_k and received at r_k; interval
// k is distorted by |(r_k - r_(k-1)) - (g_k - g_(k-1))|. Pairs are never mixed, and the sign is
// dropped before anything is added up: signed distortions telescope, so that their mean is near 0
// whatever the jitter.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "models/chip_image.hpp"
#include "tools/profile/histogram.hpp"

namespace slk::profile {

// A pair is a source and an axon that it drives. An axon has one source, so its place names both.
class Intervals {
 public:
  // A spike of the pair, in the order in which they are received. Both times in one unit; it may be
  // cycles or steps.
  void add(const Fragment& pair, std::uint64_t generated, std::uint64_t received);

  struct Pair {
    Fragment pair;
    Histogram distortion;
  };
  // Of all intervals of all pairs.
  const Histogram& all() const { return all_; }
  // Pairs with at least one interval, those with the largest mean first, then by place.
  std::vector<Pair> by_pair() const;
  // Mean distortion as a part of the mean interval at the source; 0 without intervals.
  double relative() const;

 private:
  struct Last {
    std::uint64_t generated = 0;
    std::uint64_t received = 0;
    Histogram distortion;
  };
  std::map<Fragment, Last> last_;
  Histogram all_;
  std::uint64_t generated_ = 0;  // sum of the intervals at the sources
};

}  // namespace slk::profile
