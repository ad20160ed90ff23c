// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/bench.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "models/error.hpp"

namespace slk::experiment {

Bench::Bench(Lab& lab, Network network, Take take)
    : lab_(lab),
      network_(std::move(network)),
      take_(std::move(take)),
      machine_(lab.make_machine(network_)),
      steps_at_once_(steps_at_once(network_.neuron_count())) {
  queue_.reserve(steps_at_once_);
}

void Bench::begin_with(const std::vector<std::int32_t>& adaptation) {
  assert(step_ == 0);
  if (std::all_of(adaptation.begin(), adaptation.end(), [](auto a) { return a == 0; })) return;
  std::vector<NeuronState> states(adaptation.size());
  for (std::size_t n = 0; n < states.size(); ++n) states[n].a = adaptation[n];
  machine_->set_states(states);
}

StepStimulus& Bench::next() {
  if (queue_.size() == steps_at_once_) run(false);
  queue_.emplace_back().step = ++step_;
  return queue_.back();
}

std::vector<std::int8_t> Bench::weights() {
  assert(queue_.empty());
  const std::vector<std::int8_t> weights = machine_->weights();
  Digest digest;
  digest.add_weights(step_, network_, weights);
  lab_.digest += digest.value();
  return weights;
}

std::vector<std::int32_t> Bench::finish_with_adaptation() {
  StepStimulus last = std::move(queue_.back());
  queue_.pop_back();
  run(false);
  queue_.push_back(std::move(last));
  run(true);
  std::vector<std::int32_t> adaptation;
  for (const NeuronState& state : records_[0].states) adaptation.push_back(state.a);
  return adaptation;
}

void Bench::run(bool want_states) {
  if (queue_.empty()) return;
  machine_->run(queue_, want_states, records_);
  Digest digest;
  for (const StepRecord& record : records_) {
    if (!record.fault.empty()) {
      throw Error("step " + std::to_string(record.step) + " of a run of " + network_.path + ": " +
                      machine_->name() + ": " + record.fault,
                  Exit::kMachine);
    }
    for (const std::uint32_t number : record.spikes) digest.add_spike(record.step, number);
    lab_.spikes += record.spikes.size();
    take_(record);
  }
  lab_.digest += digest.value();
  lab_.steps += queue_.size();
  lab_.show_progress(lab_.steps);
  queue_.clear();
}

}  // namespace slk::experiment
