// SPDX-License-Identifier: Apache-2.0
// The kinds of experiments, one file each. docs/files.md lists their keys.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/yaml_reader.hpp"
#include "tools/experiment/experiment.hpp"

namespace slk::experiment {

struct Kind {
  std::string name;
  std::vector<std::string> keys;  // besides those that every experiment has
  // Reads the keys. At least one seed. Throws Error.
  std::unique_ptr<Experiment> (*make)(const yaml::Map& file,
                                      const std::vector<std::uint64_t>& seeds);
};

// Digits with a teacher: each class has a neuron, and a teacher says which it should be.
Kind teacher_kind();
// Digits without labels: neurons compete, and what they came to stand for is read out afterwards.
Kind winner_kind();
// The change of a weight by every distance of a pair of spikes.
Kind window_kind();
// A pattern learned at its first showing, and what else it then accepts.
Kind detector_kind();
// A content-addressable memory.
Kind memory_kind();

}  // namespace slk::experiment
