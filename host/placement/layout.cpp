// SPDX-License-Identifier: Apache-2.0
#include "host/placement/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/placement/assignment.hpp"
#include "host/placement/random_draw.hpp"

namespace slk::placement {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;

// Packets between parts, and a core for each of them. There are as many parts as cores; some are
// empty.
class Layout {
 public:
  Layout(const Problem& problem, const std::vector<std::uint32_t>& parts)
      : problem_(problem),
        cores_(problem.cores),
        packets_(std::size_t{cores_} * cores_, 0),
        core_of_(cores_, kNone) {
    count_packets(parts);
  }

  void pull();
  void anneal(std::uint64_t seed);
  std::uint32_t core_of(std::uint32_t part) const { return core_of_[part]; }

 private:
  void count_packets(const std::vector<std::uint32_t>& parts);
  std::int64_t both_ways(std::uint32_t a, std::uint32_t b) const {
    return packets_[a * cores_ + b] + packets_[b * cores_ + a];
  }
  std::int64_t price(std::uint32_t from, std::uint32_t to) const {
    return problem_.price[from * cores_ + to];
  }
  std::int64_t pull_at(std::uint32_t part, std::uint32_t core) const;
  std::int64_t gain_of_swap(std::uint32_t a, std::uint32_t b) const;

  const Problem& problem_;
  const std::uint32_t cores_;
  std::vector<std::int64_t> packets_;   // by from * cores + to
  std::vector<std::uint32_t> core_of_;  // of each part
};

// An input line has no place yet: it counts as if it stood in the part that hears it most.
void Layout::count_packets(const std::vector<std::uint32_t>& parts) {
  std::vector<std::int64_t> heard(cores_);
  for (std::uint32_t n = 0; n < problem_.size; ++n) {
    std::fill(heard.begin(), heard.end(), 0);
    for (const auto* r = problem_.out_rows.begin(n); r != problem_.out_rows.end(n); ++r) {
      std::uint64_t seen = 0;  // a chip has at most 64 cores
      const Row& row = problem_.rows.rows[*r];
      for (std::uint32_t s = row.begin; s < row.end; ++s) {
        seen |= std::uint64_t{1} << parts[problem_.rows.synapses[s].target];
      }
      for (std::uint32_t p = 0; p < cores_; ++p) {
        if (seen >> p & 1) heard[p] += problem_.weight[*r];
      }
    }
    const auto most = std::max_element(heard.begin(), heard.end()) - heard.begin();
    const std::uint32_t home = problem_.is_line[n] ? static_cast<std::uint32_t>(most) : parts[n];
    for (std::uint32_t p = 0; p < cores_; ++p) packets_[home * cores_ + p] += heard[p];
  }
}

// What the packets between the part on that core and all placed parts cost.
std::int64_t Layout::pull_at(std::uint32_t part, std::uint32_t core) const {
  std::int64_t sum = 0;
  for (std::uint32_t p = 0; p < cores_; ++p) {
    if (p != part && core_of_[p] != kNone) sum += both_ways(part, p) * price(core, core_of_[p]);
  }
  return sum;
}

void Layout::pull() {
  std::vector<std::int64_t> busy(cores_, 0);
  for (std::uint32_t a = 0; a < cores_; ++a) {
    for (std::uint32_t b = 0; b < cores_; ++b) busy[a] += a == b ? 0 : both_ways(a, b);
  }
  std::vector<std::uint32_t> free(cores_);
  std::iota(free.begin(), free.end(), 0u);
  // The middle of the mesh first: the busiest part goes there.
  const Mesh& mesh = problem_.chip.mesh;
  const std::uint32_t middle = mesh.number(mesh.width / 2, mesh.height / 2);
  std::stable_sort(free.begin(), free.end(),
                   [&](auto x, auto y) { return price(middle, x) < price(middle, y); });
  for (std::uint32_t placed = 0; placed < cores_; ++placed) {
    std::uint32_t next = kNone;
    std::int64_t most = -1;
    for (std::uint32_t p = 0; p < cores_; ++p) {
      if (core_of_[p] != kNone) continue;
      std::int64_t towards = placed == 0 ? busy[p] : 0;
      for (std::uint32_t q = 0; q < cores_; ++q) {
        if (core_of_[q] != kNone) towards += both_ways(p, q);
      }
      if (towards > most) most = towards, next = p;
    }
    const auto best = std::min_element(free.begin(), free.end(), [&](auto x, auto y) {
      return pull_at(next, x) < pull_at(next, y);
    });
    core_of_[next] = *best;
    free.erase(best);
  }
}

std::int64_t Layout::gain_of_swap(std::uint32_t a, std::uint32_t b) const {
  std::int64_t gain = 0;
  for (std::uint32_t p = 0; p < cores_; ++p) {
    if (p == a || p == b) continue;
    const std::int64_t nearer = price(core_of_[a], core_of_[p]) - price(core_of_[b], core_of_[p]);
    gain += nearer * (both_ways(a, p) - both_ways(b, p));
  }
  return gain;
}

void Layout::anneal(std::uint64_t seed) {
  RandomDraw random(seed);
  const std::uint32_t rounds = 200;
  const std::uint32_t swaps = cores_ * cores_;
  std::int64_t sum = 0;
  for (std::uint32_t a = 0; a < cores_; ++a) {
    for (std::uint32_t b = 0; b < cores_; ++b) sum += a == b ? 0 : packets_[a * cores_ + b];
  }
  // From a hop of the packets of a mean pair of parts to a hundredth of it.
  const double start = static_cast<double>(sum * problem_.price[1]) / swaps + 1;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const double heat = start * std::pow(0.01, static_cast<double>(round) / rounds);
    for (std::uint32_t i = 0; i < swaps; ++i) {
      const std::uint32_t a = random.below(cores_);
      const std::uint32_t b = random.below(cores_);
      if (a == b) continue;
      const std::int64_t gain = gain_of_swap(a, b);
      if (gain >= 0 || random.unit() < std::exp(static_cast<double>(gain) / heat)) {
        std::swap(core_of_[a], core_of_[b]);
      }
    }
  }
}

}  // namespace

std::vector<std::uint32_t> lay_out(const Problem& problem, const std::vector<std::uint32_t>& parts,
                                   std::uint64_t seed) {
  Layout layout(problem, parts);
  layout.pull();
  layout.anneal(seed);
  Assignment assignment(problem, 1);
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    if (!problem.is_line[n]) assignment.put(n, layout.core_of(parts[n]));
  }
  std::vector<std::int64_t> costs;
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    if (!problem.is_line[n]) continue;
    assignment.insertion_costs(n, {}, costs);
    std::uint32_t best = kNone;
    for (std::uint32_t c = 0; c < problem.cores; ++c) {
      if (assignment.has_room(n, c) && (best == kNone || costs[c] < costs[best])) best = c;
    }
    if (best == kNone) best = 0;  // more lines than the chip has: refused with the rest
    assignment.put(n, best);
  }
  return assignment.core_of();
}

}  // namespace slk::placement
