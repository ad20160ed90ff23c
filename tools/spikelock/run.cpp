// SPDX-License-Identifier: Apache-2.0
// spikelock run: one machine, and files of what it did.
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "models/lateness.hpp"
#include "models/write_csv.hpp"
#include "tools/profile/trace.hpp"
#include "tools/spikelock/backends.hpp"
#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/kind_of.hpp"
#include "tools/spikelock/progress.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"
#include "tools/spikelock/wave.hpp"

namespace slk {
namespace {

// Drives one backend to the end and keeps what the files and the summary need.
class Runner {
 public:
  Runner(Session& session, const RunOneFlags& flags)
      : session_(session),
        flags_(flags),
        machine_(session.make_backend(flags.backend)),
        spikes_(flags.spikes, "step,population,index"),
        state_(flags.state, "step,population,index,u0,u1,v,a,r"),
        weights_(flags.weights, "projection,from,from_index,to,to_index,delay,weight") {}

  MachineResult run();
  std::uint64_t spikes() const { return spike_count_; }

 private:
  void take(const StepStimulus& stimulus, const StepRecord& record);
  void finish_weights();
  void finish_lateness();

  Session& session_;
  const RunOneFlags& flags_;
  std::unique_ptr<Backend> machine_;
  CsvWriter spikes_, state_, weights_;
  Digest digest_;
  MachineResult result_;
  std::uint64_t spike_count_ = 0;
};

MachineResult Runner::run() {
  if (!flags_.wave.empty()) machine_->dump_wave(flags_.wave);
  StimulusPlayer player(session_.network());
  Progress progress("run", session_.steps());
  std::vector<StepStimulus> stimuli;
  std::vector<StepRecord> records;
  const StateReads reads{flags_.states_every, session_.steps()};
  for (std::uint32_t done = 0; done < session_.steps();) {
    const std::uint32_t last = reads.chunk_end(done, session_.network().neuron_count());
    stimuli.resize(last - done);
    for (StepStimulus& stimulus : stimuli) player.next(stimulus);
    const auto begin = std::chrono::steady_clock::now();
    machine_->run(stimuli, reads.after(last), records);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    result_.seconds += took.count();
    for (std::size_t i = 0; i < records.size(); ++i) take(stimuli[i], records[i]);
    done = last;
    progress.update(done);
  }
  finish_weights();
  machine_->dump_wave("");
  spikes_.close();
  state_.close();
  weights_.close();
  result_.name = machine_->name();
  result_.digest = digest_.text();
  result_.ledger = machine_->ledger();
  result_.has_machine_events = machine_->has_machine_events();
  result_.counts_events = machine_->counts_events();
  finish_lateness();
  return result_;
}

void Runner::take(const StepStimulus& stimulus, const StepRecord& record) {
  if (!record.fault.empty()) {
    throw Error("step " + std::to_string(record.step) + ": " + machine_->name() + ": " +
                    record.fault +
                    "; compare it with golden: " + session_.replay("check", record.step),
                Exit::kMachine);
  }
  const Network& network = session_.network();
  digest_.add_states(record.step, network, record.states);
  for (const std::uint32_t number : record.spikes) digest_.add_spike(record.step, number);
  spike_count_ += record.spikes.size();
  result_.cycles += record.cycles;
  write_spikes(spikes_, network, stimulus, record);
  write_states(state_, network, record);
}

void Runner::finish_weights() {
  const Network& network = session_.network();
  const std::vector<std::int8_t> weights = machine_->weights();
  write_weights(weights_, network, weights);
  digest_.add_weights(session_.steps(), network, weights);
}

// Last of all: then nothing is left to read from the machine.
void Runner::finish_lateness() {
  if (flags_.lateness.empty()) return;
  profile::drain(*machine_, session_.steps());
  write_lateness(
      profile::lateness_of(session_.image(), machine_->name(), machine_->mesh_watch()->take_late()),
      session_.network(), flags_.lateness);
}

}  // namespace

Exit run(const RunOneFlags& given) {
  RunOneFlags flags = given;
  if (flags.backend.empty()) {
    if (flags.device.empty()) throw Error("--backend is required; see 'spikelock run --help'");
    flags.backend = "device";
  }
  const auto names = parse_backends("--backend", flags.backend, flags.device);
  if (names.size() != 1)
    throw Error("--backend: name one backend; 'spikelock check' compares several");
  if (kind_of(flags.network) == "experiment/1") return run_experiment(flags);
  if (!flags.pictures.empty()) {
    throw Error("--pictures: is for an experiment; " + flags.network + " is a network");
  }
  if (!flags.wave.empty() && flags.backend != "rtl") {
    throw Error("--wave: " + flags.backend + " has no signals; take --backend rtl");
  }
  Session session(flags);
  for (const std::string& note : session.notes()) std::cerr << "note: " << note << '\n';
  if (!flags.lateness.empty()) {
    check_writable(flags.lateness);
    if (flags.backend == "golden") {
      throw Error("--lateness: golden has no packets to be late; take --backend tlm or rtl");
    }
    if (!session.image().real_time) {
      throw Error("--lateness: " + session.chip()->name +
                  " waits for its packets, so none is late; take a chip with mode real_time");
    }
  }
  Runner runner(session, flags);
  const MachineResult result = runner.run();

  std::cout << session.network().name << " on " << result.name << ": "
            << counted(session.steps(), "step") << ", " << counted(runner.spikes(), "spike");
  if (result.counts_events) {
    std::cout << ", " << counted(result.ledger[spec::Event::kSynapticOps], "synaptic op");
  }
  if (result.has_machine_events) std::cout << ", " << counted(result.cycles, "cycle");
  std::cout << ", digest " << result.digest << '\n';
  if (session.prices() != nullptr) {
    std::cout << energy_sentence(result, session.steps(), session.prices()) << '\n';
  }
  if (!flags.wave.empty()) {
    const std::string view = write_gtkwave_view(flags.wave, nullptr);
    std::cout << "waveform: " << flags.wave << "; look at it with: gtkwave " << view << '\n';
  }
  nlohmann::ordered_json json;
  json["steps"] = session.steps();
  json["seed"] = session.network().seed;
  json["spec_hash"] = hex64(spec::kHash);
  json["backends"][result.name] = machine_json(result, session.prices());
  write_json(flags.json, json);
  return Exit::kAgree;
}

}  // namespace slk
