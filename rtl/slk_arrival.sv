// SPDX-License-Identifier: Apache-2.0
// Where in the delay ring a packet goes that a core takes in a step. One that is sent for a later
// step is in time. Another is heard in the next step, if it is not later than it may be.
module slk_arrival (
  input  logic [slk_spec_pkg::ArrivalBits-1:0] step_i,     // the step that runs, modulo 256
  input  slk_spec_pkg::mode_reg_t              mode_i,
  input  logic [slk_spec_pkg::ArrivalBits-1:0] arrival_i,  // the step that it was sent for
  output logic [slk_spec_pkg::DelayBits-1:0]   slot_o,
  output logic [slk_spec_pkg::ArrivalBits-1:0] late_o,     // steps; 0: in time
  output logic                                 dropped_o
);
  localparam int unsigned Bits = slk_spec_pkg::ArrivalBits;

  logic [Bits-1:0] next, ahead;

  assign next = step_i + 1'b1;
  assign ahead = arrival_i - next;  // a delay is below DelaySlots
  assign late_o = 32'(ahead) < slk_spec_pkg::DelaySlots - 1 ? '0 : next - arrival_i;
  assign dropped_o = late_o != '0
      & (mode_i.drop | late_o > Bits'(mode_i.max_lateness));
  assign slot_o = late_o == '0 ? arrival_i[slk_spec_pkg::DelayBits-1:0]
                               : next[slk_spec_pkg::DelayBits-1:0];

  logic unused;
  assign unused = &{1'b0, mode_i};
endmodule
