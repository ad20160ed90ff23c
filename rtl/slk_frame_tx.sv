// SPDX-License-Identifier: Apache-2.0
// Sends a payload as a frame of docs/link.md: flag, payload and FCS escaped, flag. It holds no byte:
// a payload byte is taken in the very cycle in which the serial line takes it (or the second byte of
// its escape), so the time at which a reply is read is that of the line, not that of a buffer.
module slk_frame_tx (
  input  logic       clk_i,
  input  logic       rst_i,
  // the payload; the frame begins with its first byte and ends behind the one with last_i
  input  logic       valid_i,
  output logic       ready_o,
  input  logic [7:0] data_i,
  input  logic       last_i,
  // to the serial line
  output logic       valid_o,
  input  logic       ready_i,
  output logic [7:0] data_o,
  output logic       sent_o   // the line has taken a byte
);
  typedef enum logic [1:0] {
    Open,
    Payload,
    Fcs,
    Close
  } state_e;

  state_e state_q;
  logic [31:0] fcs_q, fcs;
  logic [1:0] fcs_left_q;
  logic escape_q;  // the escape before this byte is sent
  logic flag, special, whole;
  logic [7:0] data;

  assign flag = state_q == Open | state_q == Close;
  assign data = state_q == Payload ? data_i : ~fcs_q[7:0];
  assign special = data == 8'(slk_spec_pkg::LinkFlag) | data == 8'(slk_spec_pkg::LinkEscape);

  assign valid_o = valid_i | state_q == Fcs | state_q == Close;
  always_comb begin
    data_o = data;
    if (flag) data_o = 8'(slk_spec_pkg::LinkFlag);
    else if (escape_q) data_o = data ^ 8'(slk_spec_pkg::LinkEscapeXor);
    else if (special) data_o = 8'(slk_spec_pkg::LinkEscape);
  end
  assign sent_o = valid_o & ready_i;
  assign whole = sent_o & (flag | escape_q | !special);  // a flag, or the end of a byte
  assign ready_o = state_q == Payload & whole;

  slk_fcs32 u_fcs (
    .fcs_i(fcs_q),
    .data_i,
    .fcs_o(fcs)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q  <= Open;
      escape_q <= 1'b0;
    end else begin
      if (sent_o) escape_q <= !whole;
      if (whole) begin
        unique case (state_q)
          Open: state_q <= Payload;
          Payload: if (last_i) state_q <= Fcs;
          Fcs: if (fcs_left_q == '0) state_q <= Close;
          Close: state_q <= Open;
        endcase
      end
    end
    if (flag) begin
      fcs_q      <= '1;
      fcs_left_q <= '1;
    end else if (whole && state_q == Payload) begin
      fcs_q <= fcs;
    end else if (whole) begin
      fcs_q      <= fcs_q >> 8;
      fcs_left_q <= fcs_left_q - 1'b1;
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) escape_q |-> valid_o);
`endif
endmodule
