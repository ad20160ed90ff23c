// SPDX-License-Identifier: Apache-2.0
// Event counters. Each event has a small register that counts at full rate; round and round, one
// register a cycle is emptied into a wide total in memory. No register can overflow within a round.
module slk_counters #(
  parameter int unsigned IncrementBits = 5,
  parameter int unsigned Count = slk_spec_pkg::EventCount,
  parameter int unsigned Rows = Count  // of the memory: totals that are not counted stay what they are
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  busy_i,  // events may happen
  input  logic [Count*IncrementBits-1:0]        increments_i,
  output logic                                  host_ready_o,  // the totals are complete
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned EventBits = $clog2(Count);
  localparam int unsigned PartBits = $clog2(Count) + IncrementBits + 1;
  localparam int unsigned TotalBits = slk_spec_pkg::CounterWidth;
  localparam int unsigned Drain = Count + 2;  // a full round and the write of its last total

  logic [Count*PartBits-1:0] parts_q;
  logic [EventBits-1:0] event_q, event_write_q;
  logic [PartBits-1:0] part_q;
  logic write_q, turn;
  logic [TotalBits-1:0] total;
  logic [$clog2(Drain+1)-1:0] drain_q;

  assign turn = !host_select_i;
  assign host_ready_o = !busy_i & (drain_q == '0);

  slk_host_ram #(
    .Width(TotalBits),
    .Depth(Rows)
  ) u_totals (
    .clk_i,
    .read_en_i(turn),
    .read_addr_i($clog2(Rows)'(event_q)),
    .read_data_o(total),
    .write_en_i(write_q),
    .write_addr_i($clog2(Rows)'(event_write_q)),
    .write_data_i(total + TotalBits'(part_q)),
    .host_select_i,
    .host_i,
    .host_rdata_o
  );

  for (genvar e = 0; e < Count; e++) begin : g_event
    logic [PartBits-1:0] increment, part;
    assign increment = PartBits'(increments_i[e*IncrementBits+:IncrementBits]);
    assign part = parts_q[e*PartBits+:PartBits];
    always_ff @(posedge clk_i) begin
      if (rst_i) parts_q[e*PartBits+:PartBits] <= '0;
      else if (turn && event_q == EventBits'(e)) parts_q[e*PartBits+:PartBits] <= increment;
      else parts_q[e*PartBits+:PartBits] <= part + increment;
    end
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      event_q <= '0;
      write_q <= 1'b0;
      drain_q <= '0;
    end else begin
      write_q <= turn;
      if (turn) event_q <= 32'(event_q) == Count - 1 ? '0 : event_q + 1'b1;
      if (busy_i) drain_q <= ($clog2(Drain + 1))'(Drain);
      else if (drain_q != '0) drain_q <= drain_q - 1'b1;
    end
    event_write_q <= event_q;
    part_q        <= parts_q[event_q*PartBits+:PartBits];
  end
endmodule
