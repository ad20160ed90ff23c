// SPDX-License-Identifier: Apache-2.0
// Inferred memory: one write port, one registered read port, no reset. A read and a write of one row
// in the same cycle return the old row; the output holds while read_en_i is low.
module slk_ram #(
  parameter int unsigned Width = 32,
  parameter int unsigned Depth = 256,
  parameter int unsigned AddrBits = $clog2(Depth)
) (
  input  logic                clk_i,
  input  logic                read_en_i,
  input  logic [AddrBits-1:0] read_addr_i,
  output logic [Width-1:0]    read_data_o,
  input  logic                write_en_i,
  input  logic [AddrBits-1:0] write_addr_i,
  input  logic [Width-1:0]    write_data_i
);
  logic [Width-1:0] mem [Depth];

  always_ff @(posedge clk_i) begin
    if (read_en_i) read_data_o <= mem[read_addr_i];
    if (write_en_i) mem[write_addr_i] <= write_data_i;
  end
endmodule
