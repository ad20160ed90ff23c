// SPDX-License-Identifier: Apache-2.0
// The order of a rescaling: rules in ascending order; of each P and Q, if its window entries are
// due, then N, from C alone (0) on, if its event entries are. An entry a cycle, from the cycle after
// start_i on, and no cycle between rules.
module slk_rule_walk #(
  parameter int unsigned Teaching = 1,
  parameter int unsigned Rules = slk_spec_pkg::RulesMax,
  parameter int unsigned RuleBits = slk_spec_pkg::RuleBits
) (
  input  logic                clk_i,
  input  logic                rst_i,
  input  logic                start_i,
  // of each rule; those of a rule are not due any more in the cycle after done_o
  input  logic [Rules-1:0]    window_due_i,
  input  logic [Rules-1:0]    event_due_i,
  output logic                valid_o,
  output logic [1:0]          table_o,
  output logic [RuleBits-1:0] rule_o,
  output logic [5:0]          index_o,  // distance: 0..31, in N 0..32
  output logic                done_o    // the last entry of a rule
);
  localparam logic [1:0] TableP = 2'(slk_spec_pkg::TableP);
  localparam logic [1:0] TableQ = 2'(slk_spec_pkg::TableQ);
  localparam logic [1:0] TableN = 2'(slk_spec_pkg::TableN);
  localparam logic [1:0] TableLast = Teaching != 0 ? TableQ : TableP;  // of a window

  logic [Rules-1:0] rest;
  logic [RuleBits-1:0] next;
  logic last;

  assign last = index_o == 6'(slk_spec_pkg::LearningWindow) - 6'(table_o != TableN);
  assign done_o = valid_o & last
      & (table_o == TableN | (table_o == TableLast & !event_due_i[rule_o]));

  always_comb begin
    rest = (window_due_i | event_due_i) & ~(Rules'(valid_o) << rule_o);
    next = '0;
    for (int unsigned r = Rules; r > 0; r--) if (rest[r-1]) next = RuleBits'(r - 1);
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) valid_o <= 1'b0;
    else if (start_i || done_o) valid_o <= rest != '0;
    index_o <= start_i || last ? '0 : index_o + 1'b1;
    if (start_i || done_o) begin
      rule_o  <= next;
      table_o <= window_due_i[next] ? TableP : TableN;
    end else if (last) begin
      table_o <= table_o == TableLast ? TableN : TableQ;
    end
  end
endmodule
