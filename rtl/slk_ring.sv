// SPDX-License-Identifier: Apache-2.0
// Delay ring: one bit per axon and slot. A delivery sets the bit of its axon in slot
// (step + delay) mod slots; the scan of a step reads its slot word by word and clears it.
// Scan, sweep and host come first: while they have the memory no delivery is taken, and the write of
// the last one waits. What the scan has read stays at its output until it reads again, whatever is
// delivered meanwhile.
module slk_ring #(
  parameter int unsigned RamClears = 1,
  parameter int unsigned Axons = 1024,  // a power of two, 64 or more
  parameter int unsigned Beside = 1,    // deliveries come beside scan and sweep, or only when these rest
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
  // delivery: set a bit; one a cycle, while ready
  output logic                                  deliver_ready_o,
  input  logic                                  deliver_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]    deliver_slot_i,
  input  logic [$clog2(Axons)-1:0]              deliver_axon_i,
  output logic                                  delivered_o,  // a bit was set
  output logic                                  merged_o,     // it was set already
  output logic                                  idle_o,       // no delivery under way
  output logic                                  writing_o,    // the last one is not written yet
  // host
  input  logic                                  host_access_i,
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned BitAddrBits = $clog2(slk_spec_pkg::RingWordBits);
  localparam int unsigned AddrBits = slk_spec_pkg::DelayBits + WordAddrBits;

  logic deliver_q, forward_q, blocked, scanned_q;
  logic [AddrBits-1:0] addr, addr_q;
  logic [slk_spec_pkg::RingWordBits-1:0] word, forwarded_q, held, after, one_hot, kept_q;
  logic [BitAddrBits-1:0] bit_q;

  // A delivery reads in one cycle and writes in the next one that is free. Two deliveries into one
  // word follow each other closely: the second takes the word that the first one is writing. One that
  // must wait keeps the word that it has read.
  assign deliver_ready_o = !read_en_i & !clear_en_i & !(Beside != 0 & host_access_i);
  assign blocked = Beside != 0 & deliver_q & (clear_en_i | host_access_i);
  assign addr = {deliver_slot_i, deliver_axon_i[BitAddrBits+:WordAddrBits]};
  assign held = forward_q ? forwarded_q : word;
  assign one_hot = slk_spec_pkg::RingWordBits'(1) << bit_q;
  assign after = held | one_hot;
  assign merged_o = deliver_q & !blocked & held[bit_q];
  assign delivered_o = deliver_q & !blocked & !merged_o;
  assign idle_o = !deliver_q & !deliver_i;
  assign writing_o = deliver_q;
  assign word_o = Beside == 0 || scanned_q ? word : kept_q;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::RingWordBits),
    .Depth(slk_spec_pkg::DelaySlots << WordAddrBits)
  ) u_ram (
    .clk_i,
    .read_en_i(read_en_i | deliver_i),
    .read_addr_i(deliver_i ? addr : {read_slot_i, read_word_i}),
    .read_data_o(word),
    .write_en_i(clear_en_i | deliver_q),
    .write_addr_i(clear_en_i ? {clear_slot_i, clear_word_i} : addr_q),
    .write_data_i(clear_en_i ? '0 : after),
    .host_access_i,
    .host_select_i,
    .host_i,
    .host_rdata_o
  );

  always_ff @(posedge clk_i) begin
    deliver_q   <= (deliver_i | blocked) & !rst_i;
    if (!blocked) begin
      addr_q <= addr;
      bit_q  <= deliver_axon_i[BitAddrBits-1:0];
    end
    forward_q   <= deliver_q & (blocked | addr_q == addr);
    forwarded_q <= blocked ? held : after;
    scanned_q   <= read_en_i;
    if (scanned_q) kept_q <= word;
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) deliver_i |-> deliver_ready_o);
  assert property (@(posedge clk_i) disable iff (rst_i)
      Beside != 0 || !(deliver_q & (read_en_i | clear_en_i)));
`endif
endmodule
