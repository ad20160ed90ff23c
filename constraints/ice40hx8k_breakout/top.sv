// SPDX-License-Identifier: Apache-2.0
// iCE40-HX8K breakout board: 12 MHz to 48 MHz, a small core.
module top (
  input  logic clk_12m_i,
  input  logic uart_rx_i,
  output logic uart_tx_o,
  output logic led_run_o,
  output logic led_fault_o
);
  logic clk, locked;

  // 12 MHz * 64 / 16
  SB_PLL40_CORE #(
    .FEEDBACK_PATH("SIMPLE"),
    .DIVR(4'd0),
    .DIVF(7'd63),
    .DIVQ(3'd4),
    .FILTER_RANGE(3'd1)
  ) u_pll (
    .REFERENCECLK(clk_12m_i),
    .PLLOUTGLOBAL(clk),
    .LOCK(locked),
    .RESETB(1'b1),
    .BYPASS(1'b0)
  );

  slk_board #(
    .ClocksPerBit(16),  // 3 Mbaud
    .Neurons(128),
    .Axons(128),
    .SynapseWords(2048),
    .Lanes(1),
    .Receptors(1),
    .Profiles(4),
    .Random(0),
    .Counters(0),
    .RamClears(0),
    .SerialNeurons(1),
    .ReceiveBytes(512),
    .RecordBytes(512),
    .OutputWords(256)
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
