// SPDX-License-Identifier: Apache-2.0
// First in, first out, in a memory with registered read: what is pushed in cycle c can be popped
// from cycle c + 2 on, one a cycle. A push into a full queue is dropped and reported.
module slk_fifo #(
  parameter int unsigned Width = 8,
  parameter int unsigned Depth = 256  // a power of two
) (
  input  logic             clk_i,
  input  logic             rst_i,
  input  logic             push_i,
  input  logic [Width-1:0] data_i,
  output logic             overflow_o,  // this push was dropped
  output logic             valid_o,
  input  logic             pop_i,       // only with valid_o
  output logic [Width-1:0] data_o,
  output logic             empty_o      // nothing queued, nothing at the output
);
  localparam int unsigned AddrBits = $clog2(Depth);

  logic [AddrBits:0] write_q, read_q;  // one bit more than an address tells full from empty
  logic valid_q, stored, full, fetch, push;

  assign stored = write_q != read_q;
  assign full = write_q == (read_q ^ {1'b1, {AddrBits{1'b0}}});
  assign fetch = stored & (!valid_q | pop_i);
  assign push = push_i & !full;
  assign overflow_o = push_i & full;
  assign valid_o = valid_q;
  assign empty_o = !stored & !valid_q;

  slk_ram #(
    .Width(Width),
    .Depth(Depth),
    .Block(1)
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
      read_q  <= '0;
      valid_q <= 1'b0;
    end else begin
      if (push) write_q <= write_q + 1'b1;
      if (fetch) read_q <= read_q + 1'b1;
      valid_q <= fetch | (valid_q & !pop_i);
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) pop_i |-> valid_q);
`endif
endmodule
