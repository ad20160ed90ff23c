// SPDX-License-Identifier: Apache-2.0
// Input of a router: a queue in registers. What is pushed can be seen in the next cycle; ready_o
// depends on what is held alone, so that no path runs from router to router.
module slk_router_fifo #(
  parameter int unsigned Width = 25,
  parameter int unsigned Depth = slk_spec_pkg::RouterDepth  // a power of two
) (
  input  logic             clk_i,
  input  logic             rst_i,
  input  logic             push_i,  // only while ready
  input  logic [Width-1:0] data_i,
  output logic             ready_o,
  output logic             valid_o,
  input  logic             pop_i,   // only while valid
  output logic [Width-1:0] data_o
);
  localparam int unsigned AddrBits = $clog2(Depth);

  logic [Width-1:0] memory_q [Depth];
  logic [AddrBits-1:0] read_q, write_q;
  logic [AddrBits:0] count_q;

  assign ready_o = 32'(count_q) != Depth;
  assign valid_o = count_q != '0;
  assign data_o = memory_q[read_q];

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      read_q  <= '0;
      write_q <= '0;
      count_q <= '0;
    end else begin
      read_q  <= read_q + AddrBits'(pop_i);
      write_q <= write_q + AddrBits'(push_i);
      count_q <= count_q + (AddrBits + 1)'(push_i) - (AddrBits + 1)'(pop_i);
    end
    if (push_i) memory_q[write_q] <= data_i;
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) push_i |-> ready_o);
  assert property (@(posedge clk_i) disable iff (rst_i) pop_i |-> valid_o);
`endif
endmodule
