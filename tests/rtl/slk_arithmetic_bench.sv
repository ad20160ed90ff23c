// SPDX-License-Identifier: Apache-2.0
// The neuron arithmetic side by side, so narrow that every input can be tried.
module slk_arithmetic_bench (
  // saturate: 12 bits to 8
  input  logic signed [11:0] saturate_x_i,
  output logic signed [7:0]  saturate_y_o,
  output logic               saturate_saturated_o,
  // decay: 8 bits, in parts of 2^5
  input  logic signed [7:0]  decay_x_i,
  input  logic        [5:0]  decay_d_i,
  output logic signed [7:0]  decay_y_o,
  // current: 6 bits, a sum of 8
  input  logic signed [5:0]  current_decayed_i,
  input  logic signed [7:0]  current_i_i,
  output logic signed [5:0]  current_u_o,
  output logic               current_saturated_o,
  // potential: 4 bits
  input  logic signed [3:0]  potential_decayed_i,
  input  logic signed [3:0]  potential_u0_i,
  input  logic signed [3:0]  potential_u1_i,
  input  logic signed [3:0]  potential_bias_i,
  input  logic signed [3:0]  potential_noise_i,
  input  logic signed [3:0]  potential_v_min_i,
  output logic signed [3:0]  potential_v_o,
  output logic               potential_saturated_o,
  // fire: 4 bits, refractory period of 2
  input  logic signed [3:0]  fire_v_i,
  input  logic signed [3:0]  fire_a_i,
  input  logic        [1:0]  fire_r_i,
  input  logic signed [3:0]  fire_threshold_i,
  input  logic signed [3:0]  fire_reset_i,
  input  logic               fire_subtract_i,
  input  logic        [1:0]  fire_refractory_i,
  input  logic signed [3:0]  fire_da_step_i,
  output logic               fire_spike_o,
  output logic signed [3:0]  fire_v_o,
  output logic signed [3:0]  fire_a_o,
  output logic        [1:0]  fire_r_o,
  output logic               fire_saturated_v_o,
  output logic               fire_saturated_a_o
);
  slk_saturate #(
    .InBits(12),
    .StateBits(8)
  ) u_saturate (
    .x_i(saturate_x_i),
    .y_o(saturate_y_o),
    .saturated_o(saturate_saturated_o)
  );
  slk_decay #(
    .StateBits(8),
    .DecayShift(5)
  ) u_decay (
    .x_i(decay_x_i),
    .d_i(decay_d_i),
    .y_o(decay_y_o)
  );
  slk_current #(
    .StateBits(6),
    .AccumulatorBits(8)
  ) u_current (
    .decayed_i(current_decayed_i),
    .i_i(current_i_i),
    .u_o(current_u_o),
    .saturated_o(current_saturated_o)
  );
  slk_potential #(
    .StateBits(4)
  ) u_potential (
    .decayed_i(potential_decayed_i),
    .u0_i(potential_u0_i),
    .u1_i(potential_u1_i),
    .bias_i(potential_bias_i),
    .noise_i(potential_noise_i),
    .v_min_i(potential_v_min_i),
    .v_o(potential_v_o),
    .saturated_o(potential_saturated_o)
  );
  slk_fire #(
    .StateBits(4),
    .RefractoryBits(2)
  ) u_fire (
    .v_i(fire_v_i),
    .a_i(fire_a_i),
    .r_i(fire_r_i),
    .threshold_i(fire_threshold_i),
    .reset_i(fire_reset_i),
    .subtract_i(fire_subtract_i),
    .refractory_i(fire_refractory_i),
    .da_step_i(fire_da_step_i),
    .spike_o(fire_spike_o),
    .v_o(fire_v_o),
    .a_o(fire_a_o),
    .r_o(fire_r_o),
    .saturated_v_o(fire_saturated_v_o),
    .saturated_a_o(fire_saturated_a_o)
  );
endmodule
