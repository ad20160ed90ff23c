// SPDX-License-Identifier: Apache-2.0
#include "host/device.hpp"

#include <optional>
#include <utility>

#include "host/beats.hpp"
#include "host/link_port.hpp"
#include "host/prepare.hpp"
#include "host/stream.hpp"

namespace slk {
namespace {

using spec::Register;
using spec::Window;

class LinkedDevice : public Device {
 public:
  LinkedDevice(const Image& image, std::unique_ptr<BytePipe> pipe, Probe* probe,
               const DeviceOptions& options)
      : image_(image),
        name_(options.name),
        place_(pipe->name()),
        probe_(probe),
        beats_(image_.slot_numbers),
        link_(place_, std::move(pipe), options.patience),
        port_(link_) {
    link_.hello(options.session);
    if (options.line) line_.emplace(link_, *options.line);
    prepare_device(link_, port_, image_);
    stream_.emplace(link_, image_);
  }

  std::string name() const override { return name_; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  // A memory that is read over the link waits until the flush is over.
  Ledger ledger() override {
    require_session(link_, port_);
    command_flush(port_, image_);
    return counts_events() ? read_ledger(port_) : Ledger();
  }
  bool has_machine_events() const override { return true; }
  bool counts_events() const override { return image_.core.counters; }
  std::vector<std::int8_t> weights() override {
    command_flush(port_, image_);
    std::vector<std::int8_t> weights = read_weights(port_, image_);
    require_session(link_, port_);
    return weights;
  }
  void set_weights(const std::vector<std::int8_t>& weights) override {
    write_weights(port_, image_, weights);
  }
  void set_states(const std::vector<NeuronState>& states) override { write_states(port_, states); }
  void dump_wave(const std::string& path) override {
    if (probe_) probe_->dump_wave(path);
  }
  LineBytes line_bytes() const override { return port_.bytes_since_clear(); }

 private:
  void stream(const std::vector<StepStimulus>& stimuli, bool want_states,
              std::vector<StepRecord>& records);
  void read_states(StepRecord& record);
  std::string fault();

  const Image image_;
  const std::string name_;
  const std::string place_;  // where it is, for sentences
  Probe* const probe_;
  Beats beats_;
  Link link_;
  LinkPort port_;
  std::optional<LineChange> line_;
  std::optional<Stream> stream_;  // once the device is loaded
};

void LinkedDevice::run(const std::vector<StepStimulus>& stimuli, bool want_states,
                       std::vector<StepRecord>& records) {
  if (probe_ || !want_states) return stream(stimuli, want_states, records);
  std::vector<StepRecord> one;
  run_steps(stimuli, records, [&](const StepStimulus& stimulus, StepRecord& record) {
    stream({stimulus}, false, one);
    record = one[0];
    if (record.fault.empty()) read_states(record);
  });
}

void LinkedDevice::stream(const std::vector<StepStimulus>& stimuli, bool want_states,
                          std::vector<StepRecord>& records) {
  stream_->run(stimuli, records, [&](StepRecord& record) {
    if (!probe_) return;
    beats_.add(probe_->take_beats());
    record.fault = beats_.take_step(record, want_states);
    if (record.fault.empty()) record.fault = probe_->fault();
  });
  if (stream_->fault_reported()) {
    if (records.empty()) records.resize(1);
    records.back().step = stimuli[records.size() - 1].step;
    if (records.back().fault.empty()) records.back().fault = fault();
  }
  if (!records.empty() && !records.back().fault.empty()) ask(link_, RunToCommand{0});
}

void LinkedDevice::read_states(StepRecord& record) {
  const std::uint8_t width = row_bytes(Window::kState, image_.core.lanes);
  const auto count = static_cast<std::uint32_t>(image_.slot_numbers.size());
  const Bytes rows = port_.read_rows(Window::kState, 0, width, count);
  record.states.clear();
  for (std::size_t at = 0; at < rows.size(); at += width) {
    std::uint32_t chunks[spec::State::kChunks] = {};
    for (std::size_t b = 0; b < width; ++b) {
      chunks[b / 4] |= std::uint32_t{rows[at + b]} << b % 4 * 8;
    }
    record.states.push_back(spec::unpack<spec::State>(chunks));
  }
}

// What the fault registers say; a bad line is no fault of the run.
std::string LinkedDevice::fault() {
  const std::string core = bit_names(Register::kFaults, port_.read(Register::kFaults));
  const std::uint32_t bits = port_.read(Register::kLinkFaults);
  auto line = spec::unpack<spec::LinkFaultsRegister>(&bits);
  line.frame = line.receive_overflow = line.framing = 0;
  const std::string link = bit_names(Register::kLinkFaults, pack(line)[0]);
  if (core.empty() && link.empty()) return "the device reports a fault that no register names";
  std::string sentence = core.empty() ? "" : "the core reports the fault " + core;
  if (!link.empty())
    sentence += (core.empty() ? "the link reports the fault " : "; the link ") + link;
  return sentence;
}

}  // namespace

std::unique_ptr<Device> make_device_backend(const Image& image, std::unique_ptr<BytePipe> pipe,
                                            Probe* probe, const DeviceOptions& options) {
  return std::make_unique<LinkedDevice>(image, std::move(pipe), probe, options);
}

}  // namespace slk
