// SPDX-License-Identifier: Apache-2.0
// One update of one neuron without a clock: the arithmetic of slk_neuron_pass in a row.
module slk_neuron_bench (
  input  slk_spec_pkg::state_t                            state_i,
  input  slk_spec_pkg::profile_t                          profile_i,
  input  logic signed [slk_spec_pkg::AccumulatorBits-1:0] i0_i,
  input  logic signed [slk_spec_pkg::AccumulatorBits-1:0] i1_i,
  input  logic        [31:0]                              draw_i,
  input  logic                                            adapt_now_i,
  output slk_spec_pkg::state_t                            state_o,
  output logic                                            spike_o,
  output logic        [1:0]                               saturations_u_o,
  output logic        [1:0]                               saturations_v_o,
  output logic                                            saturation_a_o
);
  localparam int unsigned StateBits = slk_spec_pkg::StateBits;

  logic signed [StateBits-1:0] u0_decayed, u1_decayed, v_decayed, a_decayed;
  logic signed [StateBits-1:0] u0, u1, noise, potential, v, a, v_new, a_new;
  logic [slk_spec_pkg::RefractoryBits-1:0] r_new;
  logic saturated_u0, saturated_u1, saturated_sum, saturated_v, saturated_reset, refractory;

  slk_decay u_decay_u0 (.x_i(state_i.u0), .d_i(profile_i.du0), .y_o(u0_decayed));
  slk_decay u_decay_u1 (.x_i(state_i.u1), .d_i(profile_i.du1), .y_o(u1_decayed));
  slk_decay u_decay_v (.x_i(state_i.v), .d_i(profile_i.dv), .y_o(v_decayed));
  slk_decay u_decay_a (.x_i(state_i.a), .d_i(profile_i.da), .y_o(a_decayed));

  slk_current u_current0 (
    .decayed_i(u0_decayed),
    .i_i(i0_i),
    .u_o(u0),
    .saturated_o(saturated_u0)
  );
  slk_current u_current1 (
    .decayed_i(u1_decayed),
    .i_i(i1_i),
    .u_o(u1),
    .saturated_o(saturated_u1)
  );

  slk_noise u_noise (.draw_i, .exponent_i(profile_i.noise), .noise_o(noise));
  slk_potential u_potential (
    .decayed_i(v_decayed),
    .u0_i(u0),
    .u1_i(u1),
    .bias_i(profile_i.bias),
    .noise_i(noise),
    .v_min_i(profile_i.v_min),
    .v_o(potential),
    .saturated_o(saturated_sum)
  );

  assign refractory = state_i.r != '0;
  assign saturated_v = saturated_sum & !refractory;
  assign v = refractory ? state_i.v : potential;
  assign a = adapt_now_i ? a_decayed : state_i.a;

  slk_fire u_fire (
    .v_i(v),
    .a_i(a),
    .r_i(state_i.r),
    .threshold_i(profile_i.threshold),
    .reset_i(profile_i.reset),
    .subtract_i(profile_i.subtract),
    .refractory_i(profile_i.refractory),
    .da_step_i(profile_i.da_step),
    .spike_o,
    .v_o(v_new),
    .a_o(a_new),
    .r_o(r_new),
    .saturated_v_o(saturated_reset),
    .saturated_a_o(saturation_a_o)
  );

  always_comb begin
    state_o.u0 = u0;
    state_o.u1 = u1;
    state_o.v = v_new;
    state_o.a = a_new;
    state_o.r = r_new;
  end
  assign saturations_u_o = 2'(saturated_u0) + 2'(saturated_u1);
  assign saturations_v_o = 2'(saturated_v) + 2'(saturated_reset);
endmodule
