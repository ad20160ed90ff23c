// SPDX-License-Identifier: Apache-2.0
// The output store: a ring of entries. Those of a step are written while it runs, behind the ones
// that can be read, and all become readable at once when it is over; or none, if nothing is to be
// reported. Positions are cursors as far as the ring tells them apart.
module slk_output #(
  parameter int unsigned Words = 1024,  // entries: a power of two
  parameter int unsigned AddrBits = $clog2(Words)
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
  input  logic [slk_spec_pkg::StepBits-1:0]      step_i,  // the last that was begun
  input  logic                                   busy_i,
  input  logic                                   done_i,
  input  logic                                   spike_i,
  input  logic [slk_spec_pkg::SlotBits-1:0]      slot_i,
  output logic                                   in_step_o,   // until its entries are there
  output logic                                   step_end_o,  // its last cycle
  // host
  output logic [AddrBits:0]                      used_o,      // entries that can be read
  input  logic                                   release_i,   // those before the position
  input  logic                                   set_i,       // next_o to the position
  input  logic [AddrBits:0]                      position_i,
  input  logic                                   read_i,      // the next entry
  output slk_spec_pkg::output_entry_t            entry_o      // in the cycle after the read
);
  localparam int unsigned ValueBits = 30;
  localparam int unsigned SumBits =
      (AddrBits > slk_spec_pkg::SlotBits ? AddrBits : slk_spec_pkg::SlotBits + 1) + 2;

  logic [AddrBits:0] write_q, write_d, end_q, end_d, released_q, released_d;
  logic [AddrBits-1:0] cursor_q;
  logic [SumBits-1:0] needed;  // entries that are kept and those of a step, less one
  logic [ValueBits-1:0] cycles_q;
  logic in_step_q, begun_q, finish_q, spiked_q, room_q, write, keep;
  slk_spec_pkg::output_entry_t entry;

  assign used_o = end_q - released_q;
  // What room there is next is known a cycle before, so that no step waits for the sum.
  assign end_d = finish_q ? write_d : end_q;
  assign released_d = release_i ? position_i : released_q;
  assign needed = SumBits'((AddrBits + 1)'(end_d - released_d))
      + SumBits'(occupied_neurons_i.value) + SumBits'(1);
  assign room_o = room_q;
  assign keep = spiked_q | report_cycles_i;
  assign write = begun_q | (in_step_q & spike_i) | (finish_q & report_cycles_i);
  // Without anything to report, the entry of the step alone is taken back.
  assign write_d = finish_q & !keep ? write_q - 1'b1 : write_q + (AddrBits + 1)'(write);
  assign in_step_o = in_step_q;
  assign step_end_o = finish_q;

  always_comb begin
    entry.kind = 2'(slk_spec_pkg::EntrySpike);
    entry.value = ValueBits'(slot_i);
    if (begun_q) begin
      entry.kind = 2'(slk_spec_pkg::EntryStep);
      entry.value = ValueBits'(step_i);
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
    .read_addr_i(cursor_q),
    .read_data_o(entry_o),
    .write_en_i(write),
    .write_addr_i(write_q[AddrBits-1:0]),
    .write_data_i(entry)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i | clear_i) begin
      write_q    <= '0;
      end_q      <= '0;
      released_q <= '0;
      room_q     <= 1'b0;
    end else begin
      write_q    <= write_d;
      end_q      <= end_d;
      released_q <= released_d;
      room_q     <= needed[SumBits-1:AddrBits] == '0;
    end
    if (rst_i) begin
      in_step_q <= 1'b0;
      begun_q   <= 1'b0;
      finish_q  <= 1'b0;
    end else begin
      if (begin_i) in_step_q <= 1'b1;
      else if (finish_q) in_step_q <= 1'b0;
      begun_q  <= begin_i;
      finish_q <= in_step_q & done_i;
    end
    if (set_i) cursor_q <= position_i[AddrBits-1:0];
    else if (read_i) cursor_q <= cursor_q + 1'b1;
    spiked_q <= !begin_i & (spiked_q | spike_i);
    cycles_q <= begin_i ? '0 : cycles_q + ValueBits'(busy_i);
  end

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) begin_i |-> room_o & !in_step_q);
  assert property (@(posedge clk_i) disable iff (rst_i) clear_i |-> !in_step_q);
  assert property (@(posedge clk_i) disable iff (rst_i) begun_q |-> !spike_i & !finish_q);
`endif

  logic unused;
  assign unused = &{1'b0, occupied_neurons_i.unused, step_i, needed};
endmodule
