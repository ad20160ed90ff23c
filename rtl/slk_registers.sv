// SPDX-License-Identifier: Apache-2.0
// Register file of a core: identity, sizes, settings, command, sticky faults, cycle counts. Reads
// always answer; while the core is busy only the faults can be written. Keys are kept only where random
// numbers are made.
module slk_registers #(
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
  parameter int unsigned Counters = 1
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // host
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o,  // one cycle after the access
  output logic                                  host_exists_o,
  output logic                                  host_refused_o,
  // core
  input  logic                                  busy_i,
  input  slk_spec_pkg::faults_reg_t             faults_i,      // pulses
  input  logic                                  count_flush_i,   // a cycle of this phase
  input  logic                                  count_reset_i,
  input  logic                                  count_rescale_i,
  input  logic                                  count_synapse_i,
  input  logic                                  count_update_i,
  output logic                                  fault_o,       // some sticky fault is set
  output logic                                  command_valid_o,
  output slk_spec_pkg::command_reg_t            command_o,
  output logic                                  input_valid_o,
  output slk_spec_pkg::input_reg_t              input_o,
  output slk_spec_pkg::occupied_neurons_reg_t   occupied_neurons_o,
  output slk_spec_pkg::occupied_axons_reg_t     occupied_axons_o,
  output slk_spec_pkg::adapt_every_reg_t        adapt_every_o,
  output logic [31:0]                           noise_key_a_o,
  output logic [31:0]                           noise_key_b_o,
  output slk_spec_pkg::plastic_axons_reg_t      plastic_axons_o,
  output logic                                  modulators_valid_o,
  output slk_spec_pkg::modulators_reg_t         modulators_o,
  output logic [31:0]                           window_key_a_o,
  output logic [31:0]                           window_key_b_o,
  output logic [31:0]                           event_key_a_o,
  output logic [31:0]                           event_key_b_o,
  output logic [slk_spec_pkg::StepBits-1:0]     step_o
);
  slk_spec_pkg::occupied_neurons_reg_t occupied_neurons_q;
  slk_spec_pkg::occupied_axons_reg_t occupied_axons_q;
  slk_spec_pkg::adapt_every_reg_t adapt_every_q;
  slk_spec_pkg::options_reg_t options;
  slk_spec_pkg::status_reg_t status;
  slk_spec_pkg::faults_reg_t faults_q, faults_cleared;
  logic [31:0] noise_key_a_q, noise_key_b_q;
  logic [slk_spec_pkg::StepBits-1:0] step_q;
  logic [31:0] rdata, rdata_q;
  slk_spec_pkg::plastic_axons_reg_t plastic_axons_q;
  logic [31:0] window_key_a_q, window_key_b_q, event_key_a_q, event_key_b_q;
  logic set_step, count_step;
  logic of_learning, write, writable, writable_learning, accept, clear_faults;

  assign write = host_select_i & host_i.write;
  assign writable = (host_i.row == slk_spec_pkg::RegisterOccupiedNeurons)
      | (host_i.row == slk_spec_pkg::RegisterOccupiedAxons)
      | (host_i.row == slk_spec_pkg::RegisterAdaptEvery)
      | (host_i.row == slk_spec_pkg::RegisterNoiseKeyA)
      | (host_i.row == slk_spec_pkg::RegisterNoiseKeyB)
      | (host_i.row == slk_spec_pkg::RegisterStep)
      | (host_i.row == slk_spec_pkg::RegisterCommand)
      | (host_i.row == slk_spec_pkg::RegisterFaults)
      | (host_i.row == slk_spec_pkg::RegisterInput)
      | writable_learning;
  assign writable_learning = (host_i.row == slk_spec_pkg::RegisterPlasticAxons)
      | (host_i.row == slk_spec_pkg::RegisterModulators)
      | (host_i.row == slk_spec_pkg::RegisterWindowKeyA)
      | (host_i.row == slk_spec_pkg::RegisterWindowKeyB)
      | (host_i.row == slk_spec_pkg::RegisterEventKeyA)
      | (host_i.row == slk_spec_pkg::RegisterEventKeyB);
  assign of_learning = writable_learning | host_i.row == slk_spec_pkg::RegisterCyclesFlush
      | host_i.row == slk_spec_pkg::RegisterCyclesRescale;
  assign host_refused_o = write & busy_i & (host_i.row != slk_spec_pkg::RegisterFaults);
  assign accept = write & !busy_i;
  assign clear_faults = write & (host_i.row == slk_spec_pkg::RegisterFaults);
  assign faults_cleared = clear_faults ? host_i.wdata : '0;

  logic [slk_spec_pkg::HostDataBits-1:0] cycles;
  logic is_cycles;
  slk_phase_cycles u_phase_cycles (
    .clk_i,
    .rst_i,
    .clear_i(command_valid_o),
    .count_flush_i,
    .count_reset_i,
    .count_rescale_i,
    .count_synapse_i,
    .count_update_i,
    .read_i(host_select_i & !host_i.write),
    .row_i(host_i.row),
    .exists_o(is_cycles),
    .cycles_o(cycles)
  );

  assign set_step = accept & (host_i.row == slk_spec_pkg::RegisterStep);
  assign count_step = command_valid_o & command_o.step;
  assign command_valid_o = accept & (host_i.row == slk_spec_pkg::RegisterCommand);
  assign command_o = host_i.wdata;
  assign input_valid_o = accept & (host_i.row == slk_spec_pkg::RegisterInput);
  assign input_o = host_i.wdata;
  assign modulators_valid_o =
      accept & (host_i.row == slk_spec_pkg::RegisterModulators) & Learning != 0;
  assign modulators_o = host_i.wdata;

  always_comb begin
    options = '0;
    options.lanes = 8'(Lanes);
    options.receptors = 2'(Receptors);
    options.random = Random != 0;
    options.learning = Learning != 0;
    options.teaching = Teaching != 0;
    options.serial_neurons = SerialNeurons != 0;
    options.counters = Counters != 0;
    status = '0;
    status.busy = busy_i;
    host_exists_o = 1'b1;
    rdata = '0;
    case (host_i.row)
      slk_spec_pkg::RegisterIdentity:         rdata = slk_spec_pkg::Identity;
      slk_spec_pkg::RegisterSpecHashLow:      rdata = slk_spec_pkg::SpecHash[31:0];
      slk_spec_pkg::RegisterSpecHashHigh:     rdata = slk_spec_pkg::SpecHash[63:32];
      slk_spec_pkg::RegisterSizeNeurons:      rdata = Neurons;
      slk_spec_pkg::RegisterSizeAxons:        rdata = Axons;
      slk_spec_pkg::RegisterSizeSynapseWords: rdata = SynapseWords;
      slk_spec_pkg::RegisterSizeProfiles:     rdata = Profiles;
      slk_spec_pkg::RegisterOptions:          rdata = options;
      slk_spec_pkg::RegisterOccupiedNeurons:  rdata = occupied_neurons_q;
      slk_spec_pkg::RegisterOccupiedAxons:    rdata = occupied_axons_q;
      slk_spec_pkg::RegisterAdaptEvery:       rdata = adapt_every_q;
      slk_spec_pkg::RegisterNoiseKeyA:        rdata = noise_key_a_q;
      slk_spec_pkg::RegisterNoiseKeyB:        rdata = noise_key_b_q;
      slk_spec_pkg::RegisterStep:             rdata = step_q;
      slk_spec_pkg::RegisterCommand:          rdata = '0;
      slk_spec_pkg::RegisterStatus:           rdata = status;
      slk_spec_pkg::RegisterFaults:           rdata = faults_q;
      slk_spec_pkg::RegisterInput:            rdata = '0;
      slk_spec_pkg::RegisterPlasticAxons:     rdata = plastic_axons_q;
      slk_spec_pkg::RegisterModulators:       rdata = '0;
      slk_spec_pkg::RegisterWindowKeyA:       rdata = window_key_a_q;
      slk_spec_pkg::RegisterWindowKeyB:       rdata = window_key_b_q;
      slk_spec_pkg::RegisterEventKeyA:        rdata = event_key_a_q;
      slk_spec_pkg::RegisterEventKeyB:        rdata = event_key_b_q;
      slk_spec_pkg::RegisterSizeRoutes:       rdata = Routes;
      slk_spec_pkg::RegisterSizeInputs:       rdata = Inputs;
      default:                                host_exists_o = is_cycles;
    endcase
    if (Learning == 0 && of_learning) begin
      host_exists_o = 1'b0;
      rdata = '0;
    end
    if (host_i.write && !writable) host_exists_o = 1'b0;
  end

  always_ff @(posedge clk_i) begin
    rdata_q <= host_select_i & !host_i.write ? rdata : '0;
    if (rst_i) begin
      occupied_neurons_q <= '0;
      occupied_axons_q   <= '0;
      adapt_every_q      <= '0;
      noise_key_a_q      <= '0;
      noise_key_b_q      <= '0;
      step_q             <= '0;
      faults_q           <= '0;
      plastic_axons_q    <= '0;
      window_key_a_q     <= '0;
      window_key_b_q     <= '0;
      event_key_a_q      <= '0;
      event_key_b_q      <= '0;
    end else begin
      faults_q <= (faults_q & ~faults_cleared) | faults_i;
      if (accept) begin
        case (host_i.row)
          slk_spec_pkg::RegisterOccupiedNeurons: occupied_neurons_q.value <= host_i.wdata[9:0];
          slk_spec_pkg::RegisterOccupiedAxons:   occupied_axons_q.value <= host_i.wdata[11:0];
          slk_spec_pkg::RegisterAdaptEvery:      adapt_every_q.value <= host_i.wdata[3:0];
          default: ;
        endcase
        if (Learning != 0 && host_i.row == slk_spec_pkg::RegisterPlasticAxons) begin
          plastic_axons_q.value <= host_i.wdata[11:0];
        end
        if (Random != 0) begin
          case (host_i.row)
            slk_spec_pkg::RegisterNoiseKeyA: noise_key_a_q <= host_i.wdata;
            slk_spec_pkg::RegisterNoiseKeyB: noise_key_b_q <= host_i.wdata;
            default: ;
          endcase
        end
        if (Random != 0 && Learning != 0) begin
          case (host_i.row)
            slk_spec_pkg::RegisterWindowKeyA:   window_key_a_q <= host_i.wdata;
            slk_spec_pkg::RegisterWindowKeyB:   window_key_b_q <= host_i.wdata;
            slk_spec_pkg::RegisterEventKeyA:    event_key_a_q <= host_i.wdata;
            slk_spec_pkg::RegisterEventKeyB:    event_key_b_q <= host_i.wdata;
            default: ;
          endcase
        end
      end
      if (set_step) step_q <= host_i.wdata;
      else if (count_step) step_q <= step_q + 1'b1;
    end
  end

  assign host_rdata_o = rdata_q | cycles;
  assign fault_o = faults_q != '0;
  assign occupied_neurons_o = occupied_neurons_q;
  assign occupied_axons_o = occupied_axons_q;
  assign adapt_every_o = adapt_every_q;
  assign noise_key_a_o = noise_key_a_q;
  assign noise_key_b_o = noise_key_b_q;
  assign step_o = step_q;
  assign plastic_axons_o = plastic_axons_q;
  assign window_key_a_o = window_key_a_q;
  assign window_key_b_o = window_key_b_q;
  assign event_key_a_o = event_key_a_q;
  assign event_key_b_o = event_key_b_q;

  logic unused;
  assign unused = &{1'b0, host_i};
endmodule
