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
  localparam int unsigned AlignedBits = ProductBits + slk_spec_pkg::RuleFractionMax + 1;
  localparam logic signed [AlignedBits-1:0] Half = AlignedBits'(1) <<< (FractionBits - 1);
  localparam int unsigned IntegerBits = AlignedBits - FractionBits;
  localparam logic signed [slk_spec_pkg::ChangeIntegerBits-1:0] Max =
      {1'b0, {(slk_spec_pkg::ChangeIntegerBits - 1) {1'b1}}};

  logic signed [AlignedBits-1:0] aligned, rounded;
  logic signed [IntegerBits-1:0] whole;
  logic [FractionBits-1:0] fraction;
  logic negative, beyond;

  // Any amount below one unit of x brings a negative tie below the half: the lowest bit will do.
  assign aligned = AlignedBits'(x_i)
      <<< (slk_spec_pkg::RuleFractionBits'(slk_spec_pkg::RuleFractionMax) - fraction_bits_i);
  assign rounded = stochastic_i ? aligned : aligned + (x_i < 0 ? Half - 1 : Half);

  // Beyond +-255.0 is an integer part that does not fit, the least one that does, and the greatest one
  // with a fraction.
  assign {whole, fraction} = rounded;
  assign negative = whole[IntegerBits-1];
  assign beyond = whole != IntegerBits'($signed(whole[slk_spec_pkg::ChangeIntegerBits-1:0]))
      | whole[slk_spec_pkg::ChangeIntegerBits-1:0] == ~Max;
  always_comb begin
    value_o = {whole[slk_spec_pkg::ChangeIntegerBits-1:0], fraction};
    if (beyond) value_o = {negative ? -Max : Max, FractionBits'(0)};
    else if (whole == IntegerBits'(Max)) value_o = {Max, FractionBits'(0)};
    if (!stochastic_i) value_o[FractionBits-1:0] = '0;
  end
  assign acts_o = x_i != '0;
endmodule
