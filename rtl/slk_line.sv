// SPDX-License-Identifier: Apache-2.0
// The setting of the serial line: what the pin says, or what was written last. A new setting is in
// force when all replies have left, and is on trial until a frame comes in it. If none comes in
// 2^StallBits cycles, or if the line is low for as long, that of the pin returns: a host that does
// not know the setting can always come back.
module slk_line #(
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits
) (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  input  logic [slk_spec_pkg::ClocksPerBitBits-1:0] clocks_per_bit_i,  // the pin; holds still
  input  logic                                      write_i,           // a setting that can be
  input  slk_spec_pkg::line_reg_t                   setting_i,
  output slk_spec_pkg::line_reg_t                   setting_o,         // in force
  // replies
  output logic                                      hold_o,            // until quiet, no new ones
  input  logic                                      quiet_i,           // all have left
  // receiver
  input  logic                                      frame_i,           // a good one
  input  logic                                      broken_i,          // the line is low
  input  logic                                      room_i,            // for more bytes
  // flow control
  input  logic                                      uart_cts_i,        // the pin
  output logic                                      uart_rts_o,
  output logic                                      clear_o            // to send
);
  localparam int unsigned Bits = slk_spec_pkg::ClocksPerBitBits + slk_spec_pkg::ParityBits + 1;

  logic [Bits-1:0] own_q, next_q;
  logic use_own_q, next_valid_q, trial_q, cts_q, clear_q, change, fall_back;
  logic [StallBits-1:0] count_q;

  assign setting_o = use_own_q ? 32'(own_q) : 32'(clocks_per_bit_i);
  assign hold_o = next_valid_q;
  assign change = next_valid_q & quiet_i;
  assign fall_back = (trial_q | broken_i) & count_q == '1;
  assign clear_o = clear_q | !setting_o.flow;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      use_own_q    <= 1'b0;
      next_valid_q <= 1'b0;
      trial_q      <= 1'b0;
    end else begin
      use_own_q    <= (use_own_q | change) & !fall_back;
      next_valid_q <= ((next_valid_q & !change) | write_i) & !fall_back;
      trial_q      <= ((trial_q & !frame_i) | change) & !fall_back;
    end
    if (write_i) next_q <= setting_i[Bits-1:0];
    if (change) own_q <= next_q;
    count_q <= change | !(trial_q | broken_i) ? '0 : count_q + 1'b1;
    {clear_q, cts_q} <= {cts_q, uart_cts_i};
    uart_rts_o <= room_i;
  end

  logic unused;
  assign unused = &{1'b0, setting_i};
endmodule
