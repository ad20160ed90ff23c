// SPDX-License-Identifier: Apache-2.0
// The handwritten digits as samples of an experiment: which images, in what order, as what spikes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/random.hpp"
#include "models/yaml_reader.hpp"
#include "tools/digits/images.hpp"

namespace slk::experiment {

// The images that an experiment learns from and those that score it.
struct Samples {
  std::vector<digits::Image> train;
  std::vector<digits::Image> score;
};

// The keys that choose samples: `score: test` (all 1,203 training images, scored by the test
// images) or `score: validation` (the training images without their last 300, scored by these 300,
// so that a choice of settings does not see the test part); `train_images` and `score_images` take
// the first so many of each.
Samples read_samples(const yaml::Map& file);
// These keys and `criterion`, `epochs`, `steps`, and a kind's own.
std::vector<std::string> with_sample_keys(std::vector<std::string> keys);

// The keys `epochs` and `steps` (of a sample).
std::uint32_t read_epochs(const yaml::Map& file);
std::uint32_t read_sample_steps(const yaml::Map& file);

// The seed of a machine in a round: the seed's own for each.
inline std::uint64_t round_seed(std::uint64_t seed, std::uint32_t round) {
  return random(seed, Purpose::kExperiment, 0, 1, round) | std::uint64_t{seed} << 32;
}

// Spikes of each pixel in a sample.
using PixelCounts = std::array<std::uint32_t, digits::kPixels>;

// Each pixel's grey value 0..16 as a part of `most`, to the nearest integer.
PixelCounts count_by_grey(const digits::Image& image, std::uint32_t most);
// Proportional to the grey values, `total` in all but for what `most` cuts off a pixel.
PixelCounts count_by_share(const digits::Image& image, std::uint32_t total, std::uint32_t most);

// The pixels that fire in each of `steps` steps, ascending: the spikes of a pixel evenly spread, at
// a phase of its own, over all steps but the last, whose spikes would be heard after the sample.
// Counts are below `steps`.
std::vector<std::vector<std::uint32_t>> spread(const PixelCounts& counts, std::uint32_t steps);

}  // namespace slk::experiment
