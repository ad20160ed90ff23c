// SPDX-License-Identifier: Apache-2.0
#include "models/host_port.hpp"

#include <algorithm>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "models/rule_rows.hpp"
#include "models/weights.hpp"

namespace slk {

using spec::Register;
using spec::Window;

namespace {

// As many plastic axons as there are, none included: a device may have learned before.
void load_learning(HostPort& port, const Image& image) {
  port.write(Register::kPlasticAxons, static_cast<std::uint32_t>(image.plastic_axons.size()));
  port.write(Register::kWindowKeyA, image.window_key.a);
  port.write(Register::kWindowKeyB, image.window_key.b);
  port.write(Register::kEventKeyA, image.event_key.a);
  port.write(Register::kEventKeyB, image.event_key.b);
  for (std::uint32_t r = 0; r < image.rules.size(); ++r) {
    port.write(Register::kModulators, modulators_value(r, image.rules[r].modulators));
  }
}

}  // namespace

void HostPort::write_rows(Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          const Bytes& bytes) {
  std::uint32_t row = first_row;
  for (std::size_t at = 0; at < bytes.size(); at += row_bytes, ++row) {
    for (std::size_t from = 0; from < row_bytes; from += 4) {
      const std::size_t count = std::min<std::size_t>(4, row_bytes - from);
      access(window, row, static_cast<std::uint32_t>(from / 4), true,
             number32_at(bytes, at + from, count));
    }
  }
}

Bytes HostPort::read_rows(Window window, std::uint32_t first_row, std::uint8_t row_bytes,
                          std::uint32_t rows) {
  Bytes bytes;
  bytes.reserve(std::size_t{rows} * row_bytes);
  for (std::uint32_t row = first_row; row < first_row + rows; ++row) {
    for (std::uint32_t from = 0; from < row_bytes; from += 4) {
      const unsigned count = std::min(4u, row_bytes - from);
      append_number(bytes, access(window, row, from / 4, false, 0) & low_mask(8 * count), count);
    }
  }
  return bytes;
}

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
  if (input_base > 1u << spec::kSlotBits) {
    throw Error("the core says that it has " + std::to_string(input_base) +
                    " neurons, more than a core can have; reset the device",
                Exit::kMachine);
  }
  for_each_span(image, input_base, [&](const RowSpan& span) {
    port.write_rows(span.window, span.first_row, span.row_bytes, span.bytes);
  });
  port.write(Register::kOccupiedNeurons, static_cast<std::uint32_t>(image.slot_numbers.size()));
  port.write(Register::kOccupiedAxons, static_cast<std::uint32_t>(image.axons.size()));
  port.write(Register::kAdaptEvery, image.adapt_every);
  port.write(Register::kNoiseKeyA, image.noise_key.a);
  port.write(Register::kNoiseKeyB, image.noise_key.b);
  if (image.core.learning) load_learning(port, image);
  port.write(Register::kStep, 0);
}

void command_reset(HostPort& port) {
  spec::CommandRegister command;
  command.reset = 1;
  port.write(spec::Register::kCommand, pack(command)[0]);
}

void command_flush(HostPort& port) {
  spec::CommandRegister command;
  command.flush = 1;
  port.write(spec::Register::kCommand, pack(command)[0]);
}

bool command_flush(HostPort& port, const Image& image) {
  if (image.plastic_axons.empty()) return false;
  command_flush(port);
  return true;
}

void command_step(HostPort& port, const InputLines& lines, const StepStimulus& stimulus) {
  for (const std::uint32_t number : stimulus.inputs) {
    port.write(spec::Register::kInput, pack(spec::InputRegister{lines.at(number)})[0]);
  }
  command_step(port, stimulus);
}

void command_step(HostPort& port, const StepStimulus& stimulus) {
  for (const ModulatorChange& change : stimulus.modulators) {
    port.write(spec::Register::kModulators, modulators_value(change.rule, change.modulators));
  }
  spec::CommandRegister command;
  command.step = 1;
  command.reset = stimulus.reset;
  command.keep_adaptation = stimulus.keep_adaptation;
  command.flush = stimulus.flush;
  port.write(spec::Register::kCommand, pack(command)[0]);
}

void clear_totals(HostPort& port, bool counters) {
  if (counters) {
    const std::uint8_t width = row_bytes(Window::kCounter, 0);
    port.write_rows(Window::kCounter, 0, width, Bytes(spec::kEventCount * width, 0));
  }
  port.write(Register::kFaults, 0xffffffff);
}

std::uint64_t read_cycles(HostPort& port, const CoreSize& core) {
  std::uint64_t cycles = std::uint64_t{port.read(Register::kCyclesReset)} +
                         port.read(Register::kCyclesSynapse) + port.read(Register::kCyclesUpdate);
  if (!core.learning) return cycles;
  cycles += port.read(Register::kCyclesFlush);
  return cycles + port.read(Register::kCyclesRescale);
}

std::string bit_names(Register r, std::uint32_t bits) {
  std::string names;
  for (const spec::RegisterField& field : spec::kRegisterFields) {
    if (field.in == r && (bits >> field.low & 1) != 0)
      names += (names.empty() ? "" : ", ") + std::string(field.name);
  }
  return names;
}

std::string fault_sentence(HostPort& port) {
  return "the core reports the fault " + bit_names(Register::kFaults, port.read(Register::kFaults));
}

Ledger read_ledger(HostPort& port) {
  Ledger ledger;
  const std::uint8_t width = row_bytes(Window::kCounter, 0);
  const Bytes rows = port.read_rows(Window::kCounter, 0, width, spec::kEventCount);
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    ledger.counts[e] = number_at(rows, e * width, width);
  }
  return ledger;
}

std::vector<std::int8_t> read_weights(HostPort& port, const Image& image) {
  const std::uint8_t width = row_bytes(Window::kSynapse, image.core.lanes);
  const Bytes codes = port.read_rows(Window::kSynapse, 0, width, image.words());
  std::vector<std::int8_t> result;
  result.reserve(image.synapse_at.size());
  for (const std::uint32_t at : image.synapse_at)
    result.push_back(static_cast<std::int8_t>(codes[at]));
  return result;
}

void write_weights(HostPort& port, const Image& image, const std::vector<std::int8_t>& weights) {
  check_weights(weights, weight_ranges(image));
  Bytes codes(image.weights.begin(), image.weights.end());  // lanes without a synapse stay so
  for (std::size_t i = 0; i < weights.size(); ++i) {
    codes[image.synapse_at[i]] = static_cast<std::uint8_t>(weights[i]);
  }
  port.write_rows(Window::kSynapse, 0, row_bytes(Window::kSynapse, image.core.lanes), codes);
}

void write_states(HostPort& port, const std::vector<NeuronState>& states) {
  const auto width = static_cast<std::uint8_t>((spec::State::kBits + 7) / 8);
  Bytes bytes;
  for (const NeuronState& state : states) {
    const spec::State::Chunks chunks = pack(state);
    for (std::size_t b = 0; b < width; ++b) {
      bytes.push_back(static_cast<std::uint8_t>(chunks[b / 4] >> b % 4 * 8));
    }
  }
  port.write_rows(Window::kState, 0, width, bytes);
}

}  // namespace slk
