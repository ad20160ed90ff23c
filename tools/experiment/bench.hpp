// SPDX-License-Identifier: Apache-2.0
// Bench: a machine with a network on it, run for an experiment. Stimulus is queued step by step and
// given to the machine many steps at once, since a device behind a line is slow one step at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "models/backend.hpp"
#include "models/digest.hpp"
#include "models/network.hpp"

namespace slk::experiment {

// Where benches get their machines, and what they did, all of them together.
struct Lab {
  // Makes a machine on which the network can run; the network outlives the machine.
  std::function<std::unique_ptr<Backend>(const Network&)> make_machine;
  // Called with the number of steps done so far.
  std::function<void(std::uint64_t)> show_progress = [](std::uint64_t) {};
  std::uint64_t steps = 0;
  std::uint64_t spikes = 0;
  // The sum of the digests of spikes and weights of all benches: equal on all machines.
  std::uint64_t digest = 0;
};

class Bench {
 public:
  // Is given every record, in order.
  using Take = std::function<void(const StepRecord&)>;

  // Starts a machine at step 1. The lab must outlive the bench.
  Bench(Lab& lab, Network network, Take take);

  const Network& network() const { return network_; }

  // Gives every neuron this adaptation, before the first step; empty: zero.
  void begin_with(const std::vector<std::int32_t>& adaptation);

  // The next step, with nothing in it; valid until the next call. Its inputs are to be ascending.
  StepStimulus& next();
  // Runs what is queued. Throws Error (exit 3) if the machine reports a fault; so does next().
  void finish() { run(false); }

  // After finish(): the number of the last step, and the weights, which join the lab's digest.
  std::uint32_t step() const { return step_; }
  std::vector<std::int8_t> weights();
  // Like finish(), and returns the adaptation of every neuron after the last step, which is queued.
  std::vector<std::int32_t> finish_with_adaptation();

 private:
  void run(bool want_states);

  Lab& lab_;
  const Network network_;
  const Take take_;
  const std::unique_ptr<Backend> machine_;
  const std::size_t steps_at_once_;
  std::uint32_t step_ = 0;
  std::vector<StepStimulus> queue_;
  std::vector<StepRecord> records_;
};

}  // namespace slk::experiment
