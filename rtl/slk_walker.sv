// SPDX-License-Identifier: Apache-2.0
// Walks a list: one address a cycle from base_i, count_i of them, beginning in the very cycle in
// which the list's descriptor is valid (start_i). last_o says that the next list may start in the
// next cycle, so lists follow each other without a gap; an empty list takes one cycle. hold_i stops
// time: whoever uses the walker must hold start_i, too.
module slk_walker #(
  parameter int unsigned AddrBits = 18,
  parameter int unsigned CountBits = 10
) (
  input  logic                 clk_i,
  input  logic                 rst_i,
  input  logic                 hold_i,
  input  logic                 start_i,  // only in a cycle after one with last_o
  input  logic [AddrBits-1:0]  base_i,
  input  logic [CountBits-1:0] count_i,
  output logic                 valid_o,  // addr_o is the next element
  output logic [AddrBits-1:0]  addr_o,
  output logic                 last_o,   // idle, or this is the last element
  output logic                 idle_o
);
  logic [CountBits-1:0] left_q, left;
  logic [AddrBits-1:0] addr_q;

  assign left = start_i ? count_i : left_q;  // elements from this cycle on
  assign valid_o = left != '0;
  assign addr_o = start_i ? base_i : addr_q;
  assign last_o = left <= CountBits'(1);
  assign idle_o = !start_i & (left_q == '0);

  always_ff @(posedge clk_i) begin
    if (!hold_i) addr_q <= addr_o + 1'b1;
    if (rst_i) left_q <= '0;
    else if (!hold_i) left_q <= valid_o ? left - 1'b1 : '0;
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) start_i |-> left_q == '0);
`endif
endmodule
