// SPDX-License-Identifier: Apache-2.0
// Host port of a core: one access is taken when valid and ready, and answered in the next cycle.
// Memories answer between steps only; what does not exist, or not now, is refused with an error.
module slk_host_decode #(
  parameter int unsigned Neurons = 256,
  parameter int unsigned Axons = 1024,
  parameter int unsigned Routes = Axons,
  parameter int unsigned Inputs = Axons,
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,
  parameter int unsigned Profiles = 256,
  parameter int unsigned Random = 1,
  parameter int unsigned Learning = 0,
  parameter int unsigned Windows = 16
) (
  input  logic                                       clk_i,
  input  logic                                       rst_i,
  input  logic                                       busy_i,
  // port
  input  logic                                       host_valid_i,
  output logic                                       host_ready_o,
  input  logic [slk_spec_pkg::HostWindowBits-1:0]    host_window_i,
  input  slk_spec_pkg::host_bus_t                    host_i,
  output logic                                       response_valid_o,
  output logic                                       response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]      response_data_o,
  // windows: one select and one data word each, in address order
  output logic [Windows-1:0]                         select_o,
  input  logic [Windows*slk_spec_pkg::HostDataBits-1:0] rdata_i,
  input  logic                                       register_exists_i,
  input  logic                                       register_refused_i,
  input  logic                                       counters_ready_i,
  output logic                                       fault_busy_o,
  output logic                                       fault_address_o
);
  localparam int unsigned DataBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned RingRows =
      slk_spec_pkg::DelaySlots * (Axons / slk_spec_pkg::RingWordBits);

  localparam int unsigned TableRows =
      3 * slk_spec_pkg::RulesMax * slk_spec_pkg::LearningWindow;

  logic [31:0] rows, chunks;
  logic take, memory, exists, refused, error_q;
  logic [slk_spec_pkg::HostWindowBits-1:0] window_q;

  // What each window holds: rows, and 32-bit chunks a row.
  always_comb begin
    rows = '0;
    chunks = 32'd1;
    case (host_window_i)
      slk_spec_pkg::WindowRegisters: rows = register_exists_i ? 32'(1 << slk_spec_pkg::HostRowBits) : '0;
      slk_spec_pkg::WindowAxon: begin
        rows = Axons;
        chunks = (slk_spec_pkg::AxonWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowSynapse: begin
        rows = SynapseWords;
        chunks = (Lanes * slk_spec_pkg::WeightBits + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowRouteIndex: rows = Neurons + Inputs;
      slk_spec_pkg::WindowRoute: rows = Routes;
      slk_spec_pkg::WindowNeuron: rows = Neurons;
      slk_spec_pkg::WindowProfile: begin
        rows = Profiles;
        chunks = (slk_spec_pkg::ProfileWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowNumber: rows = Random != 0 ? Neurons : '0;
      slk_spec_pkg::WindowState: begin
        rows = Neurons;
        chunks = (slk_spec_pkg::StateWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowRing: rows = RingRows;
      slk_spec_pkg::WindowCounter: begin
        rows = slk_spec_pkg::EventCount;
        chunks = (slk_spec_pkg::CounterWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowPlasticAxon: begin
        rows = Learning != 0 ? Axons : '0;
        chunks = (slk_spec_pkg::PlasticAxonWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowAxonWindow: rows = Learning != 0 ? Axons : '0;
      slk_spec_pkg::WindowHistory: begin
        rows = Learning != 0 ? Neurons : '0;
        chunks = (slk_spec_pkg::HistoryWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowRule: begin
        rows = Learning != 0 ? slk_spec_pkg::RulesMax : '0;
        chunks = (slk_spec_pkg::RuleWidth + DataBits - 1) / DataBits;
      end
      slk_spec_pkg::WindowRuleTable: rows = Learning != 0 ? TableRows : '0;
      default: ;
    endcase
  end

  assign memory = host_window_i != slk_spec_pkg::WindowRegisters;
  assign exists = (32'(host_i.row) < rows) & (32'(host_i.chunk) < chunks);
  // Counters take a moment after a step until they are complete: the access waits.
  assign host_ready_o = busy_i | (host_window_i != slk_spec_pkg::WindowCounter) | counters_ready_i;
  assign take = host_valid_i & host_ready_o;
  assign refused = (memory & busy_i) | register_refused_i;
  assign fault_address_o = take & !exists;
  assign fault_busy_o = take & exists & refused;

  always_comb begin
    select_o = '0;
    for (int unsigned w = 0; w < Windows; w++) begin
      select_o[w] = take & exists & !(memory & busy_i)
          & (host_window_i == slk_spec_pkg::HostWindowBits'(w));
    end
  end

  always_ff @(posedge clk_i) begin
    response_valid_o <= take & !rst_i;
    error_q          <= !exists | refused;
    window_q         <= host_window_i;
  end

  always_comb begin
    response_data_o = '0;
    for (int unsigned w = 0; w < Windows; w++) begin
      if (window_q == slk_spec_pkg::HostWindowBits'(w) && !error_q) begin
        response_data_o = rdata_i[w*DataBits+:DataBits];
      end
    end
  end
  assign response_error_o = error_q;

  logic unused;
  assign unused = &{1'b0, host_i};
endmodule
