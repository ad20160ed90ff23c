// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/rtl.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "models/digest.hpp"
#include "models/error.hpp"
#include "sim/rtl/variants.hpp"

namespace slk {
namespace {

using spec::Register;
using spec::Window;

// A bound on the cycles of a step and its reset: every axon has an event, every source fires.
std::uint64_t longest_step(const Image& image) {
  const std::uint64_t sources = image.neurons.size() + image.input_routes.size();
  const std::uint64_t ring_words = image.axons.size() / spec::kRingWordBits + 1;
  return 64 + ring_words * (spec::kDelaySlots + 1) + image.axons.size() + image.words() +
         3 * sources + image.routes.size();
}

class Rtl : public Backend {
 public:
  Rtl(const Image& image, std::uint32_t x_seed)
      : image_(image),
        budget_(4 * longest_step(image)),
        variant_(find_rtl_variant(image.core)),
        core_(load_rtl_core(variant_, x_seed)) {
    identify();
    load();
  }

  std::string name() const override { return "rtl"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  Ledger ledger() override;
  bool has_machine_events() const override { return true; }
  std::vector<std::int8_t> weights() override;
  void dump_wave(const std::string& path) override { core_->dump_wave(path); }

 private:
  std::uint32_t access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data);
  std::uint32_t read(Register r) {
    return access(Window::kRegisters, static_cast<std::uint32_t>(r), 0, false, 0);
  }
  void write(Register r, std::uint32_t value) {
    access(Window::kRegisters, static_cast<std::uint32_t>(r), 0, true, value);
  }
  void write_row(Window window, std::uint32_t row, const RowChunks& chunks) {
    for (std::uint32_t c = 0; c < chunks.size(); ++c) access(window, row, c, true, chunks[c]);
  }
  void identify();
  void load();
  void clear();
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);
  void take_beats(bool want_states, StepRecord& record);
  std::string fault_sentence();

  const Image image_;
  const std::uint64_t budget_;
  const RtlVariant variant_;
  std::unique_ptr<RtlCore> core_;
  std::map<std::uint32_t, std::uint32_t> line_of_;  // input line of a number
  std::vector<spec::Trace> beats_;
};

std::uint32_t Rtl::access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                          std::uint32_t data) {
  const RtlCore::Answer answer = core_->access(window, row, chunk, write, data);
  if (answer.taken && !answer.error) return answer.data;
  std::ostringstream out;
  out << "rtl: host port " << (write ? "write to " : "read of ")
      << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
      << chunk << (answer.taken ? " was refused" : " got no answer")
      << "; look at slk_host_decode in a waveform (--wave)";
  throw Error(out.str(), Exit::kMachine);
}

// The core must speak our spec and be as large as its variant says.
void Rtl::identify() {
  const std::uint64_t hash =
      read(Register::kSpecHashLow) | std::uint64_t{read(Register::kSpecHashHigh)} << 32;
  if (read(Register::kIdentity) != spec::kIdentity || hash != spec::kHash) {
    throw Error("rtl: " + variant_.name + " has spec hash " + hex64(hash) + ", this program " +
                    hex64(spec::kHash) + "; run 'make spec' and 'make build'",
                Exit::kMachine);
  }
}

void Rtl::load() {
  const std::uint32_t input_base = read(Register::kSizeNeurons);
  for_each_row(image_, input_base, [&](Window window, std::uint32_t row, const RowChunks& chunks) {
    write_row(window, row, chunks);
  });
  for (std::uint32_t l = 0; l < image_.line_numbers.size(); ++l) {
    line_of_[image_.line_numbers[l]] = l;
  }
  write(Register::kOccupiedNeurons, static_cast<std::uint32_t>(image_.slot_numbers.size()));
  write(Register::kOccupiedAxons, static_cast<std::uint32_t>(image_.axons.size()));
  write(Register::kAdaptEvery, image_.adapt_every);
  write(Register::kNoiseKeyA, image_.noise_key.a);
  write(Register::kNoiseKeyB, image_.noise_key.b);
  write(Register::kStep, 0);
  clear();
}

// State, ring and counters start at zero.
void Rtl::clear() {
  spec::CommandRegister command;
  command.reset = 1;
  write(Register::kCommand, pack(command)[0]);
  if (!core_->finish(budget_, beats_)) {
    throw Error("rtl: the first state reset never ended; look at slk_sequencer in a waveform",
                Exit::kMachine);
  }
  for (std::uint32_t e = 0; e < spec::kEventCount; ++e) write_row(Window::kCounter, e, {0, 0});
  write(Register::kFaults, 0xffffffff);
}

void Rtl::run(const std::vector<StepStimulus>& stimuli, bool want_states,
              std::vector<StepRecord>& records) {
  records.resize(stimuli.size());
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    step(stimuli[i], want_states, records[i]);
    if (records[i].fault.empty()) continue;
    records.resize(i + 1);
    return;
  }
}

void Rtl::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.fault.clear();
  for (const std::uint32_t number : stimulus.inputs) {
    write(Register::kInput, pack(spec::InputRegister{line_of_.at(number)})[0]);
  }
  spec::CommandRegister command;
  command.step = 1;
  command.reset = stimulus.reset;
  command.keep_adaptation = stimulus.keep_adaptation;
  write(Register::kCommand, pack(command)[0]);
  beats_.clear();
  const auto busy = core_->finish(budget_, beats_);
  take_beats(want_states, record);
  if (!busy) {
    record.fault = "the core is still busy after " + std::to_string(budget_) + " cycles: it hangs";
    return;
  }
  record.cycles = std::uint64_t{read(Register::kCyclesReset)} + read(Register::kCyclesSynapse) +
                  read(Register::kCyclesUpdate);
  if (record.cycles != *busy && record.fault.empty()) {
    record.fault = "the cycle registers say " + std::to_string(record.cycles) +
                   ", but the core was busy for " + std::to_string(*busy) + " cycles";
  }
  if (!record.fault.empty()) return;
  if (core_->failed_assertions() > 0) {
    record.fault = "an assertion of the RTL failed (the message stands above)";
  } else if (core_->fault()) {
    record.fault = fault_sentence();
  }
}

// Beats come in slot order, and placement on one core gives slots in network order.
void Rtl::take_beats(bool want_states, StepRecord& record) {
  record.spikes.clear();
  record.states.clear();
  for (std::uint32_t slot = 0; slot < beats_.size(); ++slot) {
    const spec::Trace& beat = beats_[slot];
    if (beat.slot != slot || slot >= image_.slot_numbers.size()) {
      record.fault = "the trace port shows slot " + std::to_string(beat.slot) + " in beat " +
                     std::to_string(slot) + " of " + std::to_string(image_.slot_numbers.size());
      return;
    }
    if (beat.spike) record.spikes.push_back(image_.slot_numbers[slot]);
    if (want_states) record.states.push_back({beat.u0, beat.u1, beat.v, beat.a, beat.r});
  }
  if (beats_.size() < image_.slot_numbers.size()) {
    record.fault = "the trace port shows " + std::to_string(beats_.size()) + " updates of " +
                   std::to_string(image_.slot_numbers.size()) + " neurons";
  }
}

std::string Rtl::fault_sentence() {
  const std::uint32_t bits = read(Register::kFaults);
  std::string names;
  for (const spec::RegisterField& field : spec::kRegisterFields) {
    if (field.in == Register::kFaults && (bits >> field.low & 1) != 0)
      names += (names.empty() ? "" : ", ") + std::string(field.name);
  }
  return "the core reports the fault " + names;
}

Ledger Rtl::ledger() {
  Ledger ledger;
  for (std::uint32_t e = 0; e < spec::kEventCount; ++e) {
    std::uint32_t chunks[spec::Counter::kChunks];
    for (std::uint32_t c = 0; c < spec::Counter::kChunks; ++c) {
      chunks[c] = access(Window::kCounter, e, c, false, 0);
    }
    const auto counter = spec::unpack<spec::Counter>(chunks);
    ledger.counts[e] = counter.low | std::uint64_t{counter.high} << 32;
  }
  return ledger;
}

// Read back from the synapse memory, not from the image.
std::vector<std::int8_t> Rtl::weights() {
  const std::uint32_t lanes = image_.core.lanes;
  std::vector<std::int8_t> codes;
  codes.reserve(image_.weights.size());
  for (std::uint32_t word = 0; word < image_.words(); ++word) {
    for (std::uint32_t lane = 0; lane < lanes; lane += 4) {
      const std::uint32_t chunk = access(Window::kSynapse, word, lane / 4, false, 0);
      for (std::uint32_t i = 0; i < std::min(lanes, 4u); ++i) {
        codes.push_back(static_cast<std::int8_t>(chunk >> (i * 8)));
      }
    }
  }
  std::vector<std::int8_t> result;
  result.reserve(image_.synapse_at.size());
  for (const std::uint32_t at : image_.synapse_at) result.push_back(codes[at]);
  return result;
}

}  // namespace

std::unique_ptr<Backend> make_rtl_backend(const Image& image, std::uint32_t x_seed) {
  return std::make_unique<Rtl>(image, x_seed);
}

}  // namespace slk
