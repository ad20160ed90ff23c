// SPDX-License-Identifier: Apache-2.0
// Scan of a step's ring slot: hands out the axons that have an event, lowest first, one a cycle
// while take_i holds, and clears what it has read. An event is a spike that arrived, or the end of
// a window (the close plane's word, 0 without learning); an arrival takes the place of an end. A ring
// word without an event costs one cycle.
module slk_scan #(
  parameter int unsigned Axons = 1024,
  parameter int unsigned WordAddrBits = $clog2(Axons / slk_spec_pkg::RingWordBits)
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  start_i,
  input  logic [WordAddrBits:0]                 words_i,   // words to scan
  input  logic                                  take_i,    // an event can be taken in this cycle
  output logic                                  event_o,   // and it is axon_o
  output logic [$clog2(Axons)-1:0]              axon_o,
  output logic                                  heard_o,   // its spike arrived
  output logic                                  idle_o,    // every word is read and handed out
  // ring
  output logic                                  read_en_o,
  output logic [WordAddrBits-1:0]               read_word_o,
  input  logic [slk_spec_pkg::RingWordBits-1:0] word_i,
  input  logic [slk_spec_pkg::RingWordBits-1:0] closing_i,
  output logic                                  clear_en_o,
  output logic [WordAddrBits-1:0]               clear_word_o
);
  localparam int unsigned RingWordBits = slk_spec_pkg::RingWordBits;
  localparam int unsigned BitAddrBits = $clog2(RingWordBits);

  logic have_q;                        // the ring's output is word `next_q - 1`, not yet looked at
  logic [WordAddrBits:0] next_q;       // next word to read
  logic [RingWordBits-1:0] pending_q;  // events of word `word_q` not yet handed out
  logic [RingWordBits-1:0] heard_q, heard;  // arrivals among them
  logic [WordAddrBits-1:0] word_q, word;
  logic [RingWordBits-1:0] events, reversed;
  logic [BitAddrBits-1:0] lowest;
  logic leftover, consume, more, none;

  assign leftover = pending_q != '0;
  assign consume = take_i & !leftover & have_q;
  assign more = next_q < words_i;
  assign word = leftover ? word_q : WordAddrBits'(next_q - 1'b1);
  assign heard = leftover ? heard_q : word_i;
  assign events = leftover ? pending_q : word_i | closing_i;

  always_comb begin
    for (int unsigned i = 0; i < RingWordBits; i++) reversed[i] = events[RingWordBits-1-i];
  end
  slk_leading_zeros u_lowest (
    .x_i(reversed),
    .none_o(none),
    .zeros_o(lowest)
  );

  assign event_o = take_i & (leftover | have_q) & !none;
  assign axon_o = {word, lowest};
  assign heard_o = heard[lowest];
  assign idle_o = !leftover & !have_q & !start_i;
  assign read_en_o = start_i | (consume & more);
  assign read_word_o = start_i ? '0 : WordAddrBits'(next_q);
  assign clear_en_o = consume;
  assign clear_word_o = WordAddrBits'(next_q - 1'b1);

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      have_q    <= 1'b0;
      pending_q <= '0;
      next_q    <= '0;
    end else if (start_i) begin
      have_q    <= words_i != '0;
      pending_q <= '0;
      next_q    <= (WordAddrBits + 1)'(1);
    end else begin
      if (consume) begin
        have_q <= more;
        if (more) next_q <= next_q + 1'b1;
      end
      if (event_o) pending_q <= events & (events - 1'b1);
    end
    if (event_o) begin
      word_q  <= word;
      heard_q <= heard;
    end
  end
endmodule
