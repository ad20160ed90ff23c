// SPDX-License-Identifier: Apache-2.0
// One core as a SystemC TLM-2.0 model, loosely timed: it runs an image, phase by phase, each as
// long as the cycle formula says. Registers, memories and faults are those of docs/datasheet.md.
#pragma once

#include <tlm_utils/multi_passthrough_target_socket.h>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <cstdint>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/chip.hpp"
#include "models/core_cycles.hpp"
#include "models/neuron.hpp"
#include "models/random.hpp"
#include "sim/tlm/address.hpp"
#include "sim/tlm/memory.hpp"

namespace slk {

class Core : public sc_core::sc_module {
 public:
  // Host access, at the addresses of HostAddress: one aligned 32-bit word a transaction, one clock
  // of annotated delay; a counter's waits until the totals are complete. The core looks at its
  // state at sc_time_stamp(). Responses:
  //   TLM_ADDRESS_ERROR_RESPONSE      no such window, row or chunk; fault host_address
  //   TLM_COMMAND_ERROR_RESPONSE      write to a read-only register, fault host_address; or neither
  //                                   a read nor a write
  //   TLM_GENERIC_ERROR_RESPONSE      not while busy; fault host_busy
  //   TLM_BURST_ERROR_RESPONSE        not one aligned word
  //   TLM_BYTE_ENABLE_ERROR_RESPONSE  byte enables
  // The link and a backdoor are both bound to it; who asks makes no difference.
  tlm_utils::multi_passthrough_target_socket<Core> host;

  // Deliveries: a write of 2 bytes, a packed spec::Route, at address 0; the delay is annotated up
  // to the cycle in which the bit is in the ring. An axon that does not exist is answered with
  // TLM_ADDRESS_ERROR_RESPONSE. One core has its own deliveries arrive at itself.
  tlm_utils::simple_initiator_socket<Core> deliveries;
  tlm_utils::simple_target_socket<Core> arrivals;

  // One beat a neuron update, in slot order.
  tlm::tlm_analysis_port<spec::Trace> trace;

  explicit Core(const sc_core::sc_module_name& name);

  // Makes it a core of this size and clock that was just switched on: registers zero, memories
  // unknown. Only between commands.
  void power_up(const CoreSize& size, const sc_core::sc_time& clock);

  // Pins: busy_o, done_o (when the core is idle again) and fault_o.
  bool busy() const { return phase_ != Phase::kIdle; }
  const sc_core::sc_event& done() const { return done_; }
  bool fault() const { return pack(faults_)[0] != 0; }

  // Pins of events that happen outside: `times` pulses.
  void count(spec::Event event, std::uint64_t times) { count(event) += times; }

  const sc_core::sc_time& clock() const { return clock_; }
  sc_core::sc_time cycles(std::uint64_t n) const {
    return sc_core::sc_time::from_value(clock_.value() * n);
  }

 private:
  enum class Phase { kReset, kSynapse, kUpdate, kIdle };

  // host port (core_host.cpp)
  void access(int initiator, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  tlm::tlm_response_status access_register(const HostAddress& at, bool write, std::uint32_t& data);
  tlm::tlm_response_status access_memory(const HostAddress& at, bool write, std::uint32_t& data);
  std::uint32_t read_register(spec::Register r) const;
  void write_register(spec::Register r, std::uint32_t data);
  void begin(const spec::CommandRegister& command);
  void queue_input(std::uint32_t line);
  std::uint32_t phase_cycles(Phase phase) const;

  // phases (core.cpp)
  void work();
  std::uint64_t reset_phase();
  std::uint64_t synapse_phase();
  std::uint64_t update_phase();
  void add_row(const spec::Axon& row);
  const spec::Profile& profile_of(std::uint32_t slot);
  Update update_slot(std::uint32_t slot, RandomKey key, bool adapt_now);
  void emit(const spec::RouteIndex& routes, std::uint64_t last_cycle);
  void deliver(const spec::Route& route, std::uint64_t cycle);
  void arrive(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  std::uint64_t& count(spec::Event event) { return counters_.ledger()[event]; }

  CoreSize size_;
  sc_core::sc_time clock_;

  Table<spec::Axon> axons_;
  SynapseMemory synapses_;
  Table<spec::RouteIndex> route_index_;
  Table<spec::Route> routes_;
  Table<spec::Neuron> neurons_;
  Table<spec::Profile> profiles_;
  Table<spec::Number> numbers_;
  Table<spec::State> states_;
  RingMemory ring_;
  CounterMemory counters_;
  // By window; null for the registers.
  const std::array<Memory*, spec::kWindows.size()> memories_;

  // No window: sums of the receptors and whether a synapse was added, and the queue of inputs.
  std::array<std::vector<std::int32_t>, 2> sums_;
  std::vector<std::uint8_t> touched_;
  std::vector<std::uint32_t> inputs_;
  std::vector<std::uint32_t> fired_;
  spec::Profile lean_profile_;

  std::uint32_t occupied_neurons_ = 0;
  std::uint32_t occupied_axons_ = 0;
  std::uint32_t adapt_every_ = 0;
  RandomKey noise_key_;
  std::uint32_t step_ = 0;
  spec::FaultsRegister faults_;
  spec::CommandRegister command_;
  std::array<std::uint32_t, 3> cycles_{};  // of the last command's phases

  Phase phase_ = Phase::kIdle;
  sc_core::sc_time phase_began_;
  std::uint64_t phase_length_ = 0;   // cycles of the phase that was entered
  sc_core::sc_time counters_ready_;  // when the totals are complete
  sc_core::sc_event command_given_;
  sc_core::sc_event done_;
  tlm::tlm_generic_payload delivery_;
};

}  // namespace slk
