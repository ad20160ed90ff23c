// SPDX-License-Identifier: Apache-2.0
// The receiver of frames with its store, whose words are a payload byte and whether it is the last.
module slk_frame_rx_bench (
  input  logic        clk_i,
  input  logic        rst_i,
  input  logic        valid_i,
  input  logic [7:0]  data_i,
  input  logic        lost_i,
  input  logic        tick_i,
  output logic        bad_o,
  output logic        timeout_o,
  output logic        overflow_o,
  output logic        refused_o,
  output logic [11:0] room_o,
  output logic        valid_o,
  input  logic        pop_i,
  output logic [7:0]  data_o,
  output logic        last_o
);
  logic push, last, commit;
  logic [7:0] data;

  slk_frame_rx u_rx (
    .clk_i,
    .rst_i,
    .valid_i,
    .data_i,
    .lost_i,
    .tick_i,
    .push_o(push),
    .data_o(data),
    .last_o(last),
    .commit_o(commit),
    .bad_o,
    .timeout_o
  );
  slk_frame_store #(
    .Width(9),
    .Depth(2048)
  ) u_store (
    .clk_i,
    .rst_i,
    .push_i(push),
    .data_i({last, data}),
    .commit_i(commit),
    .rollback_i(bad_o | timeout_o),
    .overflow_o,
    .refused_o,
    .room_o,
    .clear_i(1'b0),
    .valid_o,
    .pop_i,
    .data_o({last_o, data_o})
  );
endmodule
