// SPDX-License-Identifier: Apache-2.0
// Inferred memory with one port: a write, or a registered read, a cycle. The output holds while neither
// read_en_i nor clear_i, which makes it zero, is high. Large memories of small devices are like this
// (SPRAM of an iCE40 UltraPlus, whose output cannot be cleared).
module slk_ram_single #(
  parameter int unsigned Width = 32,
  parameter int unsigned Depth = 256,
  parameter int unsigned AddrBits = $clog2(Depth)
) (
  input  logic                clk_i,
  input  logic                clear_i,
  input  logic                read_en_i,   // not heeded with write_en_i
  input  logic                write_en_i,
  input  logic [AddrBits-1:0] addr_i,
  input  logic [Width-1:0]    write_data_i,
  output logic [Width-1:0]    read_data_o
);
  logic [Width-1:0] mem [Depth];
  logic [Width-1:0] data_q;
  logic cleared_q;

  assign read_data_o = cleared_q ? '0 : data_q;

  always_ff @(posedge clk_i) begin
    if (write_en_i) mem[addr_i] <= write_data_i;
    else if (read_en_i) data_q <= mem[addr_i];
    if (clear_i) cleared_q <= 1'b1;
    else if (read_en_i) cleared_q <= 1'b0;
  end
endmodule
