// SPDX-License-Identifier: Apache-2.0
// The modulators of every rule, those that hold and those that will from its next rescaling on, and
// which of its entries that changes. Both are 0 and disabled after rst_i: a row of a memory counts
// only once it was written.
module slk_modulators #(
  parameter int unsigned Rules = slk_spec_pkg::RulesMax,
  parameter int unsigned RuleBits = slk_spec_pkg::RuleBits
) (
  input  logic                            clk_i,
  input  logic                            rst_i,
  input  logic                            valid_i,  // new modulators; the last of a rule win
  input  slk_spec_pkg::modulators_reg_t   modulators_i,
  input  logic [Rules-1:0]                written_i,  // the host writes to the rule or its tables
  // from the cycle after the writes on
  output logic [Rules-1:0]                changed_o,  // m_plus or enable will be another
  output logic [Rules-1:0]                window_due_o,  // P and Q are to be rescaled
  output logic [Rules-1:0]                event_due_o,   // N and C are
  // a rescaling reads what will hold, which is there in the next cycle, and ends with done_i, not
  // in its first cycle
  input  logic                            read_i,
  input  logic [RuleBits-1:0]             rule_i,
  input  logic                            done_i,
  output slk_spec_pkg::modulators_reg_t   modulators_o
);
  slk_spec_pkg::modulators_reg_t new_q, held;
  logic fresh_q;
  // Rules whose modulators were ever written, and whose ever held.
  logic [Rules-1:0] given_q, known_q;
  logic [Rules-1:0] dirty_q, plus_q, minus_q, plus, minus;
  logic [Rules-1:0] given, fresh, done;  // the rule that each of these is about
  logic plus_changes, minus_changes;

  slk_ram #(
    .Width(slk_spec_pkg::HostDataBits),
    .Depth(Rules),
    .Block(1)
  ) u_held (
    .clk_i,
    .clear_i(!known_q[modulators_i.rule]),
    .read_en_i(valid_i),
    .read_addr_i(modulators_i.rule),
    .read_data_o(held),
    .write_en_i(done_i),
    .write_addr_i(rule_i),
    .write_data_i(modulators_o)
  );
  slk_ram #(
    .Width(slk_spec_pkg::HostDataBits),
    .Depth(Rules),
    .Block(1)
  ) u_next (
    .clk_i,
    .clear_i(!given_q[rule_i]),
    .read_en_i(read_i),
    .read_addr_i(rule_i),
    .read_data_o(modulators_o),
    .write_en_i(valid_i),
    .write_addr_i(modulators_i.rule),
    .write_data_i(modulators_i)
  );

  assign given = Rules'(valid_i) << modulators_i.rule;
  assign fresh = Rules'(fresh_q) << new_q.rule;
  assign done = Rules'(done_i) << rule_i;
  assign plus_changes = {new_q.enable, new_q.m_plus} != {held.enable, held.m_plus};
  assign minus_changes = {new_q.enable, new_q.m_minus} != {held.enable, held.m_minus};
  assign plus = (plus_q & ~fresh) | (fresh & {Rules{plus_changes}});
  assign minus = (minus_q & ~fresh) | (fresh & {Rules{minus_changes}});
  assign changed_o = plus;
  assign window_due_o = dirty_q | plus;
  assign event_due_o = dirty_q | minus;

  always_ff @(posedge clk_i) begin
    new_q <= modulators_i;
    if (rst_i) begin
      fresh_q <= 1'b0;
      given_q <= '0;
      known_q <= '0;
      dirty_q <= '0;
      plus_q  <= '0;
      minus_q <= '0;
    end else begin
      fresh_q <= valid_i;
      given_q <= given_q | given;
      known_q <= known_q | done;
      dirty_q <= (dirty_q | written_i) & ~done;
      plus_q  <= plus & ~done;
      minus_q <= minus & ~done;
    end
  end

  logic unused;
  assign unused = &{1'b0, new_q, held, modulators_o};
endmodule
