// SPDX-License-Identifier: Apache-2.0
// An experiment: rounds of learning and testing, and a criterion. A round starts a machine of its
// own with the weights and adaptation that the last one left, so an experiment can stop after any
// round and go on later, even on another machine, with the same result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/experiment/bench.hpp"

namespace slk::experiment {

// What a round hands to the next one.
struct Learned {
  std::vector<std::int8_t> weights;      // in network order; empty: as the network begins
  std::vector<std::int32_t> adaptation;  // one per neuron; empty: zero
};

// What one round found; the experiment's columns say what the first values are, further ones are
// for its pictures.
struct Row {
  std::string name;
  std::vector<std::int64_t> values;
};

// All that the next round depends on.
struct State {
  std::size_t rounds = 0;  // done
  Learned learned;
  std::vector<Row> rows;
};

// The experiment's criterion beside its result, one line each.
struct Verdict {
  bool met = false;
  std::string criterion;
  std::string result;
};

// A drawing as a file.
struct Picture {
  std::string name;  // "weights.svg"
  std::string svg;
};

class Experiment {
 public:
  virtual ~Experiment() = default;

  virtual std::size_t rounds() const = 0;
  // Steps of all rounds together, for the progress.
  virtual std::uint64_t steps() const = 0;
  // Runs a round on machines of the lab, adds what it found and replaces what it has learned; the
  // caller counts it. Throws Error.
  virtual void run(std::size_t round, Lab& lab, State& state) const = 0;

  // The names of a row's values.
  virtual std::vector<std::string> columns() const = 0;
  // After the last round.
  virtual Verdict judge(const State& state) const = 0;
  virtual std::vector<Picture> draw(const State& state) const = 0;
};

// An experiment file, read.
struct ExperimentFile {
  std::string path;
  std::string name;
  std::string kind;
  std::uint64_t identity = 0;  // of all that decides the result
  std::unique_ptr<Experiment> experiment;
};

// Reads an experiment file (`spikelock: experiment/1`) and the files it names. A `seed` replaces
// the file's list of seeds. Throws Error with `file:line: fault; what is allowed`.
ExperimentFile read_experiment(const std::string& path, std::optional<std::uint64_t> seed);

}  // namespace slk::experiment
