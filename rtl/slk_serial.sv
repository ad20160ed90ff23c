// SPDX-License-Identifier: Apache-2.0
// The serial side of the link: the pins, bytes, and frames. Frames that are right wait in a store;
// replies leave as they come. docs/link.md, "Bytes and frames".
module slk_serial #(
  parameter int unsigned ReceiveBytes = 4096,  // of the store; a power of two
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits
) (
  input  logic                                      clk_i,
  input  logic                                      rst_i,
  // pins
  input  logic [slk_spec_pkg::ClocksPerBitBits-1:0] clocks_per_bit_i,
  input  logic                                      uart_rx_i,
  output logic                                      uart_tx_o,
  input  logic                                      uart_cts_i,
  output logic                                      uart_rts_o,
  // setting
  input  logic                                      set_line_i,
  input  slk_spec_pkg::line_reg_t                   setting_i,
  output slk_spec_pkg::line_reg_t                   setting_o,  // in force
  // frames
  output logic                                      frame_valid_o,
  input  logic                                      frame_pop_i,
  output logic [7:0]                                frame_data_o,
  output logic                                      frame_last_o,
  // replies
  output logic                                      hold_o,  // no new command, for another setting
  input  logic                                      idle_i,  // no command is executed
  input  logic                                      reply_valid_i,
  output logic                                      reply_ready_o,
  input  logic [7:0]                                reply_data_i,
  input  logic                                      reply_last_i,
  // events of the line
  output logic [slk_spec_pkg::EventPackets-1:slk_spec_pkg::EventLinkBytesIn] events_o
);
  localparam int unsigned RtsRoom = 64;  // bytes that a host may send before it sees uart_rts_o

  logic clear, rx_valid, parity_error, framing_error, line_break, broken, tick;
  logic push, last, commit, bad, timeout, refused, tx_valid, tx_ready, tx_sent;
  logic [7:0] rx_byte, frame_byte, tx_byte;
  logic overflow;  // of no interest: what has no room shows in refused
  logic [$clog2(ReceiveBytes):0] room;

  slk_line #(
    .StallBits(StallBits)
  ) u_line (
    .clk_i,
    .rst_i,
    .clocks_per_bit_i,
    .write_i(set_line_i),
    .setting_i,
    .setting_o,
    .hold_o,
    .quiet_i(idle_i & !tx_valid & tx_ready),
    .frame_i(commit),
    .broken_i(broken),
    .room_i(32'(room) >= RtsRoom),
    .uart_cts_i,
    .uart_rts_o,
    .clear_o(clear)
  );

  slk_uart_rx u_uart_rx (
    .clk_i,
    .rst_i,
    .clocks_per_bit_i(setting_o.clocks_per_bit),
    .parity_i(setting_o.parity),
    .rx_i(uart_rx_i),
    .valid_o(rx_valid),
    .data_o(rx_byte),
    .parity_o(parity_error),
    .framing_o(framing_error),
    .break_o(line_break),
    .broken_o(broken),
    .tick_o(tick)
  );

  slk_frame_rx u_frame_rx (
    .clk_i,
    .rst_i,
    .valid_i(rx_valid),
    .data_i(rx_byte),
    .lost_i(parity_error | framing_error | line_break),
    .tick_i(tick),
    .push_o(push),
    .data_o(frame_byte),
    .last_o(last),
    .commit_o(commit),
    .bad_o(bad),
    .timeout_o(timeout)
  );

  slk_frame_store #(
    .Width(9),
    .Depth(ReceiveBytes)
  ) u_store (
    .clk_i,
    .rst_i,
    .push_i(push),
    .data_i({last, frame_byte}),
    .commit_i(commit),
    .rollback_i(bad | timeout),
    .overflow_o(overflow),
    .refused_o(refused),
    .room_o(room),
    .clear_i(1'b0),
    .valid_o(frame_valid_o),
    .pop_i(frame_pop_i),
    .data_o({frame_last_o, frame_data_o})
  );

  slk_frame_tx u_frame_tx (
    .clk_i,
    .rst_i,
    .valid_i(reply_valid_i),
    .ready_o(reply_ready_o),
    .data_i(reply_data_i),
    .last_i(reply_last_i),
    .valid_o(tx_valid),
    .ready_i(tx_ready & clear),
    .data_o(tx_byte),
    .sent_o(tx_sent)
  );

  slk_uart_tx u_uart_tx (
    .clk_i,
    .rst_i,
    .clocks_per_bit_i(setting_o.clocks_per_bit),
    .parity_i(setting_o.parity),
    .valid_i(tx_valid & clear),
    .ready_o(tx_ready),
    .data_i(tx_byte),
    .tx_o(uart_tx_o)
  );

  assign events_o[slk_spec_pkg::EventLinkBytesIn] = rx_valid;
  assign events_o[slk_spec_pkg::EventLinkBytesOut] = tx_sent;
  assign events_o[slk_spec_pkg::EventBadFrames] = bad;
  assign events_o[slk_spec_pkg::EventRefusedFrames] = refused;
  assign events_o[slk_spec_pkg::EventFramingErrors] = framing_error;
  assign events_o[slk_spec_pkg::EventParityErrors] = parity_error;
  assign events_o[slk_spec_pkg::EventBreaks] = line_break;
  assign events_o[slk_spec_pkg::EventFrameTimeouts] = timeout;

  logic unused;
  assign unused = &{1'b0, overflow};
endmodule
