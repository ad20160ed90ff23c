// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "models/error.hpp"
#include "sim/rtl/mesh_packets.hpp"
#include "sim/rtl/mesh_port.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/rtl/variants.hpp"

namespace slk {

using spec::Register;

namespace {

// A bound on the cycles of a step: the longest of a core, with every packet of its sources and
// every one that the routers can hold. Whenever no core is at its ring some packet goes one router
// on.
std::uint64_t longest_step(const ChipImage& image) {
  constexpr std::uint64_t kRouterPorts = 5;
  const std::uint64_t longest_way = image.mesh.width + image.mesh.height;
  std::uint64_t core = 0;
  std::uint64_t packets = kRouterPorts * spec::kRouterDepth * image.mesh.cores();
  for (const Image& part : image.cores) {
    core = std::max(core, longest_step(part));
    packets += part.routes.size();
  }
  return core + packets * longest_way + (image.real_time ? image.real_time->cycles_per_step : 0);
}

class RtlChipBackend : public Backend, public MeshWatch {
 public:
  RtlChipBackend(const ChipImage& image, std::uint32_t x_seed)
      : image_(image),
        budget_(4 * longest_step(image)),
        lines_(line_places(image, network_size(image))),
        order_(neuron_order(image)),
        variant_(find_rtl_variant(image.core(), image.mesh)),
        chip_(load_rtl_mesh(variant_, x_seed)),
        port_(*chip_, budget_),
        packets_(image.mesh) {
    for (const auto& order : order_) neurons_ += order.size();
    identify_chip(port_, image_.mesh, "rtl: " + variant_.name, "run 'make spec' and 'make build'");
    load();
  }

  std::string name() const override { return "rtl"; }
  void run(const std::vector<StepStimulus>& stimuli, bool want_states,
           std::vector<StepRecord>& records) override;
  Ledger ledger() override;
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
  void dump_wave(const std::string& path) override { chip_->dump_wave(path); }
  MeshWatch* mesh_watch() override { return this; }

  void keep_packets(bool keep) override { packets_.keep_packets(keep); }
  std::vector<PacketSeen> take_packets() override { return packets_.take_packets(); }
  std::vector<LateDelivery> take_late() override { return packets_.take_late(); }
  std::vector<StepCycles> phases() override { return read_phases(port_, image_); }
  std::vector<Ledger> core_ledgers() override {
    flush();
    return read_core_ledgers(port_, image_.mesh);
  }

 private:
  void load();
  void flush();
  void step(const StepStimulus& stimulus, bool want_states, StepRecord& record);
  std::string finish_step();
  std::string take_updates(bool want_states, StepRecord& record) const;
  std::string follow();

  const ChipImage image_;
  const std::uint64_t budget_;
  const std::vector<std::vector<LinePlace>> lines_;
  const std::vector<std::vector<std::uint32_t>> order_;  // by core and slot, in the network
  const RtlVariant variant_;
  std::unique_ptr<RtlMesh> chip_;
  MeshPort port_;
  MeshPackets packets_;
  std::size_t neurons_ = 0;
  std::uint64_t first_cycle_ = 0;  // since when cycles_chip counts
  std::uint64_t cycles_ = 0;       // of it, up to the last step
};

void RtlChipBackend::load() {
  load_chip(port_, image_);
  command_reset(port_);
  if (!chip_->finish(budget_)) {
    throw Error("rtl: the first state reset never ended; look at slk_step_barrier in a waveform",
                Exit::kMachine);
  }
  clear_totals(port_);
  first_cycle_ = chip_->moving_cycles();
}

void RtlChipBackend::flush() {
  chip_->beats().clear();
  if (!command_flush(port_, image_)) return;
  const bool done = chip_->finish(budget_).has_value();
  const std::string fault = follow();
  if (!done || !fault.empty()) {
    throw Error(done ? "rtl: in a flush " + fault
                     : "rtl: a flush never ended; look at slk_step_barrier in a waveform",
                Exit::kMachine);
  }
}

void RtlChipBackend::run(const std::vector<StepStimulus>& stimuli, bool want_states,
                         std::vector<StepRecord>& records) {
  run_steps(stimuli, records, [&](const StepStimulus& stimulus, StepRecord& record) {
    step(stimulus, want_states, record);
  });
}

void RtlChipBackend::step(const StepStimulus& stimulus, bool want_states, StepRecord& record) {
  record.step = stimulus.step;
  record.spikes.clear();
  record.states.clear();
  cycles_ = read_cycles(port_);  // without flushes between steps
  chip_->beats().clear();
  command_step(port_, lines_, stimulus);
  record.fault = follow();  // of the step before, for which a reset has waited
  if (stimulus.reset) packets_.clear_rings();
  packets_.begin_step(stimulus.step);
  const bool done = chip_->finish(budget_).has_value();
  const std::string updates = take_updates(want_states, record);
  const std::string packets = follow();
  if (!done) {
    record.fault = "the chip is still busy after " + std::to_string(budget_) + " cycles: it hangs";
    return;
  }
  const std::uint64_t now = read_cycles(port_);
  record.cycles = now - cycles_;
  for (const std::string& fault : {packets, finish_step(), updates}) {
    if (record.fault.empty()) record.fault = fault;
  }
}

// Why the step that has ended is not to be trusted, beside its beats.
std::string RtlChipBackend::finish_step() {
  if (chip_->failed_assertions() > 0) {
    return "an assertion of the RTL failed (the message stands above)";
  }
  if (chip_->fault()) return fault_sentence(port_, image_.mesh);
  const std::uint64_t seen = chip_->moving_cycles() - first_cycle_;
  const std::uint64_t counted = read_cycles(port_);
  if (counted != seen) {
    return "the register cycles_chip says " + std::to_string(counted) +
           ", but the chip was busy for " + std::to_string(seen) + " cycles";
  }
  return packets_.contradiction(CorePort(port_, spec::kCoreAll).read(Register::kInFlight));
}

// Beats come in slot order from each core, and go where the neuron stands in the network.
std::string RtlChipBackend::take_updates(bool want_states, StepRecord& record) const {
  const std::vector<MeshBeats::Update>& updates = chip_->beats().updates;
  std::vector<std::uint32_t> next(image_.cores.size(), 0);
  if (want_states) record.states.resize(neurons_);
  for (const MeshBeats::Update& update : updates) {
    const spec::Trace& beat = update.trace;
    const std::uint32_t slot = next[update.core]++;
    const Image& core = image_.cores[update.core];
    if (beat.slot != slot || slot >= core.slot_numbers.size()) {
      return "the trace port of core " + std::to_string(update.core) + " shows slot " +
             std::to_string(beat.slot) + " in beat " + std::to_string(slot) + " of " +
             std::to_string(core.slot_numbers.size());
    }
    if (beat.spike) record.spikes.push_back(core.slot_numbers[slot]);
    if (want_states) {
      record.states[order_[update.core][slot]] = {beat.u0, beat.u1, beat.v, beat.a, beat.r};
    }
  }
  std::sort(record.spikes.begin(), record.spikes.end());
  if (updates.size() == neurons_) return "";
  return "the trace ports show " + std::to_string(updates.size()) + " updates of " +
         std::to_string(neurons_) + " neurons";
}

std::string RtlChipBackend::follow() {
  const std::string fault = packets_.follow(chip_->beats(), first_cycle_);
  chip_->beats().clear();
  return fault;
}

// The ports have shown what the cores have counted.
Ledger RtlChipBackend::ledger() {
  flush();
  const Ledger ledger = read_ledger(port_, image_.mesh);
  const PacketCounts& seen = packets_.counts();
  const PacketCounts counted{ledger[spec::Event::kPackets], ledger[spec::Event::kOnTime],
                             ledger[spec::Event::kLate], ledger[spec::Event::kDropped],
                             ledger[spec::Event::kMerged]};
  if (!(counted == seen)) {
    std::ostringstream out;
    out << "rtl: the cores count " << counted << ", but their ports showed " << seen
        << "; look at slk_counters and slk_ring in a waveform (--wave)";
    throw Error(out.str(), Exit::kMachine);
  }
  return ledger;
}

}  // namespace

std::unique_ptr<Backend> make_rtl_chip_backend(const ChipImage& image, std::uint32_t x_seed) {
  return std::make_unique<RtlChipBackend>(image, x_seed);
}

}  // namespace slk
