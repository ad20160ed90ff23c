// SPDX-License-Identifier: Apache-2.0
// The link's own registers, which stand behind those of the core in the window `registers`.
module slk_link_registers #(
  parameter int unsigned ReceiveBytes = 4096,
  parameter int unsigned RecordBytes = 4096,
  parameter int unsigned OutputWords = 1024
) (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  // host; the answer comes in the cycle after the access
  input  logic                                      host_select_i,
  input  slk_spec_pkg::host_bus_t                   host_i,
  input  logic                                      set_step_i,  // the core takes host_i as its step
  output logic                                      host_exists_o,  // this access is the link's
  output logic                                      response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     response_data_o,
  // commands
  input  logic                                      set_session_i,
  input  logic                                      set_run_target_i,
  input  logic [31:0]                               value_i,  // of the session or the target
  input  logic                                      set_records_end_i,
  input  logic [31:0]                               records_end_i,
  // what the registers show and hold
  input  slk_spec_pkg::line_reg_t                   line_i,  // the setting in force
  input  logic [slk_spec_pkg::StepBits-1:0]         step_i,
  input  logic [31:0]                               output_end_i,
  input  logic [31:0]                               output_released_i,
  input  slk_spec_pkg::link_faults_reg_t            faults_i,  // pulses
  output logic [31:0]                               session_o,
  output logic [31:0]                               records_end_o,
  output logic                                      report_cycles_o,
  output logic                                      set_line_o,     // to host_i
  output logic                                      run_o,          // a run is under way
  output logic                                      stream_clear_o,
  output logic                                      fault_o         // a record was at fault
);
  logic [31:0] session_q, run_target_q, records_end_q, rdata;
  slk_spec_pkg::report_reg_t report_q;
  slk_spec_pkg::link_faults_reg_t faults_q, faults_cleared;
  slk_spec_pkg::line_reg_t line;
  logic write, writable, stop, line_possible;

  assign host_exists_o = host_i.row >= slk_spec_pkg::RegisterSession
      & host_i.row <= slk_spec_pkg::RegisterLinkFaults & host_i.chunk == '0;
  assign write = host_select_i & host_i.write;
  assign line = host_i.wdata;
  assign line_possible = 32'(line.clocks_per_bit) >= slk_spec_pkg::ClocksPerBitMin
      & 32'(line.parity) <= slk_spec_pkg::ParityEven;
  assign set_line_o = write & host_i.row == slk_spec_pkg::RegisterLine & line_possible;
  assign writable = (host_i.row == slk_spec_pkg::RegisterLine & line_possible)
      | host_i.row == slk_spec_pkg::RegisterReport
      | host_i.row == slk_spec_pkg::RegisterStreamClear
      | host_i.row == slk_spec_pkg::RegisterLinkFaults;
  assign faults_cleared =
      write && host_i.row == slk_spec_pkg::RegisterLinkFaults ? host_i.wdata : '0;
  assign stream_clear_o = write & host_i.row == slk_spec_pkg::RegisterStreamClear;
  assign stop = stream_clear_o | faults_i.record_kind | faults_i.record_step;

  always_comb begin
    case (host_i.row)
      slk_spec_pkg::RegisterSession:        rdata = session_q;
      slk_spec_pkg::RegisterLine:           rdata = line_i;
      slk_spec_pkg::RegisterSizeReceive:    rdata = ReceiveBytes;
      slk_spec_pkg::RegisterSizeRecords:    rdata = RecordBytes;
      slk_spec_pkg::RegisterSizeOutput:     rdata = OutputWords;
      slk_spec_pkg::RegisterReport:         rdata = report_q;
      slk_spec_pkg::RegisterRunTarget:      rdata = run_target_q;
      slk_spec_pkg::RegisterRecordsEnd:     rdata = records_end_q;
      slk_spec_pkg::RegisterOutputEnd:      rdata = output_end_i;
      slk_spec_pkg::RegisterOutputReleased: rdata = output_released_i;
      slk_spec_pkg::RegisterLinkFaults:     rdata = faults_q;
      default:                              rdata = '0;
    endcase
  end

  always_ff @(posedge clk_i) begin
    response_error_o <= host_i.write & !writable;
    response_data_o  <= host_i.write ? '0 : rdata;
    if (rst_i) begin
      session_q     <= '0;
      report_q      <= '0;
      run_target_q  <= '0;
      records_end_q <= '0;
      faults_q      <= '0;
    end else begin
      faults_q <= (faults_q & ~faults_cleared) | faults_i;
      if (set_session_i) session_q <= value_i;
      if (write && host_i.row == slk_spec_pkg::RegisterReport) report_q.cycles <= host_i.wdata[0];
      if (stop) run_target_q <= step_i;
      else if (set_step_i) run_target_q <= host_i.wdata;
      else if (set_run_target_i) run_target_q <= value_i;
      if (stream_clear_o) records_end_q <= '0;
      else if (set_records_end_i) records_end_q <= records_end_i;
    end
  end

  assign session_o = session_q;
  assign records_end_o = records_end_q;
  assign report_cycles_o = report_q.cycles;
  assign run_o = step_i < run_target_q;
  assign fault_o = faults_q.record_kind | faults_q.record_step;

  logic unused;
  assign unused = &{1'b0, host_i, line};
endmodule
