// SPDX-License-Identifier: Apache-2.0
// The commands of the link: takes one frame at a time from the receive store, holds it to the
// sequence, has it executed, and answers. The rules are docs/link.md, "Commands and replies".
module slk_command #(
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits
) (
  input  logic                                    clk_i,
  input  logic                                    rst_i,
  // frames
  input  logic                                    frame_valid_i,
  output logic                                    frame_pop_o,
  input  logic                                    hold_i,  // no new command
  output logic                                    idle_o,  // there is none
  input  logic [7:0]                              frame_data_i,
  input  logic                                    frame_last_i,
  // reply
  output logic                                    reply_valid_o,
  input  logic                                    reply_ready_i,
  output logic [7:0]                              reply_data_o,
  output logic                                    reply_last_o,
  // host port; the response comes in the cycle after the access
  output logic                                    host_valid_o,
  input  logic                                    host_ready_i,
  output logic [slk_spec_pkg::HostWindowBits-1:0] host_window_o,
  output slk_spec_pkg::host_bus_t                 host_o,
  input  logic                                    response_error_i,
  input  logic [slk_spec_pkg::HostDataBits-1:0]   response_data_i,
  // the link's registers
  input  logic [31:0]                             session_i,
  output logic                                    set_session_o,
  output logic                                    set_run_target_o,
  output logic [31:0]                             value_o,  // of the session or the target
  input  logic [31:0]                             records_end_i,
  output logic                                    set_records_end_o,
  output logic [31:0]                             records_end_o,
  input  logic                                    fault_i,  // is part of the status
  // the run
  input  logic                                    run_i,
  input  logic                                    busy_i,     // the core
  input  logic                                    waiting_i,  // no step can begin or end
  input  logic                                    in_step_i,
  input  logic                                    step_end_i,
  input  logic [31:0]                             step_i,
  // record store
  output logic                                    record_push_o,
  output logic [7:0]                              record_o,
  output logic                                    record_commit_o,
  input  logic                                    record_refused_i,
  // output store
  input  logic [31:0]                             output_end_i,
  input  logic [31:0]                             output_released_i,
  output logic                                    output_release_o,
  output logic                                    output_read_o,
  output logic [31:0]                             output_cursor_o,
  input  slk_spec_pkg::output_entry_t             output_entry_i
);
  typedef enum logic [2:0] {
    Opcode,
    Sequence,
    Header,    // of a reply with data; the others send it when the command is done
    Expected,  // its data, if the sequence is wrong
    Arguments,
    Execute,
    Status     // when the rest of the frame is gone; behind the header
  } state_e;

  // Arguments as their commands name them; they begin at bit 0 of the frame's arguments.
  typedef struct packed {
    logic [31:0] until_step;
    logic [15:0] count;
    logic [31:0] cursor;
    logic [31:0] released;
  } output_args_t;
  typedef struct packed {
    logic [15:0] rows;
    logic [23:0] row;
    logic [7:0]  row_bytes;
    logic [7:0]  window;
  } rows_args_t;
  localparam int unsigned OutputBytes = 14;
  localparam int unsigned ReadBytes = 7;
  localparam int unsigned WriteBytes = 5;
  localparam int unsigned OtherBytes = 4;

  state_e state_q, state_d;
  logic [7:0] opcode_q, sequence_q, expected_q, status_q, status_d;
  logic ended_q;   // the frame
  logic headed_q;  // the header is sent
  logic [3:0] count_q, arguments;
  logic [8*OutputBytes-1:0] arguments_q;
  logic [1:0] hello_q;  // words of the reply that are sent
  output_args_t output_args;
  rows_args_t rows_args;
  logic [31:0] first;  // the only argument of most

  logic is_hello, is_read, is_write, is_records, is_run_to, is_output, has_data, exists, header_now;
  logic fresh, seen, execute, advance;
  logic [7:0] distance;
  logic word_valid, word_ready, word_last;
  logic [31:0] word, header;
  logic [1:0] word_extra;
  logic execute_pop, done;
  logic [7:0] done_status;

  assign idle_o = state_q == Opcode;

  // What the opcode says.
  assign is_hello = opcode_q == 8'(slk_spec_pkg::OpcodeHello);
  assign is_read = opcode_q == 8'(slk_spec_pkg::OpcodeRead);
  assign is_write = opcode_q == 8'(slk_spec_pkg::OpcodeWrite);
  assign is_records = opcode_q == 8'(slk_spec_pkg::OpcodeRecords);
  assign is_run_to = opcode_q == 8'(slk_spec_pkg::OpcodeRunTo);
  assign is_output = opcode_q == 8'(slk_spec_pkg::OpcodeOutput);
  assign exists = is_hello | is_read | is_write | is_records | is_run_to | is_output;
  assign has_data = is_write | is_records;
  assign header_now = !(execute & exists) | is_hello | is_read | is_output;
  always_comb begin
    arguments = 4'(OtherBytes);
    if (is_read) arguments = 4'(ReadBytes);
    if (is_write) arguments = 4'(WriteBytes);
    if (is_output) arguments = 4'(OutputBytes);
  end

  // What the sequence number says.
  assign distance = sequence_q - expected_q;
  assign fresh = is_hello | distance == '0;
  assign seen = distance[7] & !is_hello;  // one of the 128 before the expected one
  assign execute = fresh | (seen & (is_read | is_output));
  assign advance = fresh & status_q == 8'(slk_spec_pkg::StatusOk);

  assign output_args = arguments_q;
  assign rows_args = arguments_q[8*ReadBytes-1:0];
  assign first = output_args.released;
  assign value_o = first;

  // Words of the reply, sources of the executing commands.
  logic transfer_valid, reader_valid;
  logic [31:0] transfer_word, reader_word, hello_word;
  logic [1:0] transfer_extra, reader_extra;

  always_comb begin
    case (hello_q)
      2'd0: hello_word = slk_spec_pkg::Identity;
      2'd1: hello_word = slk_spec_pkg::SpecHash[31:0];
      2'd2: hello_word = slk_spec_pkg::SpecHash[63:32];
      default: hello_word = session_i;
    endcase
  end

  assign header = 32'({sequence_q, opcode_q + 8'(slk_spec_pkg::LinkReply)});
  always_comb begin
    word_valid = 1'b0;
    word = is_read ? transfer_word : is_hello ? hello_word : reader_word;
    word_extra = is_read ? transfer_extra : is_output ? reader_extra : 2'd3;
    word_last = 1'b0;
    case (state_q)
      Header: begin
        word_valid = header_now;
        word = header;
        word_extra = 2'd1;
      end
      Expected: begin
        word_valid = 1'b1;
        word = 32'(expected_q);
        word_extra = '0;
      end
      Execute: word_valid = is_read ? transfer_valid : is_hello ? 1'b1 : is_output & reader_valid;
      Status: begin
        word_valid = ended_q;
        word = headed_q ? 32'(status_q) + (fault_i ? slk_spec_pkg::StatusFault : 32'd0) : header;
        word_extra = headed_q ? 2'd0 : 2'd1;
        word_last = headed_q;
      end
      default: ;
    endcase
  end

  slk_reply u_reply (
    .clk_i,
    .rst_i,
    .valid_i(word_valid),
    .ready_o(word_ready),
    .data_i(word),
    .extra_i(word_extra),
    .last_i(word_last),
    .valid_o(reply_valid_o),
    .ready_i(reply_ready_i),
    .data_o(reply_data_o),
    .last_o(reply_last_o)
  );

  // The commands.
  logic transfer_pop, transfer_done, append_pop, append_done, reader_done, hello_done, run_to_done;
  logic [7:0] transfer_status, append_status, reader_status;

  slk_transfer u_transfer (
    .clk_i,
    .active_i(state_q == Execute & (is_read | is_write)),
    .write_i(is_write),
    .window_i(rows_args.window),
    .row_bytes_i(rows_args.row_bytes),
    .row_i(rows_args.row),
    .rows_i(rows_args.rows),
    .done_o(transfer_done),
    .status_o(transfer_status),
    .run_i,
    .busy_i,
    .valid_i(frame_valid_i),
    .ended_i(ended_q),
    .pop_o(transfer_pop),
    .data_i(frame_data_i),
    .word_valid_o(transfer_valid),
    .word_ready_i(word_ready),
    .word_o(transfer_word),
    .word_extra_o(transfer_extra),
    .host_valid_o,
    .host_ready_i,
    .host_window_o,
    .host_o,
    .response_error_i,
    .response_data_i
  );

  slk_append u_append (
    .clk_i,
    .active_i(state_q == Execute & is_records),
    .cursor_i(first),
    .done_o(append_done),
    .status_o(append_status),
    .valid_i(frame_valid_i),
    .ended_i(ended_q),
    .pop_o(append_pop),
    .push_o(record_push_o),
    .commit_o(record_commit_o),
    .refused_i(record_refused_i),
    .records_end_i,
    .set_records_end_o,
    .records_end_o
  );
  assign record_o = frame_data_i;

  slk_output_reader #(
    .StallBits(StallBits)
  ) u_output_reader (
    .clk_i,
    .active_i(state_q == Execute & is_output),
    .release_i(output_args.released),
    .cursor_i(output_args.cursor),
    .count_i(output_args.count),
    .until_i(output_args.until_step),
    .done_o(reader_done),
    .status_o(reader_status),
    .word_valid_o(reader_valid),
    .word_ready_i(word_ready),
    .word_o(reader_word),
    .word_extra_o(reader_extra),
    .waiting_i,
    .in_step_i,
    .step_end_i,
    .step_i,
    .output_end_i,
    .output_released_i,
    .release_o(output_release_o),
    .read_o(output_read_o),
    .cursor_o(output_cursor_o),
    .entry_i(output_entry_i)
  );

  assign hello_done = state_q == Execute & is_hello & hello_q == 2'd3 & word_ready;
  assign set_session_o = hello_done;
  assign run_to_done = state_q == Execute & is_run_to;
  assign set_run_target_o = run_to_done & first <= slk_spec_pkg::LinkStepMax;

  assign execute_pop = transfer_pop | append_pop;
  assign done = transfer_done | append_done | reader_done | hello_done | run_to_done;
  always_comb begin
    done_status = 8'(slk_spec_pkg::StatusOk);
    if (transfer_done) done_status = transfer_status;
    if (append_done) done_status = append_status;
    if (reader_done) done_status = reader_status;
    if (run_to_done && !set_run_target_o) done_status = 8'(slk_spec_pkg::StatusRange);
  end

  always_comb begin
    state_d = state_q;
    status_d = status_q;
    frame_pop_o = 1'b0;
    case (state_q)
      Opcode: begin
        frame_pop_o = frame_valid_i & !hold_i;
        if (frame_pop_o) state_d = Sequence;
      end
      Sequence: begin
        frame_pop_o = frame_valid_i;
        if (frame_valid_i) state_d = Header;
      end
      Header: begin
        status_d = 8'(slk_spec_pkg::StatusOk);
        if (!execute && !seen) status_d = 8'(slk_spec_pkg::StatusSequence);
        else if (execute && !exists) status_d = 8'(slk_spec_pkg::StatusOpcode);
        if (word_ready || !header_now) begin
          if (execute && exists) state_d = Arguments;
          else if (execute || seen) state_d = Status;
          else state_d = Expected;
        end
      end
      Expected: if (word_ready) state_d = Status;
      Arguments: begin
        status_d = 8'(slk_spec_pkg::StatusLength);
        if (count_q == arguments) state_d = ended_q | has_data ? Execute : Status;
        else if (ended_q) state_d = Status;
        else frame_pop_o = frame_valid_i;
      end
      Execute: begin
        status_d = done_status;
        frame_pop_o = execute_pop;
        if (done) state_d = Status;
      end
      default: begin
        frame_pop_o = frame_valid_i & !ended_q;
        if (ended_q && word_ready && headed_q) state_d = Opcode;
      end
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q    <= Opcode;
      expected_q <= '0;
    end else begin
      state_q <= state_d;
      if (state_q == Status && state_d == Opcode && advance) expected_q <= sequence_q + 1'b1;
    end
    status_q <= status_d;
    if (state_q == Opcode) opcode_q <= frame_data_i;
    if (state_q == Sequence) sequence_q <= frame_data_i;
    if (state_q == Opcode) headed_q <= 1'b0;
    else if (word_valid && word_ready) headed_q <= 1'b1;
    if (state_q == Opcode) ended_q <= 1'b0;
    else if (frame_pop_o) ended_q <= frame_last_i;
    if (state_q != Arguments) count_q <= '0;
    else if (frame_pop_o) count_q <= count_q + 1'b1;
    if (state_q != Execute) hello_q <= '0;
    else if (word_ready) hello_q <= hello_q + 1'b1;
    for (int unsigned b = 0; b < OutputBytes; b++) begin
      if (state_q == Arguments && count_q == 4'(b)) arguments_q[8*b+:8] <= frame_data_i;
    end
  end
endmodule
