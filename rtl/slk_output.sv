// SPDX-License-Identifier: Apache-2.0
// The output store: a ring of entries. Those of a step are written while it runs, behind the ones
// that can be read, and all become readable at once when it is over; or none, if nothing is to be
// reported.
module slk_output #(
  parameter int unsigned Words = 1024  // entries: a power of two
) (
  input  logic                                   clk_i,
  input  logic                                   rst_i,
  input  logic                                   clear_i,
  // what is reported
  input  logic                                   report_cycles_i,
  input  slk_spec_pkg::occupied_neurons_reg_t    occupied_neurons_i,
  output logic                                   room_o,  // for all that a step can put out
  // a step
  input  logic                                   begin_i,
  input  logic [slk_spec_pkg::StepBits-1:0]      step_i,  // the one before it
  input  logic                                   busy_i,
  input  logic                                   done_i,
  input  logic                                   spike_i,
  input  logic [slk_spec_pkg::SlotBits-1:0]      slot_i,
  output logic                                   in_step_o,   // until its entries are there
  output logic                                   step_end_o,  // its last cycle
  // host
  input  logic                                   release_i,
  input  logic                                   read_i,
  input  logic [31:0]                            cursor_i,  // of the release or the read
  output slk_spec_pkg::output_entry_t            entry_o,   // in the cycle after the read
  output logic [31:0]                            end_o,
  output logic [31:0]                            released_o
);
  localparam int unsigned AddrBits = $clog2(Words);
  localparam int unsigned ValueBits = 30;

  logic [31:0] end_q, released_q;
  logic [AddrBits:0] pending_q, free;  // entries of this step; entries that fit behind end_q
  logic [ValueBits-1:0] cycles_q;
  logic in_step_q, finish_q, spiked_q, write, keep;
  slk_spec_pkg::output_entry_t entry;

  assign free = (AddrBits + 1)'(Words) - (AddrBits + 1)'(end_q - released_q);
  assign room_o = 32'(free) >= 32'(occupied_neurons_i.value) + 32'd2;
  assign keep = spiked_q | report_cycles_i;
  assign write = begin_i | (in_step_q & spike_i) | (finish_q & report_cycles_i);
  assign in_step_o = in_step_q;
  assign step_end_o = finish_q;
  assign end_o = end_q;
  assign released_o = released_q;

  always_comb begin
    entry.kind = 2'(slk_spec_pkg::EntrySpike);
    entry.value = ValueBits'(slot_i);
    if (begin_i) begin
      entry.kind = 2'(slk_spec_pkg::EntryStep);
      entry.value = ValueBits'(step_i + 1'b1);
    end else if (finish_q) begin
      entry.kind = 2'(slk_spec_pkg::EntryCycles);
      entry.value = cycles_q;
    end
  end

  slk_ram #(
    .Width(slk_spec_pkg::OutputEntryWidth),
    .Depth(Words)
  ) u_ram (
    .clk_i,
    .clear_i(1'b0),
    .read_en_i(read_i),
    .read_addr_i(cursor_i[AddrBits-1:0]),
    .read_data_o(entry_o),
    .write_en_i(write),
    .write_addr_i(end_q[AddrBits-1:0] + pending_q[AddrBits-1:0]),
    .write_data_i(entry)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      end_q      <= '0;
      released_q <= '0;
      pending_q  <= '0;
      in_step_q  <= 1'b0;
      finish_q   <= 1'b0;
    end else begin
      if (begin_i) in_step_q <= 1'b1;
      else if (finish_q) in_step_q <= 1'b0;
      finish_q <= in_step_q & done_i;
      if (finish_q) pending_q <= '0;
      else if (write) pending_q <= pending_q + 1'b1;
      if (clear_i) end_q <= '0;
      else if (finish_q && keep) end_q <= end_q + 32'(pending_q) + 32'(report_cycles_i);
      if (clear_i) released_q <= '0;
      else if (release_i) released_q <= cursor_i;
    end
    spiked_q <= !begin_i & (spiked_q | spike_i);
    cycles_q <= begin_i ? '0 : cycles_q + ValueBits'(busy_i);
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) begin_i |-> room_o & !in_step_q);
  assert property (@(posedge clk_i) disable iff (rst_i) clear_i |-> !in_step_q);
`endif

  logic unused;
  assign unused = &{1'b0, occupied_neurons_i.unused};
endmodule
