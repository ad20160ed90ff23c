// SPDX-License-Identifier: Apache-2.0
// Two queues, of 8 and of 256.
module slk_fifo_bench (
  input  logic        clk_i,
  input  logic        rst_i,
  input  logic [1:0]  push_i,
  input  logic [15:0] data_i,
  output logic [1:0]  overflow_o,
  output logic [1:0]  valid_o,
  input  logic [1:0]  pop_i,
  output logic [31:0] data_o,
  output logic [1:0]  empty_o
);
  for (genvar i = 0; i < 2; i++) begin : g_fifo
    slk_fifo #(
      .Width(16),
      .Depth(i == 0 ? 8 : 256)
    ) u_fifo (
      .clk_i,
      .rst_i,
      .push_i(push_i[i]),
      .data_i,
      .overflow_o(overflow_o[i]),
      .valid_o(valid_o[i]),
      .pop_i(pop_i[i]),
      .data_o(data_o[i*16+:16]),
      .empty_o(empty_o[i])
    );
  end
endmodule
