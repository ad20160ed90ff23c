// SPDX-License-Identifier: Apache-2.0
// A mesh's host port, whatever the mesh is made of, and what a host does through it: that of
// models/host_port.hpp, core by core or for all cores at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/core_cycles.hpp"
#include "models/host_port.hpp"
#include "models/ledger.hpp"

namespace slk {

class ChipPort {
 public:
  virtual ~ChipPort() = default;
  // One access to a core, or to all of them and the registers of the mesh (spec::kCoreAll); returns
  // the chunk that was read. Throws Error if the chip refused it.
  virtual std::uint32_t access(std::uint32_t core, spec::Window window, std::uint32_t row,
                               std::uint32_t chunk, bool write, std::uint32_t data) = 0;
};

// A core of a mesh, or all of them, as a host port; the chip must outlive it.
class CorePort : public HostPort {
 public:
  CorePort(ChipPort& chip, std::uint32_t core) : chip_(chip), core_(core) {}
  std::uint32_t access(spec::Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data) override {
    return chip_.access(core_, window, row, chunk, write, data);
  }

 private:
  ChipPort& chip_;
  const std::uint32_t core_;
};

// Every core must speak our spec, and the mesh have these sides. Throws Error: `chip` is its name,
// `remedy` what to do.
void identify_chip(ChipPort& port, const Mesh& mesh, const std::string& chip,
                   const std::string& remedy);

// Writes every memory that the images fill, every setting of cores and mesh; step 0. A reset must
// follow; it also clears the histories and rescales the rules.
void load_chip(ChipPort& port, const ChipImage& image);

// Commands of all cores at once, as for one core in models/host_port.hpp. An input spike goes to
// every core that has the line; `lines` are line_places().
void command_reset(ChipPort& port);
bool command_flush(ChipPort& port, const ChipImage& image);
void command_step(ChipPort& port, const std::vector<std::vector<LinePlace>>& lines,
                  const StepStimulus& stimulus);

// Counters, faults, overruns and the cycles of the chip start at zero, after the first reset.
void clear_totals(ChipPort& port);

// Clock cycles of all commands since clear_totals().
std::uint64_t read_cycles(ChipPort& port);

// Of each core the cycles of its phases in the last command.
std::vector<StepCycles> read_phases(ChipPort& port, const ChipImage& image);

// "core 1,0 reports the fault a, b": the first core with a bit in its register `faults`; empty if
// no core has one.
std::string fault_sentence(ChipPort& port, const Mesh& mesh);

// Events of each core; and those of all cores, added up, in which cycles_step and overruns are
// those of the chip.
std::vector<Ledger> read_core_ledgers(ChipPort& port, const Mesh& mesh);
Ledger read_ledger(ChipPort& port, const Mesh& mesh);

// The weights in network order, from the synapse memories and not from the image.
std::vector<std::int8_t> read_weights(ChipPort& port, const ChipImage& image);

// Writes weights in network order. Throws Error like Backend::set_weights().
void write_weights(ChipPort& port, const ChipImage& image, const std::vector<std::int8_t>& weights);

// Writes the state of every neuron, in network order.
void write_states(ChipPort& port, const ChipImage& image, const std::vector<NeuronState>& states);

}  // namespace slk
