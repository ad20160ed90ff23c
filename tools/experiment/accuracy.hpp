// SPDX-License-Identifier: Apache-2.0
// The criterion of experiments that answer images, and how it is met.
#pragma once

#include <cstdint>
#include <vector>

#include "models/yaml_reader.hpp"
#include "tools/experiment/experiment.hpp"

namespace slk::experiment {

// `criterion: {accuracy: N, from_epoch: E}`: per cent, after each of the epochs that are scored
// from E on; without from_epoch after the last.
struct AccuracyCriterion {
  std::uint32_t percent = 0;
  std::uint32_t from_epoch = 1;
};
AccuracyCriterion read_accuracy(const yaml::Map& file, std::uint32_t scored);

// Holds the mean over the rows (seeds) of every epoch from the criterion's on. The first two values
// of a row are images right and images in all; [e] are the rows after epoch e + 1, perhaps none.
Verdict judge_accuracy(const std::vector<std::vector<Row>>& of_epoch,
                       const AccuracyCriterion& criterion);

}  // namespace slk::experiment
