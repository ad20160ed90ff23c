// SPDX-License-Identifier: Apache-2.0
// spikelock check: several machines in lockstep, and a verdict.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "models/digest.hpp"
#include "models/write_csv.hpp"
#include "sim/lockstep.hpp"
#include "tools/spikelock/backends.hpp"
#include "tools/spikelock/closed_loop.hpp"
#include "tools/spikelock/energy.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/progress.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"
#include "tools/spikelock/wave.hpp"

namespace slk {
namespace {

using nlohmann::ordered_json;

// Steps around a divergence that a waveform shows; of a passing run, its first ones.
constexpr std::uint32_t kWaveBefore = 2;
constexpr std::uint32_t kWaveAfter = 1;
constexpr std::uint32_t kWavePassing = 16;

// The files of --spikes, one a machine.
class SpikeFiles {
 public:
  SpikeFiles(const std::string& folder, const std::vector<Backend*>& machines) {
    if (folder.empty()) return;
    for (const Backend* machine : machines) {
      const auto path = std::filesystem::path(folder) / (machine->name() + ".csv");
      files_.emplace_back(path.string(), "step,population,index");
    }
  }
  void write(const Network& network, std::size_t machine, const StepStimulus& stimulus,
             const StepRecord& record) {
    if (!files_.empty()) write_spikes(files_[machine], network, stimulus, record);
  }
  void close() {
    for (CsvWriter& file : files_) file.close();
  }

 private:
  std::vector<CsvWriter> files_;
};

LockstepResult run_once(Session& session, const CheckFlags& flags, LockstepOptions options) {
  std::vector<std::unique_ptr<Backend>> owned;
  std::vector<Backend*> machines;
  for (const std::string& name : parse_backends("--backends", flags.backends, flags.device)) {
    owned.push_back(session.make_backend(name));
    machines.push_back(owned.back().get());
  }
  Progress progress("check", options.steps);
  options.progress = [&](std::uint32_t step) { progress.update(step); };
  options.states_every = flags.states_every;
  options.weights_every = flags.weights_every;
  options.machine_events = !flags.no_machine_events;
  if (!flags.device.empty()) options.device = "device";
  SpikeFiles spikes(options.wave.empty() ? flags.spikes : "", machines);
  options.observe = [&](std::size_t m, const StepStimulus& stimulus, const StepRecord& record) {
    spikes.write(session.network(), m, stimulus, record);
  };
  const bool placed = std::any_of(machines.begin(), machines.end(),
                                  [](const Backend* m) { return m->has_machine_events(); });
  LockstepResult result =
      run_lockstep(session.network(), placed ? &session.image() : nullptr, machines, options);
  spikes.close();
  return result;
}

// A total that differs at the end is looked for again, step by step; and a run that diverged is
// repeated up to that step, so that its totals are those of the steps that were compared.
LockstepResult run_to_verdict(Session& session, const CheckFlags& flags) {
  LockstepOptions options;
  options.steps = session.steps();
  LockstepResult result = run_once(session, flags, options);
  if (result.divergence && result.divergence->step == 0) {
    options.events_every_step = true;
    LockstepResult second = run_once(session, flags, options);
    if (second.divergence) return second;
  } else if (result.divergence && result.divergence->field != "fault") {
    options.steps = result.divergence->step;
    return run_once(session, flags, options);
  }
  return result;
}

// Runs again with the waveform open: around the divergence, or where the user wants it.
void dump_wave(Session& session, const CheckFlags& flags, const LockstepResult& result) {
  LockstepOptions options;
  options.wave = flags.wave;
  if (!flags.wave_steps.empty()) {
    std::tie(options.wave_first, options.wave_last) = parse_wave_steps(flags.wave_steps);
  } else if (result.divergence && result.divergence->step > 0) {
    const std::uint32_t step = result.divergence->step;
    options.wave_first = step > kWaveBefore ? step - kWaveBefore : 1;
    options.wave_last = step + kWaveAfter;
  } else {
    options.wave_last = std::min(session.steps(), kWavePassing);
  }
  if (options.wave_first > session.steps()) {
    throw Error("--wave-steps: the run ends with step " + std::to_string(session.steps()) +
                "; begin at or before it");
  }
  options.wave_last = std::min(options.wave_last, session.steps());
  options.steps = options.wave_last;
  run_once(session, flags, options);
  const std::string view =
      write_gtkwave_view(flags.wave, result.divergence ? &*result.divergence : nullptr);
  std::cout << "waveform of steps " << options.wave_first << " to " << options.wave_last << ": "
            << flags.wave << "; look at it with: gtkwave " << view << '\n';
}

ordered_json divergence_json(const Session& session, const Divergence& d,
                             const std::string& replay) {
  ordered_json json;
  json["backend"] = d.backend;
  json["step"] = d.step > 0 ? ordered_json(d.step) : ordered_json();
  for (const char* key : {"population", "index", "number"}) json[key] = nullptr;
  if (d.number) {
    const Population& p = session.network().population_of(*d.number);
    json["population"] = p.name;
    json["index"] = *d.number - p.first;
    json["number"] = *d.number;
  }
  json["field"] = d.field;
  json["expected"] = d.expected;
  json["got"] = d.got;
  json["core"] = d.core ? ordered_json(*d.core) : ordered_json();
  json["slot"] = d.slot ? ordered_json(*d.slot) : ordered_json();
  json["synapse"] = nullptr;
  if (d.synapse) {
    const auto [projection, synapse] = session.network().synapse_at(*d.synapse);
    json["synapse"] = {{"projection", projection},
                       {"from", session.network().name_of(synapse->source)},
                       {"to", session.network().name_of(synapse->target)},
                       {"delay", synapse->delay}};
  }
  json["message"] = d.message;
  json["replay"] = replay;
  return json;
}

// What golden was told, and by whom.
ordered_json lateness_json(const Session& session) {
  const Lateness& lateness = *session.lateness();
  return {{"from", lateness.path.empty() ? lateness.machine : lateness.path},
          {"late", lateness.packets.size() - dropped_in(lateness)},
          {"dropped", dropped_in(lateness)}};
}

ordered_json result_json(const Session& session, const LockstepResult& result,
                         const std::string& replay) {
  ordered_json json;
  json["agree"] = !result.divergence;
  json["steps"] = result.steps;
  json["seed"] = session.network().seed;
  json["spec_hash"] = hex64(spec::kHash);
  json["compared"] = {
      {"updates", result.updates}, {"spikes", result.spikes}, {"weights", result.weights}};
  for (const MachineResult& machine : result.machines) {
    json["backends"][machine.name] = machine_json(machine, session.prices());
  }
  if (session.lateness()) json["lateness"] = lateness_json(session);
  json["divergence"] =
      result.divergence ? divergence_json(session, *result.divergence, replay) : ordered_json();
  return json;
}

void print_machines(const LockstepResult& result) {
  std::vector<std::vector<std::string>> rows{
      {"machine", "digest", "synaptic ops", "cycles", "cycles/step", "line bytes", "seconds"}};
  for (const MachineResult& m : result.machines) {
    const bool clocked = m.has_machine_events && result.steps > 0;
    const std::uint64_t line =
        m.ledger[spec::Event::kLinkBytesIn] + m.ledger[spec::Event::kLinkBytesOut];
    const std::uint64_t ops = m.ledger[spec::Event::kSynapticOps];
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.2f", m.seconds);
    rows.push_back({m.name, m.digest, m.counts_events ? grouped(ops) : "-",
                    clocked ? grouped(m.cycles) : "-",
                    clocked ? grouped(m.cycles / result.steps) : "-",
                    line > 0 ? grouped(line) : "-", seconds});
  }
  print_table(std::cout, rows);
}

std::string all_names(const LockstepResult& result) {
  std::string names;
  for (const MachineResult& m : result.machines) names += (names.empty() ? "" : " = ") + m.name;
  return names;
}

// What the machines' cycles were held to.
std::string held_to(Session& session, const CheckFlags& flags) {
  if (flags.no_machine_events) return "cycles and machine events not compared";
  const bool mesh = session.chip() != nullptr && session.image().mesh.cores() > 1;
  if (mesh) return "every cycle and machine event alike";
  const bool counted = session.chip() == nullptr || session.chip()->core.counters;
  return std::string("every cycle count as the formula says") +
         (counted ? "" : "; events not counted");
}

}  // namespace

Exit check(const CheckFlags& given) {
  CheckFlags flags = given;
  if (flags.backends.empty()) {
    flags.backends = flags.device.empty() ? "golden,tlm,rtl" : "golden,tlm,device";
  }
  const std::vector<std::string> names = parse_backends("--backends", flags.backends, flags.device);
  if (names.size() < 2) {
    throw Error(
        "--backends: a check compares at least two backends; allowed: golden,tlm,rtl "
        "(use 'spikelock run' for one)");
  }
  if (!flags.wave.empty() && std::find(names.begin(), names.end(), "rtl") == names.end()) {
    throw Error("--wave: none of " + flags.backends + " has signals; add rtl to --backends");
  }
  if (!flags.wave_steps.empty()) {
    parse_wave_steps(flags.wave_steps);
    if (flags.wave.empty()) throw Error("--wave-steps: there is no waveform; add --wave FILE.fst");
  }
  Session session(flags);
  if (session.network().neuron_count() == 0) {
    throw Error(flags.network +
                ": no neuron to compare; allowed one or more populations of kind lif");
  }
  for (const std::string& note : session.notes()) std::cerr << "note: " << note << '\n';
  close_loop(session, flags.lateness, names);
  const LockstepResult result = run_to_verdict(session, flags);

  std::string replay;
  std::cout << session.network().name << ": " << counted(session.network().neuron_count(), "neuron")
            << ", " << counted(session.network().input_count(), "input line") << ", "
            << counted(session.network().synapse_count(), "synapse") << " on "
            << (session.chip() ? session.chip()->name : "no chip") << '\n';
  print_machines(result);
  if (session.lateness()) std::cout << "real time: " << lateness_sentence(session) << '\n';
  if (result.divergence) {
    const std::uint32_t last = result.divergence->step > 0 ? result.divergence->step : result.steps;
    replay = session.replay("check", last) +
             (flags.lateness.empty() ? "" : " --lateness " + flags.lateness) +
             (flags.no_machine_events ? " --no-machine-events" : "") +
             (flags.device.empty() ? " --wave divergence.fst" : "");
    std::cout << (result.divergence->field == "fault" ? "FAILED at " : "DIVERGED at ")
              << result.divergence->message << "; replay: " << replay << '\n';
    const std::string why = explain_divergence(session, *result.divergence);
    if (!why.empty()) std::cout << why << '\n';
  } else {
    print_energy(result, session.prices());
    std::cout << "agree: " << all_names(result) << ": " << counted(result.steps, "step") << ", "
              << counted(result.updates, "update") << ", " << counted(result.spikes, "spike")
              << ", " << counted(result.weights, "weight") << ", " << held_to(session, flags)
              << '\n';
  }
  write_json(flags.json, result_json(session, result, replay));
  if (!flags.wave.empty()) dump_wave(session, flags, result);
  if (!result.divergence) return Exit::kAgree;
  return result.divergence->field == "fault" ? Exit::kMachine : Exit::kDivergence;
}

}  // namespace slk
