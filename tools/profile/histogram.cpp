// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/histogram.hpp"

#include <cmath>

namespace slk::profile {

void Histogram::add(std::uint64_t value, std::uint64_t times) {
  if (times == 0) return;
  counts_[value] += times;
  count_ += times;
  sum_ += value * times;
}

double Histogram::mean() const {
  return count_ == 0 ? 0 : static_cast<double>(sum_) / static_cast<double>(count_);
}

double Histogram::rms() const {
  double squares = 0;
  for (const auto& [value, times] : counts_) {
    squares += static_cast<double>(value) * static_cast<double>(value) * static_cast<double>(times);
  }
  return count_ == 0 ? 0 : std::sqrt(squares / static_cast<double>(count_));
}

std::uint64_t Histogram::percentile(std::uint32_t percent) const {
  std::uint64_t seen = 0;
  for (const auto& [value, times] : counts_) {
    seen += times;
    if (seen * 100 >= count_ * percent) return value;
  }
  return 0;
}

}  // namespace slk::profile
