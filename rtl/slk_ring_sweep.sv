// SPDX-License-Identifier: Apache-2.0
// Sweep of a state reset: clears the occupied words of every ring slot, one a cycle.
module slk_ring_sweep #(
  parameter int unsigned WordAddrBits = 5
) (
  input  logic                               clk_i,
  input  logic                               rst_i,
  input  logic                               start_i,
  input  logic [WordAddrBits:0]              words_i,
  output logic                               clear_en_o,
  output logic [slk_spec_pkg::DelayBits-1:0] clear_slot_o,
  output logic [WordAddrBits-1:0]            clear_word_o,
  output logic                               idle_o
);
  localparam logic [slk_spec_pkg::DelayBits-1:0] LastSlot =
      slk_spec_pkg::DelayBits'(slk_spec_pkg::DelaySlots - 1);

  logic running_q, row_end;
  logic [slk_spec_pkg::DelayBits-1:0] slot_q;
  logic [WordAddrBits-1:0] word_q;

  assign row_end = (WordAddrBits + 1)'(word_q) + 1'b1 == words_i;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      running_q <= 1'b0;
      slot_q    <= '0;
      word_q    <= '0;
    end else if (start_i) begin
      running_q <= words_i != '0;
      slot_q    <= '0;
      word_q    <= '0;
    end else if (running_q) begin
      word_q <= row_end ? '0 : word_q + 1'b1;
      if (row_end) begin
        slot_q    <= slot_q + 1'b1;
        running_q <= slot_q != LastSlot;
      end
    end
  end

  assign clear_en_o = running_q;
  assign clear_slot_o = slot_q;
  assign clear_word_o = word_q;
  assign idle_o = !running_q & !start_i;
endmodule
