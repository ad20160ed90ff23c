// SPDX-License-Identifier: Apache-2.0
// The rules of a core, and the one multiplier that makes of their tables and modulators what the
// lanes add to weights. A rescaling takes the rules that the host has written or whose modulators
// change, in ascending order, one entry a cycle: start_i in cycle c puts the first entry on the
// write bus in cycle c + 3, and idle_o is high again in the cycle after the last, c + 3 + entries.
module slk_rules #(
  parameter int unsigned Teaching = 1,
  parameter int unsigned Random = 1,
  parameter int unsigned Rules = slk_spec_pkg::RulesMax,
  parameter int unsigned RuleBits = slk_spec_pkg::RuleBits,
  parameter int unsigned ValueBits =
      slk_spec_pkg::ChangeIntegerBits + slk_spec_pkg::ChangeFractionBits
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // host
  input  logic                                  host_access_i,
  input  logic                                  host_select_rule_i,
  input  logic                                  host_select_table_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_rule_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_table_o,
  // modulators, which hold from the next rescaling on
  input  logic                                  modulators_valid_i,
  input  slk_spec_pkg::modulators_reg_t         modulators_i,
  output logic [Rules-1:0]                      changed_o,  // m_plus or enable will be another
  output logic                                  work_o,     // some rule is to be rescaled
  // rescaling
  input  logic                                  start_i,
  output logic                                  idle_o,
  output logic                                  rescaled_o,  // counts rules
  output logic                                  write_o,
  output logic [1:0]                            write_table_o,
  output logic [RuleBits-1:0]                   write_rule_o,
  output logic [5:0]                            write_index_o,  // distance; N at 0 is C alone
  output logic                                  write_acts_o,
  output logic signed [ValueBits-1:0]           write_value_o,
  output logic [Rules-1:0]                      opens_o,  // events of the rule open windows
  // the rule of a row, one cycle after read_i, while idle
  input  logic                                  read_i,
  input  logic [RuleBits-1:0]                   read_rule_i,
  output slk_spec_pkg::rule_t                   rule_o
);
  localparam int unsigned Tables = 4;  // three, and what the address leaves over
  localparam int unsigned DistanceBits = $clog2(slk_spec_pkg::LearningWindow);
  localparam int unsigned SumBits = slk_spec_pkg::RuleEntryBits + 1;
  localparam int unsigned ProductBits = SumBits + slk_spec_pkg::ModulatorBits;

  // Stage 0 reads an entry, stage 1 multiplies it, stage 2 writes the product.
  logic valid0, valid1_q, valid2_q, event0, event1;
  logic [1:0] table0, table1_q, table2_q;
  logic [RuleBits-1:0] rule0, rule1_q, rule2_q;
  logic [5:0] index0, index1_q, index2_q;
  logic [Rules-1:0] written, window_due, event_due;
  slk_spec_pkg::modulators_reg_t modulators;  // stage 1

  always_comb begin
    for (int unsigned r = 0; r < Rules; r++) begin
      written[r] = host_i.write
          & ((host_select_rule_i & (host_i.row[RuleBits-1:0] == RuleBits'(r)))
             | (host_select_table_i & (host_i.row[DistanceBits+:RuleBits] == RuleBits'(r))));
    end
  end

  slk_modulators #(
    .Rules(Rules)
  ) u_modulators (
    .clk_i,
    .rst_i,
    .valid_i(modulators_valid_i),
    .modulators_i,
    .written_i(written),
    .changed_o,
    .window_due_o(window_due),
    .event_due_o(event_due),
    .read_i(valid0),
    .rule_i(rule0),
    .done_i(rescaled_o),
    .modulators_o(modulators)
  );
  assign work_o = (window_due | event_due) != '0;

  slk_rule_walk #(
    .Teaching(Teaching),
    .Rules(Rules)
  ) u_walk (
    .clk_i,
    .rst_i,
    .start_i,
    .window_due_i(window_due),
    .event_due_i(event_due),
    .valid_o(valid0),
    .table_o(table0),
    .rule_o(rule0),
    .index_o(index0),
    .done_o(rescaled_o)
  );

  always_ff @(posedge clk_i) begin
    valid1_q <= valid0 & !rst_i;
    valid2_q <= valid1_q & !rst_i;
    table1_q <= table0;
    table2_q <= table1_q;
    rule1_q  <= rule0;
    rule2_q  <= rule1_q;
    index1_q <= index0;
    index2_q <= index1_q;
  end
  assign idle_o = !valid0 & !valid1_q & !valid2_q & !start_i;
  assign event0 = table0 == 2'(slk_spec_pkg::TableN);
  assign event1 = table1_q == 2'(slk_spec_pkg::TableN);

  slk_spec_pkg::rule_entry_t entry;

  slk_host_ram #(
    .Width(slk_spec_pkg::RuleWidth),
    .Depth(Rules),
    .Written(0)
  ) u_rules (
    .clk_i,
    .read_en_i(valid0 | read_i),
    .read_addr_i(valid0 ? rule0 : read_rule_i),
    .read_data_o(rule_o),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_rule_i),
    .host_i,
    .host_rdata_o(host_rdata_rule_o)
  );
  slk_host_ram #(
    .Width(slk_spec_pkg::RuleEntryWidth),
    .Depth(Tables * Rules * slk_spec_pkg::LearningWindow),
    .Written(0)
  ) u_tables (
    .clk_i,
    .read_en_i(valid0),
    .read_addr_i({table0, rule0, index0[DistanceBits-1:0] - DistanceBits'(event0)}),
    .read_data_o(entry),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_table_i),
    .host_i,
    .host_rdata_o(host_rdata_table_o)
  );

  // C counts at every distance of N; a rule opens windows by what its P and Q hold.
  logic signed [SumBits-1:0] sum;
  logic signed [slk_spec_pkg::ModulatorBits-1:0] modulator;
  logic signed [ProductBits-1:0] product_q;
  logic [slk_spec_pkg::RuleFractionBits-1:0] fraction_bits_q;
  logic stochastic_q;

  always_comb begin
    modulator = '0;
    if (modulators.enable) modulator = event1 ? modulators.m_minus : modulators.m_plus;
    sum = '0;
    if (!event1 || index1_q != '0) sum = SumBits'($signed(entry.entry));
    if (event1) sum = sum + SumBits'($signed(rule_o.c));
  end

  always_ff @(posedge clk_i) begin
    product_q       <= ProductBits'(sum) * ProductBits'(modulator);
    fraction_bits_q <= rule_o.fraction_bits;
    stochastic_q    <= (Random != 0) & rule_o.stochastic;
    if (rst_i) begin
      opens_o <= '0;
    end else if (valid1_q && !event1) begin
      for (int unsigned r = 0; r < Rules; r++) begin
        if (rule1_q == RuleBits'(r)) begin
          opens_o[r] <= (modulators.enable & (entry.entry != '0))
              | (opens_o[r] & !(table1_q == 2'(slk_spec_pkg::TableP) && index1_q == '0));
        end
      end
    end
  end

  slk_rescale u_rescale (
    .x_i(product_q),
    .fraction_bits_i(fraction_bits_q),
    .stochastic_i(stochastic_q),
    .acts_o(write_acts_o),
    .value_o(write_value_o)
  );
  assign write_o = valid2_q;
  assign write_table_o = table2_q;
  assign write_rule_o = rule2_q;
  assign write_index_o = index2_q;

`ifdef VERILATOR
  // Between commands the host writes, and while rules are rescaled nobody asks for one.
  assert property (@(posedge clk_i) disable iff (rst_i)
      idle_o || !(read_i || modulators_valid_i || written != '0));
`endif
  logic unused;
  assign unused = &{1'b0, modulators};
endmodule
