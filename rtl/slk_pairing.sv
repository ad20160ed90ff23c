// SPDX-License-Identifier: Apache-2.0
// Which spikes of a neuron a row is paired with: the first spike and the first instructive spike in
// the row's window, and the last spike before now; the twin of first_distance() and last_distance()
// in models/plasticity.hpp. Combinational.
module slk_pairing #(
  parameter int unsigned Teaching = 1
) (
  // histories: bit k stands for the step k + 1 steps ago
  input  logic [slk_spec_pkg::LearningWindow-1:0] own_i,
  input  logic [slk_spec_pkg::LearningWindow-1:0] teacher_i,
  // the window: its steps up to now, 1..32; a mask of so many newest bits; and the distances that
  // are still due: those from 0..32 on, the ones below were made before
  input  logic [slk_spec_pkg::LearningWindow-1:0] inside_i,
  input  logic [5:0]                              age_i,
  input  logic [5:0]                              due_from_i,
  // P by the spike's distance from the first step of the window, Q by that of the instructive spike
  output logic                                    p_due_o,
  output logic [4:0]                              p_distance_o,
  output logic                                    q_due_o,
  output logic [4:0]                              q_distance_o,
  output logic                                    p_first_o,  // P before Q, if both are due
  output logic [5:0]                              last_o  // steps since the last spike; 0: none
);
  logic own_none, never;
  logic [4:0] own_zeros, own_since;
  logic [slk_spec_pkg::LearningWindow-1:0] reversed;

  // The first step of a window is its highest bit, 32 - age below the top.
  slk_leading_zeros u_own (
    .x_i(own_i & inside_i),
    .none_o(own_none),
    .zeros_o(own_zeros)
  );
  assign p_distance_o = own_zeros + age_i[4:0];
  assign p_due_o = !own_none & (6'(p_distance_o) >= due_from_i);

  if (Teaching != 0) begin : g_teaching
    logic teacher_none;
    logic [4:0] teacher_zeros;

    slk_leading_zeros u_teacher (
      .x_i(teacher_i & inside_i),
      .none_o(teacher_none),
      .zeros_o(teacher_zeros)
    );
    assign q_distance_o = teacher_zeros + age_i[4:0];
    assign q_due_o = !teacher_none & (6'(q_distance_o) >= due_from_i);
    assign p_first_o = own_zeros <= teacher_zeros;
  end else begin : g_no_teaching
    assign q_distance_o = '0;
    assign q_due_o = 1'b0;
    assign p_first_o = 1'b1;
    logic unused;
    assign unused = &{1'b0, teacher_i};
  end

  // The last spike is the lowest bit of the history.
  always_comb begin
    for (int unsigned k = 0; k < slk_spec_pkg::LearningWindow; k++) begin
      reversed[k] = own_i[slk_spec_pkg::LearningWindow-1-k];
    end
  end
  slk_leading_zeros u_last (
    .x_i(reversed),
    .none_o(never),
    .zeros_o(own_since)
  );
  assign last_o = never ? '0 : 6'(own_since) + 1'b1;

  logic unused;
  assign unused = age_i[5];
endmodule
