// SPDX-License-Identifier: Apache-2.0
// A core's host port, whatever the core is made of, and what a host does through it: identify,
// load, read back.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/backend.hpp"
#include "models/image.hpp"
#include "models/ledger.hpp"

namespace slk {

class HostPort {
 public:
  virtual ~HostPort() = default;
  // One access; returns the chunk that was read. Throws Error if the core refused it.
  virtual std::uint32_t access(spec::Window window, std::uint32_t row, std::uint32_t chunk,
                               bool write, std::uint32_t data) = 0;

  std::uint32_t read(spec::Register r) {
    return access(spec::Window::kRegisters, static_cast<std::uint32_t>(r), 0, false, 0);
  }
  void write(spec::Register r, std::uint32_t value) {
    access(spec::Window::kRegisters, static_cast<std::uint32_t>(r), 0, true, value);
  }
  void write_row(spec::Window window, std::uint32_t row, const RowChunks& chunks) {
    for (std::uint32_t c = 0; c < chunks.size(); ++c) access(window, row, c, true, chunks[c]);
  }
};

// The core must speak our spec. Throws Error: `core` is its name, `remedy` what to do.
void identify(HostPort& port, const std::string& core, const std::string& remedy);

// Writes every memory that the image fills and every setting; step 0. A reset must follow.
void load_image(HostPort& port, const Image& image);

// Input line of each input's number.
using InputLines = std::unordered_map<std::uint32_t, std::uint32_t>;
InputLines input_lines(const Image& image);

// Commands a reset of the state, adaptation included.
void command_reset(HostPort& port);

// Queues the inputs of a step and commands the step, with the reset before it if there is one.
void command_step(HostPort& port, const InputLines& lines, const StepStimulus& stimulus);

// Counters and faults start at zero, after the first reset.
void clear_totals(HostPort& port);

// The cycle registers of the last command, added up.
std::uint64_t read_cycles(HostPort& port);

// "the core reports the fault a, b": the register `faults`.
std::string fault_sentence(HostPort& port);

Ledger read_ledger(HostPort& port);

// The weights in network order, from the synapse memory and not from the image.
std::vector<std::int8_t> read_weights(HostPort& port, const Image& image);

// Runs `step(stimulus, record)` for each stimulus, up to the first record with a fault.
template <class Step>
void run_steps(const std::vector<StepStimulus>& stimuli, std::vector<StepRecord>& records,
               const Step& step) {
  records.resize(stimuli.size());
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    step(stimuli[i], records[i]);
    if (records[i].fault.empty()) continue;
    records.resize(i + 1);
    return;
  }
}

}  // namespace slk
