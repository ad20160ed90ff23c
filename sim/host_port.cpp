// SPDX-License-Identifier: Apache-2.0
#include "sim/host_port.hpp"

#include <algorithm>

#include "models/digest.hpp"
#include "models/error.hpp"

namespace slk {

using spec::Register;
using spec::Window;

void identify(HostPort& port, const std::string& core, const std::string& remedy) {
  const std::uint64_t hash =
      port.read(Register::kSpecHashLow) | std::uint64_t{port.read(Register::kSpecHashHigh)} << 32;
  if (port.read(Register::kIdentity) == spec::kIdentity && hash == spec::kHash) return;
  throw Error(core + " has spec hash " + hex64(hash) + ", this program " + hex64(spec::kHash) +
                  "; " + remedy,
              Exit::kMachine);
}

void load_image(HostPort& port, const Image& image) {
  const std::uint32_t input_base = port.read(Register::kSizeNeurons);
  for_each_row(image, input_base, [&](Window window, std::uint32_t row, const RowChunks& chunks) {
    port.write_row(window, row, chunks);
  });
  port.write(Register::kOccupiedNeurons, static_cast<std::uint32_t>(image.slot_numbers.size()));
  port.write(Register::kOccupiedAxons, static_cast<std::uint32_t>(image.axons.size()));
  port.write(Register::kAdaptEvery, image.adapt_every);
  port.write(Register::kNoiseKeyA, image.noise_key.a);
  port.write(Register::kNoiseKeyB, image.noise_key.b);
  port.write(Register::kStep, 0);
}

InputLines input_lines(const Image& image) {
  InputLines lines;
  for (std::uint32_t l = 0; l < image.line_numbers.size(); ++l) lines[image.line_numbers[l]] = l;
  return lines;
}

void command_reset(HostPort& port) {
  spec::CommandRegister command;
  command.reset = 1;
  port.write(spec::Register::kCommand, pack(command)[0]);
}

void command_step(HostPort& port, const InputLines& lines, const StepStimulus& stimulus) {
  for (const std::uint32_t number : stimulus.inputs) {
    port.write(spec::Register::kInput, pack(spec::InputRegister{lines.at(number)})[0]);
  }
  spec::CommandRegister command;
  command.step = 1;
  command.reset = stimulus.reset;
  command.keep_adaptation = stimulus.keep_adaptation;
  port.write(spec::Register::kCommand, pack(command)[0]);
}

void clear_totals(HostPort& port) {
  for (std::uint32_t e = 0; e < spec::kEventCount; ++e) {
    port.write_row(Window::kCounter, e, {0, 0});
  }
  port.write(Register::kFaults, 0xffffffff);
}

std::uint64_t read_cycles(HostPort& port) {
  return std::uint64_t{port.read(Register::kCyclesReset)} + port.read(Register::kCyclesSynapse) +
         port.read(Register::kCyclesUpdate);
}

std::string fault_sentence(HostPort& port) {
  const std::uint32_t bits = port.read(Register::kFaults);
  std::string names;
  for (const spec::RegisterField& field : spec::kRegisterFields) {
    if (field.in == Register::kFaults && (bits >> field.low & 1) != 0)
      names += (names.empty() ? "" : ", ") + std::string(field.name);
  }
  return "the core reports the fault " + names;
}

Ledger read_ledger(HostPort& port) {
  Ledger ledger;
  for (std::uint32_t e = 0; e < spec::kEventCount; ++e) {
    std::uint32_t chunks[spec::Counter::kChunks];
    for (std::uint32_t c = 0; c < spec::Counter::kChunks; ++c) {
      chunks[c] = port.access(Window::kCounter, e, c, false, 0);
    }
    const auto counter = spec::unpack<spec::Counter>(chunks);
    ledger.counts[e] = counter.low | std::uint64_t{counter.high} << 32;
  }
  return ledger;
}

std::vector<std::int8_t> read_weights(HostPort& port, const Image& image) {
  const std::uint32_t lanes = image.core.lanes;
  std::vector<std::int8_t> codes;
  codes.reserve(image.weights.size());
  for (std::uint32_t word = 0; word < image.words(); ++word) {
    for (std::uint32_t lane = 0; lane < lanes; lane += 4) {
      const std::uint32_t chunk = port.access(Window::kSynapse, word, lane / 4, false, 0);
      for (std::uint32_t i = 0; i < std::min(lanes, 4u); ++i) {
        codes.push_back(static_cast<std::int8_t>(chunk >> (i * 8)));
      }
    }
  }
  std::vector<std::int8_t> result;
  result.reserve(image.synapse_at.size());
  for (const std::uint32_t at : image.synapse_at) result.push_back(codes[at]);
  return result;
}

}  // namespace slk
