// SPDX-License-Identifier: Apache-2.0
// The phases of a command, those that it needs, in this order: flush, reset, rescale, synapse, update.
// A phase's enter_*_o is high in its first cycle.
module slk_sequencer (
  input  logic clk_i,
  input  logic rst_i,
  input  logic command_valid_i,
  input  logic command_flush_i,     // with a command: it needs these
  input  logic command_reset_i,
  input  logic command_rescale_i,
  input  logic command_step_i,
  input  logic flush_finished_i,    // looked at from the second cycle of the phase on
  input  logic reset_finished_i,    // likewise, as are all below
  input  logic rescale_finished_i,
  input  logic synapse_finished_i,
  input  logic update_finished_i,
  output logic busy_o,
  output logic in_flush_o,
  output logic in_reset_o,
  output logic in_rescale_o,
  output logic in_synapse_o,
  output logic in_update_o,
  output logic before_reset_o,  // a reset is still to come, or runs
  output logic enter_flush_o,
  output logic enter_reset_o,
  output logic enter_rescale_o,
  output logic enter_synapse_o,
  output logic enter_update_o,
  output logic done_o  // last cycle of the command
);
  typedef enum logic [2:0] {Idle, Flush, Reset, Rescale, Synapse, Update} phase_e;

  phase_e phase_q, phase_d, next;
  logic enter_q, reset_q, rescale_q, step_q, finished;
  logic idle, flush_left, reset_left, rescale_left, step_left;

  // What is left to do behind this phase.
  assign idle = phase_q == Idle;
  assign flush_left = idle & command_valid_i & command_flush_i;
  assign reset_left = idle ? command_valid_i & command_reset_i : reset_q;
  assign rescale_left = idle ? command_valid_i & command_rescale_i : rescale_q;
  assign step_left = idle ? command_valid_i & command_step_i : step_q;

  always_comb begin
    if (phase_q == Synapse) next = Update;
    else if (flush_left) next = Flush;
    else if (reset_left) next = Reset;
    else if (rescale_left) next = Rescale;
    else if (step_left) next = Synapse;
    else next = Idle;

    case (phase_q)
      Idle:    finished = 1'b1;
      Flush:   finished = flush_finished_i;
      Reset:   finished = reset_finished_i;
      Rescale: finished = rescale_finished_i;
      Synapse: finished = synapse_finished_i;
      default: finished = update_finished_i;
    endcase
    phase_d = (idle || !enter_q) && finished ? next : phase_q;
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      phase_q   <= Idle;
      enter_q   <= 1'b0;
      reset_q   <= 1'b0;
      rescale_q <= 1'b0;
      step_q    <= 1'b0;
    end else begin
      phase_q   <= phase_d;
      enter_q   <= phase_d != phase_q;
      reset_q   <= reset_left & phase_d != Reset;
      rescale_q <= rescale_left & phase_d != Rescale;
      step_q    <= step_left & phase_d != Synapse;
    end
  end

  assign busy_o = !idle;
  assign done_o = !idle & phase_d == Idle;
  assign in_flush_o = phase_q == Flush;
  assign in_reset_o = phase_q == Reset;
  assign in_rescale_o = phase_q == Rescale;
  assign in_synapse_o = phase_q == Synapse;
  assign in_update_o = phase_q == Update;
  assign before_reset_o = reset_q | in_reset_o;
  assign enter_flush_o = in_flush_o & enter_q;
  assign enter_reset_o = in_reset_o & enter_q;
  assign enter_rescale_o = in_rescale_o & enter_q;
  assign enter_synapse_o = in_synapse_o & enter_q;
  assign enter_update_o = in_update_o & enter_q;
endmodule
