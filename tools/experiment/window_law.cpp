// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/window_law.hpp"

#include <algorithm>
#include <cmath>

#include "models/error.hpp"

namespace slk::experiment {
namespace {

// What the arrival and the window add, before rounding. A spike in the step of the arrival counts
// as after it.
struct Changes {
  double event = 0;
  double window = 0;
};

Changes changes_of(const Rule& rule, int distance) {
  constexpr int kWindow = spec::kLearningWindow;
  const double unit = std::ldexp(1.0, -rule.fraction_bits - int{spec::kModulatorFraction});
  const bool paired = distance < 0 && -distance <= kWindow;
  const int n = paired ? rule.n[static_cast<std::size_t>(-distance - 1)] : 0;
  const int p =
      distance >= 0 && distance < kWindow ? rule.p[static_cast<std::size_t>(distance)] : 0;
  return {(n + rule.c) * rule.modulators.m_minus * unit, p * rule.modulators.m_plus * unit};
}

int clamped(const Rule& rule, double weight) {
  return static_cast<int>(std::clamp<double>(weight, rule.min, rule.max));
}

// Of a change that is rounded to one of its neighbours.
double variance(double x) {
  const double part = x - std::floor(x);
  return part * (1 - part);
}

template <class Each>
void for_each_pair(const Matrix& weights, const Each& each) {
  for (std::size_t post = 0; post < weights.size(); ++post) {
    for (std::size_t pre = 0; pre < weights[post].size(); ++pre) {
      each(static_cast<int>(post) - static_cast<int>(pre), weights[post][pre]);
    }
  }
}

}  // namespace

// std::round takes ties away from zero, as the rule does.
void Exact::compare(int start, const Matrix& weights) {
  for_each_pair(weights, [&](int distance, int weight) {
    const Changes changes = changes_of(rule_, distance);
    const int after_event = clamped(rule_, start + std::round(changes.event));
    const int expected = clamped(rule_, after_event + std::round(changes.window));
    ++compared_;
    wrong_ += weight != expected;
    if (start == middle(rule_)) change_[distance] = weight - start;
  });
}

int Stochastic::start() const {
  for (const int start : {middle(rule_), int{rule_.min}, int{rule_.max}}) {
    bool free = true;
    for (int d = -most_; d <= most_; ++d) {
      const Changes changes = changes_of(rule_, d);
      for (const double x : {changes.event, changes.event + changes.window}) {
        free = free && start + std::floor(x) - 1 >= rule_.min - (x == 0) &&
               start + std::ceil(x) + 1 <= rule_.max + (x == 0);
      }
    }
    if (free) return start;
  }
  throw Error("rule '" + rule_.name +
              "' leads to a bound from every weight; allowed room for its largest change");
}

void Stochastic::add(const Matrix& weights) {
  for_each_pair(weights, [&](int distance, int weight) {
    if (std::abs(distance) > most_) return;
    Sum& sum = sums_[distance];
    ++sum.count;
    sum.change += weight - start();
  });
}

std::int64_t Stochastic::draws() const {
  std::int64_t draws = 0;
  for (const auto& [distance, sum] : sums_) draws += sum.count;
  return draws;
}

std::int64_t Stochastic::worst_z_milli() const {
  double worst = 0;
  for (const auto& [distance, sum] : sums_) {
    const Changes changes = changes_of(rule_, distance);
    const auto count = static_cast<double>(sum.count);
    const double off = static_cast<double>(sum.change) - count * (changes.event + changes.window);
    const double spread = std::sqrt(count * (variance(changes.event) + variance(changes.window)));
    worst = std::max(worst, off == 0 ? 0 : spread == 0 ? 1e6 : std::abs(off) / spread);
  }
  return static_cast<std::int64_t>(worst * 1000);
}

std::int64_t Stochastic::mean_milli(int distance) const {
  const Sum& sum = sums_.at(distance);
  return sum.change * 1000 / sum.count;
}

}  // namespace slk::experiment
