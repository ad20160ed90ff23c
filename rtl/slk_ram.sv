// SPDX-License-Identifier: Apache-2.0
// Inferred memory: one write port, one registered read port, no reset. The output holds while neither
// read_en_i nor clear_i, which makes it zero, is high. A read and a write of one row in the same cycle
// return the old row with OldRow, else anything: not every device has such a memory.
module slk_ram #(
  parameter int unsigned Width = 32,
  parameter int unsigned Depth = 256,
  parameter int unsigned AddrBits = $clog2(Depth),
  parameter int unsigned OldRow = 0,
  parameter int unsigned Block = 0  // a block of memory, even if it is small; else the tool decides
) (
  input  logic                clk_i,
  input  logic                clear_i,
  input  logic                read_en_i,
  input  logic [AddrBits-1:0] read_addr_i,
  output logic [Width-1:0]    read_data_o,
  input  logic                write_en_i,
  input  logic [AddrBits-1:0] write_addr_i,
  input  logic [Width-1:0]    write_data_i
);
  (* ram_style = Block != 0 ? "block" : "auto" *) logic [Width-1:0] mem [Depth];

  always_ff @(posedge clk_i) begin
    if (clear_i) begin
      read_data_o <= '0;
    end else if (read_en_i) begin
      read_data_o <= mem[read_addr_i];
      if (OldRow == 0 && write_en_i && write_addr_i == read_addr_i) read_data_o <= 'x;
    end
    if (write_en_i) mem[write_addr_i] <= write_data_i;
  end

  logic unused;
  assign unused = Block != 0;
endmodule
