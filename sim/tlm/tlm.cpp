// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/tlm.hpp"

#include <sstream>
#include <unordered_map>

#include "models/error.hpp"
#include "sim/host_port.hpp"
#include "sim/tlm/top.hpp"

namespace slk {
namespace {

using spec::Register;
using spec::Window;

// The host socket, with the name of every access that fails.
class TlmPort : public HostPort {
 public:
  explicit TlmPort(Top& top) : top_(top) {}
  std::uint32_t access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                       std::uint32_t data) override;

 private:
  Top& top_;
};

std::uint32_t TlmPort::access(Window window, std::uint32_t row, std::uint32_t chunk, bool write,
                              std::uint32_t data) {
  const Top::Answer answer =
      top_.access({static_cast<std::uint32_t>(window), row, chunk}, write, data);
  if (answer.status == tlm::TLM_OK_RESPONSE) return answer.data;
  tlm::tlm_generic_payload named;
  named.set_response_status(answer.status);
  std::ostringstream out;
  out << "tlm: host socket " << (write ? "write to " : "read of ")
      << spec::kWindows[static_cast<std::size_t>(window)].name << " row " << row << " chunk "
      << chunk << " was answered with " << named.get_response_string()
      << "; look at Core::access in sim/tlm/core_host.cpp";
  throw Error(out.str(), Exit::kMachine);
}

class Tlm : public Backend {
 public:
  Tlm(const Image& image, std::uint64_t clock_hz)
      : image_(image), top_(claim_top(image.core, clock_hz)), port_(*top_) {
    identify(port_, "tlm: the model", "run 'make spec' and 'make build'");
    load();
  }

  std::string name() const override { return "tlm"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  Ledger ledger() override { return read_ledger(port_); }
  bool has_machine_events() const override { return true; }
  std::vector<std::int8_t> weights() override { return read_weights(port_, image_); }

 private:
  void load();
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);

  const Image image_;
  const TopClaim top_;
  TlmPort port_;
  std::unordered_map<std::uint32_t, std::uint32_t> line_of_;  // input line of a number
};

void Tlm::load() {
  for (std::uint32_t l = 0; l < image_.line_numbers.size(); ++l) {
    line_of_[image_.line_numbers[l]] = l;
  }
  load_image(port_, image_);
  spec::CommandRegister command;
  command.reset = 1;
  port_.write(Register::kCommand, pack(command)[0]);
  top_->finish();
  clear_totals(port_);
}

void Tlm::run(const std::vector<StepStimulus>& stimuli, bool want_states,
              std::vector<StepRecord>& records) {
  records.resize(stimuli.size());
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    step(stimuli[i], want_states, records[i]);
    if (records[i].fault.empty()) continue;
    records.resize(i + 1);
    return;
  }
}

// Beats come in slot order, and placement on one core gives slots in network order.
void Tlm::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.fault.clear();
  record.spikes.clear();
  record.states.clear();
  for (const std::uint32_t number : stimulus.inputs) {
    port_.write(Register::kInput, pack(spec::InputRegister{line_of_.at(number)})[0]);
  }
  spec::CommandRegister command;
  command.step = 1;
  command.reset = stimulus.reset;
  command.keep_adaptation = stimulus.keep_adaptation;
  top_->beats.clear();
  port_.write(Register::kCommand, pack(command)[0]);
  record.cycles = top_->finish();
  for (const spec::Trace& beat : top_->beats) {
    if (beat.spike) record.spikes.push_back(image_.slot_numbers[beat.slot]);
    if (want_states) record.states.push_back({beat.u0, beat.u1, beat.v, beat.a, beat.r});
  }
  const std::uint64_t registers = read_cycles(port_);
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
