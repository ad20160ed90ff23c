// SPDX-License-Identifier: Apache-2.0
// mix(x; a, b): a keyed permutation of 32 bits in five rounds of xor-shift and shift-add, one round
// a stage: what enters in cycle c is at result_o in cycle c + 5. Twin of mix() in models/random.hpp.
module slk_mix (
  input  logic        clk_i,
  input  logic [31:0] x_i,
  input  logic [31:0] a_i,
  input  logic [31:0] b_i,
  output logic [31:0] result_o
);
  logic [31:0] s0, f1, f2, f3, f4, f5;
  logic [31:0] s1_q, s2_q, s3_q, s4_q, s5_q, b_q;

  assign s0 = x_i + a_i;
  assign f1 = s0 ^ (s0 >> slk_spec_pkg::MixXor1);
  assign f2 = s1_q ^ (s1_q >> slk_spec_pkg::MixXor2) ^ b_q;
  assign f3 = s2_q ^ (s2_q >> slk_spec_pkg::MixXor3);
  assign f4 = s3_q ^ (s3_q >> slk_spec_pkg::MixXor4);
  assign f5 = s4_q ^ (s4_q >> slk_spec_pkg::MixXor5);
  assign result_o = s5_q ^ (s5_q >> slk_spec_pkg::MixXor6);

  always_ff @(posedge clk_i) begin
    b_q  <= b_i;
    s1_q <= f1 + (f1 << slk_spec_pkg::MixAdd1);
    s2_q <= f2 + (f2 << slk_spec_pkg::MixAdd2);
    s3_q <= f3 + (f3 << slk_spec_pkg::MixAdd3);
    s4_q <= f4 + (f4 << slk_spec_pkg::MixAdd4);
    s5_q <= f5 + (f5 << slk_spec_pkg::MixAdd5);
  end
endmodule
