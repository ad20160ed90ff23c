// SPDX-License-Identifier: Apache-2.0
// The commands of the link: an engine that runs them, rtl/link_program.txt, and what it looks at and
// moves. It takes one frame at a time from the receive store and answers it. A chunk is read only
// when the reply before it is on the line.
module slk_command #(
  parameter int unsigned ReceiveBytes = 4096,
  parameter int unsigned RecordBytes = 4096,
  parameter int unsigned OutputWords = 1024,
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits
) (
  input  logic                                    clk_i,
  input  logic                                    rst_i,
  // frames
  input  logic                                    frame_valid_i,
  output logic                                    frame_pop_o,
  input  logic                                    hold_i,  // no new command
  output logic                                    idle_o,  // there is none
  input  logic [7:0]                              frame_data_i,
  input  logic                                    frame_last_i,
  // reply
  output logic                                    reply_valid_o,
  input  logic                                    reply_ready_i,
  output logic [7:0]                              reply_data_o,
  output logic                                    reply_last_o,
  // host port; the request holds until its response
  output logic                                    host_valid_o,
  output logic [slk_spec_pkg::HostWindowBits-1:0] host_window_o,
  output slk_spec_pkg::host_bus_t                 host_o,
  input  logic                                    response_valid_i,
  input  logic                                    response_error_i,
  input  logic [slk_spec_pkg::HostDataBits-1:0]   response_data_i,
  // registers, set to host_o.wdata
  input  slk_spec_pkg::line_reg_t                 line_i,  // the setting in force
  output logic                                    set_line_o,
  input  logic                                    report_cycles_i,
  output logic                                    set_report_o,
  input  slk_spec_pkg::link_faults_reg_t          faults_i,
  output logic                                    clear_faults_o,
  input  logic                                    fault_i,  // is part of the status
  // the run
  output logic                                    start_o,    // to host_o.wdata
  output logic                                    stop_o,
  output logic                                    clear_o,    // the streams, too
  input  logic                                    run_i,
  input  logic                                    busy_i,     // the core
  input  logic                                    waiting_i,  // no step can begin or end
  input  logic                                    in_step_i,
  input  logic                                    step_end_i,
  // record store
  output logic                                    record_push_o,
  output logic [7:0]                              record_o,
  output logic                                    record_commit_o,
  input  logic                                    record_refused_i,
  // output store; the entry comes in the cycle after the read
  input  logic [$clog2(OutputWords):0]            output_used_i,
  output logic                                    output_release_o,  // up to host_o.wdata
  output logic                                    output_set_o,      // cursor to host_o.wdata
  output logic                                    output_read_o,
  input  slk_spec_pkg::output_entry_t             output_entry_i
);
  // The engine.
  logic reads_port, acts, stall, align;
  logic [4:0] number;
  logic [1:0] at;  // byte of a number
  logic [7:0] port, value;
  logic [31:0] data, conditions;

  slk_link_engine u_engine (
    .clk_i,
    .rst_i,
    .port_o(reads_port),
    .action_o(acts),
    .number_o(number),
    .stall_i(stall),
    .port_data_i(port),
    .byte_o(at),
    .value_o(value),
    .align_i(align),
    .set_i(act_access & !stall & !write_q),
    .data_i(own ? own_data : response_data_i),
    .data_o(data),
    .conditions_i(conditions)
  );

  // Actions.
  logic act_wait, act_access, act_put, act_put_last, act_row_low, act_begin_wait, act_read_entry;
  logic act_take_spike, act_forget_slots;
  assign act_wait = acts & number == slk_link_pkg::ActionWait;
  assign act_access = acts & number == slk_link_pkg::ActionAccess;
  assign act_put = acts & number == slk_link_pkg::ActionPut;
  assign act_put_last = acts & number == slk_link_pkg::ActionPutLast;
  assign act_row_low = acts & number == slk_link_pkg::ActionRowLow;
  assign act_begin_wait = acts & number == slk_link_pkg::ActionBeginWait;
  assign act_read_entry = acts & number == slk_link_pkg::ActionReadEntry;
  assign act_take_spike = acts & number == slk_link_pkg::ActionTakeSpike;
  assign act_forget_slots = acts & number == slk_link_pkg::ActionForgetSlots;
  assign record_commit_o = acts & number == slk_link_pkg::ActionCommit;
  assign output_release_o = acts & number == slk_link_pkg::ActionRelease;
  assign output_set_o = acts & number == slk_link_pkg::ActionSetCursor;
  assign output_read_o = act_read_entry;
  assign stop_o = clear_o | (acts & number == slk_link_pkg::ActionStop);
  assign start_o = acts & number == slk_link_pkg::ActionStart;
  assign align = act_wait | act_access | act_row_low;

  // The frame: ended_q behind its last byte, missing_q if more was read.
  logic act_push, looks_at_frame, reads_frame, ended_q, missing_q;
  assign act_push = acts & number == slk_link_pkg::ActionPush;
  assign looks_at_frame = (reads_port & number[3:0] == slk_link_pkg::PortFrame) | act_push;
  assign reads_frame = looks_at_frame & !ended_q;
  assign frame_pop_o = reads_frame & frame_valid_i;
  assign record_push_o = act_push & frame_valid_i;
  assign record_o = frame_data_i;
  assign idle_o = act_wait;
  assign reply_valid_o = act_put | act_put_last;
  assign reply_data_o = value;
  assign reply_last_o = act_put_last;
  assign stall = (act_wait & (hold_i | !frame_valid_i)) | (reads_frame & !frame_valid_i)
      | (reply_valid_o & !reply_ready_i) | (host_valid_o & !response_valid_i);

  // The host port; registers of the link are not behind it.
  logic [slk_spec_pkg::HostWindowBits-1:0] window_q;
  logic [slk_spec_pkg::HostRowBits-1:0] row_q;
  logic [slk_spec_pkg::HostChunkBits-1:0] chunk_q;
  logic [5:0] register;
  logic write_q, memory, high, own, own_write, own_possible, line_possible, refused_q;
  logic [31:0] own_data;
  slk_spec_pkg::line_reg_t line;
  assign memory = window_q != slk_spec_pkg::WindowRegisters;
  assign high = row_q[slk_spec_pkg::HostRowBits-1:8] != '0;
  assign register = row_q[5:0];
  assign own = !memory & !high & row_q[7:6] == '0 & chunk_q == '0
      & register >= 6'(slk_spec_pkg::RegisterSession)
      & register <= 6'(slk_spec_pkg::RegisterLinkFaults);
  assign host_valid_o = act_access & !own;
  assign host_window_o = window_q;
  assign host_o.write = write_q;
  assign host_o.row = row_q;
  assign host_o.chunk = chunk_q;
  assign host_o.wdata = data;

  assign line = data;
  assign line_possible = 32'(line.clocks_per_bit) >= slk_spec_pkg::ClocksPerBitMin
      & 32'(line.parity) <= slk_spec_pkg::ParityEven;
  assign own_write = act_access & own & write_q;
  assign set_line_o = own_write & register == 6'(slk_spec_pkg::RegisterLine) & line_possible;
  assign set_report_o = own_write & register == 6'(slk_spec_pkg::RegisterReport);
  assign clear_o = own_write & register == 6'(slk_spec_pkg::RegisterStreamClear);
  assign clear_faults_o = own_write & register == 6'(slk_spec_pkg::RegisterLinkFaults);
  assign own_possible = set_line_o | set_report_o | clear_o | clear_faults_o;
  always_comb begin
    case (register)
      6'(slk_spec_pkg::RegisterLine):        own_data = line_i;
      6'(slk_spec_pkg::RegisterSizeReceive): own_data = ReceiveBytes;
      6'(slk_spec_pkg::RegisterSizeRecords): own_data = RecordBytes;
      6'(slk_spec_pkg::RegisterSizeOutput):  own_data = OutputWords;
      6'(slk_spec_pkg::RegisterReport):      own_data = 32'(report_cycles_i);
      6'(slk_spec_pkg::RegisterOutputEnd):   own_data = 32'(output_used_i);
      6'(slk_spec_pkg::RegisterLinkFaults):  own_data = faults_i;
      default:                               own_data = '0;
    endcase
  end

  // Spikes of the output.
  logic spike, joins, waits, far;
  logic [7:0] code;
  logic [slk_spec_pkg::SlotBits:0] next_slot;
  slk_output_spikes u_spikes (
    .clk_i,
    .forget_i(act_forget_slots),
    .read_i(act_read_entry),
    .take_i(act_take_spike),
    .entry_i(output_entry_i),
    .spike_o(spike),
    .joins_o(joins),
    .waits_o(waits),
    .far_o(far),
    .code_o(code),
    .next_o(next_slot)
  );

  // What the engine sees.
  logic [StallBits:0] stall_q;  // cycles without the end of a step
  always_comb begin
    conditions = '0;
    conditions[slk_link_pkg::ConditionEnded] = ended_q;
    conditions[slk_link_pkg::ConditionWhole] = ended_q & !missing_q;
    conditions[slk_link_pkg::ConditionMissing] = missing_q;
    conditions[slk_link_pkg::ConditionRun] = run_i;
    conditions[slk_link_pkg::ConditionBusy] = busy_i;
    conditions[slk_link_pkg::ConditionInStep] = in_step_i;
    conditions[slk_link_pkg::ConditionWaiting] = waiting_i;
    conditions[slk_link_pkg::ConditionStalled] = stall_q[StallBits];
    conditions[slk_link_pkg::ConditionError] = refused_q;
    conditions[slk_link_pkg::ConditionRefused] = refused_q;
    conditions[slk_link_pkg::ConditionFault] = fault_i;
    conditions[slk_link_pkg::ConditionJoins] = joins;
    conditions[slk_link_pkg::ConditionSpike] = spike;
    conditions[slk_link_pkg::ConditionWaits] = waits;
    conditions[slk_link_pkg::ConditionFar] = far;
    conditions[slk_link_pkg::ConditionWrite] = write_q;
    conditions[slk_link_pkg::ConditionMemory] = memory;
    conditions[slk_link_pkg::ConditionHigh] = high;
    conditions[slk_link_pkg::ConditionOwn] = own;
    case (number[3:0])
      slk_link_pkg::PortFrame: port = frame_data_i;
      slk_link_pkg::PortEntry: port = 8'(output_entry_i >> {at, 3'd0});
      slk_link_pkg::PortCode:  port = code;
      default:                 port = 8'(32'(next_slot) >> {at, 3'd0});
    endcase
  end

  always_ff @(posedge clk_i) begin
    // Of an access, or of records.
    if (act_access && !stall) refused_q <= own ? write_q & !own_possible : response_error_i;
    else if (record_commit_o) refused_q <= record_refused_i;
    if (act_wait) begin
      ended_q   <= 1'b0;
      missing_q <= 1'b0;
    end else if (looks_at_frame) begin
      if (frame_pop_o) ended_q <= frame_last_i;
      if (ended_q) missing_q <= 1'b1;
    end
    if (acts && number == slk_link_pkg::ActionWindow) begin
      {write_q, window_q} <= value[slk_spec_pkg::HostWindowBits:0];
    end
    if (act_row_low) row_q[7:0] <= value;
    if (acts && number == slk_link_pkg::ActionRowMiddle) row_q[15:8] <= value;
    if (acts && number == slk_link_pkg::ActionRowHigh) begin
      row_q[slk_spec_pkg::HostRowBits-1:16] <= value[slk_spec_pkg::HostRowBits-17:0];
    end
    if (act_row_low) chunk_q <= '0;
    else if (act_access && !stall) chunk_q <= chunk_q + 1'b1;
    stall_q <= act_begin_wait | step_end_i ? '0 : stall_q + 1'b1;
  end

  logic unused;
  assign unused = &{1'b0, line};
endmodule
