// SPDX-License-Identifier: Apache-2.0
// The noise key of a step: absorb(absorb(purpose key, step), 0), through the core's one mixer,
// which it owns until done_o. start_i in cycle c gives done_o from cycle c + 12 on.
module slk_noise_key (
  input  logic        clk_i,
  input  logic        rst_i,
  input  logic        start_i,
  input  logic [31:0] key_a_i,
  input  logic [31:0] key_b_i,
  input  logic [31:0] step_i,
  output logic        done_o,
  output logic [31:0] key_a_o,
  output logic [31:0] key_b_o,
  // the mixer
  output logic [31:0] mix_x_o,
  output logic [31:0] mix_a_o,
  output logic [31:0] mix_b_o,
  input  logic [31:0] mix_result_i
);
  localparam logic [3:0] MixCycles = 4'd5;
  localparam logic [3:0] FirstDone = MixCycles;
  localparam logic [3:0] SecondDone = FirstDone + MixCycles;

  logic [3:0] count_q;
  logic running_q;
  logic [31:0] a_q, b_q;

  // The first mixing reads the registers, which hold still; the second the key that it made.
  assign mix_x_o = count_q < FirstDone ? step_i : '0;
  assign mix_a_o = count_q < FirstDone ? key_a_i : key_b_i;
  assign mix_b_o = count_q < FirstDone ? key_b_i : mix_result_i;
  assign done_o = !running_q;
  assign key_a_o = a_q;
  assign key_b_o = b_q;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      running_q <= 1'b0;
      count_q   <= '0;
    end else if (start_i) begin
      running_q <= 1'b1;
      count_q   <= '0;
    end else if (running_q) begin
      count_q <= count_q + 4'd1;
      if (count_q == SecondDone) running_q <= 1'b0;
    end
    if (running_q && count_q == FirstDone) a_q <= mix_result_i;
    if (running_q && count_q == SecondDone) b_q <= mix_result_i;
  end
endmodule
