// SPDX-License-Identifier: Apache-2.0
// The mesh: a router for each core, joined with its neighbours. Core number = y * Columns + x.
module slk_mesh #(
  parameter int unsigned Columns = 2,
  parameter int unsigned Rows = 2,
  parameter int unsigned Cores = Columns * Rows
) (
  input  logic                                       clk_i,
  input  logic                                       rst_i,
  input  logic                                       run_i,  // packets move
  // from the cores
  input  logic [Cores-1:0]                           valid_i,
  output logic [Cores-1:0]                           ready_o,
  input  logic [Cores*slk_spec_pkg::PacketWidth-1:0] packet_i,
  // to the cores
  output logic [Cores-1:0]                           valid_o,
  input  logic [Cores-1:0]                           ready_i,
  output logic [Cores*slk_spec_pkg::PacketWidth-1:0] packet_o
);
  localparam int unsigned Ports = 5;
  localparam int unsigned Width = slk_spec_pkg::PacketWidth;
  localparam int unsigned Local = 0;
  localparam int unsigned East = 1;
  localparam int unsigned West = 2;
  localparam int unsigned North = 3;
  localparam int unsigned South = 4;

  // Of every router, by core and port. What stands beyond the edge is never wanted.
  logic [Cores*Ports-1:0] in_valid, in_ready, out_valid, out_ready;
  logic [Cores*Ports*Width-1:0] in_packet, out_packet;

  for (genvar c = 0; c < Cores; c++) begin : g_core
    localparam int unsigned X = c % Columns;
    localparam int unsigned Y = c / Columns;
    localparam int unsigned Here = c * Ports;

    slk_router u_router (
      .clk_i,
      .rst_i,
      .run_i,
      .x_i(slk_spec_pkg::MeshBits'(X)),
      .y_i(slk_spec_pkg::MeshBits'(Y)),
      .valid_i(in_valid[Here+:Ports]),
      .ready_o(in_ready[Here+:Ports]),
      .packet_i(in_packet[Here*Width+:Ports*Width]),
      .valid_o(out_valid[Here+:Ports]),
      .ready_i(out_ready[Here+:Ports]),
      .packet_o(out_packet[Here*Width+:Ports*Width])
    );

    assign in_valid[Here+Local] = valid_i[c];
    assign in_packet[(Here+Local)*Width+:Width] = packet_i[c*Width+:Width];
    assign ready_o[c] = run_i & in_ready[Here+Local];
    assign valid_o[c] = run_i & out_valid[Here+Local];
    assign packet_o[c*Width+:Width] = out_packet[(Here+Local)*Width+:Width];
    assign out_ready[Here+Local] = ready_i[c];

    // What leaves to a side comes in at the other side of the neighbour there.
    for (genvar side = East; side <= South; side++) begin : g_side
      localparam int unsigned Other = side == East ? West : side == West ? East
          : side == North ? South : North;
      localparam int unsigned Inside = side == East ? 32'(X + 1 < Columns) : side == West ? 32'(X > 0)
          : side == North ? 32'(Y + 1 < Rows) : 32'(Y > 0);
      localparam int unsigned Neighbour = Inside == 0 ? c : side == East ? c + 1
          : side == West ? c - 1 : side == North ? c + Columns : c - Columns;
      if (Inside != 0) begin : g_link
        assign in_valid[Here+side] = out_valid[Neighbour*Ports+Other];
        assign in_packet[(Here+side)*Width+:Width] =
            out_packet[(Neighbour*Ports+Other)*Width+:Width];
        assign out_ready[Here+side] = in_ready[Neighbour*Ports+Other];
      end else begin : g_edge
        assign in_valid[Here+side] = 1'b0;
        assign in_packet[(Here+side)*Width+:Width] = '0;
        assign out_ready[Here+side] = 1'b0;
        logic unused;
        assign unused = &{1'b0, in_ready[Here+side], out_packet[(Here+side)*Width+:Width]};
`ifdef VERILATOR
        assert property (@(posedge clk_i) disable iff (rst_i) !out_valid[Here+side]);
`endif
      end
    end
  end
endmodule
