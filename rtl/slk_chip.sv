// SPDX-License-Identifier: Apache-2.0
// A chip of several cores: tiles, the mesh between them, the step barrier, and one host port that
// names a core or all of them. docs/datasheet.md, "The mesh".
module slk_chip #(
  parameter int unsigned Columns = 2,  // 1..8, as are Rows; core number = y * Columns + x
  parameter int unsigned Rows = 2,
  // the cores', see slk_core
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
  parameter int unsigned SerialNeurons = 0,
  parameter int unsigned Cores = Columns * Rows
) (
  input  logic                                         clk_i,
  input  logic                                         rst_i,
  // host port; core_all reaches all cores and the registers of the mesh
  input  logic                                         host_valid_i,
  output logic                                         host_ready_o,
  input  logic [slk_spec_pkg::CoreBits-1:0]            host_core_i,
  input  logic [slk_spec_pkg::HostWindowBits-1:0]      host_window_i,
  input  slk_spec_pkg::host_bus_t                      host_i,
  output logic                                         response_valid_o,
  output logic                                         response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]        response_data_o,
  // status
  output logic                                         busy_o,
  output logic                                         fault_o,  // of some core
  // trace ports, one a core: neuron updates, packets that enter the mesh, what becomes of them
  output logic [Cores-1:0]                             trace_valid_o,
  output logic [Cores*slk_spec_pkg::TraceWidth-1:0]    trace_o,
  output logic [Cores-1:0]                             packet_valid_o,
  output logic [Cores*slk_spec_pkg::PacketWidth-1:0]   packet_o,
  output logic [Cores-1:0]                             delivery_valid_o,
  output logic [Cores*slk_spec_pkg::DeliveryWidth-1:0] delivery_o
);
  localparam int unsigned PacketWidth = slk_spec_pkg::PacketWidth;
  localparam int unsigned DataBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned CountBits = slk_spec_pkg::CoreBits;

  // Which cores an access is for. It is taken by all of them in the same cycle.
  logic all, to_cores, to_mesh, mesh_row, command, ready, taken, exists;
  logic mesh_exists, mesh_refused, command_ready, run;
  logic [Cores-1:0] selected, core_ready, core_valid, core_error, core_response;
  logic [Cores*DataBits-1:0] core_data;
  logic [DataBits-1:0] mesh_data;

  assign all = host_core_i == CountBits'(slk_spec_pkg::CoreAll);
  assign mesh_row = host_window_i == slk_spec_pkg::WindowRegisters
      & host_i.row >= slk_spec_pkg::RegisterMesh;
  assign to_mesh = all & mesh_row;
  assign to_cores = !mesh_row & (all ? host_i.write : 32'(host_core_i) < Cores);
  assign command = to_cores & host_i.write & host_window_i == slk_spec_pkg::WindowRegisters
      & host_i.row == slk_spec_pkg::RegisterCommand & host_i.chunk == '0;
  assign exists = to_cores | (to_mesh & mesh_exists);
  assign ready = (core_ready | ~selected) == '1 & (!command | command_ready);
  assign host_ready_o = ready;
  assign taken = host_valid_i & ready;
  for (genvar c = 0; c < Cores; c++) begin : g_select
    assign selected[c] = to_cores & (all | host_core_i == CountBits'(c));
  end
  assign core_valid = taken ? selected : '0;

  // The answer comes one cycle later, from the core that was asked; of all, the errors of any.
  logic [Cores-1:0] selected_q;
  logic to_mesh_q, error_q;
  always_ff @(posedge clk_i) begin
    response_valid_o <= taken & !rst_i;
    selected_q       <= selected;
    to_mesh_q        <= to_mesh;
    error_q          <= !exists | (to_mesh & mesh_refused);
  end
  assign response_error_o = error_q | (core_error & selected_q) != '0;
  always_comb begin
    response_data_o = to_mesh_q && !error_q ? mesh_data : '0;
    for (int unsigned c = 0; c < Cores; c++) begin
      if (selected_q[c]) response_data_o = response_data_o | core_data[c*DataBits+:DataBits];
    end
  end

  logic [Cores-1:0] core_busy, core_fault, out_valid, out_ready, in_valid, in_ready, in_busy;
  logic [Cores*PacketWidth-1:0] out_packet, in_packet;
  slk_spec_pkg::mode_reg_t mode;
  logic [CountBits-1:0] injected, accepted;

  for (genvar c = 0; c < Cores; c++) begin : g_core
    slk_tile #(
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
      .SerialNeurons(SerialNeurons)
    ) u_tile (
      .clk_i,
      .rst_i,
      .mesh_i(32'(Rows << 4 | Columns)),
      .mode_i(mode),
      .x_i(slk_spec_pkg::MeshBits'(c % Columns)),
      .y_i(slk_spec_pkg::MeshBits'(c / Columns)),
      .host_valid_i(core_valid[c]),
      .host_ready_o(core_ready[c]),
      .host_window_i,
      .host_i,
      .response_valid_o(core_response[c]),
      .response_error_o(core_error[c]),
      .response_data_o(core_data[c*DataBits+:DataBits]),
      .chip_busy_i(busy_o),
      .packet_valid_o(out_valid[c]),
      .packet_ready_i(out_ready[c]),
      .packet_o(out_packet[c*PacketWidth+:PacketWidth]),
      .arrival_valid_i(in_valid[c]),
      .arrival_ready_o(in_ready[c]),
      .arrival_i(in_packet[c*PacketWidth+:PacketWidth]),
      .arrival_busy_o(in_busy[c]),
      .busy_o(core_busy[c]),
      .fault_o(core_fault[c]),
      .delivery_valid_o(delivery_valid_o[c]),
      .delivery_o(delivery_o[c*slk_spec_pkg::DeliveryWidth+:slk_spec_pkg::DeliveryWidth]),
      .trace_valid_o(trace_valid_o[c]),
      .trace_o(trace_o[c*slk_spec_pkg::TraceWidth+:slk_spec_pkg::TraceWidth])
    );
  end

  slk_mesh #(
    .Columns(Columns),
    .Rows(Rows)
  ) u_mesh (
    .clk_i,
    .rst_i,
    .run_i(run),
    .valid_i(out_valid),
    .ready_o(out_ready),
    .packet_i(out_packet),
    .valid_o(in_valid),
    .ready_i(in_ready),
    .packet_o(in_packet)
  );
  assign packet_valid_o = out_valid & out_ready;
  assign packet_o = out_packet;

  always_comb begin
    injected = '0;
    accepted = '0;
    for (int unsigned c = 0; c < Cores; c++) begin
      injected = injected + CountBits'(packet_valid_o[c]);
      accepted = accepted + CountBits'(delivery_valid_o[c]);
    end
  end

  slk_step_barrier #(
    .Columns(Columns),
    .Rows(Rows)
  ) u_step_barrier (
    .clk_i,
    .rst_i,
    .host_select_i(taken & to_mesh),
    .host_i,
    .host_exists_o(mesh_exists),
    .host_refused_o(mesh_refused),
    .host_rdata_o(mesh_data),
    .command_offered_i(host_valid_i & command),
    .command_taken_i(taken & command),
    .command_i(host_i.wdata),
    .command_ready_o(command_ready),
    .cores_busy_i(core_busy != '0),
    .arrivals_busy_i(in_busy != '0),
    .injected_i(injected),
    .accepted_i(accepted),
    .mode_o(mode),
    .busy_o,
    .run_o(run)
  );
  assign fault_o = core_fault != '0;

  logic unused;
  assign unused = &{1'b0, core_response};
endmodule
