// SPDX-License-Identifier: Apache-2.0
// A memory that the host can read and write, too, in chunks of 32 bits: one slk_ram a chunk. The
// host has it only between steps (host_select_i), when the core's own ports are quiet.
module slk_host_ram #(
  parameter int unsigned Width = 32,
  parameter int unsigned Depth = 256,
  parameter int unsigned AddrBits = $clog2(Depth)
) (
  input  logic                                  clk_i,
  input  logic                                  read_en_i,
  input  logic [AddrBits-1:0]                   read_addr_i,
  output logic [Width-1:0]                      read_data_o,
  input  logic                                  write_en_i,
  input  logic [AddrBits-1:0]                   write_addr_i,
  input  logic [Width-1:0]                      write_data_i,
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned ChunkBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned Chunks = (Width + ChunkBits - 1) / ChunkBits;

  logic host_write;
  logic [AddrBits-1:0] read_addr, write_addr;
  logic [Chunks*ChunkBits-1:0] padded;
  logic [slk_spec_pkg::HostChunkBits-1:0] chunk_q;

  assign host_write = host_select_i & host_i.write;
  assign read_addr = host_select_i ? host_i.row[AddrBits-1:0] : read_addr_i;
  assign write_addr = host_write ? host_i.row[AddrBits-1:0] : write_addr_i;

  for (genvar c = 0; c < Chunks; c++) begin : g_chunk
    localparam int unsigned Low = c * ChunkBits;
    localparam int unsigned Bits = (Width - Low < ChunkBits) ? Width - Low : ChunkBits;
    slk_ram #(
      .Width(Bits),
      .Depth(Depth)
    ) u_ram (
      .clk_i,
      .read_en_i(read_en_i | host_select_i),
      .read_addr_i(read_addr),
      .read_data_o(read_data_o[Low+:Bits]),
      .write_en_i(host_write ? host_i.chunk == c : write_en_i),
      .write_addr_i(write_addr),
      .write_data_i(host_write ? host_i.wdata[Bits-1:0] : write_data_i[Low+:Bits])
    );
  end

  always_comb begin
    padded = '0;
    padded[Width-1:0] = read_data_o;
    host_rdata_o = '0;
    for (int unsigned c = 0; c < Chunks; c++) begin
      if (chunk_q == slk_spec_pkg::HostChunkBits'(c)) host_rdata_o = padded[c*ChunkBits+:ChunkBits];
    end
  end

  always_ff @(posedge clk_i) chunk_q <= host_i.chunk;

  logic unused;
  assign unused = &{1'b0, host_i.row};
endmodule
