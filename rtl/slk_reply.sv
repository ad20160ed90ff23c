// SPDX-License-Identifier: Apache-2.0
// The bytes of a reply, from words of one to four bytes, lowest byte first. A word is taken only
// when the line has taken every byte before it, so what is read for the reply is read at a moment
// that depends on the bytes of the line alone.
module slk_reply (
  input  logic        clk_i,
  input  logic        rst_i,
  // words
  input  logic        valid_i,
  output logic        ready_o,
  input  logic [31:0] data_i,
  input  logic [1:0]  extra_i,  // bytes of the word, less one
  input  logic        last_i,
  // bytes
  output logic        valid_o,
  input  logic        ready_i,
  output logic [7:0]  data_o,
  output logic        last_o
);
  logic valid_q, last_q;
  logic [1:0] extra_q;
  logic [31:0] data_q;

  assign ready_o = !valid_q;
  assign valid_o = valid_q;
  assign data_o = data_q[7:0];
  assign last_o = last_q & extra_q == '0;

  always_ff @(posedge clk_i) begin
    if (rst_i) valid_q <= 1'b0;
    else if (!valid_q) valid_q <= valid_i;
    else if (ready_i) valid_q <= extra_q != '0;

    if (!valid_q) begin
      data_q  <= data_i;
      extra_q <= extra_i;
      last_q  <= last_i;
    end else if (ready_i) begin
      data_q  <= data_q >> 8;
      extra_q <= extra_q - 1'b1;
    end
  end
endmodule
