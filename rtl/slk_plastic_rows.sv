// SPDX-License-Identifier: Apache-2.0
// What a row is to learning, beside its entry in the axon table: whether it is walked at all, which
// updates it makes, and what becomes of its window. An axon is handed out in one cycle (event_i); what
// is said of it here holds from the next cycle until the next axon.
module slk_plastic_rows #(
  parameter int unsigned Axons = 1024,
  parameter int unsigned AxonAddrBits = $clog2(Axons)
) (
  input  logic                                   clk_i,
  input  logic                                   rst_i,
  input  logic                                   event_i,
  input  logic [AxonAddrBits-1:0]                event_axon_i,
  input  logic                                   event_heard_i,  // its spike arrived
  // these hold during a phase
  input  logic                                   in_flush_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]     step_slot_i,
  input  logic [AxonAddrBits:0]                  plastic_axons_i,
  input  logic [slk_spec_pkg::RulesMax-1:0]      flush_rules_i,
  input  logic [slk_spec_pkg::RulesMax-1:0]      opens_i,        // rules that open windows
  // how many steps ago a rule was flushed
  input  logic                                   command_valid_i,
  input  logic                                   command_step_i,
  input  logic                                   flushed_i,      // the flush of flush_rules_i is over
  // the row
  output logic                                   pass_o,         // it is walked; in its first cycle
  output logic                                   heard_o,
  output logic                                   plastic_o,
  output logic                                   window_o,       // with the updates of its window
  output logic [5:0]                             age_o,          // steps of the window, 1..32
  output logic [5:0]                             due_from_o,     // least distance not yet updated, 0..32
  output slk_spec_pkg::plastic_axon_t            row_o,
  output logic [slk_spec_pkg::DelayBits-1:0]     opened_o,       // step, mod 32
  output logic                                   open_o,         // it opens a window; pulse
  output logic                                   closing_o,      // a closing pass; pulse
  output logic                                   flush_o,        // a flush pass; pulse
  // sweep of a reset
  input  logic                                   sweep_en_i,
  input  logic [AxonAddrBits-1:0]                sweep_axon_i,
  // host
  input  logic                                   host_access_i,
  input  logic                                   host_select_axon_i,
  input  logic                                   host_select_window_i,
  input  slk_spec_pkg::host_bus_t                host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0]  host_rdata_axon_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]  host_rdata_window_o
);
  localparam int unsigned Rules = slk_spec_pkg::RulesMax;

  logic fetched_q, heard_q, ends, updates, write;
  logic [AxonAddrBits-1:0] axon_q;
  slk_spec_pkg::axon_window_t window, window_new;
  slk_spec_pkg::plastic_axon_t row;
  logic [slk_spec_pkg::DelayBits-1:0] use_slot, steps;
  logic [5:0] age, since, count_q, use_count;
  logic [2:0] forgotten;
  logic [6:0] due_from;  // the sign on top
  logic [Rules*6-1:0] flushed_q;
  logic [Rules-1:0] recent_q;
  logic in_step_q;

  slk_host_ram #(
    .Width(slk_spec_pkg::PlasticAxonWidth),
    .Depth(Axons),
    .Written(0)
  ) u_axons (
    .clk_i,
    .read_en_i(event_i),
    .read_addr_i(event_axon_i),
    .read_data_o(row),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_axon_i),
    .host_i,
    .host_rdata_o(host_rdata_axon_o)
  );

  slk_host_ram #(
    .Width(slk_spec_pkg::AxonWindowWidth),
    .Depth(Axons)
  ) u_windows (
    .clk_i,
    .read_en_i(event_i),
    .read_addr_i(event_axon_i),
    .read_data_o(window),
    .write_en_i(write | sweep_en_i),
    .write_addr_i(sweep_en_i ? sweep_axon_i : axon_q),
    .write_data_i(sweep_en_i ? '0 : window_new),
    .host_access_i,
    .host_select_i(host_select_window_i),
    .host_i,
    .host_rdata_o(host_rdata_window_o)
  );

  // Both memories hold their output until the next axon is read, so these hold, too.
  assign heard_o = heard_q;
  assign plastic_o = (AxonAddrBits + 1)'(axon_q) < plastic_axons_i;
  assign row_o = row;
  assign opened_o = window.opened;
  // The weights are for the step of the command or, after a flush alone, for the next one.
  assign use_slot = step_slot_i + slk_spec_pkg::DelayBits'(!in_step_q);
  assign steps = use_slot - window.opened;
  assign age = {steps == '0, steps};
  assign age_o = age;

  // A window ends by itself when its 32 steps are over.
  assign ends = plastic_o & window.open & !in_flush_i & window.opened == use_slot;
  assign updates = plastic_o & window.open & (!in_flush_i | flush_rules_i[row.rule]);
  assign window_o = updates & (heard_q | ends | in_flush_i);
  assign pass_o = heard_q | window_o;
  assign open_o = fetched_q & heard_q & plastic_o & opens_i[row.rule];
  assign closing_o = fetched_q & !heard_q & ends;
  assign flush_o = fetched_q & in_flush_i & updates;

  // heard_q and the window go on saying what they said while the row is walked: the new window is
  // written behind the read, in the row's first cycle.
  assign write = fetched_q & !in_flush_i & plastic_o & (heard_q | ends);
  always_comb begin
    window_new = '0;
    window_new.opened = use_slot;
    window_new.open = open_o;
  end

  // Distances below f - t1 + 1 were made by the flush up to step f: age is t - t1, since is t - f - 1.
  // Steps are counted apart, mod 64. A flush of 33 to 47 steps ago, which matters to no window any more, is
  // forgotten before its count comes again: the eights of a count tell.
  assign use_count = count_q + 6'(!in_step_q);
  assign since = use_count - flushed_q[row.rule*6+:6];
  assign due_from = {1'b0, age} - {1'b0, since};
  assign due_from_o = recent_q[row.rule] & !due_from[6] ? due_from[5:0] : '0;
  assign forgotten = count_q[5:3] - 3'd5;

  for (genvar r = 0; r < Rules; r++) begin : g_rule
    always_ff @(posedge clk_i) begin
      if (flushed_i && flush_rules_i[r]) flushed_q[r*6+:6] <= use_count;
      if (rst_i) recent_q[r] <= 1'b0;
      else if (flushed_i && flush_rules_i[r]) recent_q[r] <= 1'b1;
      else if (flushed_q[r*6+3+:3] == forgotten) recent_q[r] <= 1'b0;
    end
  end

  always_ff @(posedge clk_i) begin
    fetched_q <= event_i & !rst_i;
    if (event_i) begin
      heard_q <= event_heard_i;
      axon_q  <= event_axon_i;
    end
    if (command_valid_i) in_step_q <= command_step_i;
    if (command_valid_i && command_step_i) count_q <= count_q + 1'b1;
  end
endmodule
