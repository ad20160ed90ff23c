// SPDX-License-Identifier: Apache-2.0
// Cycle counts of the phases of the last command, as registers. One phase counts at a time, in cycles_q
// and, a cycle later, in its row of a memory, which is worth something once the phase has counted since
// the command. The rows are the lowest bits of the registers' addresses, all different.
module slk_phase_cycles (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  clear_i,        // a command begins
  input  logic                                  count_flush_i,  // a cycle of this phase
  input  logic                                  count_reset_i,
  input  logic                                  count_rescale_i,
  input  logic                                  count_synapse_i,
  input  logic                                  count_update_i,
  // host: 0 unless one of these registers is read
  input  logic                                  read_i,
  input  logic [slk_spec_pkg::HostRowBits-1:0]  row_i,
  output logic                                  exists_o,  // it is one of these
  output logic [slk_spec_pkg::HostDataBits-1:0] cycles_o   // one cycle after the read
);
  localparam int unsigned Rows = 8;
  localparam int unsigned RowBits = $clog2(Rows);

  logic [Rows-1:0] counts, counts_q, counted_q;  // this cycle, the last one, since the command
  logic [RowBits-1:0] row, count_row;
  logic [31:0] cycles_q, late_q, stored;
  logic late, known;

  assign exists_o = row_i == slk_spec_pkg::RegisterCyclesFlush
      | row_i == slk_spec_pkg::RegisterCyclesReset | row_i == slk_spec_pkg::RegisterCyclesRescale
      | row_i == slk_spec_pkg::RegisterCyclesSynapse | row_i == slk_spec_pkg::RegisterCyclesUpdate;
  assign row = row_i[RowBits-1:0];
  assign known = read_i & exists_o & counted_q[row];
  assign late = counts_q[row];  // this row is being written

  always_comb begin
    counts = '0;
    counts[slk_spec_pkg::RegisterCyclesFlush[RowBits-1:0]] = count_flush_i;
    counts[slk_spec_pkg::RegisterCyclesReset[RowBits-1:0]] = count_reset_i;
    counts[slk_spec_pkg::RegisterCyclesRescale[RowBits-1:0]] = count_rescale_i;
    counts[slk_spec_pkg::RegisterCyclesSynapse[RowBits-1:0]] = count_synapse_i;
    counts[slk_spec_pkg::RegisterCyclesUpdate[RowBits-1:0]] = count_update_i;
    count_row = '0;
    for (int unsigned r = 0; r < Rows; r++) if (counts_q[r]) count_row = RowBits'(r);
  end

  slk_ram #(
    .Width(32),
    .Depth(Rows),
    .Block(1)
  ) u_cycles (
    .clk_i,
    .clear_i(!known | late),
    .read_en_i(1'b1),
    .read_addr_i(row),
    .read_data_o(stored),
    .write_en_i(counts_q != '0),
    .write_addr_i(count_row),
    .write_data_i(cycles_q)
  );
  assign cycles_o = stored | late_q;

  always_ff @(posedge clk_i) begin
    if ((counts & counted_q) == '0) cycles_q <= 32'd1;  // the first cycle of a phase, or none
    else cycles_q <= cycles_q + 1'b1;
    counts_q <= counts;
    if (rst_i || clear_i) counted_q <= '0;
    else counted_q <= counted_q | counts;
    late_q <= known & late ? cycles_q : '0;
  end
endmodule
