// SPDX-License-Identifier: Apache-2.0
// A detector of patterns, each shown once. The network has the inputs `lines` and `teacher` and the
// neurons `cells`; a pattern is a set of lines that fire together while the teacher makes its cell
// fire. A cell's spike raises its threshold by da_step, for good: the homeostatic factor. A slack
// of h lowers da_step by what h swapped lines cost. Then cells are frozen and probed.
#include "tools/experiment/detector_draws.hpp"
#include "tools/experiment/kinds.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/svg.hpp"

namespace slk::experiment {
namespace {

// What a round looks at: so many patterns, which share `overlap` lines, or none on purpose.
struct Case {
  std::uint32_t slack = 0;
  std::uint32_t patterns = 1;
  std::optional<std::uint32_t> overlap;
};

class Detector : public Experiment {
 public:
  Detector(const yaml::Map& file, const std::vector<std::uint64_t>& seeds);

  std::size_t rounds() const override { return cases_.size(); }
  std::uint64_t steps() const override;
  void run(std::size_t round, Lab& lab, State& state) const override;
  std::vector<std::string> columns() const override { return {"probes", "right"}; }
  Verdict judge(const State& state) const override;
  std::vector<Picture> draw(const State& state) const override;

 private:
  // Probes with each number of swaps that a cell accepted, and that there were.
  struct Tally {
    std::int64_t right = 0;
    std::vector<std::int64_t> shown = std::vector<std::int64_t>(kSwaps, 0);
    std::vector<std::int64_t> accepted = std::vector<std::int64_t>(kSwaps, 0);
  };
  Network with_slack(std::uint32_t slack) const;
  Learned learn(const std::vector<Pattern>& patterns, const Network& network, Lab& lab) const;
  void probe(const std::vector<Probe>& probes, const Network& network, std::uint32_t slack,
             Lab& lab, Tally& tally) const;

  std::vector<std::uint64_t> seeds_;
  Network network_;
  std::uint32_t active_ = 0;
  std::uint32_t probes_ = 0;
  std::vector<std::uint32_t> slacks_, patterns_, overlaps_;
  std::vector<Case> cases_;  // slacks with one pattern, patterns without slack, then overlaps
};

std::vector<std::uint32_t> read_numbers(const yaml::Map& file, const char* key, std::uint32_t min,
                                        std::uint32_t max) {
  std::vector<std::uint32_t> numbers;
  for (const yaml::Field& entry : file.need(key, "a list of numbers").list()) {
    numbers.push_back(static_cast<std::uint32_t>(entry.integer(min, max)));
  }
  return numbers;
}

Detector::Detector(const yaml::Map& file, const std::vector<std::uint64_t>& seeds)
    : seeds_(seeds), network_(read_network(file.need("network", "a network file").file_path())) {
  const yaml::Field key = file.need("network", "a network file");
  const std::uint32_t lines = need_input(network_, key, "lines", 0).size;
  const std::uint32_t cells = need_lif(network_, key, "cells", 0).size;
  need_input(network_, key, "teacher", cells);
  if (network_.rules.size() != 1) key.fail(network_.path + " has no rule, or several; allowed one");
  const std::uint32_t most = lines / 2;  // as many lines must be free to be swapped in
  active_ = static_cast<std::uint32_t>(file.need("active", "lines of a pattern").integer(1, most));
  constexpr std::int64_t kMax = 1000000;
  probes_ = static_cast<std::uint32_t>(file.need("probes", yaml::range(1, kMax)).integer(1, kMax));
  slacks_ = read_numbers(file, "slacks", 0, active_);
  patterns_ = read_numbers(file, "patterns", 1, cells);
  overlaps_ = read_numbers(file, "overlaps", 0, active_ - 1);
  const auto slack = static_cast<std::uint32_t>(
      file.need("overlap_slack", yaml::range(0, active_)).integer(0, active_));
  const yaml::Map criterion = file.need("criterion", "{wrong: 0}").map({{"wrong"}, {}});
  criterion.need("wrong", "0").one_of({0});
  for (const std::uint32_t s : slacks_) cases_.push_back({s, 1, std::nullopt});
  for (const std::uint32_t p : patterns_) cases_.push_back({0, p, std::nullopt});
  for (const std::uint32_t p : patterns_) {
    for (const std::uint32_t o : overlaps_) cases_.push_back({slack, p, o});
  }
}

// A pattern a step, the spikes of the last one a step later; a probe a step likewise.
std::uint64_t Detector::steps() const {
  std::uint64_t steps = 0;
  for (const Case& c : cases_) steps += seeds_.size() * (c.patterns + 1 + probes_ + 1);
  return steps;
}

// A swapped line costs what a line that belongs brings, and what one that does not takes.
Network Detector::with_slack(std::uint32_t slack) const {
  Network network = network_;
  const auto swap = network.rules[0].max - network.rules[0].min;
  for (Population& population : network.populations) {
    for (NeuronParams& params : population.params) {
      params.da_step = std::max(0, params.da_step - swap * static_cast<std::int32_t>(slack));
    }
  }
  return network;
}

void Detector::run(std::size_t round, Lab& lab, State& state) const {
  const Case& c = cases_[round];
  Tally tally;
  for (const std::uint64_t seed : seeds_) {
    Draws draws(seed, static_cast<std::uint32_t>(round));
    const std::uint32_t lines = find_population(network_, "lines")->size;
    const std::vector<Pattern> patterns =
        draw_patterns(draws, lines, active_, c.patterns, c.overlap.value_or(0));
    Network network = with_slack(c.slack);
    network.seed = seed;
    state.learned = learn(patterns, network, lab);
    const std::vector<Probe> probes = draw_probes(draws, lines, patterns, probes_);
    probe(probes, frozen(network, state.learned), c.slack, lab, tally);
  }
  Row row{"slack " + std::to_string(c.slack) + ", " + std::to_string(c.patterns) +
              (c.patterns == 1 ? " pattern" : " patterns"),
          {static_cast<std::int64_t>(seeds_.size() * probes_), tally.right}};
  if (c.overlap) row.name += ", overlap " + std::to_string(*c.overlap);
  row.values.insert(row.values.end(), tally.shown.begin(), tally.shown.end());
  row.values.insert(row.values.end(), tally.accepted.begin(), tally.accepted.end());
  state.rows.push_back(row);
}

Learned Detector::learn(const std::vector<Pattern>& patterns, const Network& network,
                        Lab& lab) const {
  const std::uint32_t lines = find_population(network, "lines")->first;
  const std::uint32_t teacher = find_population(network, "teacher")->first;
  Bench bench(lab, network, [](const StepRecord&) {});
  for (std::uint32_t p = 0; p < patterns.size(); ++p) {
    StepStimulus& step = bench.next();
    for (const std::uint32_t line : patterns[p]) step.inputs.push_back(lines + line);
    step.inputs.push_back(teacher + p);
    std::sort(step.inputs.begin(), step.inputs.end());
  }
  bench.next();
  Learned learned;
  learned.adaptation = bench.finish_with_adaptation();
  learned.weights = bench.weights();
  return learned;
}

// Neurons keep nothing from step to step: a probe in every step, answered one step later. Right is
// that the cell of the probe's pattern fires, and no other, if not more lines are swapped than the
// slack allows; otherwise that none fires.
void Detector::probe(const std::vector<Probe>& probes, const Network& network, std::uint32_t slack,
                     Lab& lab, Tally& tally) const {
  const std::uint32_t lines = find_population(network, "lines")->first;
  const std::uint32_t cells = find_population(network, "cells")->first;
  Bench bench(lab, network, [&](const StepRecord& record) {
    if (record.step < 2) return;
    const Probe& probe = probes[record.step - 2];
    const std::vector<std::uint32_t> own = {cells + probe.pattern};
    const bool wanted = probe.swaps <= slack;
    tally.right += record.spikes == (wanted ? own : std::vector<std::uint32_t>());
    ++tally.shown[probe.swaps];
    tally.accepted[probe.swaps] += !record.spikes.empty();
  });
  for (const Probe& probe : probes) {
    StepStimulus& step = bench.next();
    for (const std::uint32_t line : probe.lines) step.inputs.push_back(lines + line);
  }
  bench.next();
  bench.finish();
}

Verdict Detector::judge(const State& state) const {
  std::int64_t probes = 0, wrong = 0;
  bool monotone = true;
  const std::size_t held = slacks_.size() + patterns_.size();  // without overlap on purpose
  for (std::size_t r = 0; r < held; ++r) {
    probes += state.rows[r].values[0];
    wrong += state.rows[r].values[0] - state.rows[r].values[1];
  }
  // Of each number of swaps, the part that is accepted does not shrink as the slack grows.
  for (std::size_t r = 1; r < slacks_.size(); ++r) {
    for (std::size_t s = 0; s < kSwaps; ++s) {
      const auto& less = state.rows[r - 1].values;
      const auto& more = state.rows[r].values;
      monotone =
          monotone && less[2 + kSwaps + s] * more[2 + s] <= more[2 + kSwaps + s] * less[2 + s];
    }
  }
  return {probes > 0 && wrong == 0 && monotone,
          "after one showing no probe wrong: one pattern with every slack, several without; "
          "acceptance grows with the slack",
          std::to_string(wrong) + " of " + std::to_string(probes) + " probes wrong, acceptance " +
              (monotone ? "grows" : "does not grow") + " with the slack"};
}

double percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<Picture> Detector::draw(const State& state) const {
  std::vector<Curve> acceptance, accuracy;
  for (std::size_t r = 0; r < slacks_.size(); ++r) {
    Curve curve{"slack " + std::to_string(slacks_[r]), {}, {}};
    const auto& values = state.rows[r].values;
    for (std::size_t s = 0; s < kSwaps; ++s) {
      curve.line.emplace_back(s, percent(values[2 + kSwaps + s], values[2 + s]));
    }
    curve.dots = curve.line;
    acceptance.push_back(curve);
  }
  std::size_t r = slacks_.size() + patterns_.size();
  for (const std::uint32_t p : patterns_) {
    Curve curve{std::to_string(p) + " patterns", {}, {}};
    for (const std::uint32_t o : overlaps_) {
      curve.line.emplace_back(o, percent(state.rows[r].values[1], state.rows[r].values[0]));
      ++r;
    }
    curve.dots = curve.line;
    accuracy.push_back(curve);
  }
  return {{"slack.svg", draw_plot("Acceptance by slack", "lines of the pattern that are swapped",
                                  "probes that are accepted, per cent", acceptance)},
          {"overlap.svg", draw_plot("Accuracy by overlap", "lines that all patterns share",
                                    "probes answered rightly, per cent", accuracy)}};
}

std::unique_ptr<Experiment> make(const yaml::Map& file, const std::vector<std::uint64_t>& seeds) {
  return std::make_unique<Detector>(file, seeds);
}

}  // namespace

Kind detector_kind() {
  return {
      "detector", {"active", "probes", "slacks", "patterns", "overlaps", "overlap_slack"}, make};
}

}  // namespace slk::experiment
