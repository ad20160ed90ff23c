// SPDX-License-Identifier: Apache-2.0
// Cmod A7-35T: 12 MHz to 48 MHz, a core of eight lanes that learns.
module top (
  input  logic clk_12m_i,
  input  logic uart_rx_i,
  output logic uart_tx_o,
  output logic led_run_o,
  output logic led_fault_o
);
  logic clk, clk_unbuffered, feedback, locked;

  // 12 MHz * 64 / 16
  MMCME2_BASE #(
    .CLKIN1_PERIOD(83.333),
    .DIVCLK_DIVIDE(1),
    .CLKFBOUT_MULT_F(64.0),
    .CLKOUT0_DIVIDE_F(16.0)
  ) u_mmcm (
    .CLKIN1(clk_12m_i),
    .CLKFBIN(feedback),
    .CLKFBOUT(feedback),
    .CLKOUT0(clk_unbuffered),
    .LOCKED(locked),
    .PWRDWN(1'b0),
    .RST(1'b0)
  );
  BUFG u_clock (.I(clk_unbuffered), .O(clk));

  slk_board #(
    .ClocksPerBit(16),  // 3 Mbaud
    .Neurons(256),
    .Axons(256),
    .SynapseWords(8192),
    .Lanes(8),
    .Receptors(1),
    .Profiles(16),
    .Random(0),
    .Counters(1),
    .Learning(1),
    .Teaching(0),
    .ReceiveBytes(2048),
    .RecordBytes(2048),
    .OutputWords(512)
  ) u_board (
    .clk_i(clk),
    .locked_i(locked),
    .uart_rx_i,
    .uart_tx_o,
    .uart_cts_i(1'b1),  // no flow control
    .uart_rts_o(),
    .run_o(led_run_o),
    .fault_o(led_fault_o)
  );
endmodule
