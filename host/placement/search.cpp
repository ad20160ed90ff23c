// SPDX-License-Identifier: Apache-2.0
#include "host/placement/search.hpp"

#include <algorithm>
#include <optional>

#include "host/placement/assignment.hpp"
#include "host/placement/layout.hpp"
#include "host/placement/metis_graph.hpp"
#include "host/placement/refine.hpp"
#include "host/placement/refuse.hpp"

namespace slk::placement {
namespace {

bool fits_but_for_words(const Assignment& assignment) {
  const Limits& most = assignment.limits();
  for (std::uint32_t c = 0; c < assignment.problem().cores; ++c) {
    const Load& load = assignment.load(c);
    if (load.neurons > most.neurons || load.lines > most.lines || load.axons > most.axons ||
        load.profiles > most.profiles || load.routes > most.routes) {
      return false;
    }
  }
  return true;
}

class Search {
 public:
  Search(const Problem& problem, const PlaceOptions& options, std::uint32_t spread,
         const Enter& enter)
      : problem_(problem),
        options_(options),
        spread_(spread),
        enter_(enter),
        metis_(problem, options.seed) {
    const std::size_t pins = problem.in_rows.items.size() + problem.out_rows.items.size();
    work_ = std::max(1.0, static_cast<double>(pins));
  }

  std::vector<std::uint32_t> run();

 private:
  // Rows that are visited to refine one partition, about, and how many partitions of a network are
  // carried to the end if a hundred sweeps of it are less.
  static constexpr double kVisits = 6e7;
  static constexpr int kCandidates = 4;

  void try_parts(std::uint32_t parts, bool last);
  [[noreturn]] void refuse_best() const;

  const Problem& problem_;
  const PlaceOptions& options_;
  const std::uint32_t spread_;
  const Enter& enter_;
  MetisGraph metis_;
  double work_ = 1;  // rows that a sweep visits
  int fitting_ = 0;  // partitions found that fit
  std::optional<Assignment> best_;
};

std::vector<std::uint32_t> Search::run() {
  const CoreSize& core = problem_.chip.core;
  const std::uint32_t neurons = problem_.network.neuron_count();
  const std::uint32_t fewest = std::max(1u, (neurons + core.neurons - 1) / core.neurons);
  const int candidates = work_ * 100 > kVisits ? 1 : kCandidates;
  for (std::uint32_t parts = fewest; fitting_ < candidates; parts += 1 + parts / 8) {
    parts = std::min(parts, problem_.cores);
    const bool last = parts == problem_.cores;
    try_parts(parts, last);
    if (last || (best_ && !enter_("partition", 0))) break;
  }
  // Words are an estimate: within a twentieth, the packed rows decide.
  constexpr std::int64_t kNear = 50;  // thousandths
  if (!best_ || best_->overflow() > kNear || !fits_but_for_words(*best_)) refuse_best();
  return best_->core_of();
}

// A partition that exceeds the limits by far is left alone as long as there are cores for more
// parts.
void Search::try_parts(std::uint32_t parts, bool last) {
  constexpr std::int64_t kFar = 100;  // thousandths, a core
  enter_("partition", 0);
  const auto part_of = metis_.partition(parts, options_.seed);
  enter_("layout", 0);
  const auto core_of = lay_out(problem_, part_of, options_.seed);
  Assignment assignment(problem_, spread_);
  for (std::uint32_t n = 0; n < problem_.size; ++n) assignment.put(n, core_of[n]);
  if (!last && assignment.overflow() > kFar * parts) return;
  const auto sweeps = static_cast<std::uint32_t>(std::clamp(kVisits / work_, 20.0, 150.0));
  const auto go_on = [&](double done) { return enter_("refinement", done); };
  anneal(assignment, sweeps, options_.seed, go_on);
  descend(assignment, options_.seed, go_on);
  const std::int64_t overflow = assignment.overflow();
  if (overflow == 0) ++fitting_;
  if (!best_ || overflow < best_->overflow() ||
      (overflow == best_->overflow() && assignment.cost() < best_->cost())) {
    best_.emplace(assignment);
  }
}

// Names the limit that is exceeded by the largest share.
void Search::refuse_best() const {
  const Limits& limits = best_->limits();
  std::string what;
  std::uint64_t need = 0, limit = 1;
  const auto look = [&](const std::string& name, std::uint64_t used, std::uint64_t most) {
    if (used > most && used * limit > need * most) what = name, need = used, limit = most;
  };
  for (std::uint32_t c = 0; c < problem_.cores; ++c) {
    const Load& load = best_->load(c);
    const std::string of = " of " + problem_.chip.mesh.name(c);
    look("neurons" + of, load.neurons, limits.neurons);
    look("input lines" + of, load.lines, limits.lines);
    look("axons" + of + " (rows: a source, a delay, a shift, a receptor and a rule)", load.axons,
         limits.axons);
    const std::uint32_t lanes = problem_.chip.core.lanes;
    look("synapse words" + of, (load.places + lanes - 1) / lanes, limits.places / lanes);
    look("profiles" + of, load.profiles, limits.profiles);
    look("routes of the neurons" + of, load.routes, limits.routes);
  }
  refuse(problem_.chip, what + " in the best partition found", need, limit,
         "take a chip with larger cores or more of them, or connect the neurons more locally");
}

}  // namespace

std::vector<std::uint32_t> search(const Problem& problem, const PlaceOptions& options,
                                  std::uint32_t spread, const Enter& enter) {
  return Search(problem, options, spread, enter).run();
}

}  // namespace slk::placement
