// SPDX-License-Identifier: Apache-2.0
// A network written in a test, run on golden to the end, and what happened in every step.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "models/stimulus.hpp"
#include "sim/golden/golden.hpp"
#include "tests/models/files.hpp"

namespace slk::tests {

class GoldenRun {
 public:
  // `populations`, `projections` and `stimulus` are the entries of these keys of a network file,
  // one a line; `spikes` are lines `step,index` of spikes.csv. `head` holds further keys of the
  // file.
  struct Text {
    std::string populations;
    std::string projections;
    std::string stimulus;
    std::string spikes;
    std::string head;
    std::map<std::string, std::string> files = {};  // further tables, by their names
  };

  GoldenRun(const Text& text, std::uint32_t steps) {
    folder_.write("spikes.csv", "step,index\n" + text.spikes);
    for (const auto& [name, table] : text.files) folder_.write(name, table);
    std::string file = "spikelock: network/1\n" + text.head + "populations:\n" + text.populations;
    if (!text.projections.empty()) file += "projections:\n" + text.projections;
    if (!text.stimulus.empty()) file += "stimulus:\n" + text.stimulus;
    network_ = read_network(folder_.write("network.yaml", file));
    const auto golden = make_golden_backend(network_);
    StimulusPlayer player(network_);
    std::vector<StepStimulus> stimuli(steps);
    for (StepStimulus& stimulus : stimuli) player.next(stimulus);
    golden->run(stimuli, true, records_);
    weights_ = golden->weights();
    ledger_ = golden->ledger();
  }

  const Network& network() const { return network_; }
  // Step t, from 1.
  const StepRecord& step(std::uint32_t t) const { return records_.at(t - 1); }
  // State of the only neuron, or of neuron n, after step t.
  const NeuronState& state(std::uint32_t t, std::size_t n = 0) const {
    return step(t).states.at(n);
  }
  // A field of the only neuron after steps 1, 2, ...
  template <class T>
  std::vector<int> series(T NeuronState::*field, std::size_t n = 0) const {
    std::vector<int> values;
    for (const StepRecord& r : records_) values.push_back(static_cast<int>(r.states.at(n).*field));
    return values;
  }
  // The steps in which a number fired.
  std::vector<int> spikes_of(std::uint32_t number) const {
    std::vector<int> steps;
    for (const StepRecord& r : records_) {
      for (const std::uint32_t s : r.spikes) {
        if (s == number) steps.push_back(static_cast<int>(r.step));
      }
    }
    return steps;
  }
  std::uint64_t count(spec::Event event) const { return ledger_[event]; }
  // One a synapse, after the last step.
  const std::vector<std::int8_t>& weights() const { return weights_; }

 private:
  test::Folder folder_;
  Network network_;
  std::vector<StepRecord> records_;
  std::vector<std::int8_t> weights_;
  Ledger ledger_;
};

}  // namespace slk::tests
