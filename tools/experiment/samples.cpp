// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/samples.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "models/chip.hpp"

namespace slk::experiment {
namespace {

constexpr std::size_t kValidation = 300;  // images of the training part that score a validation

// Keeps the first images, as many as the key says; without the key all.
void keep_first(const yaml::Map& file, const char* key, std::vector<digits::Image>& images) {
  const auto count = file.find(key);
  if (!count) return;
  images.resize(
      static_cast<std::size_t>(count->integer(1, static_cast<std::int64_t>(images.size()))));
}

}  // namespace

Samples read_samples(const yaml::Map& file) {
  const std::string root = std::filesystem::path(models_folder()).parent_path().string();
  digits::Images images = digits::read_images(root);
  Samples samples{std::move(images.train), std::move(images.test)};
  const auto score = file.find("score");
  if (score && score->word({"test", "validation"}) == 1) {
    const auto split = samples.train.end() - kValidation;
    samples.score.assign(split, samples.train.end());
    samples.train.erase(split, samples.train.end());
  }
  keep_first(file, "train_images", samples.train);
  keep_first(file, "score_images", samples.score);
  return samples;
}

std::vector<std::string> with_sample_keys(std::vector<std::string> keys) {
  for (const char* key : {"score", "train_images", "score_images", "epochs", "steps"}) {
    keys.emplace_back(key);
  }
  return keys;
}

std::uint32_t read_epochs(const yaml::Map& file) {
  constexpr std::int64_t kMax = 1000;
  return static_cast<std::uint32_t>(file.need("epochs", yaml::range(1, kMax)).integer(1, kMax));
}

// A pixel fires at most once a step, and not in the last one.
std::uint32_t read_sample_steps(const yaml::Map& file) {
  constexpr std::int64_t kMin = 2;
  constexpr std::int64_t kMax = 1000;
  return static_cast<std::uint32_t>(
      file.need("steps", yaml::range(kMin, kMax)).integer(kMin, kMax));
}

PixelCounts count_by_grey(const digits::Image& image, std::uint32_t most) {
  PixelCounts counts{};
  for (std::size_t p = 0; p < counts.size(); ++p) {
    counts[p] = (image.grey[p] * most + digits::kGreyMax / 2) / digits::kGreyMax;
  }
  return counts;
}

PixelCounts count_by_share(const digits::Image& image, std::uint32_t total, std::uint32_t most) {
  const std::uint32_t sum = std::accumulate(image.grey.begin(), image.grey.end(), 0u);
  PixelCounts counts{};
  for (std::size_t p = 0; p < counts.size() && sum > 0; ++p) {
    counts[p] = std::min((image.grey[p] * total + sum / 2) / sum, most);
  }
  return counts;
}

std::vector<std::vector<std::uint32_t>> spread(const PixelCounts& counts, std::uint32_t steps) {
  constexpr std::uint32_t kPhaseStep = 12;  // pixels of equal counts fire in turn, not in chorus
  const std::uint32_t places = steps - 1;
  std::vector<std::vector<std::uint32_t>> window(steps);
  for (std::uint32_t pixel = 0; pixel < counts.size(); ++pixel) {
    const std::uint32_t phase = pixel * kPhaseStep % places;
    for (std::uint32_t spike = 0; spike < counts[pixel]; ++spike) {
      window[(spike * places + phase) / counts[pixel]].push_back(pixel);
    }
  }
  return window;
}

}  // namespace slk::experiment
