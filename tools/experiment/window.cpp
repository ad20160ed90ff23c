// SPDX-License-Identifier: Apache-2.0
// The change of a weight by the distance of a pair of spikes. The network has the inputs `pre` and
// `kick` and the neurons `post`, as many of each; its first projection, from `pre` to `post`, all
// to all, is given each rule of the network and each of the delays. pre[i] is heard in step kFirst
// + i, and a kick makes post[j] fire in step kFirst + j: the synapse between them sees the distance
// j - i.
#include <algorithm>

#include "models/limits.hpp"
#include "tools/experiment/kinds.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/svg.hpp"
#include "tools/experiment/window_law.hpp"

namespace slk::experiment {
namespace {

constexpr std::uint32_t kFirst = 33;  // a spike of `pre` comes up to 31 steps earlier
constexpr int kShown = 40;            // distances that the criterion is about, either way

class Window : public Experiment {
 public:
  Window(const yaml::Map& file, const std::vector<std::uint64_t>& seeds);

  // Every rule with every delay.
  std::size_t rounds() const override { return network_.rules.size() * delays_.size(); }
  std::uint64_t steps() const override {
    return rounds() * (kStarts + seeds_.size()) * trial_steps();
  }
  void run(std::size_t round, Lab& lab, State& state) const override;
  std::vector<std::string> columns() const override {
    return {"changes", "wrong", "stochastic changes", "worst z * 1000"};
  }
  Verdict judge(const State& state) const override;
  std::vector<Picture> draw(const State& state) const override;

 private:
  static constexpr std::size_t kStarts = 3;

  // The last window is over.
  std::uint32_t trial_steps() const { return kFirst + lines_ + spec::kLearningWindow; }
  Matrix measure(Network network, int start, Lab& lab) const;

  std::vector<std::uint64_t> seeds_;
  Network network_;
  std::vector<std::uint8_t> delays_;
  std::uint32_t lines_ = 0;
  std::uint64_t z_tenths_ = 0;
};

Window::Window(const yaml::Map& file, const std::vector<std::uint64_t>& seeds)
    : seeds_(seeds), network_(read_network(file.need("network", "a network file").file_path())) {
  const yaml::Field key = file.need("network", "a network file");
  lines_ = need_lif(network_, key, "post", 0).size;
  need_input(network_, key, "pre", lines_);
  need_input(network_, key, "kick", lines_);
  if (lines_ <= kShown)
    key.fail("population 'post' is too small for distances up to 40; allowed 41 or more");
  const Projection* const first = network_.projections.empty() ? nullptr : &network_.projections[0];
  if (!first || !first->rule || first->synapses.size() != std::size_t{lines_} * lines_) {
    key.fail(network_.path +
             " does not begin with a plastic projection from all of 'pre' to all of 'post'");
  }
  for (const yaml::Field& delay : file.need("delays", "a list of delays, [1, 7, 31]").list()) {
    delays_.push_back(static_cast<std::uint8_t>(delay.integer(1, limits::kDelay)));
  }
  const yaml::Map criterion = file.need("criterion", "{z: 4.5}").map({{"z"}, {}});
  z_tenths_ = criterion.need("z", "a number of standard deviations").decimal(1, 100);
}

// The weights [post][pre] after one pair of spikes for each synapse.
Matrix Window::measure(Network network, int start, Lab& lab) const {
  for (Synapse& synapse : network.projections[0].synapses) {
    synapse.weight = static_cast<std::int8_t>(start);
  }
  const std::uint32_t delay = network.projections[0].synapses[0].delay;
  const Population& pre = *find_population(network, "pre");
  const Population& kick = *find_population(network, "kick");
  const Population& post = *find_population(network, "post");
  Bench bench(lab, network, [](const StepRecord&) {});
  for (std::uint32_t t = 1; t <= trial_steps(); ++t) {
    StepStimulus& step = bench.next();
    // Wraps below the first, to what is not below `lines_`.
    const std::uint32_t i = t + delay - kFirst;
    const std::uint32_t j = t + 1 - kFirst;
    if (i < lines_) step.inputs.push_back(pre.first + i);
    if (j < lines_) step.inputs.push_back(kick.first + j);
    std::sort(step.inputs.begin(), step.inputs.end());
  }
  bench.finish();
  return weights_between(network, bench.weights(), pre, post);
}

void Window::run(std::size_t round, Lab& lab, State& state) const {
  const auto r = static_cast<std::uint8_t>(round / delays_.size());
  const std::uint8_t delay = delays_[round % delays_.size()];
  Network network = network_;
  network.projections[0].rule = r;
  for (Synapse& synapse : network.projections[0].synapses) synapse.delay = delay;
  Rule& rule = network.rules[r];

  rule.stochastic = false;
  Exact exact(rule);
  for (const int start : {int{rule.min}, middle(rule), int{rule.max}}) {
    exact.compare(start, measure(network, start, lab));
  }
  rule.stochastic = true;
  Stochastic stochastic(rule, kShown);
  for (const std::uint64_t seed : seeds_) {
    network.seed = seed;
    stochastic.add(measure(network, stochastic.start(), lab));
  }
  Row row{rule.name + ", delay " + std::to_string(delay),
          {exact.compared(), exact.wrong(), stochastic.draws(), stochastic.worst_z_milli()}};
  for (int d = -kShown; d <= kShown; ++d) row.values.push_back(exact.change(d));
  for (int d = -kShown; d <= kShown; ++d) row.values.push_back(stochastic.mean_milli(d));
  state.rows.push_back(row);
}

Verdict Window::judge(const State& state) const {
  std::int64_t compared = 0, wrong = 0, worst = 0;
  for (const Row& row : state.rows) {
    compared += row.values[0];
    wrong += row.values[1];
    worst = std::max(worst, row.values[3]);
  }
  const auto allowed = static_cast<std::int64_t>(z_tenths_) * 100;
  const auto shown = [](std::int64_t milli) {
    return std::to_string(milli / 1000) + "." + std::to_string(1000 + milli % 1000).substr(1, 2);
  };
  return {compared > 0 && wrong == 0 && worst <= allowed,
          "every change is round(table * modulator), clamped; with stochastic rounding |z| <= " +
              shown(allowed) + " at every distance",
          std::to_string(wrong) + " of " + std::to_string(compared) +
              " changes wrong, |z| at most " + shown(worst)};
}

// A curve a rule, of its first delay: the means of stochastic rounding, and dots where nearest
// rounding leads.
std::vector<Picture> Window::draw(const State& state) const {
  std::vector<Curve> curves;
  for (std::size_t r = 0; r < state.rows.size(); r += delays_.size()) {
    const std::vector<std::int64_t>& values = state.rows[r].values;
    const std::size_t first = columns().size();
    Curve curve{network_.rules[r / delays_.size()].name, {}, {}};
    for (int d = -kShown; d <= kShown; ++d) {
      const std::size_t at = first + static_cast<std::size_t>(d + kShown);
      curve.dots.emplace_back(d, values[at]);
      curve.line.emplace_back(d, static_cast<double>(values[at + 2 * kShown + 1]) / 1000);
    }
    curves.push_back(curve);
  }
  return {{"windows.svg",
           draw_plot("Change of a weight by the distance of two spikes",
                     "steps from the arrival to the spike of the target",
                     "change: dots nearest, lines mean of stochastic rounding", curves)}};
}

std::unique_ptr<Experiment> make(const yaml::Map& file, const std::vector<std::uint64_t>& seeds) {
  return std::make_unique<Window>(file, seeds);
}

}  // namespace

Kind window_kind() { return {"window", {"delays"}, make}; }

}  // namespace slk::experiment
