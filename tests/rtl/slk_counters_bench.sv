// SPDX-License-Identifier: Apache-2.0
// Event counters of which every other one is of single events.
module slk_counters_bench #(
  parameter int unsigned IncrementBits = 5,
  parameter int unsigned Count = slk_spec_pkg::EventCount
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  busy_i,
  input  logic                                  link_i,
  input  logic [Count*IncrementBits-1:0]        increments_i,
  output logic                                  host_ready_o,
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  slk_counters #(
    .IncrementBits(IncrementBits),
    .Count(Count),
    .Single(Count'({((Count + 1) / 2) {2'b10}}))
  ) u_counters (
    .clk_i,
    .rst_i,
    .busy_i,
    .link_i,
    .increments_i,
    .host_ready_o,
    .host_select_i,
    .host_i,
    .host_rdata_o
  );
endmodule
