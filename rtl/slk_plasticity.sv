// SPDX-License-Identifier: Apache-2.0
// All that learning adds to a core: rules, rows and their windows, keys, the lanes' updates, the close
// plane and the walk of a flush. Like slk_core it names connections and does nothing else.
module slk_plasticity #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Teaching = 1,
  parameter int unsigned Random = 1,
  parameter int unsigned HistoryStage = 8,
  parameter int unsigned CountBits = 6,
  parameter int unsigned SlotAddrBits = $clog2(Neurons),
  parameter int unsigned AxonAddrBits = $clog2(Axons),
  parameter int unsigned WordAddrBits = AxonAddrBits - $clog2(slk_spec_pkg::RingWordBits),
  parameter int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1
) (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  // command and phases
  input  logic                                      command_valid_i,
  input  slk_spec_pkg::command_reg_t                command_i,
  output logic                                      command_flush_o,    // it needs a flush
  output logic                                      command_rescale_o,  // it needs a rescaling
  input  logic                                      in_flush_i,
  input  logic                                      enter_flush_i,
  input  logic                                      in_rescale_i,
  input  logic                                      enter_rescale_i,
  input  logic                                      enter_synapse_i,
  input  logic                                      enter_update_i,
  output logic                                      flush_idle_o,
  output logic                                      rescale_idle_o,
  input  logic                                      synapse_idle_i,
  output logic                                      keys_ready_o,
  // registers
  input  logic [slk_spec_pkg::StepBits-1:0]         step_i,
  input  logic [AxonAddrBits:0]                     plastic_axons_i,
  input  logic                                      modulators_valid_i,
  input  slk_spec_pkg::modulators_reg_t             modulators_i,
  input  logic [31:0]                               window_key_a_i,
  input  logic [31:0]                               window_key_b_i,
  input  logic [31:0]                               event_key_a_i,
  input  logic [31:0]                               event_key_b_i,
  // scan and sweep of the delay ring, which the close plane follows
  input  logic                                      scan_read_en_i,
  input  logic [WordAddrBits-1:0]                   scan_read_word_i,
  input  logic                                      scan_clear_en_i,
  input  logic [WordAddrBits-1:0]                   scan_clear_word_i,
  output logic [slk_spec_pkg::RingWordBits-1:0]     closing_word_o,
  input  logic                                      sweep_en_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]        sweep_slot_i,
  input  logic [WordAddrBits-1:0]                   sweep_word_i,
  // axons of a flush
  input  logic                                      flush_take_i,
  output logic                                      flush_event_o,
  output logic [AxonAddrBits-1:0]                   flush_axon_o,
  // the axon that is handed out, and its row
  input  logic                                      event_i,
  input  logic [AxonAddrBits-1:0]                   event_axon_i,
  input  logic                                      event_heard_i,
  output logic                                      pass_o,
  output logic                                      heard_o,
  output logic                                      plastic_o,
  // words
  input  logic                                      walk_valid_i,
  input  logic [SegmentAddrBits-1:0]                walk_segment_i,
  input  logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_i,
  output logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_o,
  input  logic                                      teach_i,    // word_o is of an instructive row
  input  logic [SegmentAddrBits-1:0]                segment_i,  // of word_o
  // neuron pass
  input  logic                                      history_take_i,
  input  logic [SlotAddrBits-1:0]                   history_slot_i,
  input  logic                                      state_write_i,
  input  logic [SlotAddrBits-1:0]                   state_write_slot_i,
  input  logic                                      state_reset_i,
  input  logic                                      spike_i,
  // events
  output logic                                      closing_pass_o,
  output logic                                      flush_pass_o,
  output logic                                      rescaled_o,
  output logic [CountBits-1:0]                      p_updates_o,
  output logic [CountBits-1:0]                      q_updates_o,
  output logic [CountBits-1:0]                      event_updates_o,
  output logic [CountBits-1:0]                      changes_o,
  output logic [CountBits-1:0]                      draws_o,
  // host
  input  logic                                      host_access_i,
  input  logic                                      host_select_number_i,
  input  logic                                      host_select_axon_i,
  input  logic                                      host_select_window_i,
  input  logic                                      host_select_history_i,
  input  logic                                      host_select_rule_i,
  input  logic                                      host_select_table_i,
  input  slk_spec_pkg::host_bus_t                   host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_axon_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_window_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_history_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_rule_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]     host_rdata_table_o
);
  localparam int unsigned Rules = slk_spec_pkg::RulesMax;
  localparam int unsigned ChangeBits =
      slk_spec_pkg::ChangeIntegerBits + slk_spec_pkg::ChangeFractionBits;

  // What a command needs. A reset flushes all rules, and so does a flush; new modulators flush theirs.
  logic flush_all, work, flushed;
  logic [Rules-1:0] changed, flush_rules_q;

  assign flush_all = command_i.flush | command_i.reset;
  assign command_flush_o =
      plastic_axons_i != '0 & (flush_all | (command_i.step & changed != '0));
  assign command_rescale_o = work & (flush_all | command_i.step);
  assign flushed = in_flush_i & flush_idle_o & synapse_idle_i;

  always_ff @(posedge clk_i) begin
    if (command_valid_i) flush_rules_q <= flush_all ? '1 : changed;
  end

  // Rules and their tables.
  logic write, write_acts;
  logic [1:0] write_table;
  logic [slk_spec_pkg::RuleBits-1:0] write_rule, lookup_rule;
  logic [5:0] write_index;
  logic signed [ChangeBits-1:0] write_value;
  logic [Rules-1:0] opens;
  slk_spec_pkg::rule_t lookup;

  slk_rules #(
    .Teaching(Teaching),
    .Random(Random)
  ) u_rules (
    .clk_i,
    .rst_i,
    .host_access_i,
    .host_select_rule_i,
    .host_select_table_i,
    .host_i,
    .host_rdata_rule_o,
    .host_rdata_table_o,
    .modulators_valid_i,
    .modulators_i,
    .changed_o(changed),
    .work_o(work),
    .start_i(enter_rescale_i),
    .idle_o(rescale_idle_o),
    .rescaled_o,
    .write_o(write),
    .write_table_o(write_table),
    .write_rule_o(write_rule),
    .write_index_o(write_index),
    .write_acts_o(write_acts),
    .write_value_o(write_value),
    .opens_o(opens),
    .read_i(!in_rescale_i),
    .read_rule_i(lookup_rule),
    .rule_o(lookup)
  );

  // Rows and their windows.
  logic row_window, row_opens;
  logic [5:0] row_age, row_due_from;
  logic [slk_spec_pkg::DelayBits-1:0] row_opened;
  slk_spec_pkg::plastic_axon_t row;

  slk_plastic_rows #(
    .Axons(Axons)
  ) u_rows (
    .clk_i,
    .rst_i,
    .event_i,
    .event_axon_i,
    .event_heard_i,
    .in_flush_i,
    .step_slot_i(step_i[slk_spec_pkg::DelayBits-1:0]),
    .plastic_axons_i,
    .flush_rules_i(flush_rules_q),
    .opens_i(opens),
    .command_valid_i,
    .command_step_i(command_i.step),
    .flushed_i(flushed),
    .pass_o,
    .heard_o,
    .plastic_o,
    .window_o(row_window),
    .age_o(row_age),
    .due_from_o(row_due_from),
    .row_o(row),
    .opened_o(row_opened),
    .open_o(row_opens),
    .closing_o(closing_pass_o),
    .flush_o(flush_pass_o),
    .sweep_en_i,
    .sweep_axon_i({sweep_word_i, sweep_slot_i}),
    .host_access_i,
    .host_select_axon_i,
    .host_select_window_i,
    .host_i,
    .host_rdata_axon_o,
    .host_rdata_window_o
  );

  slk_flush_walk #(
    .Axons(Axons)
  ) u_flush_walk (
    .clk_i,
    .rst_i,
    .start_i(enter_flush_i),
    .axons_i(plastic_axons_i),
    .take_i(flush_take_i),
    .event_o(flush_event_o),
    .axon_o(flush_axon_o),
    .idle_o(flush_idle_o)
  );

  logic [$clog2(slk_spec_pkg::RingWordBits)-1:0] event_bit_q;
  always_ff @(posedge clk_i) event_bit_q <= event_axon_i[$clog2(slk_spec_pkg::RingWordBits)-1:0];

  slk_close_plane #(
    .Axons(Axons)
  ) u_close_plane (
    .clk_i,
    .rst_i,
    .slot_i(step_i[slk_spec_pkg::DelayBits-1:0]),
    .read_en_i(scan_read_en_i),
    .read_word_i(scan_read_word_i),
    .word_o(closing_word_o),
    .clear_en_i(scan_clear_en_i),
    .clear_word_i(scan_clear_word_i),
    .open_i(row_opens),
    .open_bit_i(event_bit_q),
    .sweep_en_i,
    .sweep_slot_i,
    .sweep_word_i
  );

  // Keys of the random numbers.
  logic [31:0] window_a, window_b, event_a, event_b;

  if (Random != 0) begin : g_keys
    slk_learning_keys u_keys (
      .clk_i,
      .rst_i,
      .enter_synapse_i,
      .enter_update_i,
      .step_i,
      .window_key_a_i,
      .window_key_b_i,
      .event_key_a_i,
      .event_key_b_i,
      .ready_o(keys_ready_o),
      .opened_i(row_opened),
      .key1_i({row.source, row.delay}),
      .window_a_o(window_a),
      .window_b_o(window_b),
      .event_a_o(event_a),
      .event_b_o(event_b)
    );
  end else begin : g_no_keys
    assign keys_ready_o = 1'b1;
    assign {window_a, window_b, event_a, event_b} = '0;
    logic unused;
    assign unused = &{1'b0, enter_synapse_i, enter_update_i, row, row_opened, window_key_a_i,
                      window_key_b_i, event_key_a_i, event_key_b_i};
  end

  slk_learning #(
    .Neurons(Neurons),
    .Lanes(Lanes),
    .Teaching(Teaching),
    .Random(Random),
    .HistoryStage(HistoryStage),
    .CountBits(CountBits)
  ) u_learning (
    .clk_i,
    .segment_i(walk_segment_i),
    .window_i(walk_valid_i & row_window),
    .event_i(walk_valid_i & heard_o & plastic_o),
    .age_i(row_age),
    .due_from_i(row_due_from),
    .rule_i(row.rule),
    .window_key_a_i(window_a),
    .window_key_b_i(window_b),
    .event_key_a_i(event_a),
    .event_key_b_i(event_b),
    .lookup_rule_o(lookup_rule),
    .lookup_i(lookup),
    .word_i,
    .word_o,
    .teach_i,
    .segment_d_i(segment_i),
    .p_updates_o,
    .q_updates_o,
    .event_updates_o,
    .changes_o,
    .draws_o,
    .write_i(write),
    .write_table_i(write_table),
    .write_rule_i(write_rule),
    .write_index_i(write_index),
    .write_acts_i(write_acts),
    .write_value_i(write_value),
    .step_read_i(history_take_i),
    .step_read_slot_i(history_slot_i),
    .step_write_i(state_write_i),
    .step_write_slot_i(state_write_slot_i),
    .step_reset_i(state_reset_i),
    .step_spike_i(spike_i),
    .host_access_i,
    .host_select_history_i,
    .host_select_number_i,
    .host_i,
    .host_rdata_history_o
  );

  logic unused;
  assign unused = &{1'b0, command_i, step_i};
endmodule
