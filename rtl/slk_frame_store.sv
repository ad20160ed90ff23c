// SPDX-License-Identifier: Apache-2.0
// First in, first out, of frames that become visible as a whole: what is pushed is tentative until
// commit_i, and rollback_i forgets it. What is committed in cycle c can be popped from cycle c + 2
// on, one word a cycle. A push without room is dropped, and so is the rest of its frame: the commit
// of that frame is a rollback.
module slk_frame_store #(
  parameter int unsigned Width = 8,
  parameter int unsigned Depth = 2048,  // a power of two
  parameter int unsigned CountBits = $clog2(Depth) + 1
) (
  input  logic                 clk_i,
  input  logic                 rst_i,
  // a frame
  input  logic                 push_i,
  input  logic [Width-1:0]     data_i,
  input  logic                 commit_i,    // the frame ends, a push of this cycle included
  input  logic                 rollback_i,  // likewise; not with commit_i
  output logic                 overflow_o,  // this push was dropped
  output logic                 refused_o,   // this commit was a rollback
  output logic [CountBits-1:0] room_o,      // words that can be pushed
  // what is visible
  input  logic                 clear_i,     // forget it; a frame that is being pushed is not
  output logic                 valid_o,
  input  logic                 pop_i,       // only with valid_o
  output logic [Width-1:0]     data_o
);
  localparam int unsigned AddrBits = $clog2(Depth);

  // One bit more than an address tells full from empty.
  logic [AddrBits:0] write_q, write, frame_q, read_q;
  logic lost_q, valid_q, push, fetch, full;

  assign room_o = (AddrBits + 1)'(Depth) - (write_q - read_q);
  assign full = write_q == (read_q ^ {1'b1, {AddrBits{1'b0}}});
  assign push = push_i & !lost_q & !full;
  assign write = write_q + (AddrBits + 1)'(push);
  assign overflow_o = push_i & !push;
  assign refused_o = commit_i & (lost_q | overflow_o);
  assign fetch = frame_q != read_q & (!valid_q | pop_i);
  assign valid_o = valid_q;

  slk_ram #(
    .Width(Width),
    .Depth(Depth)
  ) u_ram (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i(fetch),
    .read_addr_i(read_q[AddrBits-1:0]),
    .read_data_o(data_o),
    .write_en_i(push),
    .write_addr_i(write_q[AddrBits-1:0]),
    .write_data_i(data_i)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      write_q <= '0;
      frame_q <= '0;
      read_q  <= '0;
      lost_q  <= 1'b0;
      valid_q <= 1'b0;
    end else begin
      write_q <= rollback_i | refused_o ? frame_q : write;
      if (commit_i & !refused_o) frame_q <= write;
      lost_q <= (lost_q | overflow_o) & !commit_i & !rollback_i;
      if (clear_i) read_q <= frame_q;
      else if (fetch) read_q <= read_q + 1'b1;
      valid_q <= (fetch | (valid_q & !pop_i)) & !clear_i;
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) pop_i |-> valid_q);
  assert property (@(posedge clk_i) disable iff (rst_i) !(commit_i & rollback_i));
`endif
endmodule
