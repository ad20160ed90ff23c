// SPDX-License-Identifier: Apache-2.0
// sat(x): the nearest value in +-(2^(StateBits-1) - 1), and whether that differs from x.
// Combinational.
module slk_saturate #(
  parameter int unsigned InBits = 27,
  parameter int unsigned StateBits = slk_spec_pkg::StateBits
) (
  input  logic signed [InBits-1:0]    x_i,
  output logic signed [StateBits-1:0] y_o,
  output logic                        saturated_o
);
  localparam logic signed [StateBits-1:0] Max = {1'b0, {(StateBits - 1) {1'b1}}};

  always_comb begin
    y_o = x_i[StateBits-1:0];
    saturated_o = 1'b0;
    if (x_i > InBits'(Max)) begin
      y_o = Max;
      saturated_o = 1'b1;
    end else if (x_i < -InBits'(Max)) begin
      y_o = -Max;
      saturated_o = 1'b1;
    end
  end
endmodule
