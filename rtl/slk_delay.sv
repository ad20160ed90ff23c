// SPDX-License-Identifier: Apache-2.0
// What is at d_i in a cycle is at q_o `Stages` cycles later. No reset: it carries data, not control.
module slk_delay #(
  parameter int unsigned Width = 1,
  parameter int unsigned Stages = 1  // 0: a wire
) (
  input  logic             clk_i,
  input  logic [Width-1:0] d_i,
  output logic [Width-1:0] q_o
);
  if (Stages == 0) begin : g_wire
    assign q_o = d_i;
    logic unused;
    assign unused = clk_i;
  end else begin : g_stages
    logic [Stages*Width-1:0] stages_q;
    if (Stages == 1) begin : g_one
      always_ff @(posedge clk_i) stages_q <= d_i;
    end else begin : g_more
      always_ff @(posedge clk_i) stages_q <= {stages_q[(Stages-1)*Width-1:0], d_i};
    end
    assign q_o = stages_q[(Stages-1)*Width+:Width];
  end
endmodule
