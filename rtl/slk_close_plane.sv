// SPDX-License-Identifier: Apache-2.0
// Close plane: a bit per axon and step mod 32, set by a plastic row that opens a window and read 32
// steps later, when that window ends. The scan reads and clears it word by word beside the delay ring.
module slk_close_plane #(
  parameter int unsigned Axons = 1024,
  parameter int unsigned WordAddrBits = $clog2(Axons / slk_spec_pkg::RingWordBits)
) (
  input  logic                                         clk_i,
  input  logic                                         rst_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]           slot_i,  // of the step
  // scan
  input  logic                                         read_en_i,
  input  logic [WordAddrBits-1:0]                      read_word_i,
  output logic [slk_spec_pkg::RingWordBits-1:0]        word_o,
  input  logic                                         clear_en_i,
  input  logic [WordAddrBits-1:0]                      clear_word_i,
  // an axon of the word that was cleared last opens a window; not in the cycle of its clearing
  input  logic                                         open_i,
  input  logic [$clog2(slk_spec_pkg::RingWordBits)-1:0] open_bit_i,
  // sweep of a reset
  input  logic                                         sweep_en_i,
  input  logic [slk_spec_pkg::DelayBits-1:0]           sweep_slot_i,
  input  logic [WordAddrBits-1:0]                      sweep_word_i
);
  logic clear_q;
  logic [WordAddrBits-1:0] word_q;
  logic [slk_spec_pkg::RingWordBits-1:0] opened, opened_q;

  // The old word is overwritten one cycle after it was taken, when its first row may already open
  // a window: one write does both.
  assign opened = sweep_en_i ? '0
      : opened_q | (slk_spec_pkg::RingWordBits'(open_i) << open_bit_i);

  always_ff @(posedge clk_i) begin
    clear_q <= clear_en_i & !rst_i;
    if (clear_en_i) word_q <= clear_word_i;
    opened_q <= clear_en_i ? '0 : opened;
  end

  slk_ram #(
    .Width(slk_spec_pkg::RingWordBits),
    .Depth(slk_spec_pkg::DelaySlots << WordAddrBits)
  ) u_ram (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i,
    .read_addr_i({slot_i, read_word_i}),
    .read_data_o(word_o),
    .write_en_i(clear_q | open_i | sweep_en_i),
    .write_addr_i(sweep_en_i ? {sweep_slot_i, sweep_word_i} : {slot_i, word_q}),
    .write_data_i(opened)
  );
endmodule
