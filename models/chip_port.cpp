// SPDX-License-Identifier: Apache-2.0
#include "models/chip_port.hpp"

#include <algorithm>

#include "models/error.hpp"
#include "models/weights.hpp"

namespace slk {

using spec::Event;
using spec::Register;

void identify_chip(ChipPort& port, const Mesh& mesh, const std::string& chip,
                   const std::string& remedy) {
  const std::uint32_t bits = CorePort(port, spec::kCoreAll).read(Register::kMesh);
  const auto sides = spec::unpack<spec::MeshRegister>(&bits);
  if (sides.width != mesh.width || sides.height != mesh.height) {
    throw Error(chip + " has " + std::to_string(sides.width) + " x " +
                    std::to_string(sides.height) + " cores, not " + std::to_string(mesh.width) +
                    " x " + std::to_string(mesh.height) + "; " + remedy,
                Exit::kMachine);
  }
  for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
    CorePort core(port, c);
    identify(core, chip + ", " + mesh.name(c) + ',', remedy);
  }
}

void load_chip(ChipPort& port, const ChipImage& image) {
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    CorePort core(port, c);
    load_image(core, image.cores[c]);
  }
  spec::ModeRegister mode;
  if (image.real_time) mode = {1, image.real_time->drop, image.real_time->max_lateness};
  CorePort all(port, spec::kCoreAll);
  all.write(Register::kMode, pack(mode)[0]);
  all.write(Register::kCyclesPerStep, image.real_time ? image.real_time->cycles_per_step : 0);
}

void command_reset(ChipPort& port) {
  CorePort all(port, spec::kCoreAll);
  command_reset(all);
}

bool command_flush(ChipPort& port, const ChipImage& image) {
  if (std::none_of(image.cores.begin(), image.cores.end(),
                   [](const Image& core) { return !core.plastic_axons.empty(); })) {
    return false;
  }
  CorePort all(port, spec::kCoreAll);
  command_flush(all);
  return true;
}

void command_step(ChipPort& port, const std::vector<std::vector<LinePlace>>& lines,
                  const StepStimulus& stimulus) {
  for (const std::uint32_t number : stimulus.inputs) {
    for (const LinePlace& place : lines[number]) {
      CorePort(port, place.core).write(Register::kInput, pack(spec::InputRegister{place.line})[0]);
    }
  }
  CorePort all(port, spec::kCoreAll);
  command_step(all, stimulus);
}

void clear_totals(ChipPort& port) {
  CorePort all(port, spec::kCoreAll);
  clear_totals(all);
  all.write(Register::kOverruns, 0);
  all.write(Register::kCyclesChipLow, 0);
  all.write(Register::kCyclesChipHigh, 0);
}

std::uint64_t read_cycles(ChipPort& port) {
  CorePort all(port, spec::kCoreAll);
  return all.read(Register::kCyclesChipLow) | std::uint64_t{all.read(Register::kCyclesChipHigh)}
                                                  << 32;
}

std::vector<StepCycles> read_phases(ChipPort& port, const ChipImage& image) {
  std::vector<StepCycles> phases;
  for (std::uint32_t c = 0; c < image.mesh.cores(); ++c) {
    CorePort core(port, c);
    StepCycles cycles;
    if (image.core().learning) {
      cycles.flush = core.read(Register::kCyclesFlush);
      cycles.rescale = core.read(Register::kCyclesRescale);
    }
    cycles.reset = core.read(Register::kCyclesReset);
    cycles.synapse = core.read(Register::kCyclesSynapse);
    cycles.update = core.read(Register::kCyclesUpdate);
    phases.push_back(cycles);
  }
  return phases;
}

std::string fault_sentence(ChipPort& port, const Mesh& mesh) {
  for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
    const std::uint32_t faults = CorePort(port, c).read(Register::kFaults);
    if (faults != 0) {
      return mesh.name(c) + " reports the fault " + bit_names(Register::kFaults, faults);
    }
  }
  return {};
}

std::vector<Ledger> read_core_ledgers(ChipPort& port, const Mesh& mesh) {
  std::vector<Ledger> ledgers;
  for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
    CorePort core(port, c);
    ledgers.push_back(read_ledger(core));
  }
  return ledgers;
}

Ledger read_ledger(ChipPort& port, const Mesh& mesh) {
  Ledger ledger;
  for (const Ledger& core : read_core_ledgers(port, mesh)) ledger += core;
  ledger[Event::kCyclesStep] = read_cycles(port);
  ledger[Event::kOverruns] = CorePort(port, spec::kCoreAll).read(Register::kOverruns);
  return ledger;
}

std::vector<std::int8_t> read_weights(ChipPort& port, const ChipImage& image) {
  std::vector<std::int8_t> result(synapse_count(image));
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    CorePort core(port, c);
    const std::vector<std::int8_t> weights = read_weights(core, image.cores[c]);
    for (std::size_t i = 0; i < weights.size(); ++i) result[image.synapses[c][i]] = weights[i];
  }
  return result;
}

void write_weights(ChipPort& port, const ChipImage& image,
                   const std::vector<std::int8_t>& weights) {
  check_weights(weights, weight_ranges(image));
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    std::vector<std::int8_t> part;
    for (const std::uint32_t at : image.synapses[c]) part.push_back(weights[at]);
    CorePort core(port, c);
    write_weights(core, image.cores[c], part);
  }
}

void write_states(ChipPort& port, const ChipImage& image, const std::vector<NeuronState>& states) {
  const std::vector<std::vector<std::uint32_t>> order = neuron_order(image);
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    std::vector<NeuronState> part;
    for (const std::uint32_t neuron : order[c]) part.push_back(states[neuron]);
    CorePort core(port, c);
    write_states(core, part);
  }
}

}  // namespace slk
