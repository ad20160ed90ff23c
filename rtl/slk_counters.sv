// SPDX-License-Identifier: Apache-2.0
// Event counters. Each event has a small counter that runs at full rate and is never cleared; round and
// round, what one of them has counted since the round before is added to a wide total in memory. No
// counter can pass itself within a round.
// Events of a link happen at any time, as often as bytes of the line: for them alone the round begins
// anew where they stand, so that totals are complete between two bytes.
module slk_counters #(
  parameter int unsigned IncrementBits = 5,
  parameter int unsigned Count = slk_spec_pkg::EventCount,
  parameter int unsigned Rows = Count,  // of the memory: totals that are not counted stay what they are
  parameter logic [Count-1:0] Single = '0  // events that happen at most once a cycle
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  busy_i,  // events may happen
  input  logic                                  link_i,  // those of a link do
  input  logic [Count*IncrementBits-1:0]        increments_i,
  output logic                                  host_ready_o,  // the totals are complete
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o
);
  localparam int unsigned EventBits = $clog2(Count);
  localparam int unsigned RowBits = $clog2(Rows);
  localparam int unsigned SingleBits = $clog2(Count + 1);  // a round of single events
  localparam int unsigned PartBits = SingleBits + IncrementBits;
  localparam int unsigned Stride = 1 << $clog2(PartBits);  // so that a multiplexer takes no multiplier
  localparam int unsigned TotalBits = slk_spec_pkg::CounterWidth;
  localparam int unsigned Drain = Count + 2;  // a full round and the write of its last total
  localparam int unsigned FirstOfLink = slk_spec_pkg::EventCyclesWait;
  localparam int unsigned LinkDrain = slk_spec_pkg::EventPackets - FirstOfLink + 2;

  logic [Count*Stride-1:0] parts;
  logic [EventBits-1:0] event_q, event_write_q;
  logic [PartBits-1:0] part_q, seen, news;
  logic write_q, turn, last, first_q, select_q;
  logic [TotalBits-1:0] total;
  logic [$clog2(Drain+1)-1:0] drain_q;
  logic [slk_spec_pkg::HostDataBits-1:0] rdata;
  logic [$clog2(LinkDrain+1)-1:0] link_drain_q;
  logic drained, to_link;

  for (genvar e = 0; e < Count; e++) begin : g_event
    localparam int unsigned Bits = Single[e] ? SingleBits : PartBits;
    logic [Bits-1:0] counted_q;
    always_ff @(posedge clk_i) begin
      if (rst_i) counted_q <= '0;
      else if (!Single[e]) counted_q <= counted_q + Bits'(increments_i[e*IncrementBits+:IncrementBits]);
      else if (increments_i[e*IncrementBits]) counted_q <= counted_q + 1'b1;
    end
    assign parts[e*Stride+:Stride] = Stride'(counted_q);
  end

  // One event a turn: its counter, what was seen of it a round before, and its total.
  assign turn = !host_select_i;
  assign drained = !busy_i & drain_q == '0;
  // Once, behind the last event of several; and not in the round that finds all counters new. A round
  // that is there already goes on: no total is read while it is written.
  assign to_link = drained & !first_q & !link_i & 32'(link_drain_q) == LinkDrain
      & 32'(event_q) != FirstOfLink;
  assign last = 32'(event_q) == Count - 1;
  slk_ram #(
    .Width(PartBits),
    .Depth(Rows),
    .Block(1)
  ) u_seen (
    .clk_i,
    .clear_i(first_q),
    .read_en_i(turn),
    .read_addr_i(RowBits'(event_q)),
    .read_data_o(seen),
    .write_en_i(write_q),
    .write_addr_i(RowBits'(event_write_q)),
    .write_data_i(part_q)
  );
  slk_host_ram #(
    .Width(TotalBits),
    .Depth(Rows)
  ) u_totals (
    .clk_i,
    .read_en_i(turn),
    .read_addr_i(RowBits'(event_q)),
    .read_data_o(total),
    .write_en_i(write_q),
    .write_addr_i(RowBits'(event_write_q)),
    .write_data_i(total + TotalBits'(news)),
    .host_access_i(host_select_i),  // another access of the host's does not stop the round
    .host_select_i,
    .host_i,
    .host_rdata_o(rdata)
  );
  // A single event's counter is shorter, and so is its difference.
  always_comb begin
    news = part_q - seen;
    if (Single[event_write_q]) news = PartBits'(news[SingleBits-1:0]);
  end

  assign host_rdata_o = select_q ? rdata : '0;
  assign host_ready_o = drained & !link_i & link_drain_q == '0;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      event_q <= '0;
      first_q <= 1'b1;
      write_q <= 1'b0;
      drain_q <= '0;
      link_drain_q <= '0;
    end else begin
      write_q <= turn;
      if (to_link) event_q <= EventBits'(FirstOfLink);
      else if (turn) event_q <= last ? '0 : event_q + 1'b1;
      if (turn && last) first_q <= 1'b0;
      if (link_i) link_drain_q <= ($clog2(LinkDrain + 1))'(LinkDrain);
      else if (drained && !first_q && link_drain_q != '0) link_drain_q <= link_drain_q - 1'b1;
      if (busy_i) drain_q <= ($clog2(Drain + 1))'(Drain);
      else if (drain_q != '0) drain_q <= drain_q - 1'b1;
    end
    select_q      <= host_select_i;
    event_write_q <= event_q;
    part_q        <= parts[event_q*Stride+:PartBits];
  end
endmodule
