// SPDX-License-Identifier: Apache-2.0
// Where a synapse word goes, on its way through the lanes: they all add to one segment and receptor,
// so these registers stand here once. Words come in one cycle, sums are read in the next and written
// in the third.
module slk_lane_address #(
  parameter int unsigned AddrBits = 5
) (
  input  logic                clk_i,
  input  logic                receptor_i,        // of the current word
  input  logic [AddrBits-1:0] segment_i,
  output logic                read_receptor_o,   // of the word before
  output logic [AddrBits-1:0] read_segment_o,
  output logic                write_receptor_o,  // of the word before that
  output logic [AddrBits-1:0] write_segment_o
);
  always_ff @(posedge clk_i) begin
    read_receptor_o  <= receptor_i;
    read_segment_o   <= segment_i;
    write_receptor_o <= read_receptor_o;
    write_segment_o  <= read_segment_o;
  end
endmodule
