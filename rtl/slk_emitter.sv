// SPDX-License-Identifier: Apache-2.0
// Emission: turns every input spike and every spike of the neuron pass into deliveries, one route a
// cycle; input spikes first. Two queues decouple it from the host and from the neuron pass.
module slk_emitter #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,   // also the number of routes and of input lines
  parameter int unsigned SlotAddrBits = $clog2(Neurons),
  parameter int unsigned AxonAddrBits = $clog2(Axons)
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  input  logic                                  active_i,       // spikes may be emitted
  input  logic [slk_spec_pkg::DelayBits-1:0]    step_slot_i,    // ring slot of this step
  // an input spike from the host, any time between steps
  input  logic                                  input_i,
  input  logic [slk_spec_pkg::AxonBits-1:0]     input_line_i,
  // a spike from the neuron pass
  input  logic                                  spike_i,
  input  logic [SlotAddrBits-1:0]               spike_slot_i,
  // to the delay ring
  output logic                                  deliver_o,
  output logic [slk_spec_pkg::DelayBits-1:0]    deliver_slot_o,
  output logic [AxonAddrBits-1:0]               deliver_axon_o,
  // status
  output logic                                  idle_o,
  output logic                                  input_spike_o,   // counts input spikes
  output logic                                  route_o,         // counts routes read
  output logic                                  fault_overflow_o,
  output logic                                  fault_line_o,
  output logic                                  fault_delay_o,
  output logic                                  fault_axon_o,
  // host
  input  logic                                  host_select_index_i,
  input  logic                                  host_select_route_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_index_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_route_o
);
  localparam int unsigned Sources = Neurons + Axons;
  localparam int unsigned SourceAddrBits = $clog2(Sources);
  localparam int unsigned CountBits = slk_spec_pkg::AxonCountBits;

  logic input_valid, spike_valid, input_empty, spike_empty, line_exists, overflow_spike;
  logic [AxonAddrBits-1:0] input_line;
  logic [SlotAddrBits-1:0] spike_slot;
  logic pop, pop_input, pop_spike, last;

  assign line_exists = 32'(input_line_i) < Axons;
  assign fault_line_o = input_i & !line_exists;

  slk_fifo #(
    .Width(AxonAddrBits),
    .Depth(Axons)
  ) u_inputs (
    .clk_i,
    .rst_i,
    .push_i(input_i & line_exists),
    .data_i(AxonAddrBits'(input_line_i)),
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

  assign pop = active_i & last & (input_valid | spike_valid);
  assign pop_input = pop & input_valid;
  assign pop_spike = pop & !input_valid;
  assign input_spike_o = pop_input;

  // The route list of the source, then its routes.
  slk_spec_pkg::route_index_t index;
  slk_spec_pkg::route_t route;
  logic fetched_q, walking, in_range, walker_idle, route_q;
  logic [slk_spec_pkg::AxonBits:0] addr;

  slk_host_ram #(
    .Width(slk_spec_pkg::RouteIndexWidth),
    .Depth(Sources)
  ) u_index (
    .clk_i,
    .read_en_i(pop),
    .read_addr_i(input_valid ? SourceAddrBits'(Neurons) + SourceAddrBits'(input_line)
                             : SourceAddrBits'(spike_slot)),
    .read_data_o(index),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_select_i(host_select_index_i),
    .host_i,
    .host_rdata_o(host_rdata_index_o)
  );

  slk_walker #(
    .AddrBits(slk_spec_pkg::AxonBits + 1),
    .CountBits(CountBits)
  ) u_walker (
    .clk_i,
    .rst_i,
    .start_i(fetched_q),
    .base_i({1'b0, index.base}),
    .count_i(index.count),
    .valid_o(walking),
    .addr_o(addr),
    .last_o(last),
    .idle_o(walker_idle)
  );

  assign in_range = 32'(addr) < Axons;
  assign route_o = walking & in_range;

  slk_host_ram #(
    .Width(slk_spec_pkg::RouteWidth),
    .Depth(Axons)
  ) u_routes (
    .clk_i,
    .read_en_i(route_o),
    .read_addr_i(AxonAddrBits'(addr)),
    .read_data_o(route),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_select_i(host_select_route_i),
    .host_i,
    .host_rdata_o(host_rdata_route_o)
  );

  always_ff @(posedge clk_i) begin
    fetched_q <= pop & !rst_i;
    route_q   <= route_o & !rst_i;
  end

  assign fault_delay_o = route_q & (route.delay == '0);
  assign fault_axon_o = (walking & !in_range) | (route_q & (32'(route.axon) >= Axons));
  assign deliver_o = route_q & (route.delay != '0) & (32'(route.axon) < Axons);
  assign deliver_slot_o = step_slot_i + route.delay;
  assign deliver_axon_o = AxonAddrBits'(route.axon);
  assign idle_o = input_empty & spike_empty & walker_idle & !route_q;

`ifdef VERILATOR
  // A neuron fires at most once a step, so a queue as deep as the neuron count never fills.
  assert property (@(posedge clk_i) disable iff (rst_i) !overflow_spike);
`endif
  logic unused;
  assign unused = &{1'b0, overflow_spike};
endmodule
