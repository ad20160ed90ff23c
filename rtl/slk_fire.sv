// SPDX-License-Identifier: Apache-2.0
// Fires if v > threshold + a, then v = reset or sat(v - threshold), r = refractory,
// a = sat(a + da_step). A refractory neuron only counts r down. Combinational.
module slk_fire #(
  parameter int unsigned StateBits = slk_spec_pkg::StateBits,
  parameter int unsigned RefractoryBits = slk_spec_pkg::RefractoryBits
) (
  input  logic signed [StateBits-1:0]      v_i,
  input  logic signed [StateBits-1:0]      a_i,
  input  logic        [RefractoryBits-1:0] r_i,
  input  logic signed [StateBits-1:0]      threshold_i,
  input  logic signed [StateBits-1:0]      reset_i,
  input  logic                             subtract_i,
  input  logic        [RefractoryBits-1:0] refractory_i,
  input  logic signed [StateBits-1:0]      da_step_i,
  output logic                             spike_o,
  output logic signed [StateBits-1:0]      v_o,
  output logic signed [StateBits-1:0]      a_o,
  output logic        [RefractoryBits-1:0] r_o,
  output logic                             saturated_v_o,
  output logic                             saturated_a_o
);
  localparam int unsigned SumBits = StateBits + 2;

  logic saturated_v, saturated_a;
  logic signed [SumBits-1:0] difference, raised;
  logic signed [StateBits-1:0] v_subtracted, a_raised;

  assign difference = SumBits'(v_i) - SumBits'(threshold_i);
  assign raised = SumBits'(a_i) + SumBits'(da_step_i);

  slk_saturate #(
    .InBits(SumBits),
    .StateBits(StateBits)
  ) u_saturate_v (
    .x_i(difference),
    .y_o(v_subtracted),
    .saturated_o(saturated_v)
  );
  slk_saturate #(
    .InBits(SumBits),
    .StateBits(StateBits)
  ) u_saturate_a (
    .x_i(raised),
    .y_o(a_raised),
    .saturated_o(saturated_a)
  );

  always_comb begin
    spike_o = 1'b0;
    v_o = v_i;
    a_o = a_i;
    r_o = '0;
    saturated_v_o = 1'b0;
    saturated_a_o = 1'b0;
    if (r_i != '0) begin
      r_o = r_i - 1'b1;
    end else if (difference > SumBits'(a_i)) begin
      spike_o = 1'b1;
      v_o = subtract_i ? v_subtracted : reset_i;
      a_o = a_raised;
      r_o = refractory_i;
      saturated_v_o = subtract_i & saturated_v;
      saturated_a_o = saturated_a;
    end
  end
endmodule
