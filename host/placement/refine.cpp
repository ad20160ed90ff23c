// SPDX-License-Identifier: Apache-2.0
#include "host/placement/refine.hpp"

#include <algorithm>
#include <cmath>

#include "host/placement/random_draw.hpp"

namespace slk::placement {
namespace {

// What one hop of a packet of a mean row costs: the unit of temperatures and penalties.
double unit_of(const Problem& problem) {
  double sum = 0;
  for (const std::int64_t weight : problem.weight) sum += static_cast<double>(weight);
  const double mean = problem.weight.empty() ? 1 : sum / static_cast<double>(problem.weight.size());
  return mean * static_cast<double>(problem.cores > 1 ? problem.price[1] : 1);
}

// Numbers that hear or are heard, and so make a difference, and neurons, which fill slots.
std::vector<std::uint32_t> movable(const Problem& problem) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    if (!problem.is_line[n] || problem.out_rows.size(n) > 0) numbers.push_back(n);
  }
  return numbers;
}

class Picker {
 public:
  explicit Picker(std::uint64_t seed) : random_(seed) {}
  RandomDraw& random() { return random_; }

  // A core with a probability that falls with its cost by a factor of e a `heat`.
  std::uint32_t pick(const std::vector<std::int64_t>& costs, double heat) {
    const std::int64_t least = *std::min_element(costs.begin(), costs.end());
    chances_.clear();
    double sum = 0;
    for (const std::int64_t cost : costs) {
      const double steps = static_cast<double>(cost - least) / heat;
      sum += steps < 20 ? std::exp(-steps) : 0;
      chances_.push_back(sum);
    }
    const double draw = random_.unit() * sum;
    const auto at = std::upper_bound(chances_.begin(), chances_.end(), draw);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(
        at - chances_.begin(), static_cast<std::ptrdiff_t>(costs.size()) - 1));
  }

 private:
  RandomDraw random_;
  std::vector<double> chances_;
};

}  // namespace

void anneal(Assignment& assignment, std::uint32_t sweeps, std::uint64_t seed, const GoOn& go_on) {
  const Problem& problem = assignment.problem();
  const double unit = unit_of(problem);
  constexpr double kHot = 1, kCold = 0.05;  // temperatures
  constexpr double kCheap = 5, kDear = 40;  // penalties
  std::vector<std::uint32_t> numbers = movable(problem);
  std::vector<std::int64_t> costs;
  Picker picker(seed);
  for (std::uint32_t sweep = 0; sweep < sweeps; ++sweep) {
    const double done = static_cast<double>(sweep) / sweeps;
    const double heat = unit * kHot * std::pow(kCold / kHot, done);
    const auto penalty =
        static_cast<std::int64_t>(unit * kCheap * std::pow(kDear / kCheap, done)) + 1;
    picker.random().shuffle(numbers);
    for (const std::uint32_t n : numbers) {
      assignment.take(n);
      assignment.insertion_costs(n, {penalty, penalty}, costs);
      assignment.put(n, picker.pick(costs, heat));
    }
    if (!go_on(static_cast<double>(sweep + 1) / sweeps)) return;
  }
}

void descend(Assignment& assignment, std::uint64_t seed, const GoOn& go_on) {
  const Problem& problem = assignment.problem();
  // Every neuron has a slot in the end: there are as many, whatever else does not fit.
  const auto unit = static_cast<std::int64_t>(unit_of(problem) * 1000);
  const Penalty penalty{unit, 1000 * unit};
  std::vector<std::uint32_t> numbers = movable(problem);
  std::vector<std::int64_t> costs;
  RandomDraw random(seed);
  for (int sweep = 0; sweep < 50; ++sweep) {
    random.shuffle(numbers);
    bool moved = false;
    for (const std::uint32_t n : numbers) {
      const std::uint32_t from = assignment.core_of()[n];
      assignment.take(n);
      assignment.insertion_costs(n, penalty, costs);
      const auto best =
          static_cast<std::uint32_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
      const bool better = costs[best] < costs[from];
      assignment.put(n, better ? best : from);
      moved = moved || better;
    }
    if (!moved || !go_on(0)) return;
  }
}

}  // namespace slk::placement
