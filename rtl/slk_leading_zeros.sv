// SPDX-License-Identifier: Apache-2.0
// The number of zeros above the highest one of 32 bits, 0..31; none_o without a one. Halves the
// word five times, which is smaller and less deep than a chain of priorities. Combinational.
module slk_leading_zeros (
  input  logic [31:0] x_i,
  output logic        none_o,
  output logic [4:0]  zeros_o
);
  always_comb begin
    logic [15:0] half;
    logic [7:0] quarter;
    logic [3:0] nibble;
    logic [1:0] pair;

    half = x_i[31:16] == '0 ? x_i[15:0] : x_i[31:16];
    quarter = half[15:8] == '0 ? half[7:0] : half[15:8];
    nibble = quarter[7:4] == '0 ? quarter[3:0] : quarter[7:4];
    pair = nibble[3:2] == '0 ? nibble[1:0] : nibble[3:2];
    none_o = pair == '0;
    zeros_o = {x_i[31:16] == '0, half[15:8] == '0, quarter[7:4] == '0, nibble[3:2] == '0, !pair[1]};
  end
endmodule
