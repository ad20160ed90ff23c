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

  logic signed [SumBits-1:0] sum;
  logic signed [StateBits-1:0] v;

  assign sum = SumBits'(decayed_i) + SumBits'(u0_i) + SumBits'(u1_i) + SumBits'(bias_i)
      + SumBits'(noise_i);

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
