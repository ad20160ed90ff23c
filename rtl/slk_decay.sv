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
  localparam int unsigned ProductBits = StateBits + DecayShift;

  logic [StateBits-2:0] magnitude, kept;
  logic [DecayShift:0] keep;
  logic [ProductBits-1:0] product;

  assign magnitude = x_i[StateBits-1] ? -x_i[StateBits-2:0] : x_i[StateBits-2:0];
  assign keep = {1'b1, {DecayShift{1'b0}}} - d_i;
  assign product = ProductBits'(magnitude) * ProductBits'(keep);
  assign kept = product[DecayShift+:StateBits-1];
  assign y_o = x_i[StateBits-1] ? -$signed({1'b0, kept}) : $signed({1'b0, kept});

  logic unused;
  assign unused = &{1'b0, product};
endmodule
