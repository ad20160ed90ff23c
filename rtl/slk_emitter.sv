// SPDX-License-Identifier: Apache-2.0
// Emission: turns every input spike and every spike of the neuron pass into packets, one route a
// cycle; input spikes first. Two queues decouple it from the host and from the neuron pass. While a
// packet is not taken, all of it but the queues' inputs stands still.
module slk_emitter #(
  parameter int unsigned RamClears = 1,
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned Routes = Axons,  // a power of two, like Inputs
  parameter int unsigned Inputs = Axons,
  parameter int unsigned SlotAddrBits = $clog2(Neurons)
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  active_i,       // spikes may be emitted
  input  logic [slk_spec_pkg::ArrivalBits-1:0]  step_i,         // modulo 256
  input  slk_spec_pkg::mesh_reg_t               mesh_i,         // where packets can go
  // an input spike from the host, any time between steps
  input  logic                                  input_i,
  input  logic [slk_spec_pkg::AxonBits-1:0]     input_line_i,
  // a spike from the neuron pass
  input  logic                                  spike_i,
  input  logic [SlotAddrBits-1:0]               spike_slot_i,
  // to the delay ring, or to the mesh
  output logic                                  packet_valid_o,
  input  logic                                  packet_ready_i,
  output slk_spec_pkg::packet_t                 packet_o,
  // status
  output logic                                  idle_o,
  output logic                                  input_spike_o,   // counts input spikes
  output logic                                  route_o,         // counts routes read
  output logic                                  fault_overflow_o,
  output logic                                  fault_line_o,
  output logic                                  fault_delay_o,
  output logic                                  fault_axon_o,
  output logic                                  fault_core_o,
  // host
  input  logic                                  host_access_i,
  input  logic                                  host_select_index_i,
  input  logic                                  host_select_route_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_index_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_route_o
);
  localparam int unsigned Sources = Neurons + Inputs;
  localparam int unsigned SourceAddrBits = $clog2(Sources);
  localparam int unsigned LineAddrBits = $clog2(Inputs);
  localparam int unsigned RouteAddrBits = $clog2(Routes);
  localparam int unsigned CountBits = slk_spec_pkg::RouteCountBits;

  logic input_valid, spike_valid, input_empty, spike_empty, line_exists, overflow_spike;
  logic [LineAddrBits-1:0] input_line;
  logic [SlotAddrBits-1:0] spike_slot;
  logic hold, pop, pop_input, pop_spike, last;

  assign line_exists = 32'(input_line_i) < Inputs;
  assign fault_line_o = input_i & !line_exists;

  slk_fifo #(
    .Width(LineAddrBits),
    .Depth(Inputs)
  ) u_inputs (
    .clk_i,
    .rst_i,
    .push_i(input_i & line_exists),
    .data_i(LineAddrBits'(input_line_i)),
    .overflow_o(fault_overflow_o),
    .valid_o(input_valid),
    .pop_i(pop_input),
    .data_o(input_line),
    .empty_o(input_empty)
  );
  slk_fifo #(
    .Width(SlotAddrBits),
    .Depth(Neurons)
  ) u_spikes (
    .clk_i,
    .rst_i,
    .push_i(spike_i),
    .data_i(spike_slot_i),
    .overflow_o(overflow_spike),
    .valid_o(spike_valid),
    .pop_i(pop_spike),
    .data_o(spike_slot),
    .empty_o(spike_empty)
  );

  assign hold = packet_valid_o & !packet_ready_i;
  assign pop = active_i & last & (input_valid | spike_valid) & !hold;
  assign pop_input = pop & input_valid;
  assign pop_spike = pop & !input_valid;

  // The route list of the source, then its routes.
  slk_spec_pkg::route_index_t index;
  slk_spec_pkg::route_t route;
  logic fetched_q, input_q, walking, in_range, walker_idle, route_q, legal;
  logic [slk_spec_pkg::RouteBits:0] addr;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::RouteIndexWidth),
    .Depth(Sources),
    .Written(0)
  ) u_index (
    .clk_i,
    .read_en_i(pop),
    .read_addr_i(input_valid ? SourceAddrBits'(Neurons) + SourceAddrBits'(input_line)
                             : SourceAddrBits'(spike_slot)),
    .read_data_o(index),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_index_i),
    .host_i,
    .host_rdata_o(host_rdata_index_o)
  );

  slk_walker #(
    .AddrBits(slk_spec_pkg::RouteBits + 1),
    .CountBits(CountBits)
  ) u_walker (
    .clk_i,
    .rst_i,
    .hold_i(hold),
    .start_i(fetched_q),
    .base_i({1'b0, index.base}),
    .count_i(index.count),
    .valid_o(walking),
    .addr_o(addr),
    .last_o(last),
    .idle_o(walker_idle)
  );

  // An input line that stands on several cores counts on one of them.
  assign input_spike_o = fetched_q & input_q & !index.copy & !hold;
  assign in_range = 32'(addr) < Routes;
  assign route_o = walking & in_range & !hold;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::RouteWidth),
    .Depth(Routes),
    .Written(0)
  ) u_routes (
    .clk_i,
    .read_en_i(route_o),
    .read_addr_i(RouteAddrBits'(addr)),
    .read_data_o(route),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_route_i),
    .host_i,
    .host_rdata_o(host_rdata_route_o)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      fetched_q <= 1'b0;
      route_q   <= 1'b0;
    end else if (!hold) begin
      fetched_q <= pop;
      route_q   <= route_o;
    end
    if (pop) input_q <= pop_input;
  end

  assign fault_delay_o = route_q & (route.delay == '0);
  assign fault_axon_o = (walking & !in_range) | (route_q & (32'(route.axon) >= Axons));
  assign fault_core_o = route_q & (4'(route.x) >= mesh_i.width | 4'(route.y) >= mesh_i.height);
  assign legal = (route.delay != '0) & (32'(route.axon) < Axons) & !fault_core_o;
  assign packet_valid_o = route_q & legal;
  assign packet_o.axon = route.axon;
  assign packet_o.arrival = step_i + slk_spec_pkg::ArrivalBits'(route.delay);
  assign packet_o.x = route.x;
  assign packet_o.y = route.y;
  assign idle_o = input_empty & spike_empty & walker_idle & !route_q;

`ifdef VERILATOR
  // A neuron fires at most once a step, so a queue as deep as the neuron count never fills.
  assert property (@(posedge clk_i) disable iff (rst_i) !overflow_spike);
`endif
  logic unused;
  assign unused = &{1'b0, overflow_spike, mesh_i.unused};
endmodule
