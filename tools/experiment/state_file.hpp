// SPDX-License-Identifier: Apache-2.0
// The state of an experiment as a file, so that it can stop and go on.
#pragma once

#include <string>

#include "tools/experiment/experiment.hpp"

namespace slk::experiment {

// Where an experiment stands between two rounds.
struct Position {
  State state;
  std::uint64_t steps = 0;  // of the lab
  std::uint64_t spikes = 0;
  std::uint64_t digest = 0;
};

// Reads what an earlier run of the same experiment has left; the beginning if there is no file.
// Throws Error: it is no state file, or that of another experiment, seed or version.
Position load_position(const std::string& path, const ExperimentFile& file);

// Replaces the file as a whole: a run that is killed leaves the old or the new one. Throws Error if
// it cannot be written.
void save_position(const std::string& path, const ExperimentFile& file, const Position& position);

}  // namespace slk::experiment
