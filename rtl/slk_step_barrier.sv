// SPDX-License-Identifier: Apache-2.0
// When the steps of a mesh begin and end, and its registers. A barrier step ends when every core is
// done and no packet is under way; a step in real time when every core is done and its cycles are over.
// docs/datasheet.md, "The mesh".
module slk_step_barrier #(
  parameter int unsigned Columns = 2,
  parameter int unsigned Rows = 2
) (
  input  logic                                  clk_i,
  input  logic                                  rst_i,
  // host: accesses to the registers of the mesh
  input  logic                                  host_select_i,
  input  slk_spec_pkg::host_bus_t               host_i,
  output logic                                  host_exists_o,
  output logic                                  host_refused_o,
  output logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_o,  // one cycle after the access
  // a command for cores is offered, and taken; they refuse it while the chip is busy
  input  logic                                  command_offered_i,
  input  logic                                  command_taken_i,
  input  slk_spec_pkg::command_reg_t            command_i,
  output logic                                  command_ready_o,
  // cores and mesh
  input  logic                                  cores_busy_i,
  input  logic                                  arrivals_busy_i,
  input  logic [slk_spec_pkg::CoreBits-1:0]     injected_i,  // packets in this cycle
  input  logic [slk_spec_pkg::CoreBits-1:0]     accepted_i,
  output slk_spec_pkg::mode_reg_t               mode_o,
  output logic                                  busy_o,
  output logic                                  run_o        // packets move
);
  localparam int unsigned CountBits = 32;
  localparam int unsigned AgeBits = 8;

  slk_spec_pkg::mode_reg_t mode_q;
  logic [CountBits-1:0] cycles_per_step_q, in_flight_q, overruns_q, left_q, rdata;
  logic [63:0] cycles_q;
  logic [AgeBits-1:0] age_q;  // ticks since no packet was under way
  logic over_q, some, drains, waits, write, overrun, tick;

  assign some = in_flight_q != '0;
  assign drains = mode_q.real_time & some & 32'(age_q) >= slk_spec_pkg::LatenessDrain;
  assign busy_o = cores_busy_i
      | (mode_q.real_time ? left_q != '0 | drains : some | arrivals_busy_i);
  // A reset waits until every packet is in its ring, which it will clear.
  assign waits = command_offered_i & command_i.reset & mode_q.real_time & some & !busy_o;
  assign command_ready_o = !waits;
  assign run_o = busy_o | waits;
  assign overrun = over_q & busy_o;
  assign tick = command_taken_i & command_i.step & !busy_o;
  assign mode_o = mode_q;

  assign write = host_select_i & host_i.write & !busy_o;
  assign host_refused_o = host_i.write & busy_o;
  always_comb begin
    host_exists_o = host_i.chunk == '0;
    rdata = '0;
    case (host_i.row)
      slk_spec_pkg::RegisterMesh: begin
        rdata = 32'(Rows << 4 | Columns);
        if (host_i.write) host_exists_o = 1'b0;
      end
      slk_spec_pkg::RegisterMode:           rdata = mode_q;
      slk_spec_pkg::RegisterCyclesPerStep:  rdata = cycles_per_step_q;
      slk_spec_pkg::RegisterInFlight: begin
        rdata = in_flight_q;
        if (host_i.write) host_exists_o = 1'b0;
      end
      slk_spec_pkg::RegisterOverruns:       rdata = overruns_q;
      slk_spec_pkg::RegisterCyclesChipLow:  rdata = cycles_q[31:0];
      slk_spec_pkg::RegisterCyclesChipHigh: rdata = cycles_q[63:32];
      default:                              host_exists_o = 1'b0;
    endcase
  end

  always_ff @(posedge clk_i) begin
    host_rdata_o <= rdata;
    if (rst_i) begin
      mode_q            <= '0;
      cycles_per_step_q <= '0;
      in_flight_q       <= '0;
      overruns_q        <= '0;
      cycles_q          <= '0;
      left_q            <= '0;
      age_q             <= '0;
      over_q            <= 1'b0;
    end else begin
      in_flight_q <= in_flight_q + CountBits'(injected_i) - CountBits'(accepted_i);
      overruns_q  <= overruns_q + CountBits'(overrun);
      cycles_q    <= cycles_q + 64'(run_o);
      over_q      <= left_q == CountBits'(1);
      if (tick && mode_q.real_time) left_q <= cycles_per_step_q;
      else if (left_q != '0) left_q <= left_q - 1'b1;
      if (!some) age_q <= '0;
      else if (tick) age_q <= age_q + 1'b1;
      if (write) begin
        case (host_i.row)
          slk_spec_pkg::RegisterMode:           mode_q <= host_i.wdata;
          slk_spec_pkg::RegisterCyclesPerStep:  cycles_per_step_q <= host_i.wdata;
          slk_spec_pkg::RegisterOverruns:       overruns_q <= host_i.wdata;
          slk_spec_pkg::RegisterCyclesChipLow:  cycles_q[31:0] <= host_i.wdata;
          slk_spec_pkg::RegisterCyclesChipHigh: cycles_q[63:32] <= host_i.wdata;
          default: ;
        endcase
      end
    end
  end

`ifdef VERILATOR
  // What was accepted was injected.
  assert property (@(posedge clk_i) disable iff (rst_i)
      in_flight_q + CountBits'(injected_i) >= CountBits'(accepted_i));
`endif

  logic unused;
  assign unused = &{1'b0, command_i};
endmodule
