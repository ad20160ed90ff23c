// SPDX-License-Identifier: Apache-2.0
// Walk through the rows: of every axon that is handed out its synapse words, one word a cycle. Scan,
// axon table and synapse memory follow each other without a gap from row to row. With learning the
// words are read later and, of plastic rows, written back; without, every row is walked and delivered.
module slk_synapse_pass #(
  parameter int unsigned RamClears = 1,
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,
  parameter int unsigned ReadStage = 0,     // cycles from the walk to the read
  parameter int unsigned UpdateStages = 0,  // cycles from word_o to word_i
  parameter int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // axons from the scan; more_i: it has not ended yet
  output logic                                  take_o,
  input  logic                                  event_i,
  input  logic [$clog2(Axons)-1:0]              event_axon_i,
  input  logic                                  more_i,
  // of the row that is walked
  input  logic                                  pass_i,     // it is; in its first cycle
  input  logic                                  heard_i,    // it is delivered
  input  logic                                  plastic_i,  // it is written back
  // a word of the walk
  output logic                                  walk_valid_o,
  output logic [SegmentAddrBits-1:0]            walk_segment_o,
  // the word that was read, and what became of it
  output logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_o,
  input  logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_i,
  // to the lanes, with word_i
  output logic                                  word_valid_o,
  output logic                                  heard_o,
  output logic                                  plastic_o,
  output logic [slk_spec_pkg::ShiftBits-1:0]    shift_o,
  output logic [slk_spec_pkg::ReceptorBits-1:0] receptor_o,
  output logic [SegmentAddrBits-1:0]            segment_o,
  // status
  output logic                                  idle_o,        // every word is handed to the lanes' memory
  output logic                                  row_o,         // counts rows that are heard
  output logic                                  fault_span_o,  // this word does not exist
  // host
  input  logic                                  host_access_i,
  input  logic                                  host_select_axon_i,
  input  logic                                  host_select_synapse_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_axon_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_synapse_o
);
  localparam int unsigned WordBits = Lanes * slk_spec_pkg::WeightBits;
  localparam int unsigned AddrBits = slk_spec_pkg::WordBits;
  localparam int unsigned MemoryAddrBits = $clog2(SynapseWords);
  localparam int unsigned CountBits = slk_spec_pkg::SegmentCountBits;
  localparam int unsigned Latency = ReadStage + UpdateStages;
  localparam int unsigned RowBits = MemoryAddrBits + SegmentAddrBits + slk_spec_pkg::ShiftBits
      + slk_spec_pkg::ReceptorBits + 2;

  slk_spec_pkg::axon_t row, row_q, current;
  logic fetched_q, walking, legal, walked, walker_idle, read_en;
  logic [AddrBits-1:0] addr;
  logic [CountBits-1:0] segment, segment_q;
  logic [MemoryAddrBits-1:0] read_addr, write_addr;
  logic [SegmentAddrBits-1:0] read_segment;
  logic [slk_spec_pkg::ShiftBits-1:0] read_shift;
  logic [slk_spec_pkg::ReceptorBits-1:0] read_receptor;
  logic read_heard, read_plastic;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::AxonWidth),
    .Depth(Axons),
    .Written(0)
  ) u_axons (
    .clk_i,
    .read_en_i(event_i),
    .read_addr_i(event_axon_i),
    .read_data_o(row),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_axon_i),
    .host_i,
    .host_rdata_o(host_rdata_axon_o)
  );

  slk_walker #(
    .AddrBits(AddrBits),
    .CountBits(CountBits)
  ) u_walker (
    .clk_i,
    .rst_i,
    .hold_i(1'b0),
    .start_i(fetched_q),
    .base_i(row.base),
    .count_i(pass_i ? row.segments : '0),
    .valid_o(walking),
    .addr_o(addr),
    .last_o(take_o),
    .idle_o(walker_idle)
  );

  assign row_o = fetched_q & heard_i;
  assign current = fetched_q ? row : row_q;
  assign segment = fetched_q ? CountBits'(row.first_segment) : segment_q;
  assign legal = (32'(addr) < SynapseWords) & (32'(segment) < Neurons / Lanes);
  assign walked = walking & legal;
  assign fault_span_o = walking & !legal;
  assign walk_valid_o = walked;
  assign walk_segment_o = segment[SegmentAddrBits-1:0];

  // From the walk to the read, and on to the word that the lanes get.
  slk_delay #(
    .Width(RowBits),
    .Stages(ReadStage)
  ) u_to_read (
    .clk_i,
    .d_i({addr[MemoryAddrBits-1:0], walk_segment_o, current.shift, current.receptor, heard_i,
          plastic_i}),
    .q_o({read_addr, read_segment, read_shift, read_receptor, read_heard, read_plastic})
  );
  slk_delay #(
    .Width(RowBits),
    .Stages(UpdateStages + 1)
  ) u_to_lanes (
    .clk_i,
    .d_i({read_addr, read_segment, read_shift, read_receptor, read_heard, read_plastic}),
    .q_o({write_addr, segment_o, shift_o, receptor_o, heard_o, plastic_o})
  );

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(WordBits),
    .Depth(SynapseWords),
    .Written(UpdateStages != 0 ? 1 : 0),
    .SinglePort(UpdateStages == 0 ? 1 : 0),
    .OldRow(1)  // two rows may share a word
  ) u_synapses (
    .clk_i,
    .read_en_i(read_en),
    .read_addr_i(read_addr),
    .read_data_o(word_o),
    .write_en_i(word_valid_o & plastic_o),
    .write_addr_i(write_addr),
    .write_data_i(word_i),
    .host_access_i,
    .host_select_i(host_select_synapse_i),
    .host_i,
    .host_rdata_o(host_rdata_synapse_o)
  );

  // valid_q[n]: the word of n + 1 cycles ago. active_q: something was still to be walked.
  logic [Latency:0] valid_q;
  assign word_valid_o = valid_q[Latency];
  if (Latency > 0) begin : g_latency
    logic [Latency-1:0] active_q;
    assign read_en = valid_q[ReadStage-1];
    assign idle_o = walker_idle & active_q == '0;
    always_ff @(posedge clk_i) begin
      if (rst_i) begin
        valid_q  <= '0;
        active_q <= '0;
      end else begin
        valid_q  <= {valid_q[Latency-1:0], walked};
        active_q <= {active_q[Latency-2:0], more_i | !walker_idle};
      end
    end
  end else begin : g_no_latency
    assign read_en = walked;
    assign idle_o = walker_idle;
    always_ff @(posedge clk_i) valid_q <= walked & !rst_i;
    logic unused;
    assign unused = more_i;
  end

  always_ff @(posedge clk_i) begin
    fetched_q <= event_i & !rst_i;
    row_q     <= current;
    segment_q <= segment + 1'b1;
  end

  logic unused;
  assign unused = &{1'b0, segment, row_q, write_addr};
endmodule
