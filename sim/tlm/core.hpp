// SPDX-License-Identifier: Apache-2.0
// One core as a SystemC TLM-2.0 model, loosely timed: it runs an image, phase by phase, each as
// long as the cycle formula says. Registers, memories and faults are those of docs/datasheet.md.
// The update phase of a core in a mesh ends when the mesh has taken its packets: whoever runs the
// mesh (sim/tlm/chip_top.hpp) is told what they are, and tells when that is.
#pragma once

#include <tlm_utils/multi_passthrough_target_socket.h>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/chip.hpp"
#include "models/core_cycles.hpp"
#include "models/neuron.hpp"
#include "models/random.hpp"
#include "sim/tlm/address.hpp"
#include "sim/tlm/memory.hpp"
#include "sim/tlm/packet_port.hpp"
#include "sim/tlm/row_updates.hpp"
#include "sim/tlm/rules.hpp"

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

  // Deliveries: a write of 4 bytes, a packed spec::Packet, at address 0; the delay is annotated up
  // to the cycle in which the bit is in the ring. An axon that does not exist is answered with
  // TLM_ADDRESS_ERROR_RESPONSE. One core has its own deliveries arrive at itself; the packets of a
  // core in a mesh go by its PacketPort, and its deliveries are not bound.
  tlm_utils::simple_initiator_socket_optional<Core> deliveries;
  tlm_utils::simple_target_socket<Core> arrivals;

  // One beat a neuron update, in slot order.
  tlm::tlm_analysis_port<spec::Trace> trace;

  explicit Core(const sc_core::sc_module_name& name);

  // Makes it a core of this size and clock that was just switched on: registers zero, memories
  // unknown; alone, or in this mesh. Only between commands.
  void power_up(const CoreSize& size, const sc_core::sc_time& clock, const Mesh& mesh = {});

  // Pins: busy_o (in a mesh also while the chip is), done_o (when the core is idle again) and
  // fault_o.
  bool busy() const { return phase_ != Phase::kIdle || chip_busy_; }
  const sc_core::sc_event& done() const { return done_; }
  bool fault() const { return pack(faults_)[0] != 0; }

  // In a mesh. Pins mode_i and chip_busy_i.
  void set_mode(const spec::ModeRegister& mode) { mode_ = mode; }
  void set_chip_busy(bool busy) { chip_busy_ = busy; }
  // It has begun its last phase or ended it: the PacketPort says all of its command.
  bool settled() const { return phase_ == Phase::kIdle || waits(); }
  const sc_core::sc_event& has_settled() const { return settled_; }
  PacketPort& packet_port() { return port_; }
  std::uint32_t step() const { return step_; }
  // The mesh has taken all its packets: the update phase ends, if there is one.
  void end_update();

  // Clock cycles of the last command, while idle.
  std::uint32_t command_cycles() const {
    return std::accumulate(cycles_.begin(), cycles_.end(), std::uint32_t{0});
  }

  // Pins of events that happen outside: `times` pulses.
  void count(spec::Event event, std::uint64_t times) { count(event) += times; }

  const sc_core::sc_time& clock() const { return clock_; }
  sc_core::sc_time cycles(std::uint64_t n) const {
    return sc_core::sc_time::from_value(clock_.value() * n);
  }

 private:
  enum class Phase { kFlush, kReset, kRescale, kSynapse, kUpdate, kIdle };

  // A pass over a row: what it is counted as, the updates of a plastic row, and what is made of its
  // weights.
  enum class Use { kNothing, kDeliver, kTeach };
  struct Pass {
    spec::Event kind = spec::Event::kRowPasses;
    const RowUpdates* updates = nullptr;
    Use use = Use::kNothing;
  };

  // host port (core_host.cpp)
  void access(int initiator, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  tlm::tlm_response_status access_register(const HostAddress& at, bool write, std::uint32_t& data);
  tlm::tlm_response_status access_memory(const HostAddress& at, bool write, std::uint32_t& data);
  bool has_register(std::uint32_t address) const;
  std::uint32_t read_register(spec::Register r) const;
  void write_register(spec::Register r, std::uint32_t data);
  void write_learning(spec::Register r, std::uint32_t data);
  void begin(const spec::CommandRegister& command);
  void queue_input(std::uint32_t line);
  std::uint32_t phase_cycles(Phase phase) const;

  // phases (core.cpp)
  void work();
  bool needs(Phase phase) const;
  Phase next_needed(Phase phase) const;
  bool waits() const { return phase_ == Phase::kUpdate && phase_length_ == 0; }  // for the mesh
  std::uint64_t begin_phase();
  std::uint64_t reset_phase();
  void reset_learning();
  std::uint64_t rescale_phase();
  std::uint64_t update_phase();
  void end_phase();
  const spec::Profile& profile_of(std::uint32_t slot);
  Update update_slot(std::uint32_t slot, RandomKey key, bool adapt_now);
  void remember(std::uint32_t slot, bool spike);
  std::uint64_t& count(spec::Event event) { return counters_.ledger()[event]; }
  // Cycles since the command began.
  std::uint64_t cycle() const {
    return (sc_core::sc_time_stamp() - began_).value() / clock_.value();
  }

  // packets (core_emission.cpp)
  bool in_mesh() const { return mesh_.cores() > 1; }
  std::uint64_t emit();
  void queue(const spec::RouteIndex& routes, std::uint64_t ready);
  void deliver(const spec::RouteIndex& routes, std::uint64_t last_cycle);
  std::optional<spec::Packet> packet(std::uint32_t route);
  void arrive(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  void write_ring(const spec::Packet& packet);

  // rows (core_rows.cpp)
  std::uint64_t flush_phase();
  std::uint64_t synapse_phase();
  std::uint64_t hear(std::uint32_t a);
  std::uint64_t close_window(std::uint32_t a);
  RowUpdates window_updates(std::uint32_t a, std::uint32_t step) const;
  std::uint64_t pass(const spec::Axon& row, const Pass& pass);
  void pass_synapse(const spec::Axon& row, const Pass& pass, std::uint32_t slot,
                    std::int8_t& weight);

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
  Table<spec::PlasticAxon> plastic_;
  Table<spec::AxonWindow> windows_;
  Table<spec::History> histories_;
  Rules rules_;
  // By window; null for the registers.
  const std::array<Memory*, spec::kWindows.size()> memories_;

  // No window: sums of the receptors and whether a synapse was added, and the queue of inputs.
  std::array<std::vector<std::int32_t>, 2> sums_;
  std::vector<std::uint8_t> touched_;
  // With learning: windows that were opened in a step, by the step modulo 32 and the axon; slots
  // with an instructive spike in this step; of each rule the last step whose updates are made.
  RingMemory close_plane_;
  std::vector<std::uint8_t> taught_;
  std::array<std::uint32_t, spec::kRulesMax> flushed_{};
  std::vector<std::uint32_t> inputs_;
  std::vector<std::uint32_t> fired_;
  spec::Profile lean_profile_;

  std::uint32_t occupied_neurons_ = 0;
  std::uint32_t occupied_axons_ = 0;
  std::uint32_t adapt_every_ = 0;
  RandomKey noise_key_;
  std::uint32_t plastic_axons_ = 0;
  RandomKey window_key_;
  RandomKey event_key_;
  std::uint32_t step_ = 0;
  spec::FaultsRegister faults_;
  spec::CommandRegister command_;
  std::array<std::uint32_t, 5> cycles_{};  // of the last command's phases
  Mesh mesh_;
  spec::ModeRegister mode_;
  bool chip_busy_ = false;
  PacketPort port_;

  Phase phase_ = Phase::kIdle;
  sc_core::sc_time began_;  // the command
  sc_core::sc_time phase_began_;
  std::uint64_t phase_length_ = 0;   // cycles of the phase that was entered
  sc_core::sc_time counters_ready_;  // when the totals are complete
  sc_core::sc_event command_given_;
  sc_core::sc_event done_;
  sc_core::sc_event settled_;
  tlm::tlm_generic_payload delivery_;
};

}  // namespace slk
