// SPDX-License-Identifier: Apache-2.0
// The command `records`: pushes what is new of the frame's bytes into the record store, all or
// nothing.
module slk_append (
  input  logic        clk_i,
  input  logic        active_i,  // high from the arguments until done_o
  input  logic [31:0] cursor_i,
  output logic        done_o,
  output logic [7:0]  status_o,
  // bytes of the frame
  input  logic        valid_i,
  input  logic        ended_i,  // there are no more
  output logic        pop_o,
  // record store, which takes valid_i's byte
  output logic        push_o,
  output logic        commit_o,
  input  logic        refused_i,  // this commit was in vain
  // the stream
  input  logic [31:0] records_end_i,
  output logic        set_records_end_o,
  output logic [31:0] records_end_o
);
  logic begun_q, behind, gap;
  logic [31:0] position_q, ahead;  // of the next byte

  assign ahead = position_q - records_end_i;
  assign behind = ahead[31];
  assign gap = !begun_q & !behind & ahead != '0;

  assign pop_o = active_i & begun_q & valid_i & !ended_i;
  assign push_o = pop_o & !behind;
  assign commit_o = active_i & begun_q & ended_i;
  assign done_o = active_i & (gap | commit_o);
  assign records_end_o = position_q;
  assign set_records_end_o = commit_o & !refused_i & !behind;

  always_comb begin
    status_o = 8'(slk_spec_pkg::StatusOk);
    if (gap) status_o = 8'(slk_spec_pkg::StatusRange);
    else if (refused_i) status_o = 8'(slk_spec_pkg::StatusRoom);
  end

  always_ff @(posedge clk_i) begin
    begun_q <= active_i & !done_o;
    if (!active_i || pop_o) position_q <= (active_i ? position_q : cursor_i) + 32'(active_i);
  end
endmodule
