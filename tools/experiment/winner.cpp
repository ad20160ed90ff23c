// SPDX-License-Identifier: Apache-2.0
// Digits without labels. The network has the input `pixels` and the neurons `cells`, which compete.
// After each epoch of learning the cells are frozen, and the training images are shown again to
// learn what the spikes of each cell stand for; then the images that score are answered.
#include "tools/experiment/accuracy.hpp"
#include "tools/experiment/draws.hpp"
#include "tools/experiment/kinds.hpp"
#include "tools/experiment/populations.hpp"
#include "tools/experiment/readout.hpp"
#include "tools/experiment/samples.hpp"
#include "tools/experiment/weight_maps.hpp"

namespace slk::experiment {
namespace {

class Winner : public Experiment {
 public:
  Winner(const yaml::Map& file, const std::vector<std::uint64_t>& seeds);

  // Of each seed the epochs.
  std::size_t rounds() const override { return seeds_.size() * epochs_; }
  std::uint64_t steps() const override {
    return rounds() * steps_ * (2 * samples_.train.size() + samples_.score.size());
  }
  void run(std::size_t round, Lab& lab, State& state) const override;
  std::vector<std::string> columns() const override {
    return {"right", "images", "right by label", "epoch"};
  }
  Verdict judge(const State& state) const override;
  std::vector<Picture> draw(const State& state) const override;

 private:
  void show(const digits::Image& image, bool prime, Bench& bench) const;
  void learn(std::uint64_t seed, std::uint32_t epoch, Lab& lab, Learned& learned) const;
  std::vector<Counts> count(const std::vector<digits::Image>& images, const Network& network,
                            Lab& lab) const;

  std::vector<std::uint64_t> seeds_;
  std::string network_path_;
  Samples samples_;
  std::uint32_t epochs_ = 0;
  std::uint32_t steps_ = 0;
  std::uint32_t spikes_ = 0;
  AccuracyCriterion criterion_;
};

Winner::Winner(const yaml::Map& file, const std::vector<std::uint64_t>& seeds)
    : seeds_(seeds),
      samples_(read_samples(file)),
      epochs_(read_epochs(file)),
      steps_(read_sample_steps(file)),
      criterion_(read_accuracy(file, epochs_)) {
  constexpr std::int64_t kMax = 2000;
  spikes_ = static_cast<std::uint32_t>(file.need("spikes", yaml::range(1, kMax)).integer(1, kMax));
  const yaml::Field key = file.need("network", "a network file");
  network_path_ = key.file_path();
  const Network network = read_network(network_path_);
  need_input(network, key, "pixels", digits::kPixels);
  need_lif(network, key, "cells", 0);
}

void Winner::run(std::size_t round, Lab& lab, State& state) const {
  const std::uint64_t seed = seeds_[round / epochs_];
  const auto epoch = static_cast<std::uint32_t>(round % epochs_);
  if (epoch == 0) state.learned = {};
  learn(seed, epoch, lab, state.learned);
  const Network network = frozen(read_network(network_path_, &seed), state.learned);
  const Readout readout(samples_.train, count(samples_.train, network, lab));
  const std::vector<Counts> counts = count(samples_.score, network, lab);
  std::int64_t right = 0;
  std::int64_t right_by_label = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    right += readout.by_association(counts[i]) == samples_.score[i].label;
    right_by_label += readout.by_label(counts[i]) == samples_.score[i].label;
  }
  state.rows.push_back(
      {"seed " + std::to_string(seed) + ", epoch " + std::to_string(epoch + 1),
       {right, static_cast<std::int64_t>(counts.size()), right_by_label, std::int64_t{epoch} + 1}});
}

// To prime a sample, every pixel fires in its first step: a spike long after shows that the pixel
// was not part of the picture.
void Winner::show(const digits::Image& image, bool prime, Bench& bench) const {
  const std::uint32_t first = find_population(bench.network(), "pixels")->first;
  const auto window = spread(count_by_share(image, spikes_, steps_ - 1), steps_);
  for (std::uint32_t t = 0; t < steps_; ++t) {
    StepStimulus& step = bench.next();
    step.reset = t == 0;
    step.keep_adaptation = true;
    if (t == 0 && prime) {
      for (std::uint32_t pixel = 0; pixel < digits::kPixels; ++pixel) {
        step.inputs.push_back(first + pixel);
      }
    } else {
      for (const std::uint32_t pixel : window[t]) step.inputs.push_back(first + pixel);
    }
  }
}

void Winner::learn(std::uint64_t seed, std::uint32_t epoch, Lab& lab, Learned& learned) const {
  Network network = with_weights(read_network(network_path_, &seed), learned.weights);
  network.seed = round_seed(seed, epoch);
  Bench bench(lab, std::move(network), [](const StepRecord&) {});
  bench.begin_with(learned.adaptation);
  const auto count = static_cast<std::uint32_t>(samples_.train.size());
  for (const std::uint32_t i : Draws(seed, epoch).order(count))
    show(samples_.train[i], true, bench);
  learned.adaptation = bench.finish_with_adaptation();
  learned.weights = bench.weights();
}

// Spikes of each cell for each image.
std::vector<Counts> Winner::count(const std::vector<digits::Image>& images, const Network& network,
                                  Lab& lab) const {
  const Population& cells = *find_population(network, "cells");
  std::vector<Counts> counts(images.size(), Counts(cells.size, 0));
  Bench bench(lab, network, [&](const StepRecord& record) {
    Counts& of_image = counts[(record.step - 1) / steps_];
    for (const std::uint32_t number : record.spikes) ++of_image[number - cells.first];
  });
  for (const digits::Image& image : images) show(image, false, bench);
  bench.finish();
  return counts;
}

Verdict Winner::judge(const State& state) const {
  std::vector<std::vector<Row>> of_epoch(epochs_);
  for (const Row& row : state.rows) {
    of_epoch[static_cast<std::size_t>(row.values[3]) - 1].push_back(row);
  }
  return judge_accuracy(of_epoch, criterion_);
}

// What the first cells look for.
std::vector<Picture> Winner::draw(const State& state) const {
  const Network network = read_network(network_path_);
  return {{"weights.svg", draw_weight_maps(network, state.learned.weights, "pixels", "cells", 10)}};
}

std::unique_ptr<Experiment> make(const yaml::Map& file, const std::vector<std::uint64_t>& seeds) {
  return std::make_unique<Winner>(file, seeds);
}

}  // namespace

Kind winner_kind() { return {"winner", with_sample_keys({"spikes"}), make}; }

}  // namespace slk::experiment
