// SPDX-License-Identifier: Apache-2.0
// Walk of a flush: hands out the plastic axons, lowest first, one a cycle while take_i holds.
module slk_flush_walk #(
  parameter int unsigned Axons = 1024,
  parameter int unsigned AxonAddrBits = $clog2(Axons)
) (
  input  logic                    clk_i,
  input  logic                    rst_i,
  input  logic                    start_i,
  input  logic [AxonAddrBits:0]   axons_i,
  input  logic                    take_i,
  output logic                    event_o,
  output logic [AxonAddrBits-1:0] axon_o,
  output logic                    idle_o
);
  logic running_q;
  logic [AxonAddrBits-1:0] axon_q;

  always_ff @(posedge clk_i) begin
    if (rst_i) running_q <= 1'b0;
    else if (start_i) running_q <= axons_i != '0;
    else if (event_o && (AxonAddrBits + 1)'(axon_q) + 1'b1 == axons_i) running_q <= 1'b0;
    axon_q <= start_i ? '0 : axon_q + AxonAddrBits'(event_o);
  end

  assign event_o = running_q & take_i;
  assign axon_o = axon_q;
  assign idle_o = !running_q & !start_i;
endmodule
