// SPDX-License-Identifier: Apache-2.0
// iCEBreaker: 12 MHz to 18 MHz, synapses in SPRAM.
module top (
  input  logic clk_12m_i,
  input  logic uart_rx_i,
  output logic uart_tx_o,
  output logic led_green_no,  // lights while a run is under way
  output logic led_red_no     // likewise with a fault of the core
);
  logic clk, locked, run, fault;

  // 12 MHz * 48 / 32. On this package the pin of the clock is the pad of the PLL.
  SB_PLL40_PAD #(
    .FEEDBACK_PATH("SIMPLE"),
    .DIVR(4'd0),
    .DIVF(7'd47),
    .DIVQ(3'd5),
    .FILTER_RANGE(3'd1)
  ) u_pll (
    .PACKAGEPIN(clk_12m_i),
    .PLLOUTGLOBAL(clk),
    .LOCK(locked),
    .RESETB(1'b1),
    .BYPASS(1'b0)
  );

  slk_board #(
    .ClocksPerBit(6),  // 3 Mbaud
    .Neurons(256),
    .Axons(256),
    .SynapseWords(65536),
    .Lanes(1),
    .Receptors(1),
    .Profiles(16),
    .Random(0),
    .Counters(0),
    .RamClears(0),
    .SerialNeurons(1),
    .ReceiveBytes(512),
    .RecordBytes(512),
    .OutputWords(512)
  ) u_board (
    .clk_i(clk),
    .locked_i(locked),
    .uart_rx_i,
    .uart_tx_o,
    .uart_cts_i(1'b1),  // no flow control
    .uart_rts_o(),
    .run_o(run),
    .fault_o(fault)
  );
  assign led_green_no = !run;
  assign led_red_no = !fault;
endmodule
