// SPDX-License-Identifier: Apache-2.0
// Receiver of a serial line: 8 bits, lowest first, with or without parity. The line is the majority
// of three samples one clock apart, so every decision is a vote; it moves all edges by one clock,
// which costs nothing. A byte ends in the middle of its stop bit: half a bit is left to find the
// next start, however fast the sender is.
module slk_uart_rx (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  input  logic [slk_spec_pkg::ClocksPerBitBits-1:0] clocks_per_bit_i,
  input  logic [slk_spec_pkg::ParityBits-1:0]       parity_i,
  input  logic                                      rx_i,       // the pin; idle high
  output logic                                      valid_o,    // data_o is a byte
  output logic [7:0]                                data_o,
  output logic                                      parity_o,   // a byte of wrong parity
  output logic                                      framing_o,  // one without a stop bit
  output logic                                      break_o,    // low from its start bit on
  output logic                                      broken_o,   // still low after such a byte
  output logic                                      tick_o      // a bit time without a byte is over
);
  typedef enum logic [1:0] {
    Idle,   // the line is high
    Start,  // low, but not yet to the middle of a start bit
    Bits,   // data, parity, and the stop bit
    Broken  // no stop bit: until the line is high again
  } state_e;

  state_e state_q, state_d;
  logic pin_q, new_q, mid_q, old_q, line, middle, has_parity, stop, low, odd_q, odd_d;
  logic [7:0] data_q, data_d;
  logic [3:0] left_q, left_d;  // bits to come before the stop bit
  logic [slk_spec_pkg::ClocksPerBitBits-1:0] count_q, count_d, bit_end;

  assign line = (new_q & mid_q) | (mid_q & old_q) | (old_q & new_q);
  assign bit_end = clocks_per_bit_i - 1'b1;
  assign middle = count_q == '0;
  assign has_parity = 32'(parity_i) != slk_spec_pkg::ParityNone;
  assign stop = state_q == Bits & middle & left_q == '0;
  assign low = data_q == '0 & !odd_q;
  assign parity_o = stop & line & has_parity & odd_q != (32'(parity_i) == slk_spec_pkg::ParityOdd);
  assign valid_o = stop & line & !parity_o;
  assign framing_o = stop & !line & !low;
  assign break_o = stop & !line & low;
  assign broken_o = state_q == Broken;
  assign tick_o = state_q == Idle & middle;
  assign data_o = data_q;

  always_comb begin
    state_d = state_q;
    data_d = data_q;
    odd_d = odd_q;
    left_d = left_q;
    count_d = middle ? bit_end : count_q - 1'b1;
    unique case (state_q)
      Idle: begin
        odd_d = 1'b0;
        left_d = has_parity ? 4'd9 : 4'd8;
        // The first low sample lies 0..1 clock behind the edge, half a clock on average: half of
        // (bit - 1) makes up for it. An even bit is thus sampled half a clock early, at the cost of
        // slow senders, who have more to give: half a bit in nine, fast ones half a bit in ten.
        if (!line) count_d = (bit_end >> 1) - 1'b1;
        if (!line) state_d = Start;
      end
      Start: begin
        if (line) state_d = Idle;
        else if (middle) state_d = Bits;
      end
      Bits: begin
        if (middle && left_q != '0) begin
          odd_d = odd_q ^ line;
          if (!has_parity || left_q != 4'd1) data_d = {line, data_q[7:1]};
          left_d = left_q - 1'b1;
        end else if (middle) begin
          state_d = line ? Idle : Broken;
        end
      end
      Broken: if (line) state_d = Idle;
    endcase
  end

  always_ff @(posedge clk_i) begin
    {odd_q, data_q, left_q, count_q} <= {odd_d, data_d, left_d, count_d};
    if (rst_i) begin
      {old_q, mid_q, new_q, pin_q} <= '1;
      state_q <= Idle;
    end else begin
      {old_q, mid_q, new_q, pin_q} <= {mid_q, new_q, pin_q, rx_i};
      state_q <= state_d;
    end
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i)
                   32'(clocks_per_bit_i) >= slk_spec_pkg::ClocksPerBitMin);
`endif
endmodule
