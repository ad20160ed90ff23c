// SPDX-License-Identifier: Apache-2.0
// The step engine behind its store, as it stands in the chip.
module slk_records_bench #(
  parameter int unsigned Bytes = 512
) (
  input  logic                    clk_i,
  input  logic                    rst_i,
  input  logic                    clear_i,
  input  logic                    push_i,
  input  logic [7:0]              data_i,
  input  logic                    commit_i,
  output logic [$clog2(Bytes):0]  free_o,
  output logic                    overflow_o,
  output logic                    refused_o,
  input  logic                    run_i,
  input  logic                    busy_i,
  input  logic                    room_i,
  input  logic [31:0]             step_i,
  output logic                    begin_o,
  output logic                    cycles_wait_o,
  output logic                    fault_kind_o,
  output logic                    fault_step_o,
  output logic                    host_valid_o,
  output slk_spec_pkg::host_bus_t host_o
);
  logic valid, pop;
  logic [7:0] data;

  slk_frame_store #(
    .Width(8),
    .Depth(Bytes)
  ) u_store (
    .clk_i,
    .rst_i,
    .push_i,
    .data_i,
    .commit_i,
    .rollback_i(1'b0),
    .overflow_o,
    .refused_o,
    .room_o(free_o),
    .clear_i,
    .valid_o(valid),
    .pop_i(pop),
    .data_o(data)
  );

  slk_records u_records (
    .clk_i,
    .rst_i,
    .clear_i,
    .valid_i(valid),
    .pop_o(pop),
    .data_i(data),
    .run_i,
    .busy_i,
    .room_i,
    .step_i,
    .begin_o,
    .cycles_wait_o,
    .fault_kind_o,
    .fault_step_o,
    .host_valid_o,
    .host_o
  );
endmodule
