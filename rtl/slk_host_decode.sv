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

  logic [31:0] row, chunk;
  logic take, memory, exists, refused, error_q, memory_q;

  // x < limit, a constant. For a power of two, too, Yosys would build a subtractor.
  function automatic logic below(input logic [31:0] x, input logic [31:0] limit);
    below = (limit & (limit - 1)) == 0 ? (x & ~(limit - 1)) == 0 : x < limit;
  endfunction

  // Chunks of a row, of those that have several.
  localparam int unsigned AxonChunks = (slk_spec_pkg::AxonWidth - 1) / DataBits + 1;
  localparam int unsigned SynapseChunks = (Lanes * slk_spec_pkg::WeightBits - 1) / DataBits + 1;
  localparam int unsigned ProfileChunks = (slk_spec_pkg::ProfileWidth - 1) / DataBits + 1;
  localparam int unsigned StateChunks = (slk_spec_pkg::StateWidth - 1) / DataBits + 1;
  localparam int unsigned CounterChunks = (slk_spec_pkg::CounterWidth - 1) / DataBits + 1;
  localparam int unsigned PlasticChunks = (slk_spec_pkg::PlasticAxonWidth - 1) / DataBits + 1;
  localparam int unsigned HistoryChunks = (slk_spec_pkg::HistoryWidth - 1) / DataBits + 1;
  localparam int unsigned RuleChunks = (slk_spec_pkg::RuleWidth - 1) / DataBits + 1;

  // Whether the row and its chunk exist. Each window compares with constants of its own: a multiplexer
  // of constants before one comparison would be larger.
  assign row = 32'(host_i.row);
  assign chunk = 32'(host_i.chunk);
  always_comb begin
    case (host_window_i)
      slk_spec_pkg::WindowRegisters: exists = register_exists_i & host_i.chunk == '0;
      slk_spec_pkg::WindowAxon: exists = below(row, Axons) & below(chunk, AxonChunks);
      slk_spec_pkg::WindowSynapse:
        exists = below(row, SynapseWords) & below(chunk, SynapseChunks);
      slk_spec_pkg::WindowRouteIndex: exists = below(row, Neurons + Inputs) & below(chunk, 1);
      slk_spec_pkg::WindowRoute: exists = below(row, Routes) & below(chunk, 1);
      slk_spec_pkg::WindowNeuron: exists = below(row, Neurons) & below(chunk, 1);
      slk_spec_pkg::WindowProfile: exists = below(row, Profiles) & below(chunk, ProfileChunks);
      slk_spec_pkg::WindowNumber: exists = below(row, Neurons) & below(chunk, 1) & Random != 0;
      slk_spec_pkg::WindowState: exists = below(row, Neurons) & below(chunk, StateChunks);
      slk_spec_pkg::WindowRing: exists = below(row, RingRows) & below(chunk, 1);
      slk_spec_pkg::WindowCounter:
        exists = below(row, slk_spec_pkg::EventCount) & below(chunk, CounterChunks) & Counters != 0;
      slk_spec_pkg::WindowPlasticAxon:
        exists = below(row, Axons) & below(chunk, PlasticChunks) & Learning != 0;
      slk_spec_pkg::WindowAxonWindow: exists = below(row, Axons) & below(chunk, 1) & Learning != 0;
      slk_spec_pkg::WindowHistory:
        exists = below(row, Neurons) & below(chunk, HistoryChunks) & Learning != 0;
      slk_spec_pkg::WindowRule:
        exists = below(row, slk_spec_pkg::RulesMax) & below(chunk, RuleChunks) & Learning != 0;
      default: exists = below(row, TableRows) & below(chunk, 1) & Learning != 0;
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
