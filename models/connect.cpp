// SPDX-License-Identifier: Apache-2.0
// Connection rules.
#include "models/connect.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace slk {
namespace {

// The synapses of all pairs for which `connected(source, target)`.
template <class Connected>
void append_pairs(const Population& from, const Population& to, bool self, Connected connected,
                  std::vector<Synapse>& synapses) {
  for (std::uint32_t source = from.first; source < from.first + from.size; ++source) {
    for (std::uint32_t target = to.first; target < to.first + to.size; ++target) {
      if (!self && source == target) continue;
      if (connected(source, target)) synapses.push_back({source, target, 0, 1});
    }
  }
}

std::int32_t scale(std::uint32_t d, Uniform range) {
  const auto count = static_cast<std::uint64_t>(range.high - range.low + 1);
  return range.low + static_cast<std::int32_t>((d * count) >> 32);
}

}  // namespace

std::vector<Synapse> connect_all(const Population& from, const Population& to, bool self) {
  std::vector<Synapse> synapses;
  synapses.reserve(std::size_t{from.size} * to.size);
  append_pairs(
      from, to, self, [](std::uint32_t, std::uint32_t) { return true; }, synapses);
  return synapses;
}

std::vector<Synapse> connect_one_to_one(const Population& from, const Population& to) {
  assert(from.size == to.size);
  std::vector<Synapse> synapses;
  synapses.reserve(from.size);
  for (std::uint32_t i = 0; i < from.size; ++i) {
    synapses.push_back({from.first + i, to.first + i, 0, 1});
  }
  return synapses;
}

std::vector<Synapse> connect_at_random(const Population& from, const Population& to, bool self,
                                       std::uint64_t threshold, PairDraws draws) {
  std::vector<Synapse> synapses;
  const auto connected = [&](std::uint32_t source, std::uint32_t target) {
    return draws(source, target) < threshold;
  };
  append_pairs(from, to, self, connected, synapses);
  return synapses;
}

void draw_weights(std::vector<Synapse>& synapses, Uniform weights, PairDraws draws) {
  const bool fixed = weights.low == weights.high;
  for (Synapse& s : synapses) {
    s.weight =
        static_cast<std::int8_t>(fixed ? weights.low : scale(draws(s.source, s.target), weights));
  }
}

void draw_delays(std::vector<Synapse>& synapses, Uniform delays, PairDraws draws) {
  const bool fixed = delays.low == delays.high;
  for (Synapse& s : synapses) {
    s.delay =
        static_cast<std::uint8_t>(fixed ? delays.low : scale(draws(s.source, s.target), delays));
  }
}

void sort_synapses(std::vector<Synapse>& synapses) {
  const auto before = [](const Synapse& x, const Synapse& y) {
    return std::tie(x.source, x.target, x.delay) < std::tie(y.source, y.target, y.delay);
  };
  if (std::is_sorted(synapses.begin(), synapses.end(), before)) return;
  std::stable_sort(synapses.begin(), synapses.end(), before);
}

}  // namespace slk
