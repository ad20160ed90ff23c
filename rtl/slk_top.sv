// SPDX-License-Identifier: Apache-2.0
// The chip: a core and its link over a serial line. docs/link.md.
module slk_top #(
  // the core's, see slk_core
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Receptors = 2,
  parameter int unsigned Profiles = 256,
  parameter int unsigned Random = 1,
  parameter int unsigned Learning = 0,
  parameter int unsigned Teaching = 0,
  parameter int unsigned Counters = 1,
  parameter int unsigned RamClears = 1,
  parameter int unsigned SerialNeurons = 0,
  // stores of the link, powers of two
  parameter int unsigned ReceiveBytes = 4096,
  parameter int unsigned RecordBytes = 4096,
  parameter int unsigned OutputWords = 1024,
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits
) (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  // serial line
  input  logic [slk_spec_pkg::ClocksPerBitBits-1:0] clocks_per_bit_i,  // at first; holds still
  input  logic                                      uart_rx_i,
  output logic                                      uart_tx_o,
  input  logic                                      uart_cts_i,  // high: the host takes bytes
  output logic                                      uart_rts_o,  // high: the chip does
  // backdoor for a simulator: the host port, while the link does not use it; zero on a board
  input  logic                                      host_valid_i,
  output logic                                      host_ready_o,
  input  logic [slk_spec_pkg::HostWindowBits-1:0]   host_window_i,
  input  slk_spec_pkg::host_bus_t                   host_i,
  output logic                                      response_valid_o,
  output logic                                      response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     response_data_o,
  // status
  output logic                                      busy_o,   // the core
  output logic                                      run_o,    // a run is under way
  output logic                                      done_o,   // last cycle of a command of the core
  output logic                                      fault_o,  // of the core
  output slk_spec_pkg::line_reg_t                   line_o,   // setting in force
  // trace port: one beat a neuron update
  output logic                                      trace_valid_o,
  output slk_spec_pkg::trace_t                      trace_o
);
  // The line, and frames on it.
  logic [slk_spec_pkg::EventPackets-1:slk_spec_pkg::EventCyclesWait] link_events;
  logic set_line, command_hold, command_idle, command_valid, command_pop, command_last;
  logic reply_valid, reply_ready, reply_last;
  logic [7:0] command_byte, reply_byte;

  slk_serial #(
    .ReceiveBytes(ReceiveBytes),
    .StallBits(StallBits)
  ) u_serial (
    .clk_i,
    .rst_i,
    .clocks_per_bit_i,
    .uart_rx_i,
    .uart_tx_o,
    .uart_cts_i,
    .uart_rts_o,
    .set_line_i(set_line),
    .setting_i(command_host.wdata),
    .setting_o(line_o),
    .frame_valid_o(command_valid),
    .frame_pop_i(command_pop),
    .frame_data_o(command_byte),
    .frame_last_o(command_last),
    .hold_o(command_hold),
    .idle_i(command_idle),
    .reply_valid_i(reply_valid),
    .reply_ready_o(reply_ready),
    .reply_data_i(reply_byte),
    .reply_last_i(reply_last),
    .events_o(link_events[slk_spec_pkg::EventPackets-1:slk_spec_pkg::EventLinkBytesIn])
  );

  // Commands.
  logic set_report, clear_faults, start, stop, stream_clear, report_cycles, link_fault;
  logic run, in_step, step_begin, step_end, room;
  logic [slk_spec_pkg::StepBits-1:0] step;
  logic record_push, record_commit, record_refused, record_valid, record_pop;
  logic [7:0] record_in, record_out;
  logic output_release, output_set, output_read;
  logic [$clog2(OutputWords):0] output_used;
  slk_spec_pkg::output_entry_t output_entry;
  slk_spec_pkg::occupied_neurons_reg_t occupied_neurons;
  slk_spec_pkg::link_faults_reg_t link_faults, link_faults_seen;

  logic command_host_valid, response_error;
  logic [slk_spec_pkg::HostWindowBits-1:0] command_host_window;
  slk_spec_pkg::host_bus_t command_host;
  logic [slk_spec_pkg::HostDataBits-1:0] response_data;

  slk_command #(
    .ReceiveBytes(ReceiveBytes),
    .RecordBytes(RecordBytes),
    .OutputWords(OutputWords),
    .StallBits(StallBits)
  ) u_command (
    .clk_i,
    .rst_i,
    .frame_valid_i(command_valid),
    .frame_pop_o(command_pop),
    .hold_i(command_hold),
    .idle_o(command_idle),
    .frame_data_i(command_byte),
    .frame_last_i(command_last),
    .reply_valid_o(reply_valid),
    .reply_ready_i(reply_ready),
    .reply_data_o(reply_byte),
    .reply_last_o(reply_last),
    .host_valid_o(command_host_valid),
    .host_window_o(command_host_window),
    .host_o(command_host),
    .response_valid_i(command_response_q),
    .response_error_i(response_error),
    .response_data_i(response_data),
    .line_i(line_o),
    .set_line_o(set_line),
    .report_cycles_i(report_cycles),
    .set_report_o(set_report),
    .faults_i(link_faults_seen),
    .clear_faults_o(clear_faults),
    .fault_i(fault_o | link_fault),
    .start_o(start),
    .stop_o(stop),
    .clear_o(stream_clear),
    .run_i(run),
    .busy_i(busy_o),
    .waiting_i(!in_step & !(run & room)),
    .in_step_i(in_step),
    .step_end_i(step_end),
    .record_push_o(record_push),
    .record_o(record_in),
    .record_commit_o(record_commit),
    .record_refused_i(record_refused),
    .output_used_i(output_used),
    .output_release_o(output_release),
    .output_set_o(output_set),
    .output_read_o(output_read),
    .output_entry_i(output_entry)
  );

  // Streams: records in, entries out. What has no room shows in refused_o.
  logic engine_valid, record_overflow;
  logic [$clog2(RecordBytes):0] record_room;
  slk_spec_pkg::host_bus_t engine;

  slk_frame_store #(
    .Width(8),
    .Depth(RecordBytes)
  ) u_record_store (
    .clk_i,
    .rst_i,
    .push_i(record_push),
    .data_i(record_in),
    .commit_i(record_commit),
    .rollback_i(1'b0),
    .overflow_o(record_overflow),
    .refused_o(record_refused),
    .room_o(record_room),
    .clear_i(stream_clear),
    .valid_o(record_valid),
    .pop_i(record_pop),
    .data_o(record_out)
  );

  slk_records u_records (
    .clk_i,
    .rst_i,
    .clear_i(stream_clear),
    .valid_i(record_valid),
    .pop_o(record_pop),
    .data_i(record_out),
    .run_i(run),
    .busy_i(busy_o),
    .room_i(room),
    .step_i(step),
    .begin_o(step_begin),
    .cycles_wait_o(link_events[slk_spec_pkg::EventCyclesWait]),
    .fault_kind_o(link_faults.record_kind),
    .fault_step_o(link_faults.record_step),
    .host_valid_o(engine_valid),
    .host_o(engine)
  );

  slk_output #(
    .Words(OutputWords)
  ) u_output (
    .clk_i,
    .rst_i,
    .clear_i(stream_clear),
    .report_cycles_i(report_cycles),
    .occupied_neurons_i(occupied_neurons),
    .room_o(room),
    .begin_i(step_begin_q),
    .step_i(step),
    .busy_i(busy_o),
    .done_i(done_o),
    .spike_i(trace_valid_o & trace_o.spike),
    .slot_i(trace_o.slot),
    .in_step_o(in_step),
    .step_end_o(step_end),
    .used_o(output_used),
    .release_i(output_release),
    .set_i(output_set),
    .position_i(command_host.wdata[$clog2(OutputWords):0]),
    .read_i(output_read),
    .entry_o(output_entry)
  );

  // The host port's users: the step engine before the commands, so that they cost it no time, and
  // the backdoor last, so that it costs the link none. What the link asks for reaches the core a cycle
  // later: from the records to a memory in one cycle would be the longest path of the chip.
  logic link_valid_q, link_free, of_command_q, take_command, command_asked_q, command_response_q;
  logic core_ready, set_step, step_begin_q, backdoor_q;
  logic [slk_spec_pkg::HostWindowBits-1:0] link_window_q, host_window;
  slk_spec_pkg::host_bus_t link_q, host;
  logic core_response;

  assign link_free = !link_valid_q | core_ready;
  assign take_command = link_free & !engine_valid & command_host_valid & !command_asked_q;
  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      link_valid_q       <= 1'b0;
      command_asked_q    <= 1'b0;
      command_response_q <= 1'b0;
      step_begin_q       <= 1'b0;
      backdoor_q         <= 1'b0;
    end else begin
      if (link_free) link_valid_q <= engine_valid | take_command;
      if (take_command) command_asked_q <= 1'b1;
      else if (command_response_q) command_asked_q <= 1'b0;
      command_response_q <= link_valid_q & core_ready & of_command_q;
      step_begin_q       <= step_begin;
      backdoor_q         <= host_valid_i & host_ready_o;
    end
    if (link_free) begin
      of_command_q  <= !engine_valid;
      link_window_q <= engine_valid ? slk_spec_pkg::WindowRegisters : command_host_window;
      link_q        <= engine_valid ? engine : command_host;
    end
  end

  assign host_window = host_valid_i & !link_valid_q ? host_window_i : link_window_q;
  assign host = host_valid_i & !link_valid_q ? host_i : link_q;
  // What the core takes as its step is the target, too: no run begins by itself.
  assign set_step = (link_valid_q | host_valid_i) & core_ready & !busy_o & host.write
      & host_window == slk_spec_pkg::WindowRegisters & host.row == slk_spec_pkg::RegisterStep;
  assign host_ready_o = core_ready & !link_valid_q;
`ifdef VERILATOR
  // Only counters make an access wait, and a run keeps commands from reading them.
  assert property (@(posedge clk_i) disable iff (rst_i) engine_valid |-> link_free);
`endif

  assign response_valid_o = backdoor_q;
  assign response_error_o = response_error;
  assign response_data_o = response_data;

  assign link_faults.frame = link_events[slk_spec_pkg::EventBadFrames];
  assign link_faults.receive_overflow = link_events[slk_spec_pkg::EventRefusedFrames];
  assign link_faults.framing = link_events[slk_spec_pkg::EventFramingErrors];
  assign link_faults.parity = link_events[slk_spec_pkg::EventParityErrors];
  assign link_faults.line_break = link_events[slk_spec_pkg::EventBreaks];
  assign link_faults.timeout = link_events[slk_spec_pkg::EventFrameTimeouts];
  assign link_faults.unused = '0;

  slk_link_registers u_link_registers (
    .clk_i,
    .rst_i,
    .start_i(start),
    .stop_i(stop),
    .clear_faults_i(clear_faults),
    .set_report_i(set_report),
    .data_i(command_host.wdata),
    .step_i(step),
    .set_step_i(set_step),
    .faults_i(link_faults),
    .faults_o(link_faults_seen),
    .report_cycles_o(report_cycles),
    .run_o(run),
    .fault_o(link_fault)
  );
  assign run_o = run;

  // What it would say to a mesh is of no interest.
  logic packet_valid, arrival_ready, arrival_busy, delivery_valid;
  slk_spec_pkg::packet_t packet;
  slk_spec_pkg::delivery_t delivery;

  slk_core #(
    .Neurons(Neurons),
    .Axons(Axons),
    .SynapseWords(SynapseWords),
    .Lanes(Lanes),
    .Receptors(Receptors),
    .Profiles(Profiles),
    .Random(Random),
    .Learning(Learning),
    .Teaching(Teaching),
    .SerialNeurons(SerialNeurons),
    .Routes(Axons),
    .Inputs(Axons),
    .Mesh(0),
    .Counters(Counters),
    .RamClears(RamClears)
  ) u_core (
    .clk_i,
    .rst_i,
    .host_valid_i(link_valid_q | host_valid_i),
    .host_ready_o(core_ready),
    .host_window_i(host_window),
    .host_i(host),
    .response_valid_o(core_response),
    .response_error_o(response_error),
    .response_data_o(response_data),
    .link_events_i(link_events),
    .mesh_i(32'h11),  // one column, one row
    .x_i('0),
    .y_i('0),
    .mode_i('0),
    .chip_busy_i(1'b0),
    .packet_valid_o(packet_valid),
    .packet_ready_i(1'b0),
    .packet_o(packet),
    .arrival_valid_i(1'b0),
    .arrival_ready_o(arrival_ready),
    .arrival_i('0),
    .arrival_busy_o(arrival_busy),
    .delivery_valid_o(delivery_valid),
    .delivery_o(delivery),
    .occupied_neurons_o(occupied_neurons),
    .step_o(step),
    .busy_o,
    .done_o,
    .fault_o,
    .trace_valid_o,
    .trace_o
  );

  logic unused;
  assign unused = &{1'b0, packet_valid, arrival_ready, arrival_busy, delivery_valid, packet, delivery,
                    core_response, record_overflow, record_room};
endmodule
