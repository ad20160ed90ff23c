// SPDX-License-Identifier: Apache-2.0
// One lane: the accumulators of every Lanes-th slot, exact sums of weight << shift, with a mark that
// says whether any synapse was added. A weight enters in one cycle, is shifted in the next and added
// in the third; sums of neighbouring cycles may hit one accumulator. The neuron pass reads and clears.
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
  input  logic                                              receptor_i,
  input  logic        [AddrBits-1:0]                        segment_i,
  output logic                                              synapse_o,  // the lane held a synapse
  // neuron pass: the sums appear one cycle after read_en_i; clear_en_i zeroes them
  input  logic                                              read_en_i,
  input  logic        [AddrBits-1:0]                        read_segment_i,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum0_o,
  output logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum1_o,
  output logic                                              touched_o,
  input  logic                                              clear_en_i,
  input  logic        [AddrBits-1:0]                        clear_segment_i
);
  localparam int unsigned SumBits = slk_spec_pkg::AccumulatorBits;
  localparam int unsigned TermBits = slk_spec_pkg::WeightBits + (1 << slk_spec_pkg::ShiftBits) - 1;

  logic valid_q, receptor_q;
  logic [AddrBits-1:0] segment_q;
  logic signed [TermBits-1:0] term_q;
  logic [2*SumBits-1:0] sums;
  logic [1:0] touched;

  assign synapse_o = word_valid_i
      & (weight_i != slk_spec_pkg::WeightBits'(slk_spec_pkg::NoSynapse));

  always_ff @(posedge clk_i) begin
    valid_q    <= synapse_o & !rst_i;
    receptor_q <= receptor_i;
    segment_q  <= segment_i;
    term_q     <= TermBits'(weight_i) << shift_i;
  end

  for (genvar r = 0; r < 2; r++) begin : g_receptor
    if (r < Receptors) begin : g_sums
      logic hit, hit_q, forward_q;
      logic [AddrBits-1:0] addr_q;
      logic signed [TermBits-1:0] addend_q;
      logic [SumBits:0] stored;  // sum, and above it the mark
      logic signed [SumBits-1:0] held, after, forwarded_q;

      assign hit = valid_q & (Receptors == 1 || receptor_q == 1'(r));
      assign held = forward_q ? forwarded_q : $signed(stored[SumBits-1:0]);
      assign after = held + SumBits'(addend_q);

      slk_ram #(
        .Width(SumBits + 1),
        .Depth(Segments),
        .AddrBits(AddrBits)
      ) u_sums (
        .clk_i,
        .read_en_i(hit | read_en_i),
        .read_addr_i(hit ? segment_q : read_segment_i),
        .read_data_o(stored),
        .write_en_i(hit_q | clear_en_i),
        .write_addr_i(hit_q ? addr_q : clear_segment_i),
        .write_data_i(hit_q ? {1'b1, after} : '0)
      );

      always_ff @(posedge clk_i) begin
        hit_q       <= hit & !rst_i;
        addr_q      <= segment_q;
        addend_q    <= term_q;
        forward_q   <= hit_q & (addr_q == segment_q);
        forwarded_q <= after;
      end

      assign sums[r*SumBits+:SumBits] = stored[SumBits-1:0];
      assign touched[r] = stored[SumBits];

`ifdef VERILATOR
      assert property (@(posedge clk_i) disable iff (rst_i) !(hit && read_en_i));
      assert property (@(posedge clk_i) disable iff (rst_i) !(hit_q && clear_en_i));
`endif
    end else begin : g_none
      assign sums[r*SumBits+:SumBits] = '0;
      assign touched[r] = 1'b0;
    end
  end

  assign sum0_o = $signed(sums[SumBits-1:0]);
  assign sum1_o = $signed(sums[SumBits+:SumBits]);
  assign touched_o = |touched;
endmodule
