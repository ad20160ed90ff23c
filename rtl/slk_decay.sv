// SPDX-License-Identifier: Apache-2.0
// decay(x, d) = sign(x) * ((|x| * (one - d)) >> DecayShift), one = 2^DecayShift: magnitude
// truncation, so every state reaches zero. Combinational; d in 0..one.
module slk_decay #(
  parameter int unsigned StateBits = slk_spec_pkg::StateBits,
  parameter int unsigned DecayShift = slk_spec_pkg::DecayShift
) (
  input  logic signed [StateBits-1:0] x_i,
  input  logic        [DecayShift:0]  d_i,
  output logic signed [StateBits-1:0] y_o
);
  localparam int unsigned ProductBits = StateBits + DecayShift + 2;

  logic signed [DecayShift+1:0] keep;
  logic signed [ProductBits-1:0] product;
  logic up;

  // The shift rounds down, which is away from zero for a negative number if it cuts off anything.
  assign keep = $signed({1'b0, {1'b1, {DecayShift{1'b0}}} - d_i});
  assign product = ProductBits'(x_i) * ProductBits'(keep);
  assign up = x_i[StateBits-1] & product[DecayShift-1:0] != '0;
  assign y_o = product[DecayShift+:StateBits] + StateBits'(up);

  logic unused;
  assign unused = &{1'b0, product};
endmodule
