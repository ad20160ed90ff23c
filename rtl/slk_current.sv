// SPDX-License-Identifier: Apache-2.0
// u = sat(decayed + i): one receptor's current after its exact input sum. Combinational.
module slk_current #(
  parameter int unsigned StateBits = slk_spec_pkg::StateBits,
  parameter int unsigned AccumulatorBits = slk_spec_pkg::AccumulatorBits
) (
  input  logic signed [StateBits-1:0]       decayed_i,
  input  logic signed [AccumulatorBits-1:0] i_i,
  output logic signed [StateBits-1:0]       u_o,
  output logic                              saturated_o
);
  localparam int unsigned SumBits = AccumulatorBits + 1;

  logic signed [SumBits-1:0] sum;

  assign sum = SumBits'(decayed_i) + SumBits'(i_i);

  slk_saturate #(
    .InBits(SumBits),
    .StateBits(StateBits)
  ) u_saturate (
    .x_i(sum),
    .y_o(u_o),
    .saturated_o
  );
endmodule
