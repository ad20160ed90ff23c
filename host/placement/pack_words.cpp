// SPDX-License-Identifier: Apache-2.0
#include "host/placement/pack_words.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace slk::placement {
namespace {

// The slots that the synapses of each axon end in, in a given order of neurons.
class Slots {
 public:
  Slots(const CorePlan& plan, const Rows& rows, std::uint32_t lanes)
      : plan_(plan), rows_(rows), lanes_(lanes) {
    std::unordered_map<std::uint32_t, std::uint32_t> position;  // looked up only
    for (std::uint32_t i = 0; i < plan.slot_numbers.size(); ++i) {
      position[plan.slot_numbers[i]] = i;
    }
    for (const AxonPlan& axon : plan.axons) {
      first_.push_back(neurons_.size());
      for (const std::uint32_t s : axon.synapses) {
        neurons_.push_back(position.at(rows.synapses[s].target));
      }
    }
    first_.push_back(neurons_.size());
    slot_of_.resize(plan.slot_numbers.size());
    std::iota(slot_of_.begin(), slot_of_.end(), 0u);
  }

  std::uint32_t slot(std::uint32_t axon, std::size_t synapse) const {
    return slot_of_[neurons_[first_[axon] + synapse]];
  }
  std::uint64_t words() const;
  std::vector<double> middles() const;
  // Orders neurons by key and returns the new order, as positions in the plan.
  std::vector<std::uint32_t> sort(const std::vector<double>& keys);

 private:
  const CorePlan& plan_;
  const Rows& rows_;
  const std::uint32_t lanes_;
  std::vector<std::size_t> first_;      // of each axon, in neurons_
  std::vector<std::uint32_t> neurons_;  // positions in the plan
  std::vector<std::uint32_t> slot_of_;  // of each position in the plan
};

std::uint64_t Slots::words() const {
  std::uint64_t sum = 0;
  for (std::size_t a = 0; a + 1 < first_.size(); ++a) {
    std::uint32_t low = slot_of_[neurons_[first_[a]]], high = low;
    for (std::size_t i = first_[a]; i < first_[a + 1]; ++i) {
      low = std::min(low, slot_of_[neurons_[i]]);
      high = std::max(high, slot_of_[neurons_[i]]);
    }
    sum += high / lanes_ - low / lanes_ + 1;
  }
  return sum;
}

// Of each neuron the mean slot of all that hear what it hears, row by row.
std::vector<double> Slots::middles() const {
  std::vector<double> sum(slot_of_.size(), 0);
  std::vector<std::uint32_t> count(slot_of_.size(), 0);
  for (std::size_t a = 0; a + 1 < first_.size(); ++a) {
    double mean = 0;
    for (std::size_t i = first_[a]; i < first_[a + 1]; ++i) mean += slot_of_[neurons_[i]];
    mean /= static_cast<double>(first_[a + 1] - first_[a]);
    for (std::size_t i = first_[a]; i < first_[a + 1]; ++i) {
      sum[neurons_[i]] += mean;
      ++count[neurons_[i]];
    }
  }
  for (std::size_t n = 0; n < sum.size(); ++n) {
    sum[n] = count[n] > 0 ? sum[n] / count[n] : slot_of_[n];
  }
  return sum;
}

std::vector<std::uint32_t> Slots::sort(const std::vector<double>& keys) {
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto x, auto y) {
    return std::tie(keys[x], slot_of_[x]) < std::tie(keys[y], slot_of_[y]);
  });
  for (std::uint32_t slot = 0; slot < order.size(); ++slot) slot_of_[order[slot]] = slot;
  return order;
}

// A run of empty segments within an axon, before the synapse `at` in slot order.
struct Gap {
  std::uint32_t segments = 0;
  std::uint32_t axon = 0;
  std::uint32_t at = 0;
};

}  // namespace

std::uint64_t words_of(const CorePlan& plan, const Rows& rows, std::uint32_t lanes) {
  return Slots(plan, rows, lanes).words();
}

void order_slots(CorePlan& plan, const Rows& rows, std::uint32_t lanes) {
  constexpr int kRounds = 30;
  Slots slots(plan, rows, lanes);
  std::uint64_t least = slots.words();
  std::vector<std::uint32_t> best;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::uint32_t> order = slots.sort(slots.middles());
    const std::uint64_t words = slots.words();
    if (words < least) least = words, best = std::move(order);
  }
  if (best.empty()) return;
  std::vector<std::uint32_t> numbers;
  for (const std::uint32_t at : best) numbers.push_back(plan.slot_numbers[at]);
  plan.slot_numbers = std::move(numbers);
}

void split_spans(CorePlan& plan, const Rows& rows, const CoreSize& core) {
  const Slots slots(plan, rows, core.lanes);
  std::uint64_t words = slots.words();
  if (words <= core.synapse_words) return;
  std::vector<Gap> gaps;
  for (std::uint32_t a = 0; a < plan.axons.size(); ++a) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_slot;
    for (std::uint32_t i = 0; i < plan.axons[a].synapses.size(); ++i) {
      by_slot.emplace_back(slots.slot(a, i) / core.lanes, plan.axons[a].synapses[i]);
    }
    std::stable_sort(by_slot.begin(), by_slot.end(),
                     [](const auto& x, const auto& y) { return x.first < y.first; });
    for (std::uint32_t i = 0; i < by_slot.size(); ++i) {
      plan.axons[a].synapses[i] = by_slot[i].second;
      if (i > 0 && by_slot[i].first > by_slot[i - 1].first + 1) {
        gaps.push_back({by_slot[i].first - by_slot[i - 1].first - 1, a, i});
      }
    }
  }
  std::stable_sort(gaps.begin(), gaps.end(),
                   [](const Gap& x, const Gap& y) { return x.segments > y.segments; });
  std::size_t cuts = 0;
  while (cuts < gaps.size() && words > core.synapse_words &&
         plan.axons.size() + cuts < core.axons) {
    words -= gaps[cuts++].segments;
  }
  gaps.resize(cuts);
  std::sort(gaps.begin(), gaps.end(), [](const Gap& x, const Gap& y) {
    return std::tie(x.axon, x.at) < std::tie(y.axon, y.at);
  });
  std::vector<AxonPlan> axons;
  auto gap = gaps.begin();
  for (std::uint32_t a = 0; a < plan.axons.size(); ++a) {
    const auto& synapses = plan.axons[a].synapses;
    auto begin = synapses.begin();
    for (; gap != gaps.end() && gap->axon == a; ++gap) {
      const auto end = synapses.begin() + gap->at;
      axons.push_back({plan.axons[a].row, {begin, end}});
      begin = end;
    }
    axons.push_back({plan.axons[a].row, {begin, synapses.end()}});
  }
  plan.axons = std::move(axons);
}

}  // namespace slk::placement
