// SPDX-License-Identifier: Apache-2.0
// The phases of a command. What a phase does happens at its start; the core is busy, and its
// memories are closed, until the phase's cycles are over.
#include "sim/tlm/core.hpp"

#include <cassert>

#include "models/neuron.hpp"

namespace slk {

using spec::Event;

namespace {

// The totals are complete so many cycles after a command: a round of the counters, and two. One
// core counts no mesh events, which stand last.
constexpr std::uint64_t kDrain = static_cast<std::uint64_t>(Event::kPackets) + 2;
// Those of a link are complete between the bytes of the fastest line.
static_assert(static_cast<int>(Event::kPackets) - static_cast<int>(Event::kCyclesWait) + 4 <
              10 * spec::kClocksPerBitMin);

constexpr std::int32_t kIllegal = -(std::int32_t{1} << (spec::kStateBits - 1));

}  // namespace

Core::Core(const sc_core::sc_module_name& name)
    : sc_module(name),
      host("host"),
      deliveries("deliveries"),
      arrivals("arrivals"),
      trace("trace"),
      clock_(10, sc_core::SC_NS),
      memories_{nullptr,    &axons_,     &synapses_,     &route_index_,    &routes_,   &neurons_,
                &profiles_, &numbers_,   &states_,       &ring_,           &counters_, &plastic_,
                &windows_,  &histories_, &rules_.rows(), &rules_.entries()} {
  SC_HAS_PROCESS(Core);
  SC_METHOD(work);
  sensitive << command_given_;
  dont_initialize();
  host.register_b_transport(this, &Core::access);
  arrivals.register_b_transport(this, &Core::arrive);
  delivery_.set_command(tlm::TLM_WRITE_COMMAND);
  delivery_.set_data_length(sizeof(std::uint32_t));
  delivery_.set_streaming_width(sizeof(std::uint32_t));
}

void Core::power_up(const CoreSize& size, const sc_core::sc_time& clock, const Mesh& mesh) {
  assert(!busy());
  size_ = size;
  mesh_ = mesh;
  mode_ = {};
  port_ = {};
  clock_ = clock;
  axons_.resize(size.axons);
  synapses_.resize(size.synapse_words, size.lanes);
  route_index_.resize(size.neurons + size.inputs);
  routes_.resize(size.routes);
  neurons_.resize(size.neurons);
  profiles_.resize(size.profiles);
  numbers_.resize(size.random ? size.neurons : 0);
  states_.resize(size.neurons);
  ring_.resize(size.axons);
  plastic_.resize(size.learning ? size.axons : 0);
  windows_.resize(size.learning ? size.axons : 0);
  histories_.resize(size.learning ? size.neurons : 0);
  rules_.resize(size);
  counters_.resize(size.counters ? spec::kEventCount : 0);
  close_plane_.resize(size.axons);
  for (Memory* memory : memories_) {
    if (memory) memory->scramble();
  }
  for (auto& sums : sums_) sums.assign(size.neurons, kIllegal);
  touched_.assign(size.neurons, 1);
  if (size.learning) close_plane_.scramble();
  taught_.assign(size.neurons, 1);
  rules_.clear();
  flushed_ = {};
  inputs_.clear();
  occupied_neurons_ = occupied_axons_ = adapt_every_ = step_ = 0;
  plastic_axons_ = 0;
  noise_key_ = window_key_ = event_key_ = {};
  faults_ = {};
  cycles_ = {};
  counters_ready_ = sc_core::sc_time_stamp();
}

// Entered when a command was given, and again at the end of each of its phases. A method and not a
// thread: no stack of its own, which sanitizers take for a fault when something is thrown later.
void Core::work() {
  if (phase_length_ > 0) end_phase();
  phase_began_ = sc_core::sc_time_stamp();
  if (phase_ == Phase::kIdle) {
    port_.ends = cycle();
    counters_ready_ = phase_began_ + cycles(kDrain);
    done_.notify();
    settled_.notify();
    return;
  }
  phase_length_ = begin_phase();
  if (phase_length_ > 0) {
    next_trigger(cycles(phase_length_));
  } else {
    settled_.notify();  // the mesh says how long
  }
}

void Core::end_phase() {
  cycles_[static_cast<std::size_t>(phase_)] = static_cast<std::uint32_t>(phase_length_);
  count(Event::kCyclesStep) += phase_length_;
  phase_length_ = 0;
  phase_ = next_needed(static_cast<Phase>(static_cast<int>(phase_) + 1));
}

void Core::end_update() {
  if (!waits()) return;
  phase_length_ = port_.idle_from() - port_.update_from;
  end_phase();
}

bool Core::needs(Phase phase) const {
  switch (phase) {
    case Phase::kFlush:
      return plastic_axons_ > 0 && (command_.flush || command_.reset || rules_.to_flush().any());
    case Phase::kReset:
      return command_.reset;
    case Phase::kRescale:
      return rules_.to_rescale().any();
    default:
      return command_.step;
  }
}

// The first phase from this one on that the command needs.
Core::Phase Core::next_needed(Phase phase) const {
  while (phase != Phase::kIdle && !needs(phase)) {
    phase = static_cast<Phase>(static_cast<int>(phase) + 1);
  }
  return phase;
}

std::uint64_t Core::begin_phase() {
  switch (phase_) {
    case Phase::kFlush:
      return flush_phase();
    case Phase::kReset:
      return reset_phase();
    case Phase::kRescale:
      return rescale_phase();
    case Phase::kSynapse:
      return synapse_phase();
    default:
      return update_phase();
  }
}

std::uint64_t Core::reset_phase() {
  for (std::uint32_t s = 0; s < occupied_neurons_; ++s) {
    spec::State cleared;
    if (command_.keep_adaptation) cleared.a = states_[s].a;
    states_[s] = cleared;
    for (auto& sums : sums_) sums[s] = 0;
    touched_[s] = 0;
  }
  const std::uint32_t words = ring_words(occupied_axons_);
  for (std::uint32_t slot = 0; slot < spec::kDelaySlots; ++slot) {
    for (std::uint32_t w = 0; w < words; ++w) ring_.word(slot, w) = 0;
  }
  if (size_.learning) reset_learning();
  count(Event::kStateReads) += occupied_neurons_;
  count(Event::kStateWrites) += occupied_neurons_;
  const std::uint64_t length = reset_cycles(pass_cycles(occupied_neurons_, size_), words);
  port_.reset_until = cycle() + length;
  return length;
}

void Core::reset_learning() {
  for (std::uint32_t s = 0; s < occupied_neurons_; ++s) {
    histories_[s] = {};
    taught_[s] = 0;
  }
  for (std::uint32_t a = 0; a < occupied_axons_; ++a) windows_[a] = {};
  for (std::uint32_t slot = 0; slot < spec::kDelaySlots; ++slot) {
    for (std::uint32_t w = 0; w < ring_words(occupied_axons_); ++w) close_plane_.word(slot, w) = 0;
  }
}

// The tables are multiplied by the modulators that hold from now on.
std::uint64_t Core::rescale_phase() {
  const RescaleWork work = rules_.rescale();
  count(Event::kTableRescales) += work.rules;
  return rescale_cycles(work);
}

// Neuron pass and emission.
std::uint64_t Core::update_phase() {
  const bool adapt_now = (step_ & ((1u << adapt_every_) - 1)) == 0;
  const RandomKey key = absorb(absorb(noise_key_, step_), 0);
  fired_.clear();
  for (std::uint32_t s = 0; s < occupied_neurons_; ++s) {
    if (update_slot(s, key, adapt_now).spike) fired_.push_back(s);
  }
  count(Event::kStateReads) += occupied_neurons_;
  count(Event::kStateWrites) += occupied_neurons_;
  count(Event::kSpikes) += fired_.size();
  return emit();
}

// The parameters of a slot, without what was not built in.
const spec::Profile& Core::profile_of(std::uint32_t slot) {
  std::uint32_t row = neurons_[slot].profile;
  if (row >= size_.profiles) row %= size_.profiles;
  if (size_.random && size_.receptors == 2) return profiles_[row];
  lean_profile_ = profiles_[row];
  if (!size_.random) lean_profile_.noise = 0;
  if (size_.receptors == 1) lean_profile_.du1 = 1u << spec::kDecayShift;  // there is no u1
  return lean_profile_;
}

Update Core::update_slot(std::uint32_t slot, RandomKey key, bool adapt_now) {
  spec::State& state = states_[slot];
  if (state.u0 == kIllegal || (size_.receptors == 2 && state.u1 == kIllegal) ||
      state.v == kIllegal || state.a == kIllegal) {
    faults_.illegal_state = 1;
  }
  const spec::Profile& profile = profile_of(slot);
  const std::uint32_t random = profile.noise ? draw(key, numbers_[slot].number) : 0;
  const Update did =
      update_neuron(state, profile, sums_[0][slot], sums_[1][slot], random, adapt_now);
  ++count(did.refractory   ? Event::kUpdatesRefractory
          : touched_[slot] ? Event::kUpdatesDriven
                           : Event::kUpdatesIdle);
  count(Event::kAdaptationDecays) += did.adaptation_decayed;
  count(Event::kNoiseDraws) += did.noise_drawn;
  count(Event::kSaturationsU) += static_cast<unsigned>(did.saturations_u);
  count(Event::kSaturationsV) += static_cast<unsigned>(did.saturations_v);
  count(Event::kSaturationsA) += static_cast<unsigned>(did.saturations_a);
  for (auto& sums : sums_) sums[slot] = 0;
  touched_[slot] = 0;
  if (size_.learning) remember(slot, did.spike);
  trace.write({state.u0, state.u1, state.v, state.a, state.r, slot, did.spike});
  return did;
}

void Core::remember(std::uint32_t slot, bool spike) {
  spec::History& history = histories_[slot];
  history.own = push(history.own, spike);
  history.teacher = size_.teaching ? push(history.teacher, taught_[slot] != 0) : 0;
  taught_[slot] = 0;
}

}  // namespace slk
