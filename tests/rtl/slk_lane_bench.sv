// SPDX-License-Identifier: Apache-2.0
// Two lanes that hear the same words: one with two receptors, one with one.
module slk_lane_bench #(
  parameter int unsigned Segments = 8
) (
  input  logic                                              clk_i,
  input  logic                                              rst_i,
  input  logic                                              word_valid_i,
  input  logic                                              add_i,
  input  logic signed [slk_spec_pkg::WeightBits-1:0]        weight_i,
  input  logic        [slk_spec_pkg::ShiftBits-1:0]         shift_i,
  input  logic                                              receptor_i,
  input  logic        [$clog2(Segments)-1:0]                segment_i,
  output logic        [1:0]                                 synapse_o,
  input  logic                                              read_en_i,
  input  logic        [$clog2(Segments)-1:0]                read_segment_i,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   two_sum0_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   two_sum1_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   one_sum0_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   one_sum1_o,
  output logic        [1:0]                                 touched_o,
  input  logic                                              clear_en_i,
  input  logic        [$clog2(Segments)-1:0]                clear_segment_i
);
  logic read_receptor, write_receptor;
  logic [$clog2(Segments)-1:0] read_segment, write_segment;

  slk_lane_address #(
    .AddrBits($clog2(Segments))
  ) u_lane_address (
    .clk_i,
    .receptor_i,
    .segment_i,
    .read_receptor_o(read_receptor),
    .read_segment_o(read_segment),
    .write_receptor_o(write_receptor),
    .write_segment_o(write_segment)
  );
  slk_lane #(
    .Segments(Segments),
    .Receptors(2)
  ) u_two (
    .clk_i,
    .rst_i,
    .word_valid_i,
    .weight_i,
    .shift_i,
    .add_i,
    .synapse_o(synapse_o[0]),
    .read_receptor_i(read_receptor),
    .read_segment_i(read_segment),
    .write_receptor_i(write_receptor),
    .write_segment_i(write_segment),
    .take_en_i(read_en_i),
    .take_segment_i(read_segment_i),
    .sum0_o(two_sum0_o),
    .sum1_o(two_sum1_o),
    .touched_o(touched_o[0]),
    .clear_en_i,
    .clear_segment_i
  );
  slk_lane #(
    .Segments(Segments),
    .Receptors(1)
  ) u_one (
    .clk_i,
    .rst_i,
    .word_valid_i,
    .weight_i,
    .shift_i,
    .add_i,
    .synapse_o(synapse_o[1]),
    .read_receptor_i(read_receptor),
    .read_segment_i(read_segment),
    .write_receptor_i(write_receptor),
    .write_segment_i(write_segment),
    .take_en_i(read_en_i),
    .take_segment_i(read_segment_i),
    .sum0_o(one_sum0_o),
    .sum1_o(one_sum1_o),
    .touched_o(touched_o[1]),
    .clear_en_i,
    .clear_segment_i
  );
endmodule
