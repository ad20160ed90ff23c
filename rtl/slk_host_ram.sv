// SPDX-License-Identifier: Apache-2.0
// A memory that the host can read and write, too, in chunks of 32 bits: one slk_ram a chunk. The
// host has it only between steps (host_select_i), when the core's own ports are quiet. An access of
// the host to any memory (host_access_i) makes zero of all that it does not read, so the answer is the
// or of all memories, without a multiplexer. What is read is cleared where the memory can do that by
// itself (RamClears); else the host's answer is gated, which takes fewer gates than a clear made of them.
// It also takes the addresses and the data of all, so that memories which the core addresses alike share
// one multiplexer.
// A memory that the core never reads and writes at once needs no second port: with SinglePort it is made
// of slk_ram_single.
module slk_host_ram #(
  parameter int unsigned Width = 32,
  parameter int unsigned Depth = 256,
  parameter int unsigned AddrBits = $clog2(Depth),
  parameter int unsigned FirstChunk = 0,  // of the row of the window: this may be a part of it
  parameter int unsigned Written = 1,  // by the core; 0: write_en_i is not looked at
  parameter int unsigned SinglePort = 0,
  parameter int unsigned OldRow = 0,   // see slk_ram
  parameter int unsigned Block = 1,
  parameter int unsigned RamClears = 1  // Xilinx 7, ECP5: 1; iCE40: 0
) (
  input  logic                                  clk_i,
  input  logic                                  read_en_i,
  input  logic [AddrBits-1:0]                   read_addr_i,
  output logic [Width-1:0]                      read_data_o,
  input  logic                                  write_en_i,
  input  logic [AddrBits-1:0]                   write_addr_i,
  input  logic [Width-1:0]                      write_data_i,
  input  logic                                  host_access_i,
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned ChunkBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned Chunks = (Width + ChunkBits - 1) / ChunkBits;

  logic [AddrBits-1:0] host_row, read_addr, write_addr;
  logic [Chunks*ChunkBits-1:0] padded;
  logic [Chunks-1:0] answers;  // to the host, where that is asked

  assign host_row = host_i.row[AddrBits-1:0];
  assign read_addr = host_access_i ? host_row : read_addr_i;
  assign write_addr = Written == 0 || host_access_i ? host_row : write_addr_i;

  for (genvar c = 0; c < Chunks; c++) begin : g_chunk
    localparam int unsigned Low = c * ChunkBits;
    localparam int unsigned Bits = (Width - Low < ChunkBits) ? Width - Low : ChunkBits;
    logic hit, write, quiet;
    logic [Bits-1:0] data;

    assign hit = host_select_i & host_i.chunk == slk_spec_pkg::HostChunkBits'(FirstChunk + c);
    assign write = hit & host_i.write;
    assign quiet = host_access_i & (!hit | host_i.write);
    if (RamClears != 0) begin : g_clears
      assign answers[c] = 1'b1;
    end else begin : g_gated
      logic answers_q;
      always_ff @(posedge clk_i) answers_q <= hit & !host_i.write;
      assign answers[c] = answers_q;
    end
    assign data = Written == 0 || host_access_i ? host_i.wdata[Bits-1:0] : write_data_i[Low+:Bits];
    if (SinglePort != 0) begin : g_single
      slk_ram_single #(
        .Width(Bits),
        .Depth(Depth),
        .AddrBits(AddrBits)
      ) u_ram (
        .clk_i,
        .clear_i(quiet & RamClears != 0),
        .read_en_i(read_en_i | hit),
        .write_en_i(Written == 0 || host_access_i ? write : write_en_i),
        .addr_i(Written != 0 && write_en_i ? write_addr : read_addr),
        .write_data_i(data),
        .read_data_o(read_data_o[Low+:Bits])
      );
      logic unused;
      assign unused = &{1'b0, write_en_i, write_addr};
    end else begin : g_dual
      slk_ram #(
        .Width(Bits),
        .Depth(Depth),
        .AddrBits(AddrBits),
        .OldRow(OldRow),
        .Block(Block)
      ) u_ram (
        .clk_i,
        .clear_i(quiet & RamClears != 0),
        .read_en_i(read_en_i | hit),
        .read_addr_i(read_addr),
        .read_data_o(read_data_o[Low+:Bits]),
        .write_en_i(Written == 0 || host_access_i ? write : write_en_i),
        .write_addr_i(write_addr),
        .write_data_i(data)
      );
    end
  end

  always_comb begin
    padded = '0;
    padded[Width-1:0] = read_data_o;
    host_rdata_o = '0;
    for (int unsigned c = 0; c < Chunks; c++) begin
      host_rdata_o = host_rdata_o | (answers[c] ? padded[c*ChunkBits+:ChunkBits] : '0);
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) host_select_i |-> host_access_i);
`endif
  logic unused;
  assign unused = &{1'b0, host_i, write_en_i, write_addr_i, write_data_i};
endmodule
