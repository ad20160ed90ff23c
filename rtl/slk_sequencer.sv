// SPDX-License-Identifier: Apache-2.0
// The phases of a command: reset, if asked for; then, for a step, synapse and update. A phase's
// enter_*_o is high in its first cycle.
module slk_sequencer (
  input  logic clk_i,
  input  logic rst_i,
  input  logic command_valid_i,
  input  logic command_reset_i,
  input  logic command_step_i,
  input  logic reset_finished_i,    // looked at from the second cycle of the phase on
  input  logic synapse_finished_i,  // likewise
  input  logic update_finished_i,   // likewise
  output logic busy_o,
  output logic in_reset_o,
  output logic in_synapse_o,
  output logic in_update_o,
  output logic enter_reset_o,
  output logic enter_synapse_o,
  output logic enter_update_o,
  output logic done_o  // last cycle of the command
);
  typedef enum logic [1:0] {Idle, Reset, Synapse, Update} phase_e;

  phase_e phase_q, phase_d;
  logic enter_q, step_q;

  always_comb begin
    phase_d = phase_q;
    done_o = 1'b0;
    case (phase_q)
      Idle:
        if (command_valid_i) begin
          if (command_reset_i) phase_d = Reset;
          else if (command_step_i) phase_d = Synapse;
        end
      Reset:
        if (!enter_q && reset_finished_i) begin
          phase_d = step_q ? Synapse : Idle;
          done_o = !step_q;
        end
      Synapse: if (!enter_q && synapse_finished_i) phase_d = Update;
      default:
        if (!enter_q && update_finished_i) begin
          phase_d = Idle;
          done_o = 1'b1;
        end
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      phase_q <= Idle;
      enter_q <= 1'b0;
      step_q  <= 1'b0;
    end else begin
      phase_q <= phase_d;
      enter_q <= phase_d != phase_q;
      if (phase_q == Idle) step_q <= command_step_i;
    end
  end

  assign busy_o = phase_q != Idle;
  assign in_reset_o = phase_q == Reset;
  assign in_synapse_o = phase_q == Synapse;
  assign in_update_o = phase_q == Update;
  assign enter_reset_o = in_reset_o & enter_q;
  assign enter_synapse_o = in_synapse_o & enter_q;
  assign enter_update_o = in_update_o & enter_q;
endmodule
