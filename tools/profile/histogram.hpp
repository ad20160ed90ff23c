// SPDX-License-Identifier: Apache-2.0
// How often each value occurred, and what that amounts to. Values are whole numbers from 0 on, so
// that every figure but the mean and the RMS is exact.
#pragma once

#include <cstdint>
#include <map>

namespace slk::profile {

class Histogram {
 public:
  void add(std::uint64_t value, std::uint64_t times = 1);

  std::uint64_t count() const { return count_; }
  std::uint64_t sum() const { return sum_; }
  // Of nothing, every figure is 0.
  double mean() const;
  double rms() const;  // square root of the mean square
  // Nearest rank: the smallest value that at least `percent` per cent (0..100) do not exceed.
  std::uint64_t percentile(std::uint32_t percent) const;
  std::uint64_t max() const { return counts_.empty() ? 0 : counts_.rbegin()->first; }
  // Values that occurred, ascending, with how often.
  const std::map<std::uint64_t, std::uint64_t>& counts() const { return counts_; }

 private:
  std::map<std::uint64_t, std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
};

}  // namespace slk::profile
