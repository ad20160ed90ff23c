// SPDX-License-Identifier: Apache-2.0
// Entries of a reply to `output` as words of the code in docs/link.md, "Output". A spike waits for
// those of the next three slots, which its byte tells of, too; flush_i says that no more will come.
module slk_output_code (
  input  logic                        clk_i,
  input  logic                        active_i,  // high during a reply; the code begins anew in each
  // entries
  input  logic                        valid_i,
  output logic                        ready_o,
  input  slk_spec_pkg::output_entry_t entry_i,
  input  logic                        flush_i,
  output logic                        empty_o,   // nothing waits
  // words of the reply
  output logic                        word_valid_o,
  input  logic                        word_ready_i,
  output logic [31:0]                 word_o,
  output logic [1:0]                  extra_o    // bytes of the word, less one
);
  localparam int unsigned SlotBits = slk_spec_pkg::SlotBits;
  localparam int unsigned StepBits = 30;
  localparam logic [5:0] Far = 6'(slk_spec_pkg::CodeFar);

  // what waits: a spike, and which of the next slots spiked
  logic waits_q;
  logic [SlotBits-1:0] slot_q;
  logic [2:0] neighbours_q;
  // what the host knows
  logic [SlotBits:0] next_slot_q;  // the first that it was not told of
  logic step_known_q, far_q;       // far_q: the code was sent, its value follows
  logic [StepBits-1:0] step_q;

  logic is_spike, is_step, joins, near, take, write;
  logic [SlotBits-1:0] ahead;
  logic [SlotBits:0] skipped_slots;
  logic [StepBits-1:0] skipped_steps;
  logic [7:0] code;

  assign is_spike = entry_i.kind == 2'(slk_spec_pkg::EntrySpike);
  assign is_step = entry_i.kind == 2'(slk_spec_pkg::EntryStep);
  assign ahead = entry_i.value[SlotBits-1:0] - slot_q - 1'b1;  // slots between
  assign joins = waits_q & is_spike & ahead < SlotBits'(3);
  assign skipped_slots = {1'b0, slot_q} - next_slot_q;
  assign skipped_steps = entry_i.value - step_q - 1'b1;

  // A step or cycles: does the value fit beside the code?
  always_comb begin
    if (is_step) begin
      near = step_known_q & skipped_steps < StepBits'(Far);
      code = 8'(slk_spec_pkg::CodeStep) | {2'd0, near ? skipped_steps[5:0] : Far};
    end else begin
      near = entry_i.value < {16'd0, Far, 8'd0};
      code = 8'(slk_spec_pkg::CodeCycles) | {2'd0, near ? entry_i.value[13:8] : Far};
    end
  end

  assign write = waits_q ? (valid_i & !joins) | flush_i : valid_i & !is_spike;
  assign word_valid_o = active_i & write;
  always_comb begin
    extra_o = 2'd0;
    word_o = 32'(code);
    if (waits_q && skipped_slots < (SlotBits + 1)'(slk_spec_pkg::CodeSpikeFar)) begin
      word_o = {25'd0, skipped_slots[3:0], neighbours_q};
    end else if (waits_q) begin
      extra_o = 2'd2;
      word_o = 32'({slot_q, 1'b0, 4'(slk_spec_pkg::CodeSpikeFar), neighbours_q});
    end else if (far_q) begin
      extra_o = 2'd3;
      word_o = 32'(entry_i.value);
    end else if (near && !is_step) begin
      extra_o = 2'd1;
      word_o = {16'd0, entry_i.value[7:0], code};
    end
  end

  // A spike is taken as soon as it can wait; what is written, with its last word.
  assign ready_o = is_spike ? joins | !waits_q : !waits_q & word_ready_i & (near | far_q);
  assign empty_o = !waits_q;
  assign take = valid_i & ready_o;

  always_ff @(posedge clk_i) begin
    if (!active_i) begin
      waits_q      <= 1'b0;
      next_slot_q  <= '0;
      step_known_q <= 1'b0;
      far_q        <= 1'b0;
    end else begin
      if (take && is_spike) waits_q <= 1'b1;
      else if (word_valid_o && word_ready_i) waits_q <= 1'b0;
      if (word_valid_o && word_ready_i) begin
        far_q <= !waits_q & !near & !far_q;
        if (waits_q) next_slot_q <= {1'b0, slot_q} + (SlotBits + 1)'(4);
      end
      if (take && is_step) begin
        next_slot_q  <= '0;
        step_known_q <= 1'b1;
      end
    end
    if (take && is_step) step_q <= entry_i.value;
    if (take && is_spike) begin
      if (!joins) slot_q <= entry_i.value[SlotBits-1:0];
      neighbours_q <= joins ? neighbours_q | 3'(3'd1 << ahead[1:0]) : '0;
    end
  end
endmodule
