// SPDX-License-Identifier: Apache-2.0
// Learning: the lanes' tables, histories and updates behind a row's walk. A word that the walk names in
// cycle c (stage 0) is read from the synapse memory in cycle c + HistoryStage + 2, arrives here one
// cycle later (stage A), and leaves, updated, three cycles after that (stage D), whatever its row.
module slk_learning #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Teaching = 1,
  parameter int unsigned Random = 1,
  parameter int unsigned HistoryStage = 8,  // at which the histories are read: 8 with random numbers, or 0
  parameter int unsigned CountBits = 6,
  parameter int unsigned SlotAddrBits = $clog2(Neurons),
  parameter int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1,
  parameter int unsigned ChangeBits =
      slk_spec_pkg::ChangeIntegerBits + slk_spec_pkg::ChangeFractionBits
) (
  input  logic                                      clk_i,
  // stage 0: the word and its row
  input  logic [SegmentAddrBits-1:0]                segment_i,
  input  logic                                      window_i,  // a word with the updates of its window
  input  logic                                      event_i,   // a word with the update of an event
  input  logic [5:0]                                age_i,
  input  logic [5:0]                                due_from_i,
  input  logic [slk_spec_pkg::RuleBits-1:0]         rule_i,
  // stage 6: keys of the row
  input  logic [31:0]                               window_key_a_i,
  input  logic [31:0]                               window_key_b_i,
  input  logic [31:0]                               event_key_a_i,
  input  logic [31:0]                               event_key_b_i,
  // the row's rule is looked up
  output logic [slk_spec_pkg::RuleBits-1:0]         lookup_rule_o,
  input  slk_spec_pkg::rule_t                       lookup_i,  // one cycle later
  // stages A and D
  input  logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_i,
  output logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_o,
  input  logic                                      teach_i,   // the word that leaves is instructive
  input  logic [SegmentAddrBits-1:0]                segment_d_i,
  // events
  output logic [CountBits-1:0]                      p_updates_o,
  output logic [CountBits-1:0]                      q_updates_o,
  output logic [CountBits-1:0]                      event_updates_o,
  output logic [CountBits-1:0]                      changes_o,
  output logic [CountBits-1:0]                      draws_o,
  // tables
  input  logic                                      write_i,
  input  logic [1:0]                                write_table_i,
  input  logic [slk_spec_pkg::RuleBits-1:0]         write_rule_i,
  input  logic [5:0]                                write_index_i,
  input  logic                                      write_acts_i,
  input  logic signed [ChangeBits-1:0]              write_value_i,
  // neuron pass: reads a slot's histories in one cycle and writes them in the next
  input  logic                                      step_read_i,
  input  logic [SlotAddrBits-1:0]                   step_read_slot_i,
  input  logic                                      step_write_i,
  input  logic [SlotAddrBits-1:0]                   step_write_slot_i,
  input  logic                                      step_reset_i,
  input  logic                                      step_spike_i,
  // host
  input  logic                                      host_access_i,
  input  logic                                      host_select_history_i,
  input  logic                                      host_select_number_i,
  input  slk_spec_pkg::host_bus_t                   host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_history_o
);
  localparam int unsigned LaneShift = $clog2(Lanes);
  localparam int unsigned LaneAddrBits = Lanes > 1 ? LaneShift : 1;
  localparam int unsigned WeightBits = slk_spec_pkg::WeightBits;
  localparam int unsigned DataBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned RuleBits = slk_spec_pkg::RuleBits;
  localparam int unsigned NumberStage = 5;
  localparam int unsigned RowBits = 2 + 6 + 6 + RuleBits + SegmentAddrBits;

  // The row on its way: H, behind it, T, A, B, C.
  logic window_h, event_h, window_a, event_c;
  logic [5:0] age_h, due_from_h, age_q, due_from_q;
  logic [RuleBits-1:0] rule_h, rule_t, rule_b;
  logic [SegmentAddrBits-1:0] segment_h, number_segment, read_segment, write_segment;
  logic [31:0] inside_q;
  slk_spec_pkg::rule_t rule_b_q, rule_c_q;

  slk_delay #(
    .Width(RowBits),
    .Stages(HistoryStage)
  ) u_row (
    .clk_i,
    .d_i({window_i, event_i, age_i, due_from_i, rule_i, segment_i}),
    .q_o({window_h, event_h, age_h, due_from_h, rule_h, segment_h})
  );
  slk_delay #(
    .Width(SegmentAddrBits),
    .Stages(Random != 0 ? NumberStage : 0)
  ) u_number_segment (
    .clk_i,
    .d_i(segment_i),
    .q_o(number_segment)
  );
  slk_delay #(
    .Width(1),
    .Stages(3)
  ) u_window (
    .clk_i,
    .d_i(window_h),
    .q_o(window_a)
  );
  slk_delay #(
    .Width(1),
    .Stages(5)
  ) u_event (
    .clk_i,
    .d_i(event_h),
    .q_o(event_c)
  );
  slk_delay #(
    .Width(RuleBits),
    .Stages(2)
  ) u_rule_t (
    .clk_i,
    .d_i(rule_h),
    .q_o(rule_t)
  );
  slk_delay #(
    .Width(RuleBits),
    .Stages(2)
  ) u_rule_b (
    .clk_i,
    .d_i(rule_t),
    .q_o(rule_b)
  );
  assign lookup_rule_o = rule_t;
  assign read_segment = SegmentAddrBits'(step_read_slot_i >> LaneShift);
  assign write_segment = SegmentAddrBits'(step_write_slot_i >> LaneShift);

  always_ff @(posedge clk_i) begin
    age_q      <= age_h;
    due_from_q <= due_from_h;
    inside_q   <= '1 >> (6'd32 - age_h);
    rule_b_q   <= lookup_i;
    rule_c_q   <= rule_b_q;
  end

  // The lanes.
  logic [Lanes-1:0] p_updated, q_updated, event_updated;
  logic [Lanes*2-1:0] changes;
  logic [Lanes*DataBits-1:0] host_rdata;
  logic [LaneAddrBits-1:0] host_lane;
  slk_spec_pkg::host_bus_t host_lane_bus;

  assign host_lane = LaneAddrBits'(32'(host_i.row) & (Lanes - 1));
  always_comb begin
    host_lane_bus = host_i;
    host_lane_bus.row = host_i.row >> LaneShift;
  end

  for (genvar l = 0; l < Lanes; l++) begin : g_lane
    slk_plastic_lane #(
      .Segments(Neurons / Lanes),
      .Teaching(Teaching),
      .Random(Random)
    ) u_lane (
      .clk_i,
      .number_read_i(1'b1),
      .number_segment_i(number_segment),
      .window_key_a_i,
      .window_key_b_i,
      .event_key_a_i,
      .event_key_b_i,
      .history_read_i(1'b1),
      .history_segment_i(step_read_i ? read_segment : segment_h),
      .inside_i(inside_q),
      .age_i(age_q),
      .due_from_i(due_from_q),
      .table_rule_i(rule_t),
      .weight_i(word_i[l*WeightBits+:WeightBits]),
      .window_i(window_a),
      .rule_i(lookup_i),
      .rule_b_i(rule_b_q),
      .table_rule_b_i(rule_b),
      .p_updated_o(p_updated[l]),
      .q_updated_o(q_updated[l]),
      .event_i(event_c),
      .rule_c_i(rule_c_q),
      .event_updated_o(event_updated[l]),
      .changes_o(changes[l*2+:2]),
      .weight_o(word_o[l*WeightBits+:WeightBits]),
      .teach_i,
      .segment_d_i,
      .write_i,
      .write_table_i,
      .write_rule_i,
      .write_index_i,
      .write_acts_i,
      .write_value_i,
      .step_write_i(step_write_i & ((32'(step_write_slot_i) & (Lanes - 1)) == l)),
      .step_segment_i(write_segment),
      .step_reset_i,
      .step_spike_i,
      .host_access_i,
      .host_select_history_i(host_select_history_i & 32'(host_lane) == l),
      .host_select_number_i(host_select_number_i & 32'(host_lane) == l),
      .host_i(host_lane_bus),
      .host_rdata_history_o(host_rdata[l*DataBits+:DataBits])
    );
  end

  always_comb begin
    host_rdata_history_o = '0;
    for (int unsigned l = 0; l < Lanes; l++) begin
      host_rdata_history_o = host_rdata_history_o | host_rdata[l*DataBits+:DataBits];
    end
  end

  // Counts: the window's in stage B, the event's and the changes in stage C.
  always_comb begin
    p_updates_o = '0;
    q_updates_o = '0;
    event_updates_o = '0;
    changes_o = '0;
    for (int unsigned l = 0; l < Lanes; l++) begin
      p_updates_o = p_updates_o + CountBits'(p_updated[l]);
      q_updates_o = q_updates_o + CountBits'(q_updated[l]);
      event_updates_o = event_updates_o + CountBits'(event_updated[l]);
      changes_o = changes_o + CountBits'(changes[l*2+:2]);
    end
    draws_o = (rule_b_q.stochastic ? p_updates_o + q_updates_o : '0)
        + (rule_c_q.stochastic ? event_updates_o : '0);
  end
endmodule
