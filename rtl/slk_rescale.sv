// SPDX-License-Identifier: Apache-2.0
// A table's entry times a modulator as a lane adds it to weights: in 16 fraction bits; to the
// nearest integer, ties away from zero, unless rounding is stochastic; within +-255, which is
// beyond every clamp. The twin of Change in models/plasticity.hpp. Combinational.
module slk_rescale #(
  parameter int unsigned ProductBits =
      slk_spec_pkg::RuleEntryBits + 1 + slk_spec_pkg::ModulatorBits,
  parameter int unsigned FractionBits = slk_spec_pkg::ChangeFractionBits,
  parameter int unsigned ValueBits = slk_spec_pkg::ChangeIntegerBits + FractionBits
) (
  // the product: its fraction bits are fraction_bits_i (0..8) and those of a modulator
  input  logic signed [ProductBits-1:0]                    x_i,
  input  logic        [slk_spec_pkg::RuleFractionBits-1:0] fraction_bits_i,
  input  logic                                             stochastic_i,
  output logic                                             acts_o,  // x is not 0
  output logic signed [ValueBits-1:0]                      value_o
);
  localparam int unsigned IntegerBits = slk_spec_pkg::ChangeIntegerBits;
  localparam int unsigned UpperBits = ProductBits + slk_spec_pkg::RuleFractionMax - ValueBits + 1;
  // Minus half an integer, where there are no fraction bits but those of a modulator.
  localparam logic [ProductBits-1:0] MinusHalf =
      {ProductBits{1'b1}} << (FractionBits - 1 - slk_spec_pkg::RuleFractionMax);
  localparam logic signed [IntegerBits-1:0] Max = {1'b0, {(IntegerBits - 1) {1'b1}}};

  logic signed [ProductBits-1:0] minus_half, less, rounded;
  logic [UpperBits-1:0] upper;
  logic signed [IntegerBits-1:0] whole;
  logic [FractionBits-1:0] fraction;
  logic negative, beyond;

  // One unit of x less than the half brings a negative tie down. The half is added before the shift, of
  // which most bits are then of no interest, and has room: no sum of entries fills its bits.
  assign minus_half = MinusHalf << fraction_bits_i;
  assign less = x_i < 0 ? minus_half | ProductBits'(1) : minus_half;
  assign rounded = x_i - (stochastic_i ? '0 : less);

  // Beyond +-255.0 is an integer part that does not fit, since a bit above it is not its sign, the least
  // one that does, and the greatest one with a fraction.
  assign {whole, fraction} =
      ValueBits'($signed({rounded, slk_spec_pkg::RuleFractionMax'(0)}) >>> fraction_bits_i);
  assign negative = rounded[ProductBits-1];
  assign upper = rounded[ProductBits-1-:UpperBits] ^ {UpperBits{negative}};
  assign beyond = (upper & ({UpperBits{1'b1}} << fraction_bits_i)) != '0 | whole == ~Max;
  always_comb begin
    value_o = {whole, fraction};
    if (beyond) value_o = {negative ? -Max : Max, FractionBits'(0)};
    else if (whole == Max) value_o = {Max, FractionBits'(0)};
    if (!stochastic_i) value_o[FractionBits-1:0] = '0;
  end
  assign acts_o = x_i != '0;
endmodule
