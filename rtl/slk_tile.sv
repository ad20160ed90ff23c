// SPDX-License-Identifier: Apache-2.0
// A core of a mesh, with ports of plain vectors: simulators compile it once and place it many times.
module slk_tile #(
  // the core's, see slk_core
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned Routes = Axons,
  parameter int unsigned Inputs = Axons,
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Receptors = 2,
  parameter int unsigned Profiles = 256,
  parameter int unsigned Random = 1,
  parameter int unsigned Learning = 0,
  parameter int unsigned Teaching = 0,
  parameter int unsigned SerialNeurons = 0
) (
  input  logic                                     clk_i,
  input  logic                                     rst_i,
  // place, and mode: registers mesh and mode of the chip
  input  logic [31:0]                              mesh_i,
  input  logic [31:0]                              mode_i,
  input  logic [slk_spec_pkg::MeshBits-1:0]        x_i,
  input  logic [slk_spec_pkg::MeshBits-1:0]        y_i,
  // host port
  input  logic                                     host_valid_i,
  output logic                                     host_ready_o,
  input  logic [slk_spec_pkg::HostWindowBits-1:0]  host_window_i,
  input  logic [slk_spec_pkg::HostBusWidth-1:0]    host_i,
  output logic                                     response_valid_o,
  output logic                                     response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]    response_data_o,
  // mesh
  input  logic                                     chip_busy_i,
  output logic                                     packet_valid_o,
  input  logic                                     packet_ready_i,
  output logic [slk_spec_pkg::PacketWidth-1:0]     packet_o,
  input  logic                                     arrival_valid_i,
  output logic                                     arrival_ready_o,
  input  logic [slk_spec_pkg::PacketWidth-1:0]     arrival_i,
  output logic                                     arrival_busy_o,
  // status and trace
  output logic                                     busy_o,
  output logic                                     fault_o,
  output logic                                     delivery_valid_o,
  output logic [slk_spec_pkg::DeliveryWidth-1:0]   delivery_o,
  output logic                                     trace_valid_o,
  output logic [slk_spec_pkg::TraceWidth-1:0]      trace_o
);
  slk_spec_pkg::packet_t packet;
  slk_spec_pkg::delivery_t delivery;
  slk_spec_pkg::trace_t trace;
  slk_spec_pkg::occupied_neurons_reg_t occupied_neurons;
  logic [slk_spec_pkg::StepBits-1:0] step;
  logic done;

  slk_core #(
    .Neurons(Neurons),
    .Axons(Axons),
    .Routes(Routes),
    .Inputs(Inputs),
    .SynapseWords(SynapseWords),
    .Lanes(Lanes),
    .Receptors(Receptors),
    .Profiles(Profiles),
    .Random(Random),
    .Learning(Learning),
    .Teaching(Teaching),
    .SerialNeurons(SerialNeurons),
    .Mesh(1)
  ) u_core (
    .clk_i,
    .rst_i,
    .host_valid_i,
    .host_ready_o,
    .host_window_i,
    .host_i,
    .response_valid_o,
    .response_error_o,
    .response_data_o,
    .link_events_i('0),
    .mesh_i,
    .x_i,
    .y_i,
    .mode_i,
    .chip_busy_i,
    .packet_valid_o,
    .packet_ready_i,
    .packet_o(packet),
    .arrival_valid_i,
    .arrival_ready_o,
    .arrival_i,
    .arrival_busy_o,
    .delivery_valid_o,
    .delivery_o(delivery),
    .occupied_neurons_o(occupied_neurons),
    .step_o(step),
    .busy_o,
    .done_o(done),
    .fault_o,
    .trace_valid_o,
    .trace_o(trace)
  );
  assign packet_o = packet;
  assign delivery_o = delivery;
  assign trace_o = trace;

  logic unused;
  assign unused = &{1'b0, occupied_neurons, step, done};
endmodule
