// SPDX-License-Identifier: Apache-2.0
// The frame check sequence of RFC 1662, FCS-32, one byte further. It begins with all ones; its
// complement is sent, lowest byte first.
module slk_fcs32 (
  input  logic [31:0] fcs_i,
  input  logic [7:0]  data_i,
  output logic [31:0] fcs_o
);
  localparam logic [31:0] Polynomial = 32'hedb88320;  // lowest bit first

  always_comb begin
    fcs_o = fcs_i ^ 32'(data_i);
    for (int i = 0; i < 8; i++) fcs_o = (fcs_o >> 1) ^ (fcs_o[0] ? Polynomial : '0);
  end
endmodule
