// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/rtl.hpp"

#include "models/core_cycles.hpp"
#include "models/error.hpp"
#include "models/rule_rows.hpp"
#include "sim/rtl/rtl_port.hpp"
#include "sim/rtl/variants.hpp"

namespace slk {

// Every window is flushed, every rule is rescaled, every axon has an event, every source fires.
std::uint64_t longest_step(const Image& image) {
  const std::uint64_t sources = image.neurons.size() + image.input_routes.size();
  const std::uint64_t ring_words = image.axons.size() / spec::kRingWordBits + 1;
  const std::uint64_t rows = image.axons.size() + image.words();
  const std::uint64_t flush = image.plastic_axons.empty() ? 0 : rows;
  const std::uint64_t rescale = image.rules.size() * (kRuleTables * spec::kLearningWindow + 1);
  const auto neurons = static_cast<std::uint32_t>(image.neurons.size());
  const std::uint64_t passes = 2 * pass_cycles(neurons, image.core);  // of a reset and of a step
  return 64 + passes + flush + rescale + ring_words * (spec::kDelaySlots + 1) + rows + 3 * sources +
         image.routes.size();
}

namespace {

class Rtl : public Backend {
 public:
  Rtl(const Image& image, std::uint32_t x_seed)
      : image_(image),
        budget_(4 * longest_step(image)),
        variant_(find_rtl_variant(image.core)),
        core_(load_rtl_core(variant_, x_seed)),
        port_(*core_),
        lines_(input_lines(image)) {
    identify(port_, "rtl: " + variant_.name, "run 'make spec' and 'make build'");
    load();
  }

  std::string name() const override { return "rtl"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  Ledger ledger() override {
    flush();
    return counts_events() ? read_ledger(port_) : Ledger();
  }
  bool has_machine_events() const override { return true; }
  bool counts_events() const override { return image_.core.counters; }
  std::vector<std::int8_t> weights() override {
    flush();
    return read_weights(port_, image_);
  }
  void set_weights(const std::vector<std::int8_t>& weights) override {
    write_weights(port_, image_, weights);
  }
  void set_states(const std::vector<NeuronState>& states) override { write_states(port_, states); }
  void dump_wave(const std::string& path) override { core_->dump_wave(path); }

 private:
  void load();
  void flush();
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);
  void take_beats(bool want_states, StepRecord& record);

  const Image image_;
  const std::uint64_t budget_;
  const RtlVariant variant_;
  std::unique_ptr<RtlCore> core_;
  RtlPort port_;
  const InputLines lines_;
  std::vector<spec::Trace> beats_;
};

void Rtl::load() {
  load_image(port_, image_);
  command_reset(port_);
  if (!core_->finish(budget_, beats_)) {
    throw Error("rtl: the first state reset never ended; look at slk_sequencer in a waveform",
                Exit::kMachine);
  }
  clear_totals(port_, image_.core.counters);
}

void Rtl::flush() {
  if (!command_flush(port_, image_) || core_->finish(budget_, beats_)) return;
  throw Error("rtl: a flush never ended; look at slk_sequencer in a waveform", Exit::kMachine);
}

void Rtl::run(const std::vector<StepStimulus>& stimuli, bool want_states,
              std::vector<StepRecord>& records) {
  run_steps(stimuli, records, [&](const StepStimulus& stimulus, StepRecord& record) {
    step(stimulus, want_states, record);
  });
}

void Rtl::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.fault.clear();
  beats_.clear();
  command_step(port_, lines_, stimulus);
  const auto busy = core_->finish(budget_, beats_);
  take_beats(want_states, record);
  if (!busy) {
    record.fault = "the core is still busy after " + std::to_string(budget_) + " cycles: it hangs";
    return;
  }
  record.cycles = read_cycles(port_, image_.core);
  if (record.cycles != *busy && record.fault.empty()) {
    record.fault = "the cycle registers say " + std::to_string(record.cycles) +
                   ", but the core was busy for " + std::to_string(*busy) + " cycles";
  }
  if (!record.fault.empty()) return;
  if (core_->failed_assertions() > 0) {
    record.fault = "an assertion of the RTL failed (the message stands above)";
  } else if (core_->fault()) {
    record.fault = fault_sentence(port_);
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

}  // namespace

std::unique_ptr<Backend> make_rtl_backend(const Image& image, std::uint32_t x_seed) {
  return std::make_unique<Rtl>(image, x_seed);
}

}  // namespace slk
