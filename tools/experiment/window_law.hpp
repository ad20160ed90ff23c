// SPDX-License-Identifier: Apache-2.0
// What one pair of spikes should do to a weight, straight from a rule's tables, and how far what
// was measured is from it. Shares nothing with models/plasticity.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "models/rule.hpp"

namespace slk::experiment {

// Weights as [post][pre]; the distance of a pair is post - pre.
using Matrix = std::vector<std::vector<int>>;

// A weight between the bounds of the rule.
inline int middle(const Rule& rule) { return (rule.min + rule.max) / 2; }

// Nearest rounding, to the unit.
class Exact {
 public:
  explicit Exact(const Rule& rule) : rule_(rule) {}
  void compare(int start, const Matrix& weights);
  std::int64_t compared() const { return compared_; }
  std::int64_t wrong() const { return wrong_; }
  // From the middle of the range.
  std::int64_t change(int distance) const { return change_.at(distance); }

 private:
  Rule rule_;
  std::int64_t compared_ = 0;
  std::int64_t wrong_ = 0;
  std::map<int, std::int64_t> change_;
};

// Stochastic rounding: the mean over all pairs of a distance, against its distribution.
class Stochastic {
 public:
  // Distances up to `most`, either way, count.
  Stochastic(const Rule& rule, int most) : rule_(rule), most_(most) {}
  // A weight from which no distance leads to a bound.
  int start() const;
  void add(const Matrix& weights);
  std::int64_t draws() const;
  // The largest |z| of all distances, in thousandths. A change that is no chance must be exact:
  // 10^9 if it is not.
  std::int64_t worst_z_milli() const;
  std::int64_t mean_milli(int distance) const;

 private:
  struct Sum {
    std::int64_t count = 0;
    std::int64_t change = 0;
  };
  Rule rule_;
  int most_;
  std::map<int, Sum> sums_;
};

}  // namespace slk::experiment
