// SPDX-License-Identifier: Apache-2.0
// Which core each neuron and input line is on, with the exact cost of its packets and the fill of
// every core, kept up to date move by move.
#pragma once

#include <cstdint>
#include <vector>

#include "host/placement/problem.hpp"

namespace slk::placement {

constexpr std::uint32_t kUnplaced = 0xffffffff;

// What stands on a core. `places` for weights are an estimate: `spread` words for each target of a
// row, but not more places than the core has neurons. The order of slots decides how near it comes:
// 1 if targets of a row are neighbours in part, more the less they are.
struct Load {
  std::uint32_t neurons = 0;
  std::uint32_t lines = 0;
  std::uint32_t axons = 0;
  std::uint32_t places = 0;  // synapse words times lanes
  std::uint32_t profiles = 0;
  std::uint32_t routes = 0;  // of its neurons; input lines find theirs where there is room
};

// Most of each that a core may hold.
struct Limits : Load {
  explicit Limits(const CoreSize& core)
      : Load{core.neurons,  core.inputs, core.axons, core.synapse_words * core.lanes,
             core.profiles, core.routes} {}
};

// What it costs to exceed a limit: a unit of it, and a slot for a neuron.
struct Penalty {
  std::int64_t unit = 0;
  std::int64_t slot = 0;
};

class Assignment {
 public:
  Assignment(const Problem& problem, std::uint32_t spread);

  const Problem& problem() const { return problem_; }
  const Limits& limits() const { return limits_; }
  // Of each number; kUnplaced at first.
  const std::vector<std::uint32_t>& core_of() const { return core_of_; }
  const Load& load(std::uint32_t core) const { return loads_[core]; }
  // Sum over the rows and the cores with targets of them of weight times price of a packet, those
  // of unplaced sources left out.
  std::int64_t cost() const { return cost_; }
  // Sum over cores of what exceeds a limit, each as a share of that limit in 1/1,000, rounded up.
  std::int64_t overflow() const;

  // An unplaced number goes on a core, whatever its fill; a placed one leaves it.
  void put(std::uint32_t number, std::uint32_t core);
  void take(std::uint32_t number);

  // Rows with the unplaced number as target that the core does not hear yet: the axons it needs.
  std::uint32_t new_axons(std::uint32_t number, std::uint32_t core) const;
  // Whether an unplaced number fits on a core beside what is there.
  bool has_room(std::uint32_t number, std::uint32_t core) const;

  // Weighted packets of the number to each core, one core after the other.
  void packets_to(std::uint32_t number, std::vector<std::int64_t>& packets) const;
  // What put(number, core) would add to the cost, for every core, plus the penalty for what exceeds
  // a limit.
  void insertion_costs(std::uint32_t number, const Penalty& penalty,
                       std::vector<std::int64_t>& costs) const;

 private:
  std::size_t at(std::uint32_t row, std::uint32_t core) const {
    return std::size_t{row} * problem_.cores + core;
  }
  bool hears(std::uint32_t core, std::uint32_t row) const { return hearing_[row] >> core & 1; }
  std::uint32_t new_places(std::uint32_t targets, std::uint32_t neurons) const;
  std::uint32_t* rows_with(std::uint32_t core) {
    return &rows_with_[std::size_t{core} * (problem_.size + 1)];
  }
  void add_neuron(std::uint32_t core);
  void drop_neuron(std::uint32_t core);
  void put_targets(std::uint32_t number, std::uint32_t core);
  void take_targets(std::uint32_t number, std::uint32_t core);
  void add_source(std::uint32_t number, std::uint32_t core, int sign);
  void add_spread(std::uint32_t number, std::vector<std::int64_t>& costs) const;
  void add_sources(std::uint32_t number, std::int64_t penalty,
                   std::vector<std::int64_t>& costs) const;
  void add_overflow(std::uint32_t number, const Penalty& penalty,
                    std::vector<std::int64_t>& costs) const;

  const Problem& problem_;
  const Limits limits_;
  const std::uint32_t step_;  // places that a target takes
  std::vector<std::uint32_t> core_of_;
  std::vector<Load> loads_;
  std::vector<std::uint16_t> targets_;  // of each row on each core
  std::vector<std::uint64_t> hearing_;  // of each row a bit for every core with targets
  std::vector<std::uint16_t> users_;    // of each profile on each core
  // Of each core its rows by their number of targets there, and those that have a place for every
  // neuron.
  std::vector<std::uint32_t> rows_with_;
  std::vector<std::uint32_t> full_rows_;
  std::int64_t cost_ = 0;
};

}  // namespace slk::placement
