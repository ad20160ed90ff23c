// SPDX-License-Identifier: Apache-2.0
// The output of a router that a packet wants: dimension order, along the row first.
module slk_next_hop (
  input  logic [slk_spec_pkg::MeshBits-1:0]    x_i,  // this router
  input  logic [slk_spec_pkg::MeshBits-1:0]    y_i,
  input  logic [slk_spec_pkg::PacketWidth-1:0] packet_i,
  output logic [2:0]                           port_o  // 0 local, 1 east, 2 west, 3 north, 4 south
);
  slk_spec_pkg::packet_t packet;
  assign packet = packet_i;

  always_comb begin
    if (packet.x > x_i) port_o = 3'd1;
    else if (packet.x < x_i) port_o = 3'd2;
    else if (packet.y > y_i) port_o = 3'd3;
    else if (packet.y < y_i) port_o = 3'd4;
    else port_o = 3'd0;
  end

  logic unused;
  assign unused = &{1'b0, packet.axon, packet.arrival};
endmodule
