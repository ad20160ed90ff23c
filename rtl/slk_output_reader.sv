// SPDX-License-Identifier: Apache-2.0
// The command `output`: releases entries, waits until what it has to answer is settled, and sends
// entries, so that the answer depends on the commands only and not on the time they took.
module slk_output_reader #(
  parameter int unsigned StallBits = slk_spec_pkg::LinkStallBits  // waits at most 2^this cycles
) (
  input  logic                        clk_i,
  input  logic                        active_i,  // high from the arguments until done_o
  input  logic [31:0]                 release_i,
  input  logic [31:0]                 cursor_i,
  input  logic [15:0]                 count_i,
  input  logic [31:0]                 until_i,
  output logic                        done_o,
  output logic [7:0]                  status_o,
  // words of the reply
  output logic                        word_valid_o,
  input  logic                        word_ready_i,
  output logic [31:0]                 word_o,
  output logic [1:0]                  word_extra_o,
  // the run
  input  logic                        waiting_i,  // no step can begin or end
  input  logic                        in_step_i,  // from a step's begin until its entries are there
  input  logic                        step_end_i,
  input  logic [31:0]                 step_i,     // the last that was begun
  // output store; the entry comes in the cycle after the read
  input  logic [31:0]                 output_end_i,
  input  logic [31:0]                 output_released_i,
  output logic                        release_o,
  output logic                        read_o,
  output logic [31:0]                 cursor_o,  // of the release or the read
  input  slk_spec_pkg::output_entry_t entry_i
);
  typedef enum logic [2:0] {Release, Cursor, Wait, Next, Entry, Last} state_e;

  state_e state_q, state_d;
  logic [31:0] cursor_q, below, above;
  logic [15:0] count_q;
  logic [StallBits:0] stall_q;
  logic stalled_q, complete, settled, beyond, entry_valid, entry_ready, flush, empty;

  assign cursor_o = state_q == Release ? release_i : cursor_q;
  assign below = cursor_o - output_released_i;  // entries between the first one kept and the cursor
  assign above = output_end_i - cursor_o;       // entries from the cursor on
  assign complete = until_i < step_i | (until_i == step_i & !in_step_i);
  assign settled = above >= 32'(count_q) | complete | waiting_i;
  assign beyond = entry_i.kind == 2'(slk_spec_pkg::EntryStep) & 32'(entry_i.value) > until_i;

  slk_output_code u_code (
    .clk_i,
    .active_i,
    .valid_i(entry_valid),
    .ready_o(entry_ready),
    .entry_i,
    .flush_i(flush),
    .empty_o(empty),
    .word_valid_o,
    .word_ready_i,
    .word_o,
    .extra_o(word_extra_o)
  );

  always_comb begin
    state_d = state_q;
    done_o = 1'b0;
    status_o = 8'(slk_spec_pkg::StatusOk);
    release_o = 1'b0;
    read_o = 1'b0;
    entry_valid = 1'b0;
    flush = 1'b0;
    case (state_q)
      Release: begin
        state_d = Cursor;
        if (!below[31] && above[31]) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusRange);
        end
        release_o = active_i & !below[31] & !above[31];
      end
      Cursor: begin
        state_d = Wait;
        if (below[31] || above[31]) begin
          done_o = 1'b1;
          status_o = 8'(slk_spec_pkg::StatusRange);
        end
      end
      Wait: if (settled || stall_q[StallBits]) state_d = Next;
      Next:
        if (count_q == '0 || above == '0) begin
          state_d = Last;
        end else if (word_ready_i) begin
          read_o = 1'b1;
          state_d = Entry;
        end
      Entry: begin
        entry_valid = !beyond;
        if (beyond) state_d = Last;
        else if (entry_ready) state_d = Next;
      end
      default: begin
        flush = 1'b1;
        done_o = empty;
        if (stalled_q) status_o = 8'(slk_spec_pkg::StatusStalled);
      end
    endcase
    if (!active_i || done_o) state_d = Release;
    done_o = done_o & active_i;
  end

  always_ff @(posedge clk_i) begin
    state_q <= state_d;
    if (!active_i) begin
      cursor_q <= cursor_i;
      count_q  <= count_i;
    end else if (entry_valid && entry_ready) begin
      cursor_q <= cursor_q + 1'b1;
      count_q  <= count_q - 1'b1;
    end
    if (state_q != Wait || step_end_i) stall_q <= '0;
    else stall_q <= stall_q + 1'b1;
    if (state_q == Wait) stalled_q <= !settled;
  end

  logic unused;
  assign unused = &{1'b0, below};
endmodule
