// SPDX-License-Identifier: Apache-2.0
// The commands `read` and `write`: moves rows of a window between the line and the host port, chunk
// by chunk. A chunk is read only when the reply before it is on the line, and written when its
// bytes are complete.
module slk_transfer (
  input  logic                                    clk_i,
  input  logic                                    active_i,  // high from the arguments until done_o
  input  logic                                    write_i,
  input  logic [7:0]                              window_i,
  input  logic [7:0]                              row_bytes_i,
  input  logic [23:0]                             row_i,   // first row
  input  logic [15:0]                             rows_i,  // to read
  output logic                                    done_o,
  output logic [7:0]                              status_o,
  // when the memories are free
  input  logic                                    run_i,
  input  logic                                    busy_i,  // the core; waited for without a run
  // bytes of the frame
  input  logic                                    valid_i,
  input  logic                                    ended_i,  // there are no more
  output logic                                    pop_o,
  input  logic [7:0]                              data_i,
  // words of the reply
  output logic                                    word_valid_o,
  input  logic                                    word_ready_i,
  output logic [31:0]                             word_o,
  output logic [1:0]                              word_extra_o,
  // host port; the response comes in the cycle after the access
  output logic                                    host_valid_o,
  input  logic                                    host_ready_i,
  output logic [slk_spec_pkg::HostWindowBits-1:0] host_window_o,
  output slk_spec_pkg::host_bus_t                 host_o,
  input  logic                                    response_error_i,
  input  logic [slk_spec_pkg::HostDataBits-1:0]   response_data_i
);
  typedef enum logic [1:0] {
    Chunk,  // is there another chunk, and may it be moved?
    Gather,
    Access,
    Response
  } state_e;

  state_e state_q, state_d;
  logic [15:0] index_q;  // rows that are done
  logic [slk_spec_pkg::HostChunkBits-1:0] chunk_q;
  logic [1:0] lane_q, extra;
  logic [31:0] data_q;
  logic [24:0] row;
  logic [7:0] left;
  logic registers, guarded, exists, final_chunk, finished, length_wrong, next;

  assign row = {1'b0, row_i} + 25'(index_q);
  assign exists = 32'(window_i) < (1 << slk_spec_pkg::HostWindowBits)
      & 32'(row) < (1 << slk_spec_pkg::HostRowBits);
  assign registers = window_i == 8'(slk_spec_pkg::WindowRegisters);
  // What only an idle core takes.
  assign guarded = !registers | (write_i & host_o.row != slk_spec_pkg::RegisterFaults
                                         & host_o.row != slk_spec_pkg::RegisterLinkFaults);
  assign length_wrong = row_bytes_i == '0 | row_bytes_i > 8'(slk_spec_pkg::LinkRowBytesMax);

  assign left = row_bytes_i - 8'({chunk_q, 2'b0});
  assign final_chunk = left <= 8'd4;
  assign extra = final_chunk ? 2'(left - 1'b1) : 2'd3;
  assign finished = write_i ? ended_i : index_q == rows_i;

  assign host_valid_o = active_i & state_q == Access;
  assign host_window_o = slk_spec_pkg::HostWindowBits'(window_i);
  assign host_o.write = write_i;
  assign host_o.row = slk_spec_pkg::HostRowBits'(row);
  assign host_o.chunk = chunk_q;
  assign host_o.wdata = data_q;
  assign pop_o = state_q == Gather & valid_i & !ended_i;
  assign next = state_q == Response & !response_error_i;
  assign word_valid_o = next & !write_i;
  assign word_o = response_data_i;
  assign word_extra_o = extra;

  always_comb begin
    state_d = state_q;
    done_o = 1'b0;
    status_o = 8'(slk_spec_pkg::StatusOk);
    unique case (state_q)
      Chunk:
        if (length_wrong || (finished && chunk_q != '0)) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusLength);
        end else if (finished) begin
          done_o = 1'b1;
        end else if (!exists) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusAddress);
        end else if (guarded && run_i) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusBusy);
        end else if (!(guarded && busy_i)) begin
          if (write_i) state_d = Gather;
          else if (word_ready_i) state_d = Access;
        end
      Gather:
        if (ended_i) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusLength);
        end else if (valid_i && lane_q == extra) begin
          state_d = Access;
        end
      Access: state_d = Response;
      Response: begin
        state_d = Chunk;
        if (response_error_i) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusAddress);
        end
      end
    endcase
    if (!active_i || done_o) state_d = Chunk;
    done_o = done_o & active_i;
  end

  always_ff @(posedge clk_i) begin
    if (!host_valid_o || host_ready_i) state_q <= state_d;
    if (!active_i) begin
      index_q <= '0;
      chunk_q <= '0;
    end else if (next) begin
      index_q <= index_q + 16'(final_chunk);
      chunk_q <= final_chunk ? '0 : chunk_q + 1'b1;
    end
    if (state_q != Gather) lane_q <= '0;
    else if (pop_o) lane_q <= lane_q + 1'b1;
    for (int unsigned b = 0; b < 4; b++) begin
      if (state_q == Chunk) data_q[8*b+:8] <= '0;
      else if (pop_o && lane_q == 2'(b)) data_q[8*b+:8] <= data_i;
    end
  end
endmodule
