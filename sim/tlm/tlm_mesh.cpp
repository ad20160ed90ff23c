// SPDX-License-Identifier: Apache-2.0
// A mesh of TLM cores as a machine that runs an image.
#include <algorithm>
#include <sstream>
#include <utility>

#include "models/chip_port.hpp"
#include "models/error.hpp"
#include "sim/tlm/chip_top.hpp"
#include "sim/tlm/tlm.hpp"

namespace slk {

using spec::Register;

namespace {

// The host access of the mesh as a ChipPort, with the name of every access that fails.
class TlmChipPort : public ChipPort {
 public:
  explicit TlmChipPort(ChipTop& top) : top_(top) {}
  std::uint32_t access(std::uint32_t core, spec::Window window, std::uint32_t row,
                       std::uint32_t chunk, bool write, std::uint32_t data) override {
    const HostAddress at{static_cast<std::uint32_t>(window), row, chunk};
    tlm::tlm_generic_payload answer;
    answer.set_response_status(top_.access(core, at, write, data));
    if (answer.is_response_ok()) return data;
    std::ostringstream out;
    out << "tlm: " << (write ? "write to " : "read of ")
        << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
        << chunk << " of core " << core << " was answered with " << answer.get_response_string()
        << "; look at ChipTop::access in sim/tlm/chip_top.cpp";
    throw Error(out.str(), Exit::kMachine);
  }

 private:
  ChipTop& top_;
};

class TlmMesh : public Backend, public MeshWatch {
 public:
  TlmMesh(const ChipImage& image, std::uint64_t clock_hz)
      : image_(image),
        top_(claim_chip_top(image.mesh, image.core(), clock_hz)),
        port_(*top_),
        lines_(line_places(image, network_size(image))),
        order_(neuron_order(image)) {
    identify_chip(port_, image.mesh, "tlm: the model", "run 'make spec' and 'make build'");
    load_chip(port_, image);
    command_reset(port_);
    top_->finish();
    clear_totals(port_);
  }

  std::string name() const override { return "tlm"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override {
    run_steps(stimuli, records, [&](const StepStimulus& stimulus, StepRecord& record) {
      step(stimulus, want_states, record);
    });
  }
  Ledger ledger() override {
    flush();
    return read_ledger(port_, image_.mesh);
  }
  bool has_machine_events() const override { return true; }
  std::vector<std::int8_t> weights() override {
    flush();
    return read_weights(port_, image_);
  }
  void set_weights(const std::vector<std::int8_t>& weights) override {
    write_weights(port_, image_, weights);
  }
  void set_states(const std::vector<NeuronState>& states) override {
    write_states(port_, image_, states);
  }

  MeshWatch* mesh_watch() override { return this; }
  void keep_packets(bool keep) override { top_->keep_packets = keep; }
  std::vector<PacketSeen> take_packets() override { return std::exchange(top_->packets, {}); }
  std::vector<LateDelivery> take_late() override { return std::exchange(top_->late, {}); }
  std::vector<StepCycles> phases() override { return read_phases(port_, image_); }
  std::vector<Ledger> core_ledgers() override {
    flush();
    return read_core_ledgers(port_, image_.mesh);
  }

 private:
  void flush() {
    if (command_flush(port_, image_)) top_->finish();
  }
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);

  const ChipImage image_;
  const ChipTopClaim top_;
  TlmChipPort port_;
  const std::vector<std::vector<LinePlace>> lines_;
  const std::vector<std::vector<std::uint32_t>> order_;
};

void TlmMesh::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.fault.clear();
  record.spikes.clear();
  const std::uint64_t before = read_cycles(port_);
  command_step(port_, lines_, stimulus);
  top_->finish();
  record.cycles = read_cycles(port_) - before;
  std::size_t neurons = 0;
  for (const Image& core : image_.cores) neurons += core.slot_numbers.size();
  record.states.resize(want_states ? neurons : 0);
  for (std::uint32_t c = 0; c < image_.cores.size(); ++c) {
    for (const spec::Trace& beat : top_->beats(c)) {
      if (beat.spike) record.spikes.push_back(image_.cores[c].slot_numbers[beat.slot]);
      if (want_states) {
        record.states[order_[c][beat.slot]] = {beat.u0, beat.u1, beat.v, beat.a, beat.r};
      }
    }
    top_->beats(c).clear();
  }
  std::sort(record.spikes.begin(), record.spikes.end());
  if (top_->fault()) record.fault = fault_sentence(port_, image_.mesh);
}

}  // namespace

std::unique_ptr<Backend> make_tlm_chip_backend(const ChipImage& image, std::uint64_t clock_hz) {
  return std::make_unique<TlmMesh>(image, clock_hz);
}

}  // namespace slk
