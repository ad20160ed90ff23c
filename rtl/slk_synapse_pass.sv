// SPDX-License-Identifier: Apache-2.0
// Synapse phase of a step: every axon with an event, and of its row every synapse word, one word a
// cycle. Scan, axon table and synapse memory follow each other without a gap from row to row.
module slk_synapse_pass #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,
  parameter int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // events from the scan
  output logic                                  take_o,
  input  logic                                  event_i,
  input  logic [$clog2(Axons)-1:0]              event_axon_i,
  // to the lanes
  output logic                                  word_valid_o,
  output logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_o,
  output logic [slk_spec_pkg::ShiftBits-1:0]    shift_o,
  output logic                                  receptor_o,
  output logic [SegmentAddrBits-1:0]            segment_o,
  // status
  output logic                                  idle_o,        // every word is handed to the lanes' memory
  output logic                                  row_o,         // counts rows
  output logic                                  fault_span_o,  // this word does not exist
  // host
  input  logic                                  host_select_axon_i,
  input  logic                                  host_select_synapse_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_axon_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_synapse_o
);
  localparam int unsigned WordAddrBits = slk_spec_pkg::WordBits;
  localparam int unsigned CountBits = slk_spec_pkg::SegmentCountBits;

  slk_spec_pkg::axon_t row, row_q, current;
  logic fetched_q, walking, legal, read_q;
  logic [WordAddrBits-1:0] addr;
  logic [CountBits-1:0] segment, segment_q, segment_read_q;
  logic [slk_spec_pkg::ShiftBits-1:0] shift_read_q;
  logic receptor_read_q;

  slk_host_ram #(
    .Width(slk_spec_pkg::AxonWidth),
    .Depth(Axons)
  ) u_axons (
    .clk_i,
    .read_en_i(event_i),
    .read_addr_i(event_axon_i),
    .read_data_o(row),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_select_i(host_select_axon_i),
    .host_i,
    .host_rdata_o(host_rdata_axon_o)
  );

  slk_walker #(
    .AddrBits(WordAddrBits),
    .CountBits(CountBits)
  ) u_walker (
    .clk_i,
    .rst_i,
    .start_i(fetched_q),
    .base_i(row.base),
    .count_i(row.segments),
    .valid_o(walking),
    .addr_o(addr),
    .last_o(take_o),
    .idle_o
  );

  assign row_o = fetched_q;
  assign current = fetched_q ? row : row_q;
  assign segment = fetched_q ? CountBits'(row.first_segment) : segment_q;
  assign legal = (32'(addr) < SynapseWords) & (32'(segment) < Neurons / Lanes);
  assign fault_span_o = walking & !legal;

  slk_host_ram #(
    .Width(Lanes * slk_spec_pkg::WeightBits),
    .Depth(SynapseWords)
  ) u_synapses (
    .clk_i,
    .read_en_i(walking & legal),
    .read_addr_i($clog2(SynapseWords)'(addr)),
    .read_data_o(word_o),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_select_i(host_select_synapse_i),
    .host_i,
    .host_rdata_o(host_rdata_synapse_o)
  );

  always_ff @(posedge clk_i) begin
    fetched_q       <= event_i & !rst_i;
    row_q           <= current;
    segment_q       <= segment + 1'b1;
    read_q          <= walking & legal & !rst_i;
    segment_read_q  <= segment;
    shift_read_q    <= current.shift;
    receptor_read_q <= current.receptor;
  end

  assign word_valid_o = read_q;
  assign segment_o = segment_read_q[SegmentAddrBits-1:0];
  assign shift_o = shift_read_q;
  assign receptor_o = receptor_read_q;

  logic unused;
  assign unused = &{1'b0, segment_read_q, row_q};
endmodule
