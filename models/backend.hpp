// SPDX-License-Identifier: Apache-2.0
// Backend: one interface over all machines that run a network. A machine is given stimulus step by
// step and says what happened; it knows nothing of other machines or of comparison.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "models/ledger.hpp"
#include "models/mesh_watch.hpp"
#include "models/neuron.hpp"
#include "models/stimulus.hpp"

namespace slk {

// What happened in one step.
struct StepRecord {
  std::uint32_t step = 0;
  std::vector<std::uint32_t> spikes;  // numbers of the neurons that fired, ascending
  std::vector<NeuronState> states;  // after the step, one per neuron in network order; if asked for
  std::uint64_t cycles = 0;         // clock cycles of all that the step made; 0 without a clock
  // Why the machine is not to be trusted in this step (it hung, it reported a fault); empty if it
  // is. A record with a fault is the last one of its run.
  std::string fault;
};

// Steps to give a machine at once, with this many neurons: long enough for one behind a serial line
// to stream, short enough to keep the states of all of them.
inline std::uint32_t steps_at_once(std::uint32_t neurons) {
  constexpr std::uint32_t kUpdates = 65536;
  return std::clamp<std::uint32_t>(kUpdates / std::max<std::uint32_t>(neurons, 1), 64, 1024);
}

// Steps of a run after which states are looked at: every `every`-th one, 1 or more, and the last.
struct StateReads {
  std::uint32_t every = 1;
  std::uint32_t steps = 0;  // of the run

  bool after(std::uint32_t step) const { return step % every == 0 || step == steps; }
  // The last of the steps to give a machine at once, after `done` of them: states are read after
  // all of these, or after none.
  std::uint32_t chunk_end(std::uint32_t done, std::uint32_t neurons) const {
    const std::uint32_t most = std::min(steps - done, steps_at_once(neurons));
    if (every == 1 || after(done + 1)) return done + (every == 1 ? most : 1);
    const std::uint32_t quiet = std::min(steps - done, every - done % every) - 1;
    return done + std::min(most, quiet);
  }
};

class Backend {
 public:
  virtual ~Backend() = default;

  // "golden", "rtl", ...
  virtual std::string name() const = 0;

  // Runs the steps of `stimuli`, which continue where the last call ended, and fills one record
  // each (memory is reused). After a fault the machine must not be run again.
  virtual void run(const std::vector<StepStimulus>& stimuli, bool want_states,
                   std::vector<StepRecord>& records) = 0;

  // Events since the machine was made. Reading them or the weights makes every update of a weight
  // that is due (a flush), which changes no later spike or weight. Machine events stay 0 if
  // has_machine_events() is false.
  virtual Ledger ledger() = 0;
  virtual bool has_machine_events() const = 0;
  // A chip without counters counts no events at all: its ledger is all zero.
  virtual bool counts_events() const { return true; }

  // The weights as they are now: one per synapse, projections in network order.
  virtual std::vector<std::int8_t> weights() = 0;
  // Gives every synapse a weight, in the same order. This makes no update that is due and closes no
  // window. Throws Error if a weight is out of -127..127 or of its rule's range.
  virtual void set_weights(const std::vector<std::int8_t>& weights) = 0;

  // Between steps: every neuron is in this state from now on, one per neuron in network order.
  virtual void set_states(const std::vector<NeuronState>& states) = 0;

  // From now on, and until the file is closed with an empty path, dump a waveform. A machine
  // without signals ignores it.
  virtual void dump_wave(const std::string& /*path*/) {}

  // What it shows of the packets of its mesh; nullptr if it has none.
  virtual MeshWatch* mesh_watch() { return nullptr; }
};

}  // namespace slk
