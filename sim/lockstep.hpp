// SPDX-License-Identifier: Apache-2.0
// Lockstep: machines that run one network side by side, compared step by step with the first of
// them, bit for bit, until the end or the first divergence.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/network.hpp"

namespace slk {

// The first place where a machine is not what the reference is.
struct Divergence {
  std::string backend;
  std::uint32_t step = 0;  // 0: only the totals of the run show it
  // spike, u0, u1, v, a, r, cycles, weight, the name of an event, or fault: the machine itself says
  // that it is not to be trusted.
  std::string field;
  std::optional<std::uint32_t> number;  // neuron
  std::optional<std::uint32_t> core;    // where the neuron stands, if the machine has an image
  std::optional<std::uint32_t> slot;
  std::optional<std::uint64_t> synapse;  // position in network order, for a weight
  std::int64_t expected = 0;
  std::int64_t got = 0;
  std::string message;  // one sentence: place, what the reference has, what the machine has
};

// What one machine did.
struct MachineResult {
  std::string name;
  std::string digest;
  Ledger ledger;
  bool counts_events = true;  // or the ledger means nothing
  bool has_machine_events = false;
  std::uint64_t cycles = 0;  // 0: no clock
  double seconds = 0;        // wall time in the machine
};

struct LockstepResult {
  std::uint32_t steps = 0;
  std::uint64_t updates = 0;  // neuron states compared, per machine
  std::uint64_t spikes = 0;
  std::uint64_t weights = 0;
  std::vector<MachineResult> machines;
  std::optional<Divergence> divergence;
};

struct LockstepOptions {
  std::uint32_t steps = 0;
  std::uint32_t states_every = 1;   // compare states after so many steps, and after the last
  std::uint32_t weights_every = 0;  // 0: at the end only
  // Hold machines to the cycles and machine events that MachineJudge knows; off for a core of
  // another organisation.
  bool machine_events = true;
  // A machine that is reached otherwise than the others: the events of its link are its own.
  std::string device;
  // Compare the ledgers after every step, not only at the end: slow, but it finds the step.
  bool events_every_step = false;
  // Waveform of the machines behind the reference, over steps first..last.
  std::string wave;
  std::uint32_t wave_first = 1;
  std::uint32_t wave_last = 0;
  std::function<void(std::uint32_t step)> progress;
  // Sees every record of every machine, step by step, before it is compared.
  std::function<void(std::size_t machine, const StepStimulus&, const StepRecord&)> observe;
};

// Runs `machines`; the first is the reference. `image` is where the network was placed; it may be
// null without machines that have machine events.
LockstepResult run_lockstep(const Network& network, const ChipImage* image,
                            const std::vector<Backend*>& machines, const LockstepOptions& options);

}  // namespace slk
