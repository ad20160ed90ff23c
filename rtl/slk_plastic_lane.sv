// SPDX-License-Identifier: Apache-2.0
// Learning of one lane: histories, tables and random numbers of its slots, and the three updates that
// a synapse can make in a pass: of its window by P and by Q, and of the event by N and C. A weight
// follows its word through these stages, which slk_learning times:
//   H read the histories   pair them   T read P and Q, read the weight   A the first update of the window
//   B the second, read N   C that of the event   D the new weight
module slk_plastic_lane #(
  parameter int unsigned Segments = 32,
  parameter int unsigned Teaching = 1,
  parameter int unsigned Random = 1,
  parameter int unsigned AddrBits = Segments > 1 ? $clog2(Segments) : 1,
  parameter int unsigned ChangeBits =
      slk_spec_pkg::ChangeIntegerBits + slk_spec_pkg::ChangeFractionBits
) (
  input  logic                                       clk_i,
  // draws: numbers are read, and one cycle later mixed with the row's keys; five more until A
  input  logic                                       number_read_i,
  input  logic [AddrBits-1:0]                        number_segment_i,
  input  logic [31:0]                                window_key_a_i,
  input  logic [31:0]                                window_key_b_i,
  input  logic [31:0]                                event_key_a_i,
  input  logic [31:0]                                event_key_b_i,
  // H: by the synapse pass, or by the neuron pass
  input  logic                                       history_read_i,
  input  logic [AddrBits-1:0]                        history_segment_i,
  // behind H
  input  logic [31:0]                                inside_i,
  input  logic [5:0]                                 age_i,
  input  logic [5:0]                                 due_from_i,
  // T
  input  logic [slk_spec_pkg::RuleBits-1:0]          table_rule_i,
  // A
  input  logic signed [slk_spec_pkg::WeightBits-1:0] weight_i,
  input  logic                                       window_i,  // make the window's updates
  input  slk_spec_pkg::rule_t                        rule_i,
  // B
  input  slk_spec_pkg::rule_t                        rule_b_i,
  input  logic [slk_spec_pkg::RuleBits-1:0]          table_rule_b_i,
  output logic                                       p_updated_o,
  output logic                                       q_updated_o,
  // C
  input  logic                                       event_i,   // make the event's update
  input  slk_spec_pkg::rule_t                        rule_c_i,
  output logic                                       event_updated_o,
  output logic [1:0]                                 changes_o,
  // D
  output logic signed [slk_spec_pkg::WeightBits-1:0] weight_o,
  input  logic                                       teach_i,   // the word is of an instructive row
  input  logic [AddrBits-1:0]                        segment_d_i,
  // tables are written by the rescaling of rules
  input  logic                                       write_i,
  input  logic [1:0]                                 write_table_i,
  input  logic [slk_spec_pkg::RuleBits-1:0]          write_rule_i,
  input  logic [5:0]                                 write_index_i,
  input  logic                                       write_acts_i,
  input  logic signed [ChangeBits-1:0]               write_value_i,
  // neuron pass: one cycle after it has read a slot's histories it writes them
  input  logic                                       step_write_i,  // this lane's slot
  input  logic [AddrBits-1:0]                        step_segment_i,
  input  logic                                       step_reset_i,
  input  logic                                       step_spike_i,
  // host: rows are segments
  input  logic                                       host_access_i,
  input  logic                                       host_select_history_i,
  input  logic                                       host_select_number_i,
  input  slk_spec_pkg::host_bus_t                    host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0]      host_rdata_history_o
);
  localparam int unsigned WindowIndexBits = slk_spec_pkg::RuleBits + slk_spec_pkg::DelayBits;
  localparam int unsigned EventIndexBits = slk_spec_pkg::RuleBits + 6;
  localparam int unsigned HistoryBits =
      Teaching != 0 ? slk_spec_pkg::HistoryWidth : slk_spec_pkg::HistoryWidth / 2;

  // Histories, and the marks that instructive rows of this step leave.
  logic [HistoryBits-1:0] history, history_new;
  logic [31:0] own, teacher, teacher_new;
  logic synapse_d;

  assign own = history[31:0];
  assign synapse_d = weight_o != slk_spec_pkg::WeightBits'(slk_spec_pkg::NoSynapse);

  slk_host_ram #(
    .Width(HistoryBits),
    .Depth(Segments),
    .AddrBits(AddrBits)
  ) u_histories (
    .clk_i,
    .read_en_i(history_read_i),
    .read_addr_i(history_segment_i),
    .read_data_o(history),
    .write_en_i(step_write_i),
    .write_addr_i(step_segment_i),
    .write_data_i(step_reset_i ? '0 : history_new),
    .host_access_i,
    .host_select_i(host_select_history_i),
    .host_i,
    .host_rdata_o(host_rdata_history_o)
  );

  if (Teaching != 0) begin : g_teaching
    logic taught;
    slk_ram #(
      .Width(1),
      .Depth(Segments),
      .AddrBits(AddrBits)
    ) u_taught (
      .clk_i,
      .clear_i(1'b0),
      .read_en_i(history_read_i),
      .read_addr_i(history_segment_i),
      .read_data_o(taught),
      .write_en_i((teach_i & synapse_d) | step_write_i),
      .write_addr_i(step_write_i ? step_segment_i : segment_d_i),
      .write_data_i(!step_write_i)
    );
    assign teacher = history[63:32];
    assign teacher_new = {teacher[30:0], taught};
    assign history_new = {teacher_new, own[30:0], step_spike_i};
  end else begin : g_no_teaching
    assign teacher = '0;
    assign teacher_new = '0;
    assign history_new = {own[30:0], step_spike_i};
    logic unused;
    assign unused = &{1'b0, teach_i, synapse_d, segment_d_i, teacher_new};
  end

  // Pairing.
  logic p_due, q_due, p_first, p_due_t_q, q_due_t_q, p_first_t_q, p_due_a_q, q_due_a_q, p_first_a_q;
  logic [4:0] p_distance, q_distance, p_distance_q, q_distance_q;
  logic [5:0] last, last_b;

  slk_pairing #(
    .Teaching(Teaching)
  ) u_pairing (
    .own_i(own),
    .teacher_i(teacher),
    .inside_i,
    .age_i,
    .due_from_i,
    .p_due_o(p_due),
    .p_distance_o(p_distance),
    .q_due_o(q_due),
    .q_distance_o(q_distance),
    .p_first_o(p_first),
    .last_o(last)
  );
  slk_delay #(
    .Width(6),
    .Stages(3)
  ) u_last (
    .clk_i,
    .d_i(last),
    .q_o(last_b)
  );

  always_ff @(posedge clk_i) begin
    p_distance_q <= p_distance;
    q_distance_q <= q_distance;
    p_due_t_q    <= p_due;
    q_due_t_q    <= q_due;
    p_first_t_q  <= p_first;
    p_due_a_q    <= p_due_t_q;
    q_due_a_q    <= q_due_t_q;
    p_first_a_q  <= p_first_t_q;
  end

  // Tables: {acts, value} of every rule and distance.
  logic p_acts, q_acts, n_acts;
  logic signed [ChangeBits-1:0] p_value, q_value, n_value;

  slk_ram #(
    .Width(1 + ChangeBits),
    .Depth(1 << WindowIndexBits)
  ) u_p (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i(1'b1),
    .read_addr_i({table_rule_i, p_distance_q}),
    .read_data_o({p_acts, p_value}),
    .write_en_i(write_i & write_table_i == 2'(slk_spec_pkg::TableP)),
    .write_addr_i({write_rule_i, write_index_i[slk_spec_pkg::DelayBits-1:0]}),
    .write_data_i({write_acts_i, write_value_i})
  );
  if (Teaching != 0) begin : g_q
    slk_ram #(
      .Width(1 + ChangeBits),
      .Depth(1 << WindowIndexBits)
    ) u_q (
      .clk_i,
      .clear_i(1'b0),
      .read_en_i(1'b1),
      .read_addr_i({table_rule_i, q_distance_q}),
      .read_data_o({q_acts, q_value}),
      .write_en_i(write_i & write_table_i == 2'(slk_spec_pkg::TableQ)),
      .write_addr_i({write_rule_i, write_index_i[slk_spec_pkg::DelayBits-1:0]}),
      .write_data_i({write_acts_i, write_value_i})
    );
  end else begin : g_no_q
    assign {q_acts, q_value} = '0;
    logic unused;
    assign unused = &{1'b0, q_distance_q};
  end
  slk_ram #(
    .Width(1 + ChangeBits),
    .Depth(1 << EventIndexBits)
  ) u_n (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i(1'b1),
    .read_addr_i({table_rule_b_i, last_b}),
    .read_data_o({n_acts, n_value}),
    .write_en_i(write_i & write_table_i == 2'(slk_spec_pkg::TableN)),
    .write_addr_i({write_rule_i, write_index_i}),
    .write_data_i({write_acts_i, write_value_i})
  );

  // Random numbers: P takes the low half of the window's, Q the high half, the event the low half.
  slk_spec_pkg::number_t number;
  logic [15:0] p_half, q_half, event_half;

  if (Random != 0) begin : g_random
    logic [31:0] window_draw, event_draw, unused_rdata;
    slk_host_ram #(
      .Width(slk_spec_pkg::NumberWidth),
      .Depth(Segments),
      .AddrBits(AddrBits),
      .Written(0),
      .Block(0)
    ) u_numbers (
      .clk_i,
      .read_en_i(number_read_i),
      .read_addr_i(number_segment_i),
      .read_data_o(number),
      .write_en_i(1'b0),
      .write_addr_i('0),
      .write_data_i('0),
      .host_access_i,
      .host_select_i(host_select_number_i),
      .host_i,
      .host_rdata_o(unused_rdata)
    );
    slk_mix u_window_mix (
      .clk_i,
      .x_i(32'(number.number)),
      .a_i(window_key_b_i),
      .b_i(window_key_a_i),
      .result_o(window_draw)
    );
    slk_mix u_event_mix (
      .clk_i,
      .x_i(32'(number.number)),
      .a_i(event_key_b_i),
      .b_i(event_key_a_i),
      .result_o(event_draw)
    );
    assign p_half = rule_i.stochastic ? window_draw[15:0] : '0;
    assign q_half = rule_i.stochastic ? window_draw[31:16] : '0;
    slk_delay #(
      .Width(16),
      .Stages(2)
    ) u_event_half (
      .clk_i,
      .d_i(rule_i.stochastic ? event_draw[15:0] : '0),
      .q_o(event_half)
    );
    logic unused;
    assign unused = &{1'b0, unused_rdata, event_draw};
  end else begin : g_no_random
    assign {p_half, q_half, event_half} = '0;
    assign number = '0;
    logic unused;
    assign unused = &{1'b0, number, number_read_i, number_segment_i, window_key_a_i, window_key_b_i,
                      event_key_a_i, event_key_b_i, host_select_number_i};
  end

  // A: the earlier update of the window, or the only one that is due.
  logic a_synapse, a_window, a_p, a_due, a_updated, a_changed;
  logic signed [slk_spec_pkg::WeightBits-1:0] a_weight, b_weight, c_weight;

  assign a_synapse = weight_i != slk_spec_pkg::WeightBits'(slk_spec_pkg::NoSynapse);
  assign a_window = a_synapse & window_i;
  assign a_p = p_due_a_q & (p_first_a_q | !q_due_a_q);
  assign a_due = p_due_a_q | q_due_a_q;

  slk_weight_update #(
    .Random(Random)
  ) u_update_a (
    .apply_i(a_window & a_due),
    .weight_i,
    .acts_i(a_p ? p_acts : q_acts),
    .value_i(a_p ? p_value : q_value),
    .random_i(a_p ? p_half : q_half),
    .min_i(rule_i.min),
    .max_i(rule_i.max),
    .weight_o(a_weight),
    .updated_o(a_updated),
    .changed_o(a_changed)
  );

  // B: the later one, if both are due.
  logic b_apply_q, b_first_p_q, b_acts_q, b_a_updated_q, b_a_changed_q, b_synapse_q;
  logic b_updated, b_changed;
  logic signed [slk_spec_pkg::WeightBits-1:0] b_weight_q, c_weight_q;
  logic c_synapse_q;
  logic [1:0] c_changes_q;

  if (Teaching != 0) begin : g_second
    logic signed [ChangeBits-1:0] b_value_q;
    logic [15:0] b_half_q;
    slk_weight_update #(
      .Random(Random)
    ) u_update_b (
      .apply_i(b_apply_q),
      .weight_i(b_weight_q),
      .acts_i(b_acts_q),
      .value_i(b_value_q),
      .random_i(b_half_q),
      .min_i(rule_b_i.min),
      .max_i(rule_b_i.max),
      .weight_o(b_weight),
      .updated_o(b_updated),
      .changed_o(b_changed)
    );
    always_ff @(posedge clk_i) begin
      b_apply_q <= a_window & p_due_a_q & q_due_a_q;
      b_acts_q  <= a_p ? q_acts : p_acts;
      b_value_q <= a_p ? q_value : p_value;
      b_half_q  <= a_p ? q_half : p_half;
    end
  end else begin : g_no_second
    assign b_weight = b_weight_q;
    assign {b_updated, b_changed, b_apply_q, b_acts_q} = '0;
    logic unused;
    assign unused = &{1'b0, q_half, b_apply_q, b_acts_q};
  end

  assign p_updated_o = b_first_p_q ? b_a_updated_q : b_updated;
  assign q_updated_o = b_first_p_q ? b_updated : b_a_updated_q;

  // C: the update of the event.
  logic c_changed;

  slk_weight_update #(
    .Random(Random)
  ) u_update_c (
    .apply_i(c_synapse_q & event_i),
    .weight_i(c_weight_q),
    .acts_i(n_acts),
    .value_i(n_value),
    .random_i(event_half),
    .min_i(rule_c_i.min),
    .max_i(rule_c_i.max),
    .weight_o(c_weight),
    .updated_o(event_updated_o),
    .changed_o(c_changed)
  );
  assign changes_o = c_changes_q + 2'(c_changed);

  always_ff @(posedge clk_i) begin
    b_weight_q    <= a_weight;
    b_synapse_q   <= a_synapse;
    b_first_p_q   <= a_p;
    b_a_updated_q <= a_updated;
    b_a_changed_q <= a_changed;
    c_weight_q    <= b_weight;
    c_synapse_q   <= b_synapse_q;
    c_changes_q   <= 2'(b_a_changed_q) + 2'(b_changed);
    weight_o      <= c_weight;
  end

  logic unused;
  assign unused = &{1'b0, rule_i, rule_b_i, rule_c_i, host_i};
endmodule
