// SPDX-License-Identifier: Apache-2.0
// Keys of the random numbers that round updates: absorb(absorb(purpose key, step), key1), where key1 is
// the row's. The step of an event is this one: its key is made when the synapse phase begins. The step
// of a window is the one that opened it: the keys of the last 32 steps are kept. A key absorbs by
// becoming {b, mix(m; a, b)}, so only its new half is made and kept.
module slk_learning_keys (
  input  logic                               clk_i,
  input  logic                               rst_i,
  input  logic                               enter_synapse_i,
  input  logic                               enter_update_i,
  input  logic [31:0]                        step_i,
  input  logic [31:0]                        window_key_a_i,  // of the purposes
  input  logic [31:0]                        window_key_b_i,
  input  logic [31:0]                        event_key_a_i,
  input  logic [31:0]                        event_key_b_i,
  output logic                               ready_o,  // rows may be handed out
  // a row's window and key1 in one cycle, its keys six cycles later
  input  logic [slk_spec_pkg::DelayBits-1:0] opened_i,
  input  logic [31:0]                        key1_i,
  output logic [31:0]                        window_a_o,
  output logic [31:0]                        window_b_o,
  output logic [31:0]                        event_a_o,
  output logic [31:0]                        event_b_o
);
  localparam logic [2:0] MixCycles = 3'd5;
  // Rows handed out from here on meet the mixers just when the keys of the step leave them.
  localparam logic [2:0] Ready = 3'd3;

  logic [2:0] count_q;
  logic [31:0] key1_q, window_step, window_step_q, event_step_q, window_mixed, event_mixed;
  logic made;

  assign made = count_q == MixCycles - 1'b1;
  assign ready_o = !enter_synapse_i & count_q >= Ready;

  slk_mix u_window_mix (
    .clk_i,
    .x_i(enter_synapse_i ? step_i : key1_q),
    .a_i(enter_synapse_i ? window_key_a_i : window_key_b_i),
    .b_i(enter_synapse_i ? window_key_b_i : window_step),
    .result_o(window_mixed)
  );
  slk_mix u_event_mix (
    .clk_i,
    .x_i(enter_synapse_i ? step_i : key1_q),
    .a_i(enter_synapse_i ? event_key_a_i : event_key_b_i),
    .b_i(enter_synapse_i ? event_key_b_i : event_step_q),
    .result_o(event_mixed)
  );

  // The key of step t - 32 may be needed until the end of the phase.
  slk_ram #(
    .Width(32),
    .Depth(slk_spec_pkg::DelaySlots)
  ) u_steps (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i(1'b1),
    .read_addr_i(opened_i),
    .read_data_o(window_step),
    .write_en_i(enter_update_i),
    .write_addr_i(step_i[slk_spec_pkg::DelayBits-1:0]),
    .write_data_i(window_step_q)
  );

  slk_delay #(
    .Width(32),
    .Stages(5)
  ) u_window_step (
    .clk_i,
    .d_i(window_step),
    .q_o(window_a_o)
  );
  assign window_b_o = window_mixed;
  assign event_a_o = event_step_q;
  assign event_b_o = event_mixed;

  always_ff @(posedge clk_i) begin
    if (rst_i) count_q <= '1;
    else if (enter_synapse_i) count_q <= '0;
    else if (count_q != '1) count_q <= count_q + 1'b1;
    key1_q <= key1_i;
    if (made) begin
      window_step_q <= window_mixed;
      event_step_q  <= event_mixed;
    end
  end
endmodule
