// SPDX-License-Identifier: Apache-2.0
// What every board has: the chip without its backdoor, held in reset for a while after power-up.
module slk_board #(
  parameter int unsigned ClocksPerBit = 16,  // of the serial line
  // the chip's, see slk_top
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 256,
  parameter int unsigned SynapseWords = 8192,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Receptors = 2,
  parameter int unsigned Profiles = 16,
  parameter int unsigned Random = 0,
  parameter int unsigned Learning = 0,
  parameter int unsigned Teaching = 0,
  parameter int unsigned Counters = 1,
  parameter int unsigned RamClears = 1,
  parameter int unsigned SerialNeurons = 0,
  parameter int unsigned ReceiveBytes = 2048,
  parameter int unsigned RecordBytes = 2048,
  parameter int unsigned OutputWords = 512
) (
  input  logic clk_i,
  input  logic locked_i,  // the clock is steady
  input  logic uart_rx_i,
  output logic uart_tx_o,
  input  logic uart_cts_i,  // high: the host takes bytes
  output logic uart_rts_o,  // high: the chip does
  output logic run_o,     // a run is under way
  output logic fault_o    // of the core
);
  // Flip-flops are zero at power-up. The wait is for the block RAM of an iCE40, which needs some
  // microseconds after configuration.
  localparam int unsigned WaitBits = 9;
  logic [1:0] locked_q;
  logic [WaitBits-1:0] wait_q;
  logic rst;

  initial {locked_q, wait_q} = '0;
  always_ff @(posedge clk_i) begin
    locked_q <= {locked_q[0], locked_i};
    wait_q   <= locked_q[1] ? wait_q + WaitBits'(rst) : '0;
  end
  assign rst = !wait_q[WaitBits-1];

  // Of interest in a simulator only.
  logic host_ready, response_valid, response_error, busy, done, trace_valid;
  logic [slk_spec_pkg::HostDataBits-1:0] response_data;
  slk_spec_pkg::line_reg_t line;
  slk_spec_pkg::trace_t trace;

  slk_top #(
    .Neurons(Neurons),
    .Axons(Axons),
    .SynapseWords(SynapseWords),
    .Lanes(Lanes),
    .Receptors(Receptors),
    .Profiles(Profiles),
    .Random(Random),
    .Learning(Learning),
    .Teaching(Teaching),
    .Counters(Counters),
    .RamClears(RamClears),
    .SerialNeurons(SerialNeurons),
    .ReceiveBytes(ReceiveBytes),
    .RecordBytes(RecordBytes),
    .OutputWords(OutputWords)
  ) u_top (
    .clk_i,
    .rst_i(rst),
    .clocks_per_bit_i(slk_spec_pkg::ClocksPerBitBits'(ClocksPerBit)),
    .uart_rx_i,
    .uart_tx_o,
    .uart_cts_i,
    .uart_rts_o,
    .host_valid_i(1'b0),
    .host_ready_o(host_ready),
    .host_window_i('0),
    .host_i('0),
    .response_valid_o(response_valid),
    .response_error_o(response_error),
    .response_data_o(response_data),
    .busy_o(busy),
    .run_o,
    .done_o(done),
    .fault_o,
    .line_o(line),
    .trace_valid_o(trace_valid),
    .trace_o(trace)
  );

  logic unused;
  assign unused = &{1'b0, host_ready, response_valid, response_error, response_data, busy, done,
                    line, trace_valid, trace};
endmodule
