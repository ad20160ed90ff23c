// SPDX-License-Identifier: Apache-2.0
// ChipTop: a mesh of TLM cores, its registers, and one host access for all of it. It is timed
// loosely within a command and exactly at its end: cores run their phases in simulated time until
// all have said what they send and when they can receive; then the packets of the whole command
// move, and the chip is busy until its last cycle is over. Nobody can see the difference: while the
// chip is busy only registers answer.
#pragma once

#include <tlm_utils/multi_passthrough_initiator_socket.h>

#include <array>
#include <cstdint>
#include <memory>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/chip.hpp"
#include "models/mesh_watch.hpp"
#include "sim/tlm/address.hpp"
#include "sim/tlm/core.hpp"
#include "sim/tlm/mesh_clock.hpp"

namespace slk {

class ChipTop : public sc_core::sc_module, public PacketObserver {
 public:
  // To the cores, by their number.
  tlm_utils::multi_passthrough_initiator_socket<ChipTop> host;
  tlm_utils::multi_passthrough_initiator_socket<ChipTop> arrivals;

  // Once a process.
  explicit ChipTop(const sc_core::sc_module_name& name);

  // Makes it a chip that was just switched on. Only while idle.
  void power_up(const Mesh& mesh, const CoreSize& size, const sc_core::sc_time& clock);

  // One host access, a word, to a core or to spec::kCoreAll: a write goes to all cores, and the
  // registers of the mesh answer. Takes no time, but for a reset in real time, before which the
  // mesh drains. Responses are those of Core::host.
  tlm::tlm_response_status access(std::uint32_t core, const HostAddress& at, bool write,
                                  std::uint32_t& data);

  // Lets time pass until the chip is idle.
  void finish();

  Core& core(std::uint32_t c) { return *cores_[c]; }
  bool fault() const;

  // Since they were last cleared: neuron updates of a core; packets that arrived, if they are kept,
  // and those of them that were late, in the order of MeshWatch.
  std::vector<spec::Trace>& beats(std::uint32_t c) { return beats_[c].kept; }
  std::vector<PacketSeen> packets;
  std::vector<LateDelivery> late;
  bool keep_packets = false;

  void injected(std::uint32_t core, const spec::Packet& packet) override;
  void accepted(std::uint32_t core, const Flit& flit, std::uint64_t cycle) override;

 private:
  static constexpr std::size_t kMostCores = spec::kCoreAll;

  // Keeps the beats of a core.
  struct Beats : tlm::tlm_analysis_if<spec::Trace> {
    void write(const spec::Trace& beat) override { kept.push_back(beat); }
    std::vector<spec::Trace> kept;
  };

  tlm::tlm_response_status access_core(std::uint32_t core, const HostAddress& at, bool write,
                                       std::uint32_t& data);
  tlm::tlm_response_status access_mesh(spec::Register r, bool write, std::uint32_t& data);
  std::uint32_t read_register(spec::Register r) const;
  void write_register(spec::Register r, std::uint32_t data);
  tlm::tlm_response_status broadcast(const HostAddress& at, std::uint32_t& data);
  void prepare_command(const spec::CommandRegister& command);
  void begin(const spec::CommandRegister& command);
  void work();
  void end();

  Mesh mesh_;
  std::vector<std::unique_ptr<Core>> cores_;  // as many as the largest mesh has
  std::array<Beats, kMostCores> beats_;
  std::unique_ptr<MeshClock> clock_;
  bool busy_ = false;
  bool moved_ = false;  // all packets of the command that runs
  bool step_ = false;   // it has a step
  sc_core::sc_time began_;
  sc_core::sc_event end_;
  tlm::tlm_generic_payload payload_;
  tlm::tlm_generic_payload delivery_;
};

// The ChipTop of this process, with a mesh just switched on, as claim_top.
struct ChipTopRelease {
  void operator()(ChipTop* top) const;
};
using ChipTopClaim = std::unique_ptr<ChipTop, ChipTopRelease>;
ChipTopClaim claim_chip_top(const Mesh& mesh, const CoreSize& size, std::uint64_t clock_hz);

}  // namespace slk
