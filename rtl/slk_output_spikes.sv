// SPDX-License-Identifier: Apache-2.0
// Spikes of a reply to `output`, as groups that share a byte of the code in docs/link.md: a spike,
// and those of the next three slots. A group waits until an entry comes that does not join it.
module slk_output_spikes (
  input  logic                                clk_i,
  input  logic                                forget_i,  // no slot was told of, no group waits
  input  logic                                read_i,    // entry_i comes in the next cycle
  input  logic                                take_i,    // it begins a group
  input  slk_spec_pkg::output_entry_t         entry_i,
  output logic                                spike_o,   // it is one
  output logic                                joins_o,   // and joins the group, in this cycle
  output logic                                waits_o,   // there is a group
  output logic                                far_o,     // code_o says that its slot follows
  output logic [7:0]                          code_o,
  output logic [slk_spec_pkg::SlotBits:0]     next_o     // slot behind the group
);
  localparam int unsigned SlotBits = slk_spec_pkg::SlotBits;
  localparam logic [3:0] Far = 4'(slk_spec_pkg::CodeSpikeFar);

  logic waits_q, new_q;
  logic [SlotBits:0] next_q, ahead;  // first slot that the host was not told of; the entry's behind it
  logic [3:0] skipped_q;
  logic [2:0] neighbours_q;

  assign spike_o = entry_i.kind == 2'(slk_spec_pkg::EntrySpike);
  assign ahead = {1'b0, entry_i.value[SlotBits-1:0]} - next_q;
  // The three slots before the next one are -3..-1.
  assign joins_o = waits_q & spike_o & ahead[SlotBits:2] == '1 & ahead[1:0] != '0;

  always_ff @(posedge clk_i) begin
    new_q <= read_i;
    if (forget_i) begin
      waits_q <= 1'b0;
      next_q  <= '0;
    end else if (take_i) begin
      waits_q      <= 1'b1;
      next_q       <= {1'b0, entry_i.value[SlotBits-1:0]} + (SlotBits + 1)'(4);
      skipped_q    <= ahead < (SlotBits + 1)'(Far) ? ahead[3:0] : Far;
      neighbours_q <= '0;
    end else if (new_q && joins_o) begin
      neighbours_q <= neighbours_q | {ahead[1:0] == 2'd3, ahead[1:0] == 2'd2, ahead[1:0] == 2'd1};
    end
  end

  assign waits_o = waits_q;
  assign far_o = skipped_q == Far;
  assign code_o = {1'b0, skipped_q, neighbours_q};
  assign next_o = next_q;

  logic unused;
  assign unused = &{1'b0, entry_i};
endmodule
