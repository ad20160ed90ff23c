// SPDX-License-Identifier: Apache-2.0
// Disorder: packets that a core receives in another order than that in which they were sent.
#pragma once

#include <cstdint>
#include <map>

namespace slk::profile {

class Disorder {
 public:
  // An arrival at a core, in the order of arrivals there. It is in disorder if it was sent before
  // the one that arrived last; one sent at the same time is not.
  void add(std::uint32_t core, std::uint64_t sent) {
    const auto [last, first] = last_sent_.emplace(core, sent);
    if (!first && sent < last->second) ++disordered_;
    last->second = sent;
    ++arrivals_;
  }
  std::uint64_t arrivals() const { return arrivals_; }
  std::uint64_t disordered() const { return disordered_; }
  double fraction() const {
    return arrivals_ == 0 ? 0 : static_cast<double>(disordered_) / static_cast<double>(arrivals_);
  }

 private:
  std::map<std::uint32_t, std::uint64_t> last_sent_;  // by core
  std::uint64_t arrivals_ = 0;
  std::uint64_t disordered_ = 0;
};

}  // namespace slk::profile
