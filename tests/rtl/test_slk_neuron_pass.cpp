// SPDX-License-Identifier: Apache-2.0
// The two neuron passes, pipelined and serial, over random neurons: every beat, event and state is
// that of update_neuron(), at the cycle that the formula says.
#include <algorithm>
#include <deque>

#include "Vslk_neuron_pass.h"
#include "Vslk_neuron_pass_lean.h"
#include "Vslk_neuron_serial.h"
#include "Vslk_neuron_serial_lean.h"
#include "models/core_cycles.hpp"
#include "models/neuron.hpp"
#include "models/random.hpp"
#include "tests/rtl/bench.hpp"
#include "tests/rtl/random_neuron.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kNeurons = 16, kProfiles = 8;
constexpr std::size_t kMixCycles = 5;
constexpr RandomKey kKey{0x12345678, 0x9abcdef0};

struct Slot {
  NeuronState state;
  std::uint32_t profile = 0, number = 0;
  std::int32_t i0 = 0, i1 = 0;
  bool touched = false;
};

// How often something happened in a pass.
struct Events {
  int reads = 0, writes = 0, driven = 0, idle = 0, refractory = 0, decays = 0, u = 0, v = 0, a = 0,
      noise = 0;
  bool fault = false;
  bool operator==(const Events& x) const {
    return reads == x.reads && writes == x.writes && driven == x.driven && idle == x.idle &&
           refractory == x.refractory && decays == x.decays && u == x.u && v == x.v && a == x.a &&
           noise == x.noise && fault == x.fault;
  }
};

struct Mode {
  bool reset = false, keep_adaptation = false, adapt_now = false;
};

// A pass, with the lanes and the mixer of a core around it.
template <class Model>
class Pass : public Module<Model> {
 public:
  explicit Pass(const CoreSize& core) : core_(core) {
    Model& pins = *this->operator->();
    pins.start_i = pins.host_access_i = pins.host_select_neuron_i = pins.host_select_profile_i = 0;
    pins.host_select_number_i = pins.host_select_state_i = 0;
    pins.host_i = 0;
    pins.sum0_i = pins.sum1_i = 0;
    pins.touched_i = 0;
    pins.draw_i = 0;
    this->reset();
  }

  void load(const std::vector<spec::Profile>& profiles, const std::vector<Slot>& slots) {
    Model& pins = *this->operator->();
    for (std::uint32_t p = 0; p < profiles.size(); ++p) {
      write(pins.host_select_profile_i, p, pack(profiles[p]));
    }
    for (std::uint32_t s = 0; s < slots.size(); ++s) {
      write(pins.host_select_neuron_i, s, pack(spec::Neuron{slots[s].profile}));
      write(pins.host_select_number_i, s, pack(spec::Number{slots[s].number}));
      write(pins.host_select_state_i, s, pack(slots[s].state));
    }
  }

  // Runs it; `cycles` are those from start_i to the last beat.
  Events run(const std::vector<Slot>& slots, const Mode& mode, std::vector<spec::Trace>& beats,
             std::uint64_t& cycles) {
    Model& pins = *this->operator->();
    pins.neurons_i = static_cast<CData>(slots.size());
    pins.reset_mode_i = mode.reset;
    pins.keep_adaptation_i = mode.keep_adaptation;
    pins.adapt_now_i = mode.adapt_now;
    pins.start_i = 1;
    Events events;
    std::deque<std::uint32_t> mixer(kMixCycles, 0);
    std::vector<int> takes(slots.size()), clears(slots.size());
    int history = -1;
    this->settle();
    for (std::uint64_t cycle = 0; !pins.idle_o || pins.start_i; ++cycle) {
      REQUIRE(cycle < 10000);
      if (pins.sums_clear_o) ++clears.at(pins.sums_clear_slot_o);
      events.reads += pins.state_read_o;
      events.writes += pins.state_write_o;
      events.driven += pins.driven_o;
      events.idle += pins.idle_update_o;
      events.refractory += pins.refractory_o;
      events.decays += pins.adaptation_decay_o;
      events.u += pins.saturations_u_o;
      events.v += pins.saturations_v_o;
      events.a += pins.saturation_a_o;
      events.noise += pins.noise_draw_o;
      events.fault |= pins.fault_state_o != 0;
      if (pins.state_write_o) {
        const auto beat = spec::unpack<spec::Trace>(pins.trace_o.data());
        REQUIRE(history == static_cast<int>(beat.slot));
        REQUIRE((pins.trace_valid_o != 0) == !mode.reset);
        if (pins.trace_valid_o) beats.push_back(beat);
        cycles = cycle;
      }
      history = pins.history_take_o ? pins.history_take_slot_o : -1;
      const bool take = pins.sums_take_o != 0;
      const std::uint32_t slot = pins.sums_take_slot_o;
      mixer.push_back(mix(pins.number_o, kKey.b, kKey.a));
      this->tick();
      pins.start_i = 0;
      if (take) {
        ++takes.at(slot);
        pins.sum0_i = static_cast<std::uint32_t>(slots[slot].i0);
        pins.sum1_i = static_cast<std::uint32_t>(slots[slot].i1);
        pins.touched_i = slots[slot].touched;
      }
      mixer.pop_front();
      pins.draw_i = mixer.front();
      this->settle();
    }
    REQUIRE(takes == std::vector<int>(slots.size(), 1));
    REQUIRE(clears == std::vector<int>(slots.size(), 1));
    return events;
  }

  NeuronState state(std::uint32_t slot) {
    Model& pins = *this->operator->();
    std::array<std::uint32_t, 4> chunks{};
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
      chunks[c] = read_row(*this, pins.host_select_state_i, pins.host_rdata_state_o, slot, c);
    }
    REQUIRE(chunks == pack(spec::unpack<NeuronState>(chunks.data())));  // nothing beside it
    return spec::unpack<NeuronState>(chunks.data());
  }

  const CoreSize& core() const { return core_; }

 private:
  template <class Pin, class Chunks>
  void write(Pin& select, std::uint32_t row, const Chunks& chunks) {
    for (std::uint32_t c = 0; c < chunks.size(); ++c) write_row(*this, select, row, c, chunks[c]);
  }

  CoreSize core_;
};

// What the pass must do; the slots become what they are after it.
Events expect(std::vector<Slot>& slots, const std::vector<spec::Profile>& profiles,
              const CoreSize& core, const Mode& mode, std::vector<spec::Trace>& beats) {
  Events events;
  for (std::uint32_t s = 0; s < slots.size(); ++s) {
    Slot& slot = slots[s];
    ++events.reads;
    ++events.writes;
    if (mode.reset) {
      slot.state = {0, 0, 0, mode.keep_adaptation ? slot.state.a : 0, 0};
      continue;
    }
    spec::Profile profile = profiles[slot.profile];
    if (!core.random) profile.noise = 0;
    if (core.receptors == 1) profile.du1 = 1u << spec::kDecayShift;
    const std::int32_t illegal = -(1 << (spec::kStateBits - 1));
    events.fault |= slot.state.u0 == illegal || slot.state.v == illegal ||
                    slot.state.a == illegal || (core.receptors == 2 && slot.state.u1 == illegal);
    const Update did = update_neuron(slot.state, profile, slot.i0, slot.i1,
                                     mix(slot.number, kKey.b, kKey.a), mode.adapt_now);
    events.refractory += did.refractory;
    events.driven += !did.refractory && slot.touched;
    events.idle += !did.refractory && !slot.touched;
    events.decays += did.adaptation_decayed;
    events.u += did.saturations_u;
    events.v += did.saturations_v;
    events.a += did.saturations_a;
    events.noise += did.noise_drawn;
    const NeuronState& n = slot.state;
    beats.push_back({n.u0, n.u1, n.v, n.a, n.r, s, did.spike});
  }
  return events;
}

template <class Model>
void compare(const CoreSize& core, const std::string& what) {
  Pass<Model> rtl(core);
  Random random;
  std::uint64_t updates = 0, spikes = 0, saturations = 0, decays = 0, faults = 0, resets = 0;
  while (updates < cases() / 20) {
    std::vector<spec::Profile> profiles(kProfiles);
    std::vector<Slot> slots(1 + random.below(kNeurons));
    for (spec::Profile& profile : profiles) profile = random_profile(random);
    for (Slot& slot : slots) {
      slot.profile = random.below(kProfiles);
      slot.number = random.below(1u << spec::kNumberBits);
      spec::Profile& profile = profiles[slot.profile];
      slot.state = random_state(random, profile);
      if (random.below(1000) == 0) slot.state.u0 = -(1 << (spec::kStateBits - 1));
      slot.i0 = input_sum(random);
      slot.i1 = core.receptors == 2 ? input_sum(random) : 0;
      slot.touched = random.chance(50);
    }
    rtl.load(profiles, slots);
    // Twice: what the first pass leaves, the second finds.
    for (int pass = 0; pass < 2; ++pass) {
      Mode mode;
      mode.reset = random.chance(10);
      mode.keep_adaptation = random.chance(50);
      mode.adapt_now = !mode.reset && random.chance(50);
      std::vector<spec::Trace> want, got;
      std::uint64_t cycles = 0;
      const Events expected = expect(slots, profiles, core, mode, want);
      const Events events = rtl.run(slots, mode, got, cycles);
      REQUIRE(got.size() == want.size());
      for (std::size_t b = 0; b < want.size(); ++b) {
        const spec::Trace &x = want[b], &y = got[b];
        CAPTURE(b, x.u0, y.u0, x.u1, y.u1, x.v, y.v, x.a, y.a, x.r, y.r, x.slot, y.slot, x.spike,
                y.spike);
        REQUIRE(x == y);
        spikes += x.spike;
      }
      for (std::uint32_t s = 0; s < slots.size(); ++s) REQUIRE(rtl.state(s) == slots[s].state);
      CAPTURE(expected.decays, events.decays, expected.u, events.u, expected.v, events.v,
              expected.a, events.a, expected.noise, events.noise, expected.fault, events.fault);
      REQUIRE((events == expected));
      REQUIRE(cycles == pass_cycles(static_cast<std::uint32_t>(slots.size()), core));
      updates += slots.size();
      saturations += static_cast<std::uint64_t>(events.u + events.v + events.a);
      decays += static_cast<std::uint64_t>(events.decays);
      faults += events.fault;
      resets += mode.reset;
    }
  }
  compared("updates by the " + what, updates);
  compared("of them fired", spikes);
  compared("saturations", saturations);
  compared("decays of an adaptation", decays);
  compared("passes with a state that is none", faults);
  compared("resets", resets);
}

CoreSize core_of(bool serial, bool lean) {
  CoreSize core;
  core.serial_neurons = serial;
  core.random = !lean;
  core.receptors = lean ? 1 : 2;
  return core;
}

}  // namespace

TEST_CASE(
    "the pipelined neuron pass does what update_neuron() does, in the cycles of the formula") {
  compare<Vslk_neuron_pass>(core_of(false, false), "pipelined pass");
}

TEST_CASE("the pipelined pass with one receptor and no noise does what update_neuron() does") {
  compare<Vslk_neuron_pass_lean>(core_of(false, true), "lean pipelined pass");
}

TEST_CASE("the serial neuron pass does what update_neuron() does, in the cycles of the formula") {
  compare<Vslk_neuron_serial>(core_of(true, false), "serial pass");
}

TEST_CASE("the serial pass with one receptor and no noise does what update_neuron() does") {
  compare<Vslk_neuron_serial_lean>(core_of(true, true), "lean serial pass");
}
