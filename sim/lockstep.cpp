// SPDX-License-Identifier: Apache-2.0
#include "sim/lockstep.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <sstream>

#include "models/digest.hpp"
#include "sim/machine_judge.hpp"

namespace slk {
namespace {

using spec::Event;

// One field of a neuron state, by its name in files and sentences.
struct Field {
  const char* name;
  std::int64_t (*get)(const NeuronState&);
};
constexpr Field kFields[] = {
    {"u0", [](const NeuronState& s) { return std::int64_t{s.u0}; }},
    {"u1", [](const NeuronState& s) { return std::int64_t{s.u1}; }},
    {"v", [](const NeuronState& s) { return std::int64_t{s.v}; }},
    {"a", [](const NeuronState& s) { return std::int64_t{s.a}; }},
    {"r", [](const NeuronState& s) { return std::int64_t{s.r}; }},
};

bool fired(const StepRecord& record, std::uint32_t number) {
  return std::binary_search(record.spikes.begin(), record.spikes.end(), number);
}

class Lockstep {
 public:
  Lockstep(const Network& network, const ChipImage* image, const std::vector<Backend*>& machines,
           const LockstepOptions& options)
      : network_(network),
        image_(image),
        machines_(machines),
        options_(options),
        reads_{options.states_every, options.steps},
        player_(network) {
    for (const Population& p : network.populations) {
      for (std::uint32_t i = 0; i < p.params.size(); ++i) numbers_.push_back(p.first + i);
    }
    if (image) {
      judge_.emplace(*image, network.size());
      places_ = slot_places(*image, network.size());
    }
    records_.resize(machines.size());
    digests_.resize(machines.size());
    result_.machines.resize(machines.size());
  }

  LockstepResult run();

 private:
  bool diverged() const { return result_.divergence.has_value(); }
  std::uint32_t next_stop() const;
  void run_chunk(std::uint32_t last);
  void switch_wave();
  void compare_step(std::size_t i);
  void compare_neurons(std::size_t m, const StepRecord& want, const StepRecord& got);
  void compare_cycles(std::size_t i);
  void compare_phases();
  void compare_weights();
  void compare_events(std::uint32_t step);
  void compare_network_events(std::size_t m, std::uint32_t step);
  bool is_held(std::size_t m) const {
    return options_.machine_events && machines_[m]->has_machine_events();
  }
  void diverge_neuron(std::size_t m, const StepRecord& want, const StepRecord& got, std::size_t n);
  void diverge(std::size_t m, std::uint32_t step, const MachineJudge::Fault& fault);
  void diverge(std::size_t m, std::uint32_t step, const std::string& field, std::int64_t expected,
               std::int64_t got, const std::string& sentence);
  const std::string& reference() const { return result_.machines[0].name; }

  const Network& network_;
  const ChipImage* image_;
  const std::vector<Backend*>& machines_;
  const LockstepOptions& options_;
  const StateReads reads_;
  StimulusPlayer player_;
  std::optional<MachineJudge> judge_;
  std::vector<SlotPlace> places_;  // with an image
  std::vector<std::uint32_t> numbers_;
  std::vector<StepStimulus> stimuli_;
  std::vector<std::vector<StepRecord>> records_;
  std::vector<Digest> digests_;
  bool wave_open_ = false;
  bool ledgers_read_ = false;
  LockstepResult result_;
};

LockstepResult Lockstep::run() {
  for (std::size_t m = 0; m < machines_.size(); ++m)
    result_.machines[m].name = machines_[m]->name();
  while (result_.steps < options_.steps && !diverged()) {
    switch_wave();
    run_chunk(next_stop());
    const std::uint32_t done = result_.steps;
    if (diverged()) break;
    if (options_.events_every_step) compare_events(done);
    const bool last = done == options_.steps;
    if (last || (options_.weights_every > 0 && done % options_.weights_every == 0)) {
      compare_weights();
    }
    if (options_.progress) options_.progress(done);
  }
  if (!diverged()) compare_events(0);
  if (wave_open_) {
    for (Backend* machine : machines_) machine->dump_wave("");
  }
  for (std::size_t m = 0; m < machines_.size(); ++m) {
    MachineResult& r = result_.machines[m];
    r.digest = digests_[m].text();
    r.has_machine_events = machines_[m]->has_machine_events();
    r.counts_events = machines_[m]->counts_events();
    const bool trusted = !diverged() || result_.divergence->field != "fault";
    if (trusted && !ledgers_read_) r.ledger = machines_[m]->ledger();
  }
  return result_;
}

// The last step of the next chunk: machines stop where something is looked at between steps.
std::uint32_t Lockstep::next_stop() const {
  const std::uint32_t done = result_.steps;
  if (options_.events_every_step) return done + 1;
  const auto neurons = static_cast<std::uint32_t>(numbers_.size());
  std::uint32_t stop = reads_.chunk_end(done, neurons);
  if (options_.weights_every > 0) {
    stop = std::min(stop, (done / options_.weights_every + 1) * options_.weights_every);
  }
  if (!options_.wave.empty()) {
    const bool early = done + 1 < options_.wave_first;
    const std::uint32_t edge = early ? options_.wave_first - 1 : options_.wave_last;
    if (done < edge) stop = std::min(stop, edge);
  }
  return stop;
}

void Lockstep::switch_wave() {
  const std::uint32_t next = result_.steps + 1;
  const bool wanted =
      !options_.wave.empty() && next >= options_.wave_first && next <= options_.wave_last;
  if (wanted == wave_open_) return;
  for (std::size_t m = 1; m < machines_.size(); ++m) {
    machines_[m]->dump_wave(wanted ? options_.wave : "");
  }
  wave_open_ = wanted;
}

void Lockstep::run_chunk(std::uint32_t last) {
  stimuli_.resize(last - result_.steps);
  for (StepStimulus& stimulus : stimuli_) player_.next(stimulus);
  for (std::size_t m = 0; m < machines_.size(); ++m) {
    const auto begin = std::chrono::steady_clock::now();
    machines_[m]->run(stimuli_, reads_.after(last), records_[m]);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    result_.machines[m].seconds += took.count();
  }
  for (std::size_t i = 0; i < stimuli_.size() && !diverged(); ++i) compare_step(i);
  compare_phases();
}

void Lockstep::compare_step(std::size_t i) {
  const StepRecord& want = records_[0][i];
  if (judge_) judge_->step(stimuli_[i], want.spikes);
  for (std::size_t m = 0; m < machines_.size(); ++m) {
    // A machine that stopped early has stopped at a fault, and was found out there.
    assert(i < records_[m].size());
    const StepRecord& got = records_[m][i];
    if (options_.observe) options_.observe(m, stimuli_[i], got);
    for (const std::uint32_t number : got.spikes) digests_[m].add_spike(got.step, number);
    digests_[m].add_states(got.step, network_, got.states);
    result_.machines[m].cycles += got.cycles;
    if (!diverged() && m > 0) compare_neurons(m, want, got);
    if (!diverged() && !got.fault.empty()) diverge(m, got.step, "fault", 0, 1, got.fault);
  }
  compare_cycles(i);
  result_.steps = want.step;
  result_.updates += want.states.size();
  result_.spikes += want.spikes.size();
}

void Lockstep::compare_neurons(std::size_t m, const StepRecord& want, const StepRecord& got) {
  if (got.states == want.states && got.spikes == want.spikes) return;
  const bool complete = !want.states.empty() && got.states.size() == want.states.size();
  if (!complete && !got.fault.empty()) return;  // hung half way, perhaps
  assert(got.states.size() == want.states.size());
  for (std::size_t n = 0; n < numbers_.size(); ++n) {
    const bool same_state = want.states.empty() || got.states[n] == want.states[n];
    if (same_state && fired(got, numbers_[n]) == fired(want, numbers_[n])) continue;
    diverge_neuron(m, want, got, n);
    return;
  }
}

// "golden v=-3 quiet, rtl v=0 spike": the first field that differs, and whether each fired.
void Lockstep::diverge_neuron(std::size_t m, const StepRecord& want, const StepRecord& got,
                              std::size_t n) {
  // Where no states were read only the spike differs.
  const NeuronState w = want.states.empty() ? NeuronState() : want.states[n];
  const NeuronState g = want.states.empty() ? NeuronState() : got.states[n];
  const bool want_spike = fired(want, numbers_[n]);
  const bool got_spike = fired(got, numbers_[n]);
  const auto* field = std::find_if(std::begin(kFields), std::end(kFields),
                                   [&](const Field& f) { return f.get(w) != f.get(g); });
  const bool state_differs = field != std::end(kFields);
  std::ostringstream out;
  const auto describe = [&](const std::string& who, const NeuronState& s, bool spike) {
    out << who << ' ';
    if (state_differs) out << field->name << '=' << field->get(s) << ' ';
    out << (spike ? "spike" : "quiet");
  };
  describe(reference(), w, want_spike);
  out << ", ";
  describe(result_.machines[m].name, g, got_spike);

  Divergence d;
  d.number = numbers_[n];
  std::string place = network_.name_of(numbers_[n]);
  if (image_ && machines_[m]->has_machine_events()) {
    const SlotPlace at = places_[numbers_[n]];
    d.core = at.core;
    d.slot = at.slot;
    place += " (" + image_->mesh.name(at.core) + " slot " + std::to_string(at.slot) + ")";
  }
  result_.divergence = d;
  diverge(m, want.step, state_differs ? field->name : "spike",
          state_differs ? field->get(w) : want_spike, state_differs ? field->get(g) : got_spike,
          place + ": " + out.str());
}

// The reference is held to the judge like every other machine.
void Lockstep::compare_cycles(std::size_t i) {
  for (std::size_t m = 0; m < machines_.size() && !diverged(); ++m) {
    if (!is_held(m)) continue;
    const StepRecord& got = records_[m][i];
    if (const auto fault = judge_->cycles(result_.machines[m].name, got.cycles)) {
      diverge(m, got.step, *fault);
    }
  }
}

// Of machines that show the cores of a mesh, in the last step.
void Lockstep::compare_phases() {
  for (std::size_t m = 0; m < machines_.size() && !diverged(); ++m) {
    MeshWatch* watch = machines_[m]->mesh_watch();
    if (!watch || !is_held(m)) continue;
    if (const auto fault = judge_->phases(result_.machines[m].name, watch->phases())) {
      diverge(m, result_.steps, *fault);
    }
  }
}

void Lockstep::compare_weights() {
  if (judge_) judge_->flush();
  std::vector<std::int8_t> want;
  for (std::size_t m = 0; m < machines_.size(); ++m) {
    const std::vector<std::int8_t> got = machines_[m]->weights();
    if (m == 0) want = got;
    digests_[m].add_weights(result_.steps, network_, got);
    const auto differs = std::mismatch(want.begin(), want.end(), got.begin()).first;
    if (differs == want.end() || diverged()) continue;
    const auto at = static_cast<std::size_t>(differs - want.begin());
    const auto [projection, synapse] = network_.synapse_at(at);
    std::ostringstream out;
    out << "synapse " << network_.name_of(synapse->source) << " -> "
        << network_.name_of(synapse->target) << " (projection " << projection << ", delay "
        << int{synapse->delay} << "): " << reference() << " weight=" << int{want[at]} << ", "
        << result_.machines[m].name << " weight=" << int{got[at]};
    result_.divergence.emplace().synapse = at;
    diverge(m, result_.steps, "weight", want[at], got[at], out.str());
  }
  result_.weights += want.size();
}

// `step` is 0 for the totals of the run.
void Lockstep::compare_events(std::uint32_t step) {
  ledgers_read_ = step == 0;
  if (judge_) judge_->flush();
  for (std::size_t m = 0; m < machines_.size(); ++m) {
    MachineResult& machine = result_.machines[m];
    machine.ledger = machines_[m]->ledger();
    if (!machines_[m]->counts_events()) continue;
    if (!diverged()) compare_network_events(m, step);
    if (diverged() || !is_held(m)) continue;
    const bool with_link = machine.name != options_.device;
    const auto fault = judge_->events(machine.name, machine.ledger, with_link);
    if (fault) diverge(m, step, *fault);
  }
}

void Lockstep::compare_network_events(std::size_t m, std::uint32_t step) {
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    const std::uint64_t want = result_.machines[0].ledger.counts[e];
    const std::uint64_t got = result_.machines[m].ledger.counts[e];
    if (!spec::is_network(static_cast<Event>(e)) || got == want) continue;
    std::ostringstream out;
    out << "spikes and states agree, but " << reference() << " counts " << want << ' '
        << spec::kEventNames[e] << ", " << result_.machines[m].name << ' ' << got;
    diverge(m, step, {spec::kEventNames[e], want, got, out.str()});
    return;
  }
}

void Lockstep::diverge(std::size_t m, std::uint32_t step, const MachineJudge::Fault& fault) {
  diverge(m, step, fault.field, static_cast<std::int64_t>(fault.expected),
          static_cast<std::int64_t>(fault.got), fault.sentence);
}

void Lockstep::diverge(std::size_t m, std::uint32_t step, const std::string& field,
                       std::int64_t expected, std::int64_t got, const std::string& sentence) {
  if (!result_.divergence) result_.divergence.emplace();
  Divergence& d = *result_.divergence;
  d.backend = result_.machines[m].name;
  d.step = step;
  d.field = field;
  d.expected = expected;
  d.got = got;
  d.message = (step > 0 ? "step " + std::to_string(step)
                        : "after " + std::to_string(result_.steps) + " steps");
  d.message += (d.number ? " " : ": ") + sentence;
  if (field == "fault")
    d.message = "step " + std::to_string(step) + ": " + d.backend + ": " + sentence;
}

}  // namespace

LockstepResult run_lockstep(const Network& network, const ChipImage* image,
                            const std::vector<Backend*>& machines, const LockstepOptions& options) {
  return Lockstep(network, image, machines, options).run();
}

}  // namespace slk
