// SPDX-License-Identifier: Apache-2.0
// Digits with a teacher. The network has the inputs `pixels` and `teacher`, perhaps `suppressor`,
// and the neurons `classes`. A training sample is shown in phases, each begun with a state reset
// and with an m_plus of its own; in a phase with a teacher its line of the sample's class fires in
// every step, and so does the suppressor. For scoring learning is off, and the class with most
// spikes is the answer.
#include <algorithm>

#include "models/limits.hpp"
#include "tools/experiment/accuracy.hpp"
#include "tools/experiment/draws.hpp"
#include "tools/experiment/kinds.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/readout.hpp"
#include "tools/experiment/samples.hpp"
#include "tools/experiment/weight_maps.hpp"

namespace slk::experiment {
namespace {

struct Phase {
  std::uint32_t steps = 0;
  std::int16_t m_plus = 256;  // 1.0
  bool teacher = false;
};

Phase read_phase(const yaml::Field& entry) {
  const yaml::Map map = entry.map({{"steps", "m_plus", "teacher"}, {}});
  Phase phase;
  phase.steps = read_sample_steps(map);
  if (const auto m_plus = map.find("m_plus")) {
    phase.m_plus =
        static_cast<std::int16_t>(m_plus->integer(-limits::kModulator - 1, limits::kModulator));
  }
  if (const auto teacher = map.find("teacher")) phase.teacher = teacher->boolean();
  return phase;
}

class Teacher : public Experiment {
 public:
  Teacher(const yaml::Map& file, const std::vector<std::uint64_t>& seeds);

  // Of each seed the epochs, then the score.
  std::size_t rounds() const override { return seeds_.size() * (epochs_ + 1); }
  std::uint64_t steps() const override;
  void run(std::size_t round, Lab& lab, State& state) const override;
  std::vector<std::string> columns() const override { return {"right", "images"}; }
  Verdict judge(const State& state) const override {
    return judge_accuracy({state.rows}, criterion_);
  }
  std::vector<Picture> draw(const State& state) const override;

 private:
  void show(const digits::Image& image, const Phase& phase, Bench& bench) const;
  void learn(std::uint64_t seed, std::uint32_t epoch, Lab& lab, Learned& learned) const;
  Row score(std::uint64_t seed, Lab& lab, const Learned& learned) const;

  std::vector<std::uint64_t> seeds_;
  std::string network_path_;
  Samples samples_;
  std::vector<Phase> phases_;
  std::uint32_t epochs_ = 0;
  std::uint32_t steps_ = 0;
  AccuracyCriterion criterion_;
};

Teacher::Teacher(const yaml::Map& file, const std::vector<std::uint64_t>& seeds)
    : seeds_(seeds),
      samples_(read_samples(file)),
      epochs_(read_epochs(file)),
      steps_(read_sample_steps(file)),
      criterion_(read_accuracy(file, 1)) {
  for (const yaml::Field& entry :
       file.need("phases", "a list of {steps, m_plus, teacher}").list()) {
    phases_.push_back(read_phase(entry));
  }
  const yaml::Field key = file.need("network", "a network file");
  network_path_ = key.file_path();
  const Network network = read_network(network_path_);
  need_input(network, key, "pixels", digits::kPixels);
  need_input(network, key, "teacher", digits::kClasses);
  need_lif(network, key, "classes", digits::kClasses);
}

std::uint64_t Teacher::steps() const {
  std::uint64_t training = 0;
  for (const Phase& phase : phases_) training += phase.steps;
  return seeds_.size() * (epochs_ * training * samples_.train.size() +
                          std::uint64_t{steps_} * samples_.score.size());
}

void Teacher::run(std::size_t round, Lab& lab, State& state) const {
  const std::uint64_t seed = seeds_[round / (epochs_ + 1)];
  const auto epoch = static_cast<std::uint32_t>(round % (epochs_ + 1));
  if (epoch == 0) state.learned = {};
  if (epoch < epochs_) {
    learn(seed, epoch, lab, state.learned);
  } else {
    state.rows.push_back(score(seed, lab, state.learned));
  }
}

void Teacher::show(const digits::Image& image, const Phase& phase, Bench& bench) const {
  const Network& network = bench.network();
  const Population& pixels = *find_population(network, "pixels");
  const Population& teacher = *find_population(network, "teacher");
  const Population* const suppressor = find_population(network, "suppressor");
  const auto window = spread(count_by_grey(image, phase.steps - 1), phase.steps);
  for (std::uint32_t t = 0; t < phase.steps; ++t) {
    StepStimulus& step = bench.next();
    if (t == 0) {
      step.reset = true;
      set_m_plus(step, network, phase.m_plus);
    }
    for (const std::uint32_t pixel : window[t]) step.inputs.push_back(pixels.first + pixel);
    if (!phase.teacher) continue;
    step.inputs.push_back(teacher.first + image.label);
    if (suppressor) step.inputs.push_back(suppressor->first);
    std::sort(step.inputs.begin(), step.inputs.end());
  }
}

void Teacher::learn(std::uint64_t seed, std::uint32_t epoch, Lab& lab, Learned& learned) const {
  Network network = with_weights(read_network(network_path_, &seed), learned.weights);
  network.seed = round_seed(seed, epoch);
  Bench bench(lab, std::move(network), [](const StepRecord&) {});
  const auto count = static_cast<std::uint32_t>(samples_.train.size());
  for (const std::uint32_t i : Draws(seed, epoch).order(count)) {
    for (const Phase& phase : phases_) show(samples_.train[i], phase, bench);
  }
  bench.finish();
  learned.weights = bench.weights();
}

Row Teacher::score(std::uint64_t seed, Lab& lab, const Learned& learned) const {
  const Network network =
      without_learning(with_weights(read_network(network_path_, &seed), learned.weights));
  const std::uint32_t first = find_population(network, "classes")->first;
  std::vector<Counts> counts(samples_.score.size(), Counts(digits::kClasses, 0));
  Bench bench(lab, network, [&](const StepRecord& record) {
    Counts& of_sample = counts[(record.step - 1) / steps_];
    for (const std::uint32_t number : record.spikes) ++of_sample[number - first];
  });
  for (const digits::Image& image : samples_.score) show(image, {steps_}, bench);
  bench.finish();
  std::int64_t right = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    right += greatest(counts[i]) == samples_.score[i].label;
  }
  return {"seed " + std::to_string(seed), {right, static_cast<std::int64_t>(counts.size())}};
}

// What each class looks for.
std::vector<Picture> Teacher::draw(const State& state) const {
  const Network network = read_network(network_path_);
  return {
      {"weights.svg", draw_weight_maps(network, state.learned.weights, "pixels", "classes", 5)}};
}

std::unique_ptr<Experiment> make(const yaml::Map& file, const std::vector<std::uint64_t>& seeds) {
  return std::make_unique<Teacher>(file, seeds);
}

}  // namespace

Kind teacher_kind() { return {"teacher", with_sample_keys({"phases"}), make}; }

}  // namespace slk::experiment
