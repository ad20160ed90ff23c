// SPDX-License-Identifier: Apache-2.0
// Trains the weights offline. All constants were chosen by cross_validate() on the training part.
#include "tools/digits/train.hpp"

#include <algorithm>
#include <utility>

#include "models/limits.hpp"
#include "models/random.hpp"

namespace slk::digits {
namespace {

constexpr std::uint32_t kEpochs = 15;
constexpr std::uint32_t kFirstAveraged = 7;  // earlier epochs are far from where the weights settle
constexpr std::uint32_t kMargin = 6;         // spikes that the right class must be ahead
constexpr std::int64_t kRate = 3;            // change for a grey value of 1, in 1/16 of a weight
constexpr std::int64_t kOne = 16;            // a weight of 1
constexpr std::uint32_t kShuffle = 12345;    // seed of the order of samples
constexpr std::size_t kFolds = 5;

// Weights in finer steps than 8 bit, or sums of such.
using Fine = std::array<std::array<std::int64_t, kPixels>, kClasses>;

// The nearest weights, ties away from zero; `one` is a weight of 1.
Weights rounded(const Fine& fine, std::int64_t one) {
  Weights weights{};
  for (std::size_t k = 0; k < kClasses; ++k) {
    for (std::size_t p = 0; p < kPixels; ++p) {
      const std::int64_t x = fine[k][p];
      const std::int64_t nearest = (x + (x < 0 ? -one / 2 : one / 2)) / one;
      weights[k][p] =
          static_cast<std::int8_t>(std::clamp(nearest, -limits::kWeight, limits::kWeight));
    }
  }
  return weights;
}

class Perceptron {
 public:
  explicit Perceptron(const Layer& layer) : layer_(layer) {}

  void learn(const Sample& sample);
  void add_to_average();
  Weights average() const { return rounded(sum_, kOne * summands_); }

 private:
  const Layer& layer_;
  Fine fine_{};
  Fine sum_{};
  std::int64_t summands_ = 0;
};

void Perceptron::learn(const Sample& sample) {
  const Counts counts = count_spikes(layer_, rounded(fine_, kOne), sample.window);
  Counts others = counts;
  const std::size_t label = sample.image.label;
  others[label] = 0;
  std::size_t rival = answer_of(others).digit;
  if (rival == label) rival = 1;  // the label is 0, and no other class fired
  if (counts[label] >= counts[rival] + kMargin) return;
  for (std::size_t p = 0; p < kPixels; ++p) {
    const std::int64_t change = kRate * sample.image.grey[p];
    const std::int64_t most = limits::kWeight * kOne;
    fine_[label][p] = std::min(fine_[label][p] + change, most);
    fine_[rival][p] = std::max(fine_[rival][p] - change, -most);
  }
}

void Perceptron::add_to_average() {
  for (std::size_t k = 0; k < kClasses; ++k) {
    for (std::size_t p = 0; p < kPixels; ++p) sum_[k][p] += fine_[k][p];
  }
  ++summands_;
}

// 0 .. size - 1 in an order of the epoch's own.
std::vector<std::size_t> shuffled(std::size_t size, std::uint32_t epoch) {
  std::vector<std::pair<std::uint32_t, std::size_t>> keyed(size);
  for (std::size_t i = 0; i < size; ++i) {
    keyed[i] = {mix(static_cast<std::uint32_t>(i), epoch, kShuffle), i};
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::size_t> order(size);
  for (std::size_t i = 0; i < size; ++i) order[i] = keyed[i].second;
  return order;
}

}  // namespace

std::vector<Sample> encode_all(const std::vector<Image>& images) {
  std::vector<Sample> samples;
  for (const Image& image : images) samples.push_back({image, encode(image)});
  return samples;
}

Weights train(const Layer& layer, const std::vector<Sample>& samples) {
  Perceptron perceptron(layer);
  for (std::uint32_t epoch = 0; epoch < kEpochs; ++epoch) {
    for (const std::size_t i : shuffled(samples.size(), epoch)) {
      perceptron.learn(samples[i]);
      if (epoch >= kFirstAveraged) perceptron.add_to_average();
    }
  }
  return perceptron.average();
}

std::size_t count_right(const Layer& layer, const Weights& weights,
                        const std::vector<Sample>& samples) {
  return static_cast<std::size_t>(
      std::count_if(samples.begin(), samples.end(), [&](const Sample& sample) {
        return answer_of(count_spikes(layer, weights, sample.window)).digit == sample.image.label;
      }));
}

std::size_t cross_validate(const Layer& layer, const std::vector<Sample>& samples) {
  std::size_t right = 0;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Sample> seen, unseen;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      (i % kFolds == fold ? unseen : seen).push_back(samples[i]);
    }
    right += count_right(layer, train(layer, seen), unseen);
  }
  return right;
}

}  // namespace slk::digits
