// SPDX-License-Identifier: Apache-2.0
// One lane: the accumulators of every Lanes-th slot, exact sums of weight << shift, with a mark that
// says whether any synapse was added. A weight enters in one cycle, its sum is read in the next and
// written in the third (slk_lane_address); neighbouring words may add to one sum. The neuron pass
// reads and clears.
module slk_lane #(
  parameter int unsigned Segments = 32,
  parameter int unsigned Receptors = 2,
  parameter int unsigned AddrBits = Segments > 1 ? $clog2(Segments) : 1
) (
  input  logic                                              clk_i,
  input  logic                                              rst_i,
  // synapse pass: the weight of this lane in the current word
  input  logic                                              word_valid_i,
  input  logic signed [slk_spec_pkg::WeightBits-1:0]        weight_i,
  input  logic        [slk_spec_pkg::ShiftBits-1:0]         shift_i,
  input  logic                                              add_i,      // it counts in this step
  output logic                                              synapse_o,  // the lane held a synapse
  // where the two words before go
  input  logic                                              read_receptor_i,
  input  logic        [AddrBits-1:0]                        read_segment_i,
  input  logic                                              write_receptor_i,
  input  logic        [AddrBits-1:0]                        write_segment_i,
  // neuron pass: the sums appear one cycle after take_en_i; clear_en_i zeroes them
  input  logic                                              take_en_i,
  input  logic        [AddrBits-1:0]                        take_segment_i,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum0_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum1_o,
  output logic                                              touched_o,
  input  logic                                              clear_en_i,
  input  logic        [AddrBits-1:0]                        clear_segment_i
);
  localparam int unsigned SumBits = slk_spec_pkg::AccumulatorBits;
  localparam int unsigned TermBits = slk_spec_pkg::WeightBits + (1 << slk_spec_pkg::ShiftBits) - 1;

  logic enter, read_q, write_q, forward_q, same;
  logic signed [slk_spec_pkg::WeightBits-1:0] weight_q;
  logic [slk_spec_pkg::ShiftBits-1:0] shift_q;
  logic signed [TermBits-1:0] addend_q;
  logic [2*SumBits-1:0] sums;
  logic [1:0] touched;
  logic signed [SumBits-1:0] held, after, forwarded_q;

  assign synapse_o = word_valid_i
      & (weight_i != slk_spec_pkg::WeightBits'(slk_spec_pkg::NoSynapse));
  assign enter = synapse_o & add_i;

  // A sum that the word before has just changed is not yet in memory.
  assign same = (read_segment_i == write_segment_i)
      & (Receptors == 1 || read_receptor_i == write_receptor_i);
  // Without a word both terms are zero, and so is what a clear writes.
  assign held = !write_q ? '0 : forward_q ? forwarded_q
      : $signed(Receptors == 2 && write_receptor_i ? sums[SumBits+:SumBits] : sums[SumBits-1:0]);
  // A register first: an adder of an FPGA takes a choice for its second operand free of charge.
  assign after = SumBits'(addend_q) + held;

  always_ff @(posedge clk_i) begin
    read_q      <= enter & !rst_i;
    write_q     <= read_q & !rst_i;
    forward_q   <= write_q & same;
    weight_q    <= weight_i;
    shift_q     <= shift_i;
    addend_q    <= read_q ? TermBits'(weight_q) << shift_q : '0;
    forwarded_q <= after;
  end

  for (genvar r = 0; r < 2; r++) begin : g_receptor
    if (r < Receptors) begin : g_sums
      logic read_mine, write_mine;

      assign read_mine = read_q & (Receptors == 1 || read_receptor_i == 1'(r));
      assign write_mine = write_q & (Receptors == 1 || write_receptor_i == 1'(r));

      slk_ram #(
        .Width(SumBits + 1),
        .Depth(Segments),
        .AddrBits(AddrBits),
        .Block(1)
      ) u_sums (
        .clk_i,
        .clear_i(1'b0),
        .read_en_i(read_mine | take_en_i),
        .read_addr_i(read_q ? read_segment_i : take_segment_i),
        .read_data_o({touched[r], sums[r*SumBits+:SumBits]}),
        .write_en_i(write_mine | clear_en_i),
        .write_addr_i(write_q ? write_segment_i : clear_segment_i),
        .write_data_i({write_q, after})
      );
    end else begin : g_none
      assign sums[r*SumBits+:SumBits] = '0;
      assign touched[r] = 1'b0;
    end
  end

  assign sum0_o = $signed(sums[SumBits-1:0]);
  assign sum1_o = $signed(sums[SumBits+:SumBits]);
  assign touched_o = |touched;

`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i) !(read_q && take_en_i));
  assert property (@(posedge clk_i) disable iff (rst_i) !(write_q && clear_en_i));
`endif
  logic unused;
  assign unused = &{1'b0, read_receptor_i, write_receptor_i};
endmodule
