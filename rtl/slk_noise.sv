// SPDX-License-Identifier: Apache-2.0
// noise = signed(draw) >> (32 - exponent): uniform in [-2^(exponent-1), 2^(exponent-1) - 1];
// exponent 0 is no noise. Combinational.
module slk_noise (
  input  logic        [31:0]                        draw_i,
  input  logic        [slk_spec_pkg::NoiseBits-1:0] exponent_i,
  output logic signed [slk_spec_pkg::StateBits-1:0] noise_o
);
  logic signed [31:0] shifted;

  assign shifted = $signed(draw_i) >>> (6'd32 - 6'(exponent_i));
  assign noise_o = exponent_i == '0 ? '0 : shifted[slk_spec_pkg::StateBits-1:0];

  logic unused;
  assign unused = &{1'b0, shifted};
endmodule
