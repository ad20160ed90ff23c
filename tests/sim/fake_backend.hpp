// SPDX-License-Identifier: Apache-2.0
// Fake machines for tests of lockstep: they do the same simple thing, unless one is told to do
// something else, and they remember what they were asked for.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "models/backend.hpp"
#include "models/chip_model.hpp"
#include "models/network.hpp"

namespace slk::tests {

// In step t, neuron n of 3 has u0 = t + n and so on; neuron t % 3 fires. Neurons are numbers 1
// to 3.
class FakeBackend : public Backend {
 public:
  // With an image it has a clock and machine events, as the chip model says.
  FakeBackend(std::string name, const Network& network, const ChipImage* image = nullptr)
      : name_(std::move(name)), has_model_(image != nullptr) {
    if (image) model_.emplace_back(*image, network.size());
    for (const Projection& p : network.projections) {
      for (const Synapse& s : p.synapses) weights_.push_back(s.weight);
    }
  }

  // What it does differently; called for every record, every ledger, every list of weights.
  std::function<void(StepRecord&)> tamper_record = [](StepRecord&) {};
  std::function<void(Ledger&, std::uint32_t step)> tamper_ledger = [](Ledger&, std::uint32_t) {};
  std::function<void(std::vector<std::int8_t>&, std::uint32_t step)> tamper_weights =
      [](std::vector<std::int8_t>&, std::uint32_t) {};

  // What it was asked for: "1-64 w64 65-65" are runs of steps, w weights, d= a waveform.
  std::string log;

  std::string name() const override { return name_; }
  bool has_machine_events() const override { return has_model_; }

  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override {
    note(std::to_string(stimuli.front().step) + "-" + std::to_string(stimuli.back().step));
    records.resize(stimuli.size());
    for (std::size_t i = 0; i < stimuli.size(); ++i) {
      step(stimuli[i], want_states, records[i]);
      if (records[i].fault.empty()) continue;
      records.resize(i + 1);
      return;
    }
  }

  Ledger ledger() override {
    Ledger ledger = has_model_ ? model_[0].events() : Ledger();
    ledger[spec::Event::kSpikes] = step_;
    tamper_ledger(ledger, step_);
    return ledger;
  }

  std::vector<std::int8_t> weights() override {
    note("w" + std::to_string(step_));
    std::vector<std::int8_t> weights = weights_;
    tamper_weights(weights, step_);
    return weights;
  }

  void set_weights(const std::vector<std::int8_t>& weights) override { weights_ = weights; }
  void set_states(const std::vector<NeuronState>&) override { note("s"); }

  void dump_wave(const std::string& path) override { note("d=" + path); }

 private:
  void note(const std::string& what) { log += (log.empty() ? "" : " ") + what; }

  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
    step_ = stimulus.step;
    record = {};
    record.step = step_;
    record.spikes = {1 + step_ % 3};
    const auto t = static_cast<std::int32_t>(step_);
    for (std::int32_t n = 0; want_states && n < 3; ++n) {
      record.states.push_back({t + n, -t - n, 1000 * n, 7, static_cast<std::uint32_t>(n)});
    }
    if (has_model_) record.cycles = model_[0].step(stimulus, record.spikes)[0].total();
    tamper_record(record);
  }

  std::string name_;
  bool has_model_;
  std::vector<ChipModel> model_;  // none or one
  std::vector<std::int8_t> weights_;
  std::uint32_t step_ = 0;
};

}  // namespace slk::tests
