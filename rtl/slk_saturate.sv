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
  logic negative, beyond;

  // Too large for StateBits are the numbers whose upper bits are not all sign; and the least one that
  // fits has no counterpart above zero.
  assign negative = x_i[InBits-1];
  assign beyond = x_i[InBits-1:StateBits-1] != {(InBits - StateBits + 1) {negative}};
  assign saturated_o = beyond | (negative & x_i[StateBits-2:0] == '0);
  assign y_o = saturated_o ? {negative, {(StateBits - 2) {!negative}}, 1'b1} : x_i[StateBits-1:0];
endmodule
