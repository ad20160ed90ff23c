// SPDX-License-Identifier: Apache-2.0
// w = clamp(w + ((value + random) >> 16), min, max), if the update applies and acts; the twin of
// updated() in models/plasticity.hpp. Combinational.
module slk_weight_update #(
  parameter int unsigned Random = 1,
  parameter int unsigned FractionBits = slk_spec_pkg::ChangeFractionBits,
  parameter int unsigned ValueBits = slk_spec_pkg::ChangeIntegerBits + FractionBits
) (
  input  logic                                       apply_i,  // the update is due
  input  logic signed [slk_spec_pkg::WeightBits-1:0] weight_i,
  // a rescaled entry: whether it is not 0, and by how much it changes a weight: within +-255.0, of
  // which only the integer part is looked at without Random
  input  logic                                       acts_i,
  input  logic signed [ValueBits-1:0]                value_i,
  input  logic        [FractionBits-1:0]             random_i,  // 0 for rounding to nearest
  input  logic signed [slk_spec_pkg::WeightBits-1:0] min_i,
  input  logic signed [slk_spec_pkg::WeightBits-1:0] max_i,
  output logic signed [slk_spec_pkg::WeightBits-1:0] weight_o,
  output logic                                       updated_o,  // counts updates
  output logic                                       changed_o   // counts those of some effect
);
  localparam int unsigned SumBits = slk_spec_pkg::ChangeIntegerBits + 1;

  logic signed [SumBits-1:0] sum;  // weight and change, before the clamp

  // The weight stands above the random number, so that one adder adds all three.
  if (Random != 0) begin : g_random
    logic signed [SumBits+FractionBits-1:0] exact;
    assign exact = $signed({SumBits'(weight_i), random_i}) + (SumBits + FractionBits)'(value_i);
    assign sum = exact[FractionBits+:SumBits];
    logic unused;
    assign unused = &{1'b0, exact};
  end else begin : g_nearest
    assign sum = SumBits'(weight_i) + SumBits'(value_i >>> FractionBits);
    logic unused;
    assign unused = &{1'b0, value_i, random_i};
  end

  always_comb begin
    weight_o = weight_i;
    if (updated_o) begin
      weight_o = sum[slk_spec_pkg::WeightBits-1:0];
      if (sum < SumBits'(min_i)) weight_o = min_i;
      else if (sum > SumBits'(max_i)) weight_o = max_i;
    end
  end
  assign updated_o = apply_i & acts_i;
  assign changed_o = weight_o != weight_i;
endmodule
