// SPDX-License-Identifier: Apache-2.0
// Those of the link's registers that work by themselves: the run and its target, the faults, the
// report. What the host reads of the others is in the memory of slk_link_engine.
module slk_link_registers (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // commands
  input  logic                                  start_i,         // a run to data_i; it is ahead
  input  logic                                  stop_i,
  input  logic                                  clear_faults_i,  // those set in data_i
  input  logic                                  set_report_i,    // to data_i
  input  logic [31:0]                           data_i,
  // what the registers show and hold
  input  logic [slk_spec_pkg::StepBits-1:0]     step_i,
  input  logic                                  set_step_i,      // to another, by the host
  input  slk_spec_pkg::link_faults_reg_t        faults_i,        // pulses
  output slk_spec_pkg::link_faults_reg_t        faults_o,
  output logic                                  report_cycles_o,
  output logic                                  run_o,           // a run is under way
  output logic                                  fault_o          // a record was at fault
);
  localparam int unsigned TargetBits = $clog2(slk_spec_pkg::LinkStepMax);

  logic run_q, stop;
  logic [TargetBits-1:0] target_q;
  slk_spec_pkg::link_faults_reg_t faults_q, cleared;
  slk_spec_pkg::report_reg_t report;
  logic report_cycles_q;

  assign report = data_i;
  assign cleared = clear_faults_i ? data_i : '0;
  assign stop = stop_i | set_step_i | faults_i.record_kind | faults_i.record_step;

  // A run ends while the core is busy with its last step, so nothing sees that it does a cycle late.
  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      run_q    <= 1'b0;
      faults_q <= '0;
      report_cycles_q <= 1'b0;
    end else begin
      if (stop) run_q <= 1'b0;
      else if (start_i) run_q <= 1'b1;
      else if (step_i[TargetBits-1:0] == target_q) run_q <= 1'b0;
      faults_q <= (faults_q & ~cleared) | faults_i;
      if (set_report_i) report_cycles_q <= report.cycles;
    end
    if (start_i) target_q <= data_i[TargetBits-1:0];
  end

  assign faults_o = faults_q;
  assign report_cycles_o = report_cycles_q;
  assign run_o = run_q;
  assign fault_o = faults_q.record_kind | faults_q.record_step;

  logic unused;
  assign unused = &{1'b0, step_i, data_i, report};
endmodule
