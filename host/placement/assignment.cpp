// SPDX-License-Identifier: Apache-2.0
#include "host/placement/assignment.hpp"

#include <algorithm>
#include <cassert>

namespace slk::placement {
namespace {

// Calls `visit` for every core whose bit is set, ascending.
template <class Visit>
void for_each_core(std::uint64_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) {
    visit(static_cast<std::uint32_t>(__builtin_ctzll(bits)));
  }
}

}  // namespace

Assignment::Assignment(const Problem& problem, std::uint32_t spread)
    : problem_(problem),
      limits_(problem.chip.core),
      step_(problem.chip.core.lanes * spread),
      core_of_(problem.size, kUnplaced),
      loads_(problem.cores),
      targets_(problem.rows.rows.size() * problem.cores, 0),
      hearing_(problem.rows.rows.size(), 0),
      users_(std::size_t{problem.profiles} * problem.cores, 0),
      rows_with_(std::size_t{problem.size + 1} * problem.cores, 0),
      full_rows_(problem.cores, 0) {
  assert(problem.cores <= 64);  // bits of hearing_
}

std::int64_t Assignment::overflow() const {
  std::int64_t sum = 0;
  const auto add = [&](std::int64_t used, std::int64_t limit) {
    if (used > limit) sum += ((used - limit) * 1000 + limit - 1) / limit;
  };
  for (const Load& load : loads_) {
    add(load.neurons, limits_.neurons);
    add(load.lines, limits_.lines);
    add(load.axons, limits_.axons);
    add(load.places, limits_.places);
    add(load.profiles, limits_.profiles);
    add(load.routes, limits_.routes);
  }
  return sum;
}

void Assignment::put(std::uint32_t number, std::uint32_t core) {
  assert(core_of_[number] == kUnplaced);
  core_of_[number] = core;
  if (problem_.is_line[number]) {
    ++loads_[core].lines;
    add_source(number, core, 1);
    return;
  }
  add_neuron(core);
  if (users_[std::size_t{problem_.profile[number]} * problem_.cores + core]++ == 0) {
    ++loads_[core].profiles;
  }
  add_source(number, core, 1);
  put_targets(number, core);
}

void Assignment::take(std::uint32_t number) {
  const std::uint32_t core = core_of_[number];
  assert(core != kUnplaced);
  if (problem_.is_line[number]) {
    --loads_[core].lines;
  } else {
    take_targets(number, core);
    if (--users_[std::size_t{problem_.profile[number]} * problem_.cores + core] == 0) {
      --loads_[core].profiles;
    }
    drop_neuron(core);
  }
  add_source(number, core, -1);
  core_of_[number] = kUnplaced;
}

// Places that one more target of a row takes on a core of so many neurons.
std::uint32_t Assignment::new_places(std::uint32_t targets, std::uint32_t neurons) const {
  return std::min((targets + 1) * step_, neurons) - std::min(targets * step_, neurons);
}

// A row is full if its targets, a word each, take more places than there are neurons.
void Assignment::add_neuron(std::uint32_t core) {
  Load& load = loads_[core];
  load.places += full_rows_[core];
  ++load.neurons;
  if (load.neurons % step_ == 0) full_rows_[core] -= rows_with(core)[load.neurons / step_];
}

void Assignment::drop_neuron(std::uint32_t core) {
  Load& load = loads_[core];
  if (load.neurons % step_ == 0) full_rows_[core] += rows_with(core)[load.neurons / step_];
  --load.neurons;
  load.places -= full_rows_[core];
}

void Assignment::put_targets(std::uint32_t number, std::uint32_t core) {
  Load& load = loads_[core];
  std::uint32_t* rows = rows_with(core);
  const std::uint32_t most = load.neurons / step_;  // targets of a row not full
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    std::uint16_t& count = targets_[at(*r, core)];
    load.places += new_places(count, load.neurons);
    if (count == most) ++full_rows_[core];
    if (count > 0) --rows[count];
    ++rows[++count];
    if (count > 1) continue;
    hearing_[*r] |= std::uint64_t{1} << core;
    ++load.axons;
    const std::uint32_t source = problem_.rows.rows[*r].source;
    const std::uint32_t home = core_of_[source];
    if (home == kUnplaced) continue;
    cost_ += problem_.weight[*r] * problem_.price[home * problem_.cores + core];
    if (!problem_.is_line[source]) ++loads_[home].routes;
  }
}

void Assignment::take_targets(std::uint32_t number, std::uint32_t core) {
  Load& load = loads_[core];
  std::uint32_t* rows = rows_with(core);
  const std::uint32_t most = load.neurons / step_;
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    std::uint16_t& count = targets_[at(*r, core)];
    --rows[count];
    --count;
    load.places -= new_places(count, load.neurons);
    if (count == most) --full_rows_[core];
    if (count > 0) {
      ++rows[count];
      continue;
    }
    hearing_[*r] &= ~(std::uint64_t{1} << core);
    --load.axons;
    const std::uint32_t source = problem_.rows.rows[*r].source;
    const std::uint32_t home = core_of_[source];
    if (home == kUnplaced) continue;
    cost_ -= problem_.weight[*r] * problem_.price[home * problem_.cores + core];
    if (!problem_.is_line[source]) --loads_[home].routes;
  }
}

// The packets of a number to the cores that hear it, from this core on.
void Assignment::add_source(std::uint32_t number, std::uint32_t core, int sign) {
  const std::int64_t* price = &problem_.price[core * problem_.cores];
  std::uint32_t routes = 0;
  for (const auto* r = problem_.out_rows.begin(number); r != problem_.out_rows.end(number); ++r) {
    std::int64_t sum = 0;
    for_each_core(hearing_[*r], [&](std::uint32_t c) {
      sum += price[c];
      ++routes;
    });
    cost_ += sign * problem_.weight[*r] * sum;
  }
  if (problem_.is_line[number]) return;
  loads_[core].routes += sign > 0 ? routes : -routes;
}

std::uint32_t Assignment::new_axons(std::uint32_t number, std::uint32_t core) const {
  std::uint32_t count = 0;
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    if (!hears(core, *r)) ++count;
  }
  return count;
}

bool Assignment::has_room(std::uint32_t number, std::uint32_t core) const {
  const Load& load = loads_[core];
  if (problem_.is_line[number]) return load.lines < limits_.lines;
  if (load.neurons == limits_.neurons) return false;
  if (load.axons + new_axons(number, core) > limits_.axons) return false;
  const auto profile = std::size_t{problem_.profile[number]} * problem_.cores + core;
  if (users_[profile] == 0 && load.profiles == limits_.profiles) return false;
  std::uint32_t places = load.places + full_rows_[core];
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    places += new_places(targets_[at(*r, core)], load.neurons + 1);
  }
  return places <= limits_.places;
}

void Assignment::packets_to(std::uint32_t number, std::vector<std::int64_t>& packets) const {
  packets.assign(problem_.cores, 0);
  for (const auto* r = problem_.out_rows.begin(number); r != problem_.out_rows.end(number); ++r) {
    const std::int64_t weight = problem_.weight[*r];
    for_each_core(hearing_[*r], [&](std::uint32_t c) { packets[c] += weight; });
  }
}

void Assignment::insertion_costs(std::uint32_t number, const Penalty& penalty,
                                 std::vector<std::int64_t>& costs) const {
  costs.assign(problem_.cores, 0);
  add_spread(number, costs);
  if (problem_.is_line[number]) {
    for (std::uint32_t c = 0; c < problem_.cores; ++c) {
      if (loads_[c].lines >= limits_.lines) costs[c] += penalty.unit;
    }
    return;
  }
  add_sources(number, penalty.unit, costs);
  add_overflow(number, penalty, costs);
}

// The packets of the number itself, from each core that it could stand on.
void Assignment::add_spread(std::uint32_t number, std::vector<std::int64_t>& costs) const {
  const std::uint32_t cores = problem_.cores;
  thread_local std::vector<std::int64_t> packets;
  packets_to(number, packets);
  for (std::uint32_t c = 0; c < cores; ++c) {
    if (packets[c] == 0) continue;
    for (std::uint32_t core = 0; core < cores; ++core) {
      costs[core] += packets[c] * problem_.price[core * cores + c];
    }
  }
}

// The packets that its sources send to a core that does not hear them yet: those to all cores,
// without those to cores that do.
void Assignment::add_sources(std::uint32_t number, std::int64_t penalty,
                             std::vector<std::int64_t>& costs) const {
  const std::uint32_t cores = problem_.cores;
  thread_local std::vector<std::int64_t> packets;  // of its sources on each core
  packets.assign(cores, 0);
  std::int64_t no_routes = 0;
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    const std::uint32_t source = problem_.rows.rows[*r].source;
    const std::int64_t weight = problem_.weight[*r];
    if (source == number) {  // it comes along: its packets to itself take no hop
      for (std::uint32_t c = 0; c < cores; ++c) {
        if (!hears(c, *r)) costs[c] += weight * problem_.price[c * cores + c];
      }
      continue;
    }
    const std::uint32_t home = core_of_[source];
    if (home == kUnplaced) continue;
    packets[home] += weight;
    const bool no_route = !problem_.is_line[source] && loads_[home].routes >= limits_.routes;
    const std::int64_t more = no_route ? penalty : 0;
    no_routes += more;
    const std::int64_t* price = &problem_.price[home * cores];
    for_each_core(hearing_[*r], [&](std::uint32_t c) { costs[c] -= weight * price[c] + more; });
  }
  for (std::uint32_t home = 0; home < cores; ++home) {
    if (packets[home] == 0) continue;
    const std::int64_t* price = &problem_.price[home * cores];
    for (std::uint32_t c = 0; c < cores; ++c) costs[c] += packets[home] * price[c];
  }
  for (std::int64_t& cost : costs) cost += no_routes;
}

// The units by which each core would exceed its limits.
void Assignment::add_overflow(std::uint32_t number, const Penalty& penalty,
                              std::vector<std::int64_t>& costs) const {
  const std::uint32_t cores = problem_.cores;
  const std::uint32_t rows = problem_.in_rows.size(number);
  thread_local std::vector<std::uint32_t> axons, places;
  axons.assign(cores, rows);
  places.resize(cores);
  for (std::uint32_t c = 0; c < cores; ++c) {
    places[c] = full_rows_[c] + rows * new_places(0, loads_[c].neurons + 1);
  }
  for (const auto* r = problem_.in_rows.begin(number); r != problem_.in_rows.end(number); ++r) {
    for_each_core(hearing_[*r], [&](std::uint32_t c) {
      --axons[c];
      places[c] -= new_places(0, loads_[c].neurons + 1);
      places[c] += new_places(targets_[at(*r, c)], loads_[c].neurons + 1);
    });
  }
  const auto excess = [](std::uint32_t used, std::uint32_t more, std::uint32_t limit) {
    const std::uint32_t room = used < limit ? limit - used : 0;
    return static_cast<std::int64_t>(more > room ? more - room : 0);
  };
  const auto* users = &users_[std::size_t{problem_.profile[number]} * cores];
  for (std::uint32_t c = 0; c < cores; ++c) {
    const Load& load = loads_[c];
    std::int64_t over = excess(load.axons, axons[c], limits_.axons);
    over += excess(load.places, places[c], limits_.places) / problem_.chip.core.lanes;
    over += excess(load.profiles, users[c] == 0, limits_.profiles);
    costs[c] += over * penalty.unit;
    if (load.neurons >= limits_.neurons) costs[c] += penalty.slot;
  }
}

}  // namespace slk::placement
