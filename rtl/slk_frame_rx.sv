// SPDX-License-Identifier: Apache-2.0
// Receives frames as docs/link.md describes them: finds flags, takes escapes back, and pushes the
// payload without its FCS, tentatively. The flag behind a frame decides: commit_o, or bad_o, which
// rolls back, as timeout_o does if nothing comes for long. What is FCS is known only when the flag
// comes, so the last five bytes wait in a line: four of FCS, and the one that may be the last of the
// payload.
module slk_frame_rx (
  input  logic       clk_i,
  input  logic       rst_i,
  // from the serial line
  input  logic       valid_i,
  input  logic [7:0] data_i,
  input  logic       lost_i,     // a byte was lost; never with valid_i
  input  logic       tick_i,     // a bit time without a byte is over
  // to a store
  output logic       push_o,
  output logic [7:0] data_o,
  output logic       last_o,     // of the payload; in the cycle of commit_o
  output logic       commit_o,
  output logic       bad_o,      // this frame is dropped
  output logic       timeout_o   // it is, for its next byte did not come
);
  localparam logic [31:0] Residue = 32'hdebb20e3;  // what a right FCS leaves behind itself
  localparam int unsigned Waiting = 5;              // bytes in the line
  localparam logic [2:0] Shortest = 3'd6;           // bytes of the shortest frame, FCS included

  logic inside_q;      // a flag has come, and nothing was lost since
  logic escape_q;
  logic [2:0] seen_q;  // bytes of this frame, up to Shortest
  logic [8*Waiting-1:0] line_q;
  logic [31:0] fcs_q, fcs;
  logic [7:0] data;
  logic [slk_spec_pkg::LinkTimeoutBits-1:0] silence_q;  // ticks since the last byte
  logic flag, take, good, begun;

  assign flag = valid_i & data_i == 8'(slk_spec_pkg::LinkFlag);
  assign take = valid_i & inside_q & !flag & (escape_q | data_i != 8'(slk_spec_pkg::LinkEscape));
  assign data = escape_q ? data_i ^ 8'(slk_spec_pkg::LinkEscapeXor) : data_i;
  assign good = !escape_q & seen_q == Shortest & fcs_q == Residue;

  assign commit_o = flag & inside_q & good;
  // An empty frame is no frame, but an escape at its end is one that was cut off.
  assign begun = inside_q & (seen_q != '0 | escape_q);
  assign bad_o = ((flag & !good) | lost_i) & begun;
  assign timeout_o = begun & tick_i & silence_q == '1;
  assign push_o = commit_o | (take & seen_q >= 3'(Waiting));
  assign data_o = line_q[8*Waiting-1-:8];
  assign last_o = commit_o;

  slk_fcs32 u_fcs (
    .fcs_i(fcs_q),
    .data_i(data),
    .fcs_o(fcs)
  );

  always_ff @(posedge clk_i) begin
    if (take) line_q <= {line_q[8*Waiting-9:0], data};
    if (flag) fcs_q <= '1;
    else if (take) fcs_q <= fcs;

    if (rst_i | flag) seen_q <= '0;
    else if (take && seen_q != Shortest) seen_q <= seen_q + 1'b1;

    if (rst_i | flag) escape_q <= 1'b0;
    else if (valid_i) escape_q <= !take;

    if (rst_i | lost_i | timeout_o) inside_q <= 1'b0;
    else if (flag) inside_q <= 1'b1;

    if (valid_i) silence_q <= '0;
    else if (tick_i) silence_q <= silence_q + 1'b1;
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) !(valid_i & (lost_i | tick_i)));
`endif
endmodule
