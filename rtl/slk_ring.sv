// SPDX-License-Identifier: Apache-2.0
// Delay ring: one bit per axon and slot. A delivery sets the bit of its axon in slot
// (step + delay) mod slots; the scan of a step reads its slot word by word and clears it.
// Scan, sweep and deliveries take turns: the core never uses two of them in one cycle.
module slk_ring #(
  parameter int unsigned Axons = 1024,  // a power of two, 64 or more
  parameter int unsigned WordAddrBits = $clog2(Axons / slk_spec_pkg::RingWordBits)
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // scan: read a word, clear a word
  input  logic                                  read_en_i,
  input  logic                                  clear_en_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    read_slot_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    clear_slot_i,
  input  logic [WordAddrBits-1:0]               read_word_i,
  input  logic [WordAddrBits-1:0]               clear_word_i,
  output logic [slk_spec_pkg::RingWordBits-1:0] word_o,
  // delivery: set a bit; one a cycle
  input  logic                                  deliver_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    deliver_slot_i,
  input  logic [$clog2(Axons)-1:0]              deliver_axon_i,
  output logic                                  delivered_o,  // a bit was set
  output logic                                  merged_o,     // it was set already
  output logic                                  idle_o,       // no delivery under way
  // host
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned BitAddrBits = $clog2(slk_spec_pkg::RingWordBits);
  localparam int unsigned AddrBits = slk_spec_pkg::DelayBits + WordAddrBits;

  logic deliver_q, forward_q;
  logic [AddrBits-1:0] addr, addr_q;
  logic [slk_spec_pkg::RingWordBits-1:0] word, forwarded_q, held, after, one_hot_q;

  // A delivery reads in one cycle and writes in the next. Two deliveries into one word follow each
  // other closely: the second takes the word that the first one is writing.
  assign addr = {deliver_slot_i, deliver_axon_i[BitAddrBits+:WordAddrBits]};
  assign held = forward_q ? forwarded_q : word;
  assign after = held | one_hot_q;
  assign merged_o = deliver_q & ((held & one_hot_q) != '0);
  assign delivered_o = deliver_q & !merged_o;
  assign idle_o = !deliver_q & !deliver_i;
  assign word_o = word;

  slk_host_ram #(
    .Width(slk_spec_pkg::RingWordBits),
    .Depth(slk_spec_pkg::DelaySlots << WordAddrBits)
  ) u_ram (
    .clk_i,
    .read_en_i(read_en_i | deliver_i),
    .read_addr_i(deliver_i ? addr : {read_slot_i, read_word_i}),
    .read_data_o(word),
    .write_en_i(clear_en_i | deliver_q),
    .write_addr_i(deliver_q ? addr_q : {clear_slot_i, clear_word_i}),
    .write_data_i(deliver_q ? after : '0),
    .host_select_i,
    .host_i,
    .host_rdata_o
  );

  always_ff @(posedge clk_i) begin
    deliver_q   <= deliver_i & !rst_i;
    addr_q      <= addr;
    one_hot_q   <= slk_spec_pkg::RingWordBits'(1) << deliver_axon_i[BitAddrBits-1:0];
    forward_q   <= deliver_q & (addr_q == addr);
    forwarded_q <= after;
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) !(deliver_q && clear_en_i));
  assert property (@(posedge clk_i) disable iff (rst_i) !(deliver_i && read_en_i));
`endif
endmodule
