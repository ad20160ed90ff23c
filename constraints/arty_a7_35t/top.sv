// SPDX-License-Identifier: Apache-2.0
// Arty A7-35T: 100 MHz to 48 MHz, a core of one lane with all that learning can have.
module top (
  input  logic clk_100m_i,
  input  logic uart_rx_i,
  output logic uart_tx_o,
  output logic led_run_o,
  output logic led_fault_o
);
  logic clk, clk_unbuffered, feedback, locked;

  // 100 MHz * 48 / (5 * 20)
  MMCME2_BASE #(
    .CLKIN1_PERIOD(10.000),
    .DIVCLK_DIVIDE(5),
    .CLKFBOUT_MULT_F(48.0),
    .CLKOUT0_DIVIDE_F(20.0)
  ) u_mmcm (
    .CLKIN1(clk_100m_i),
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
    .SynapseWords(65536),
    .Lanes(1),
    .Receptors(2),
    .Profiles(64),
    .Random(1),
    .Counters(1),
    .Learning(1),
    .Teaching(1),
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
