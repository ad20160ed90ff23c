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
  parameter int unsigned Counters = 1,
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
  // windows: one select and one data word each, in address order; a memory that the access is not for
  // answers zero
  output logic                                       access_o,  // to a memory
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

  logic [31:0] row, first_bit;  // of the chunk
  logic take, memory, exists, refused, error_q, memory_q;

  // Whether the row and its chunk exist. Each window compares with constants of its own: a multiplexer
  // of constants before one comparison would be larger.
  assign row = 32'(host_i.row);
  assign first_bit = DataBits * 32'(host_i.chunk);
  always_comb begin
    exists = host_i.chunk == '0;
    case (host_window_i)
      slk_spec_pkg::WindowRegisters: exists = exists & register_exists_i;
      slk_spec_pkg::WindowAxon: exists = row < Axons & first_bit < slk_spec_pkg::AxonWidth;
      slk_spec_pkg::WindowSynapse:
        exists = row < SynapseWords & first_bit < Lanes * slk_spec_pkg::WeightBits;
      slk_spec_pkg::WindowRouteIndex: exists = exists & row < Neurons + Inputs;
      slk_spec_pkg::WindowRoute: exists = exists & row < Routes;
      slk_spec_pkg::WindowNeuron: exists = exists & row < Neurons;
      slk_spec_pkg::WindowProfile: exists = row < Profiles & first_bit < slk_spec_pkg::ProfileWidth;
      slk_spec_pkg::WindowNumber: exists = exists & row < Neurons & Random != 0;
      slk_spec_pkg::WindowState: exists = row < Neurons & first_bit < slk_spec_pkg::StateWidth;
      slk_spec_pkg::WindowRing: exists = exists & row < RingRows;
      slk_spec_pkg::WindowCounter:
        exists = row < slk_spec_pkg::EventCount & first_bit < slk_spec_pkg::CounterWidth
            & Counters != 0;
      slk_spec_pkg::WindowPlasticAxon:
        exists = row < Axons & first_bit < slk_spec_pkg::PlasticAxonWidth & Learning != 0;
      slk_spec_pkg::WindowAxonWindow: exists = exists & row < Axons & Learning != 0;
      slk_spec_pkg::WindowHistory:
        exists = row < Neurons & first_bit < slk_spec_pkg::HistoryWidth & Learning != 0;
      slk_spec_pkg::WindowRule:
        exists = row < slk_spec_pkg::RulesMax & first_bit < slk_spec_pkg::RuleWidth & Learning != 0;
      default: exists = exists & row < TableRows & Learning != 0;
    endcase
  end

  assign memory = host_window_i != slk_spec_pkg::WindowRegisters;
  // Counters take a moment after a step until they are complete: the access waits.
  assign host_ready_o = busy_i | (host_window_i != slk_spec_pkg::WindowCounter) | counters_ready_i;
  assign take = host_valid_i & host_ready_o;
  assign refused = (memory & busy_i) | register_refused_i;
  assign access_o = take & memory & !busy_i;
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
    memory_q         <= access_o;
  end

  // What is not read is zero; but the core's own reads are seen in memories that the host does not have.
  always_comb begin
    response_data_o = '0;
    for (int unsigned w = 0; w < Windows; w++) begin
      if (slk_spec_pkg::HostWindowBits'(w) != slk_spec_pkg::WindowRegisters) begin
        response_data_o = response_data_o | rdata_i[w*DataBits+:DataBits];
      end
    end
    if (!memory_q) response_data_o = '0;
    response_data_o = response_data_o
        | rdata_i[slk_spec_pkg::WindowRegisters*DataBits+:DataBits];
  end
  assign response_error_o = error_q;

  logic unused;
  assign unused = &{1'b0, host_i};
endmodule
