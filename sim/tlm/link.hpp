// SPDX-License-Identifier: Apache-2.0
// The link as a SystemC TLM-2.0 model, loosely timed: what stands between the serial line and the
// host port of a core (docs/link.md). It executes commands, reads records, runs steps and keeps
// their output.
//
// What a reply says is what the RTL says, and so are the counts of all events. Exact in time: the
// cycles of a step and of what lies between two steps of a run (models/core_cycles.hpp,
// models/wait_cycles.hpp), and the bits of each byte on the line. Approximate, by some cycles a
// command: the line has no phase; a command is executed when its closing flag has come and the
// reply before it has left, in the time of its accesses to the core; its reply follows without a
// gap, and shows registers that change during a run, and faults, as they are when it begins.
// Whether the store has room for a frame is asked at its end. After a record fault, records that
// were sent behind it may be taken apart otherwise than by the RTL, until the streams are cleared.
//
// Bytes are not made of bits here: there are no framing and parity errors and no breaks, and bytes
// sent in another setting than the chip's are lost without a trace. Nor are there pins: flow
// control can be set, and does nothing.
#pragma once

#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/commands.hpp"
#include "models/frame.hpp"
#include "sim/tlm/core.hpp"
#include "sim/tlm/output_store.hpp"
#include "sim/tlm/record_stream.hpp"
#include "sim/tlm/wire.hpp"

namespace slk {

// Capacities: bytes of waiting frames, bytes of records, entries of output.
struct StoreSizes {
  std::uint32_t receive = 4096;
  std::uint32_t records = 4096;
  std::uint32_t output = 1024;
};

class ChipLink : public sc_core::sc_module, public tlm::tlm_analysis_if<spec::Trace> {
 public:
  // To the core's host socket: one word a transaction.
  tlm_utils::simple_initiator_socket<ChipLink> host;

  // The core's pins beside its sockets are read and pulsed through `core`.
  ChipLink(const sc_core::sc_module_name& name, Core& core);

  // Makes it a link that was just switched on, behind a core that was, too.
  void power_up(const StoreSizes& size, std::uint32_t clocks_per_bit);
  // From now on nothing happens any more, and a step that was begun is the last one.
  void power_down();

  // The line. What the host sends, in its setting, is queued behind what it sent before.
  void receive(Bytes bytes, const LineSetting& setting);
  Wire& replies() { return replies_; }
  const LineSetting& line() const { return setting_; }  // in force
  // Counts what has come by now and looks at it. Happens by itself whenever a frame ends.
  void hear();

  // A beat of the core's trace.
  void write(const spec::Trace& beat) override;

 private:
  using Status = int;                    // spec::kStatusOk ...
  using Answer = std::optional<Status>;  // nothing: the command waits

  // the line, and one command at a time (link.cpp)
  void take(const Wire::Piece& piece);
  void end_silence(const sc_core::sc_time& until);
  void end_trial(const sc_core::sc_time& until);
  void change_line();
  void store(const Bytes& frame);
  void serve();
  Answer answer(const DecodedCommand& decoded, Reply& reply);
  void send(Reply& reply);
  bool fault() const;

  // commands (link_commands.cpp)
  Answer execute(const HelloCommand& command, Reply& reply);
  Answer execute(const ReadCommand& command, Reply& reply);
  Answer execute(const WriteCommand& command, Reply& reply);
  Answer execute(const RecordsCommand& command, Reply& reply);
  Answer execute(const RunToCommand& command, Reply& reply);
  Answer execute(const OutputCommand& command, Reply& reply);
  void count_sent(const Reply& reply);
  bool output_is_there(const OutputCommand& command);
  bool stalled();

  // windows and registers (link_access.cpp)
  enum class Gate { kOpen, kWait, kBusy };
  Gate gate(const HostAddress& at, bool write);
  bool access(const HostAddress& at, bool write, std::uint32_t& data);
  std::uint32_t read_register(spec::Register r) const;
  bool write_register(spec::Register r, std::uint32_t data);
  bool access_core(const HostAddress& at, bool write, std::uint32_t& data, sc_core::sc_time& delay);
  std::uint32_t read_core(spec::Register r);
  void write_core(spec::Register r, std::uint32_t data);
  std::uint32_t step() { return read_core(spec::Register::kStep); }

  // runs (link_run.cpp)
  enum class Run { kIdle, kReading, kStep };
  void run();
  void read_records();
  void begin_step();
  void end_step();
  bool under_way() { return step() < run_target_; }
  bool has_room();
  void clear_streams();

  Core& core_;
  StoreSizes size_;

  LineSetting pin_;                             // after a reset
  LineSetting setting_;                         // in force
  std::optional<LineSetting> next_setting_;     // from the end of the reply on
  std::optional<sc_core::sc_time> trial_ends_;  // unless a frame comes in this setting

  Wire commands_;
  sc_core::sc_time heard_;  // when the last byte was there
  FrameReader reader_;
  std::deque<Bytes> frames_;       // that wait; the first is being executed
  std::size_t waiting_bytes_ = 0;  // of those behind it
  std::size_t waiting_rows_ = 0;   // bytes of the first that wait for the core
  Wire replies_;
  bool replying_ = false;                        // to the first frame
  std::size_t counted_ = 0;                      // bytes of the reply that were counted
  sc_core::sc_time access_time_;                 // of the command that is being executed
  std::optional<sc_core::sc_time> waits_since_;  // when that was begun

  std::uint8_t expected_ = 0;  // sequence number
  std::uint32_t session_ = 0;
  spec::ReportRegister report_;
  spec::LinkFaultsRegister faults_;

  RecordStream records_;
  OutputStore output_;
  Run run_state_ = Run::kIdle;
  std::uint32_t run_target_ = 0;
  StepRecords next_;  // what is known of the next step
  sc_core::sc_time begin_at_;
  sc_core::sc_time step_ended_;
  std::vector<std::uint32_t> fired_;

  sc_core::sc_event hear_event_;
  sc_core::sc_event serve_event_;
  sc_core::sc_event run_event_;
  tlm::tlm_generic_payload payload_;
};

}  // namespace slk
