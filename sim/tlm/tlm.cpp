// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/tlm.hpp"

#include "models/host_port.hpp"
#include "sim/tlm/tlm_port.hpp"
#include "sim/tlm/top.hpp"

namespace slk {
namespace {

class Tlm : public Backend {
 public:
  Tlm(const Image& image, std::uint64_t clock_hz)
      : image_(image),
        top_(claim_top(image.core, clock_hz)),
        port_(*top_),
        lines_(input_lines(image)) {
    identify(port_, "tlm: the model", "run 'make spec' and 'make build'");
    load();
  }

  std::string name() const override { return "tlm"; }
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

 private:
  void load();
  void flush() {
    if (command_flush(port_, image_)) top_->finish();
  }
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);

  const Image image_;
  const TopClaim top_;
  TlmPort port_;
  const InputLines lines_;
};

void Tlm::load() {
  load_image(port_, image_);
  command_reset(port_);
  top_->finish();
  clear_totals(port_, image_.core.counters);
}

void Tlm::run(const std::vector<StepStimulus>& stimuli, bool want_states,
              std::vector<StepRecord>& records) {
  run_steps(stimuli, records, [&](const StepStimulus& stimulus, StepRecord& record) {
    step(stimulus, want_states, record);
  });
}

// Beats come in slot order, and placement on one core gives slots in network order.
void Tlm::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.fault.clear();
  record.spikes.clear();
  record.states.clear();
  top_->beats.clear();
  command_step(port_, lines_, stimulus);
  record.cycles = top_->finish();
  for (const spec::Trace& beat : top_->beats) {
    if (beat.spike) record.spikes.push_back(image_.slot_numbers[beat.slot]);
    if (want_states) record.states.push_back({beat.u0, beat.u1, beat.v, beat.a, beat.r});
  }
  const std::uint64_t registers = read_cycles(port_, image_.core);
  if (record.cycles != registers) {
    record.fault = "the cycle registers say " + std::to_string(registers) + ", but " +
                   std::to_string(record.cycles) + " cycles have passed";
  } else if (top_->core.fault()) {
    record.fault = fault_sentence(port_);
  }
}

}  // namespace

std::unique_ptr<Backend> make_tlm_backend(const Image& image, std::uint64_t clock_hz) {
  return std::make_unique<Tlm>(image, clock_hz);
}

}  // namespace slk
