// SPDX-License-Identifier: Apache-2.0
// Sender of a serial line: 8 bits, lowest first, with or without parity. A byte is taken when the
// line is idle or in the last clock of a stop bit, so bytes that wait follow each other without a
// gap, one in 10 bits, or 11.
module slk_uart_tx (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  input  logic [slk_spec_pkg::ClocksPerBitBits-1:0] clocks_per_bit_i,
  input  logic [slk_spec_pkg::ParityBits-1:0]       parity_i,
  input  logic                                      valid_i,
  output logic                                      ready_o,
  input  logic [7:0]                                data_i,
  output logic                                      tx_o               // the pin; idle high
);
  logic [9:0] bits_q;  // lowest the one on the line, a stop bit while idle
  logic [3:0] left_q;  // bits behind it
  logic [slk_spec_pkg::ClocksPerBitBits-1:0] count_q;
  logic bit_end, has_parity, ninth;

  assign bit_end = count_q == '0;
  assign has_parity = 32'(parity_i) != slk_spec_pkg::ParityNone;
  assign ninth = !has_parity | (^data_i ^ (32'(parity_i) == slk_spec_pkg::ParityOdd));
  assign ready_o = bit_end & left_q == '0;
  assign tx_o = bits_q[0];

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      bits_q  <= '1;
      left_q  <= '0;
      count_q <= '0;
    end else if (!bit_end) begin
      count_q <= count_q - 1'b1;
    end else if (left_q != '0) begin
      bits_q  <= {1'b1, bits_q[9:1]};
      left_q  <= left_q - 1'b1;
      count_q <= clocks_per_bit_i - 1'b1;
    end else if (valid_i) begin
      bits_q  <= {ninth, data_i, 1'b0};
      left_q  <= has_parity ? 4'd10 : 4'd9;
      count_q <= clocks_per_bit_i - 1'b1;
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i)
                   32'(clocks_per_bit_i) >= slk_spec_pkg::ClocksPerBitMin);
`endif
endmodule
