// SPDX-License-Identifier: Apache-2.0
// A core's host port, whatever the core is made of, and what a host does through it: identify,
// load, read back.
#pragma once

#include <cstdint>
#include <string>
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

  // Whole rows of `row_bytes` bytes each, from `first_row` on, chunk by chunk, the last chunk of a
  // row cut off; what is cut off is written as zero. A port with a cheaper way to move many rows
  // overrides them. Throw Error like access().
  virtual void write_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          const Bytes& bytes);
  virtual Bytes read_rows(spec::Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          std::uint32_t rows);
};

// The core must speak our spec. Throws Error: `core` is its name, `remedy` what to do.
void identify(HostPort& port, const std::string& core, const std::string& remedy);

// Writes every memory that the image fills and every setting; step 0. A reset must follow; it also
// clears the histories and rescales the rules.
void load_image(HostPort& port, const Image& image);

// Commands a reset of the state, adaptation included.
void command_reset(HostPort& port);

// Commands that every update of a weight that is due be made; with an image, only if it has plastic
// rows. Returns whether it was commanded.
void command_flush(HostPort& port);
bool command_flush(HostPort& port, const Image& image);

// Queues the inputs of a step, unless that is done already, writes its modulators and commands the
// step, with the flush and the reset before it if there are any.
void command_step(HostPort& port, const StepStimulus& stimulus);
void command_step(HostPort& port, const InputLines& lines, const StepStimulus& stimulus);

// Counters, where there are some, and faults start at zero, after the first reset.
void clear_totals(HostPort& port, bool counters = true);

// The cycle registers of the last command, added up.
std::uint64_t read_cycles(HostPort& port, const CoreSize& core);

// Names of the fields of a register that have a bit set, with commas.
std::string bit_names(spec::Register r, std::uint32_t bits);

// "the core reports the fault a, b": the register `faults`.
std::string fault_sentence(HostPort& port);

Ledger read_ledger(HostPort& port);

// The weights in network order, from the synapse memory and not from the image.
std::vector<std::int8_t> read_weights(HostPort& port, const Image& image);

// Writes weights in network order. Throws Error like Backend::set_weights().
void write_weights(HostPort& port, const Image& image, const std::vector<std::int8_t>& weights);

// Writes the state of every neuron, in slot order.
void write_states(HostPort& port, const std::vector<NeuronState>& states);

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
