// SPDX-License-Identifier: Apache-2.0
// Delay ring, close plane, scan and sweep, wired as in the core.
module slk_ring_bench #(
  parameter int unsigned Axons = 128,
  parameter int unsigned WordAddrBits = $clog2(Axons / slk_spec_pkg::RingWordBits)
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    step_slot_i,
  input  logic [WordAddrBits:0]                 words_i,
  // delivery
  input  logic                                  deliver_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    deliver_slot_i,
  input  logic [$clog2(Axons)-1:0]              deliver_axon_i,
  output logic                                  delivered_o,
  output logic                                  merged_o,
  output logic                                  deliver_ready_o,
  output logic                                  ring_idle_o,
  output logic                                  ring_writing_o,
  // scan
  input  logic                                  scan_i,
  input  logic                                  take_i,
  output logic                                  event_o,
  output logic [$clog2(Axons)-1:0]              axon_o,
  output logic                                  heard_o,
  output logic                                  scan_idle_o,
  // a window opens
  input  logic                                  open_i,
  input  logic [4:0]                            open_bit_i,
  // sweep
  input  logic                                  sweep_i,
  output logic                                  sweep_idle_o,
  // host
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  logic read_en, scan_clear_en, sweep_clear_en;
  logic [WordAddrBits-1:0] read_word, scan_clear_word, sweep_clear_word;
  logic [slk_spec_pkg::DelayBits-1:0] sweep_slot;
  logic [slk_spec_pkg::RingWordBits-1:0] word, closing;

  slk_ring #(
    .Axons(Axons)
  ) u_ring (
    .clk_i,
    .rst_i,
    .read_en_i(read_en),
    .clear_en_i(scan_clear_en | sweep_clear_en),
    .read_slot_i(step_slot_i),
    .clear_slot_i(sweep_clear_en ? sweep_slot : step_slot_i),
    .read_word_i(read_word),
    .clear_word_i(sweep_clear_en ? sweep_clear_word : scan_clear_word),
    .word_o(word),
    .deliver_ready_o,
    .deliver_i,
    .deliver_slot_i,
    .deliver_axon_i,
    .delivered_o,
    .merged_o,
    .idle_o(ring_idle_o),
    .writing_o(ring_writing_o),
    .host_access_i(host_select_i),
    .host_select_i,
    .host_i,
    .host_rdata_o
  );
  slk_close_plane #(
    .Axons(Axons)
  ) u_close_plane (
    .clk_i,
    .rst_i,
    .slot_i(step_slot_i),
    .read_en_i(read_en),
    .read_word_i(read_word),
    .word_o(closing),
    .clear_en_i(scan_clear_en),
    .clear_word_i(scan_clear_word),
    .open_i,
    .open_bit_i,
    .sweep_en_i(sweep_clear_en),
    .sweep_slot_i(sweep_slot),
    .sweep_word_i(sweep_clear_word)
  );
  slk_scan #(
    .Axons(Axons)
  ) u_scan (
    .clk_i,
    .rst_i,
    .start_i(scan_i),
    .words_i,
    .take_i,
    .event_o,
    .axon_o,
    .heard_o,
    .idle_o(scan_idle_o),
    .read_en_o(read_en),
    .read_word_o(read_word),
    .word_i(word),
    .closing_i(closing),
    .clear_en_o(scan_clear_en),
    .clear_word_o(scan_clear_word)
  );
  slk_ring_sweep #(
    .WordAddrBits(WordAddrBits)
  ) u_sweep (
    .clk_i,
    .rst_i,
    .start_i(sweep_i),
    .words_i,
    .clear_en_o(sweep_clear_en),
    .clear_slot_o(sweep_slot),
    .clear_word_o(sweep_clear_word),
    .idle_o(sweep_idle_o)
  );
endmodule
