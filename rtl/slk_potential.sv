// SPDX-License-Identifier: Apache-2.0
// v = max(v_min, sat(decayed + u0 + u1 + bias + noise)). Combinational.
module slk_potential #(
  parameter int unsigned StateBits = slk_spec_pkg::StateBits
) (
  input  logic signed [StateBits-1:0] decayed_i,
  input  logic signed [StateBits-1:0] u0_i,
  input  logic signed [StateBits-1:0] u1_i,
  input  logic signed [StateBits-1:0] bias_i,
  input  logic signed [StateBits-1:0] noise_i,
  input  logic signed [StateBits-1:0] v_min_i,
  output logic signed [StateBits-1:0] v_o,
  output logic                        saturated_o
);
  localparam int unsigned SumBits = StateBits + 3;

  // Partial sums of the bits that they need: one adder each.
  logic signed [StateBits:0] biased, driven;
  logic signed [StateBits+1:0] quiet;
  logic signed [SumBits-1:0] sum;
  logic signed [StateBits-1:0] v;

  assign biased = (StateBits + 1)'(decayed_i) + (StateBits + 1)'(bias_i);
  assign driven = (StateBits + 1)'(u0_i) + (StateBits + 1)'(u1_i);
  assign quiet = (StateBits + 2)'(biased) + (StateBits + 2)'(driven);
  assign sum = SumBits'(quiet) + SumBits'(noise_i);

  slk_saturate #(
    .InBits(SumBits),
    .StateBits(StateBits)
  ) u_saturate (
    .x_i(sum),
    .y_o(v),
    .saturated_o
  );
  assign v_o = v < v_min_i ? v_min_i : v;
endmodule
