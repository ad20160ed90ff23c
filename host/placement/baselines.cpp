// SPDX-License-Identifier: Apache-2.0
#include "host/placement/baselines.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "host/placement/assignment.hpp"
#include "host/placement/random_draw.hpp"
#include "host/placement/refuse.hpp"

namespace slk::placement {
namespace {

// A number finds no room on the cores from `first` on: why, in the words of the user.
[[noreturn]] void refuse_number(const Assignment& assignment, std::uint32_t number,
                                std::uint32_t first = 0) {
  const Problem& problem = assignment.problem();
  if (problem.is_line[number]) {
    refuse(problem.chip, "input lines", problem.network.input_count(),
           std::uint64_t{problem.chip.core.inputs} * problem.cores,
           "take a chip with more inputs or cores", "all cores together have");
  }
  // What it exceeds on the core where it exceeds least, in parts of the limit.
  struct Excess {
    const char* what = "neurons";
    std::uint32_t need = 0, limit = 1;
    bool operator<(const Excess& x) const {
      return std::uint64_t{need} * x.limit < std::uint64_t{x.need} * limit;
    }
  };
  constexpr std::pair<const char*, std::uint32_t Load::*> kLimits[] = {
      {"neurons", &Load::neurons},
      {"axons", &Load::axons},
      {"places for weights", &Load::places},
      {"profiles", &Load::profiles},
  };
  Excess least{"neurons", kUnplaced, 1};
  Assignment trial = assignment;
  for (std::uint32_t c = first; c < problem.cores; ++c) {
    trial.put(number, c);
    Excess most;
    for (const auto& [what, member] : kLimits) {
      most = std::max(most, Excess{what, trial.load(c).*member, trial.limits().*member});
    }
    least = std::min(least, most);
    trial.take(number);
  }
  refuse(problem.chip,
         std::string(least.what) + " of the best core for " + problem.network.name_of(number) +
             ", the first neuron that finds no room",
         least.need, least.limit, "take --placer auto or a chip with more cores");
}

// Calls `place` for every neuron, then every input line, in network order.
template <class Place>
void for_each_number(const Problem& problem, const Place& place) {
  for (const bool lines : {false, true}) {
    for (std::uint32_t n = 0; n < problem.size; ++n) {
      if (problem.is_line[n] == lines) place(n);
    }
  }
}

}  // namespace

std::vector<std::uint32_t> place_sequential(const Problem& problem, std::uint32_t spread) {
  Assignment assignment(problem, spread);
  std::uint32_t core = 0;
  bool lines = false;
  for_each_number(problem, [&](std::uint32_t number) {
    if (problem.is_line[number] != lines) core = 0;
    lines = problem.is_line[number];
    const std::uint32_t first = core;
    while (core < problem.cores && !assignment.has_room(number, core)) ++core;
    if (core == problem.cores) refuse_number(assignment, number, first);
    assignment.put(number, core);
  });
  return assignment.core_of();
}

std::vector<std::uint32_t> place_random(const Problem& problem, std::uint32_t spread,
                                        std::uint64_t seed) {
  Assignment assignment(problem, spread);
  RandomDraw random(seed);
  std::vector<std::uint32_t> rooms;
  for_each_number(problem, [&](std::uint32_t number) {
    rooms.clear();
    for (std::uint32_t c = 0; c < problem.cores; ++c) {
      if (assignment.has_room(number, c)) rooms.push_back(c);
    }
    if (rooms.empty()) refuse_number(assignment, number);
    assignment.put(number, rooms[random.below(rooms.size())]);
  });
  return assignment.core_of();
}

std::vector<std::uint32_t> place_greedy(const Problem& problem, std::uint32_t spread) {
  Assignment assignment(problem, spread);
  // Packets of a line to each core: it goes where most of them go.
  std::vector<std::int64_t> packets;
  const auto most_packets = [&](std::uint32_t line) {
    assignment.packets_to(line, packets);
    std::uint32_t best = kUnplaced;
    for (std::uint32_t c = 0; c < problem.cores; ++c) {
      if (!assignment.has_room(line, c)) continue;
      if (best == kUnplaced || packets[c] > packets[best]) best = c;
    }
    return best;
  };
  std::uint32_t begun = 1;
  const auto most_shared = [&](std::uint32_t neuron) {
    std::uint32_t best = kUnplaced;
    std::uint32_t best_new = 0;
    for (std::uint32_t c = 0; c < begun; ++c) {
      if (!assignment.has_room(neuron, c)) continue;
      const std::uint32_t more = assignment.new_axons(neuron, c);
      if (best == kUnplaced || more < best_new) best = c, best_new = more;
    }
    if (best == kUnplaced && begun < problem.cores && assignment.has_room(neuron, begun)) {
      best = begun++;
    }
    return best;
  };
  for_each_number(problem, [&](std::uint32_t number) {
    const std::uint32_t core = problem.is_line[number] ? most_packets(number) : most_shared(number);
    if (core == kUnplaced) refuse_number(assignment, number);
    assignment.put(number, core);
  });
  return assignment.core_of();
}

}  // namespace slk::placement
