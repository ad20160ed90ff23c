// SPDX-License-Identifier: Apache-2.0
// The generator as the core wires it: one mixer, which makes the key of a step or, with draw_i,
// serves whoever draws; and slk_noise beside it.
module slk_random_bench (
  input  logic                                         clk_i,
  input  logic                                         rst_i,
  // draw_i: result_o is mix(x_i; a_i, b_i) of five cycles ago, and of the step's key with keyed_i
  input  logic                                         draw_i,
  input  logic                                         keyed_i,
  input  logic        [31:0]                           x_i,
  input  logic        [31:0]                           a_i,
  input  logic        [31:0]                           b_i,
  output logic        [31:0]                           result_o,
  // key of a step
  input  logic                                         start_i,
  input  logic        [31:0]                           step_i,
  output logic                                         done_o,
  output logic        [31:0]                           key_a_o,
  output logic        [31:0]                           key_b_o,
  // noise of the result, or of a number from outside
  input  logic                                         outside_i,
  input  logic        [31:0]                           outside_draw_i,
  input  logic        [slk_spec_pkg::NoiseBits-1:0]    exponent_i,
  output logic signed [slk_spec_pkg::StateBits-1:0]    noise_o
);
  logic [31:0] key_x, key_mix_a, key_mix_b, draw_a, draw_b;

  slk_noise_key u_noise_key (
    .clk_i,
    .rst_i,
    .start_i,
    .key_a_i(a_i),
    .key_b_i(b_i),
    .step_i,
    .done_o,
    .key_a_o,
    .key_b_o,
    .mix_x_o(key_x),
    .mix_a_o(key_mix_a),
    .mix_b_o(key_mix_b),
    .mix_result_i(result_o)
  );

  assign draw_a = keyed_i ? key_b_o : a_i;
  assign draw_b = keyed_i ? key_a_o : b_i;

  slk_mix u_mix (
    .clk_i,
    .x_i(draw_i ? x_i : key_x),
    .a_i(draw_i ? draw_a : key_mix_a),
    .b_i(draw_i ? draw_b : key_mix_b),
    .result_o
  );

  slk_noise u_noise (
    .draw_i(outside_i ? outside_draw_i : result_o),
    .exponent_i,
    .noise_o
  );
endmodule
