// SPDX-License-Identifier: Apache-2.0
// A router of the mesh: packets of one flit go along the row first, then along the column, then to
// the core. Inputs and outputs: 0 local, 1 east, 2 west, 3 north, 4 south. An output serves the
// inputs that want it in turn. docs/datasheet.md, "The mesh", argues why it cannot deadlock.
module slk_router (
  input  logic                                    clk_i,
  input  logic                                    rst_i,
  input  logic                                    run_i,  // packets move
  input  logic [slk_spec_pkg::MeshBits-1:0]       x_i,    // this router
  input  logic [slk_spec_pkg::MeshBits-1:0]       y_i,
  input  logic [4:0]                              valid_i,
  output logic [4:0]                              ready_o,
  input  logic [5*slk_spec_pkg::PacketWidth-1:0]  packet_i,
  output logic [4:0]                              valid_o,  // with ready_i it is taken
  input  logic [4:0]                              ready_i,
  output logic [5*slk_spec_pkg::PacketWidth-1:0]  packet_o
);
  localparam int unsigned Ports = 5;
  localparam int unsigned PortBits = 3;
  localparam int unsigned Width = slk_spec_pkg::PacketWidth;

  logic [Ports-1:0] held, pop;
  logic [Ports*Width-1:0] packets;
  logic [Ports*PortBits-1:0] wanted;  // output that the packet of each input wants

  for (genvar i = 0; i < Ports; i++) begin : g_input
    slk_router_fifo #(
      .Width(Width)
    ) u_fifo (
      .clk_i,
      .rst_i,
      .push_i(run_i & valid_i[i] & ready_o[i]),
      .data_i(packet_i[i*Width+:Width]),
      .ready_o(ready_o[i]),
      .valid_o(held[i]),
      .pop_i(pop[i]),
      .data_o(packets[i*Width+:Width])
    );
    slk_next_hop u_next_hop (
      .x_i,
      .y_i,
      .packet_i(packets[i*Width+:Width]),
      .port_o(wanted[i*PortBits+:PortBits])
    );
  end

  // Of each output the input that is served, if any wants it: the next one behind the last.
  logic [Ports*PortBits-1:0] last_q, served;
  logic [Ports-1:0] moves;

  for (genvar o = 0; o < Ports; o++) begin : g_output
    always_comb begin
      logic [PortBits:0] turn;
      valid_o[o] = 1'b0;
      served[o*PortBits+:PortBits] = '0;
      for (int k = Ports - 1; k >= 0; k--) begin
        turn = (PortBits + 1)'(last_q[o*PortBits+:PortBits]) + (PortBits + 1)'(k + 1);
        if (32'(turn) >= Ports) turn = turn - (PortBits + 1)'(Ports);
        if (held[turn[PortBits-1:0]]
            && wanted[32'(turn)*PortBits+:PortBits] == PortBits'(o)) begin
          valid_o[o] = 1'b1;
          served[o*PortBits+:PortBits] = turn[PortBits-1:0];
        end
      end
    end
    assign packet_o[o*Width+:Width] = packets[32'(served[o*PortBits+:PortBits])*Width+:Width];
    assign moves[o] = run_i & valid_o[o] & ready_i[o];
    always_ff @(posedge clk_i) begin
      if (rst_i) last_q[o*PortBits+:PortBits] <= PortBits'(Ports - 1);
      else if (moves[o]) last_q[o*PortBits+:PortBits] <= served[o*PortBits+:PortBits];
    end
  end

  always_comb begin
    pop = '0;
    for (int unsigned o = 0; o < Ports; o++) begin
      if (moves[o]) pop[served[o*PortBits+:PortBits]] = 1'b1;
    end
  end
endmodule
