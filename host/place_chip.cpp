// SPDX-License-Identifier: Apache-2.0
#include "host/place_chip.hpp"

#include <algorithm>
#include <chrono>

#include "host/place.hpp"
#include "host/placement/baselines.hpp"
#include "host/placement/build_chip.hpp"
#include "host/placement/pack_words.hpp"
#include "host/placement/refuse.hpp"
#include "host/placement/search.hpp"
#include "models/error.hpp"

namespace slk {
namespace {

using placement::Problem;
using placement::refuse;

// Which stage takes how long.
class Stopwatch {
 public:
  // The stage that ran ends, this one begins, or goes on.
  void enter(const std::string& stage) {
    stop();
    const auto at = std::find_if(times_.begin(), times_.end(),
                                 [&](const StageTime& time) { return time.stage == stage; });
    running_ = static_cast<std::size_t>(at - times_.begin());
    if (at == times_.end()) times_.push_back({stage, 0});
  }
  void stop() {
    const auto now = Clock::now();
    if (running_ < times_.size()) times_[running_].seconds += seconds(now - last_);
    running_ = times_.size();
    last_ = now;
  }
  double total() const { return seconds(Clock::now() - begin_); }
  const std::vector<StageTime>& times() const { return times_; }

 private:
  using Clock = std::chrono::steady_clock;
  static double seconds(Clock::duration d) { return std::chrono::duration<double>(d).count(); }

  Clock::time_point begin_ = Clock::now(), last_ = begin_;
  std::vector<StageTime> times_;
  std::size_t running_ = 0;
};

// Even if every core that hears a neuron holds nothing else, it needs a route to each; input lines
// can be split.
void check_fan_out(const Network& network, const Chip& chip, const Problem& problem) {
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    if (problem.is_line[n]) continue;
    std::uint64_t routes = 0;
    for (const auto* r = problem.out_rows.begin(n); r != problem.out_rows.end(n); ++r) {
      const placement::Row& row = problem.rows.rows[*r];
      routes += (row.end - row.begin + chip.core.neurons - 1) / chip.core.neurons;
    }
    if (routes > chip.core.routes) {
      refuse(chip, "routes of " + network.name_of(n), routes, chip.core.routes,
             "take a chip with more routes or larger cores, or let the neuron reach fewer others");
    }
  }
}

// Limits that no placement can get around.
void check_chip(const Network& network, const Chip& chip, const Problem& problem) {
  const std::uint64_t cores = chip.mesh.cores();
  const std::string all = "all cores together have";
  if (network.neuron_count() > cores * chip.core.neurons) {
    refuse(chip, "neurons", network.neuron_count(), cores * chip.core.neurons,
           "take a chip with more cores or make the network smaller", all);
  }
  if (network.input_count() > cores * chip.core.inputs) {
    refuse(chip, "input lines", network.input_count(), cores * chip.core.inputs,
           "take a chip with more cores or inputs or make the network smaller", all);
  }
  for (std::uint32_t n = 0; n < problem.size; ++n) {
    const std::uint32_t rows = problem.in_rows.size(n);
    const std::uint32_t most = std::min(chip.core.axons, chip.core.synapse_words);
    if (rows > most) {
      refuse(chip,
             (most == chip.core.axons ? "axons for the rows onto " : "words for the rows onto ") +
                 network.name_of(n),
             rows, most,
             "take a chip with more of them or let fewer sources connect to the neuron");
    }
  }
  check_fan_out(network, chip, problem);
  if (chip.real_time) {
    const std::uint32_t most = spec::kDelaySlots - 1 - chip.real_time->max_lateness;
    for (const placement::Row& row : problem.rows.rows) {
      if (row.delay > most) {
        refuse(chip, "delay of synapses from " + network.name_of(row.source), row.delay, most,
               "shorten the delay or lower max_lateness", "max_lateness leaves");
      }
    }
  }
}

class ChipPlacer {
 public:
  ChipPlacer(const Network& network, const Chip& chip, const PlaceOptions& options)
      : network_(network), chip_(chip), options_(options) {}

  ChipImage place();
  const std::vector<StageTime>& stop() {
    watch_.stop();
    return watch_.times();
  }

 private:
  bool enter(const std::string& stage, double done = 0) {
    if (options_.progress) options_.progress(stage, done);
    watch_.enter(stage);
    return watch_.total() < options_.budget;
  }
  std::vector<std::uint32_t> cores_by_placer(const Problem& problem, std::uint32_t spread);
  bool pack(placement::ChipPlan& plan, const placement::Rows& rows);

  const Network& network_;
  const Chip& chip_;
  const PlaceOptions& options_;
  Stopwatch watch_;
};

ChipImage ChipPlacer::place() {
  enter("rows");
  if (chip_.mesh.cores() == 1) return chip_image(slk::place(network_, chip_));
  const placement::Rows rows = placement::rows_of(network_);
  const Problem problem(network_, chip_, rows, options_);
  check_chip(network_, chip_, problem);
  // Rows may take more words than estimated: then the estimate is raised.
  constexpr std::uint32_t kSpreads[] = {1, 2, 4, 8};
  placement::ChipPlan plan;
  for (const std::uint32_t spread : kSpreads) {
    plan = plan_of(network_, chip_, rows, cores_by_placer(problem, spread));
    if (pack(plan, rows)) break;
  }
  enter("image");
  return build_chip(network_, chip_, rows, plan, options_.prices);
}

std::vector<std::uint32_t> ChipPlacer::cores_by_placer(const Problem& problem,
                                                       std::uint32_t spread) {
  enter("partition");
  switch (options_.placer) {
    case Placer::kSequential:
      return place_sequential(problem, spread);
    case Placer::kRandom:
      return place_random(problem, spread, options_.seed);
    case Placer::kGreedy:
      return place_greedy(problem, spread);
    case Placer::kAuto:
      break;
  }
  return search(problem, options_, spread,
                [&](const std::string& stage, double done) { return enter(stage, done); });
}

// Whether the words fit.
bool ChipPlacer::pack(placement::ChipPlan& plan, const placement::Rows& rows) {
  enter("slots");
  bool fits = true;
  for (placement::CorePlan& core : plan.cores) {
    order_slots(core, rows, chip_.core.lanes);
    split_spans(core, rows, chip_.core);
    fits = fits && words_of(core, rows, chip_.core.lanes) <= chip_.core.synapse_words;
  }
  return fits;
}

}  // namespace

ChipImage place_chip(const Network& network, const Chip& chip, const PlaceOptions& options,
                     std::vector<StageTime>* times) {
  ChipPlacer placer(network, chip, options);
  ChipImage image = placer.place();
  if (times) *times = placer.stop();
  return image;
}

}  // namespace slk
