// SPDX-License-Identifier: Apache-2.0
// The lanes and their accumulators: a synapse word adds to all of them at once; the neuron pass takes
// the sums of one slot a cycle, wherever they stand.
module slk_lanes #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Receptors = 2,
  parameter int unsigned CountBits = 5,
  parameter int unsigned SlotAddrBits = $clog2(Neurons),
  parameter int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1
) (
  input  logic                                            clk_i,
  input  logic                                            rst_i,
  // synapse pass: one word
  input  logic                                            word_valid_i,
  input  logic                                            add_i,  // it counts in this step
  input  logic [Lanes*slk_spec_pkg::WeightBits-1:0]       word_i,
  input  logic [slk_spec_pkg::ShiftBits-1:0]              shift_i,
  input  logic                                            receptor_i,
  input  logic [SegmentAddrBits-1:0]                      segment_i,
  output logic [CountBits-1:0]                            synapses_o,  // in this word
  // neuron pass: the sums of a slot appear one cycle after take_en_i; clear_en_i zeroes them
  input  logic                                            take_en_i,
  input  logic [SlotAddrBits-1:0]                         take_slot_i,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0] sum0_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0] sum1_o,
  output logic                                            touched_o,
  input  logic                                            clear_en_i,
  input  logic [SlotAddrBits-1:0]                         clear_slot_i
);
  localparam int unsigned SumBits = slk_spec_pkg::AccumulatorBits;
  localparam int unsigned LaneAddrBits = Lanes > 1 ? $clog2(Lanes) : 1;
  localparam int unsigned LaneShift = $clog2(Lanes);

  logic read_receptor, write_receptor;
  logic [SegmentAddrBits-1:0] read_segment, write_segment;
  logic [LaneAddrBits-1:0] take_lane_q;
  logic [Lanes-1:0] synapse, touched;
  logic [Lanes*SumBits-1:0] sum0, sum1;

  slk_lane_address #(
    .AddrBits(SegmentAddrBits)
  ) u_lane_address (
    .clk_i,
    .receptor_i,
    .segment_i,
    .read_receptor_o(read_receptor),
    .read_segment_o(read_segment),
    .write_receptor_o(write_receptor),
    .write_segment_o(write_segment)
  );

  for (genvar l = 0; l < Lanes; l++) begin : g_lane
    slk_lane #(
      .Segments(Neurons / Lanes),
      .Receptors(Receptors)
    ) u_lane (
      .clk_i,
      .rst_i,
      .word_valid_i,
      .weight_i(word_i[l*slk_spec_pkg::WeightBits+:slk_spec_pkg::WeightBits]),
      .shift_i,
      .add_i,
      .synapse_o(synapse[l]),
      .read_receptor_i(read_receptor),
      .read_segment_i(read_segment),
      .write_receptor_i(write_receptor),
      .write_segment_i(write_segment),
      .take_en_i,
      .take_segment_i(SegmentAddrBits'(take_slot_i >> LaneShift)),
      .sum0_o(sum0[l*SumBits+:SumBits]),
      .sum1_o(sum1[l*SumBits+:SumBits]),
      .touched_o(touched[l]),
      .clear_en_i(clear_en_i & ((32'(clear_slot_i) & (Lanes - 1)) == l)),
      .clear_segment_i(SegmentAddrBits'(clear_slot_i >> LaneShift))
    );
  end

  always_ff @(posedge clk_i) take_lane_q <= LaneAddrBits'(32'(take_slot_i) & (Lanes - 1));

  assign sum0_o = $signed(sum0[take_lane_q*SumBits+:SumBits]);
  assign sum1_o = $signed(sum1[take_lane_q*SumBits+:SumBits]);
  assign touched_o = touched[take_lane_q];

  always_comb begin
    synapses_o = '0;
    for (int unsigned l = 0; l < Lanes; l++) synapses_o = synapses_o + CountBits'(synapse[l]);
  end
endmodule
