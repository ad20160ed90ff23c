// SPDX-License-Identifier: Apache-2.0
// Neuron pass: one slot a cycle through the equations of a neuron, in slot order. In reset mode the
// same pass clears state and accumulators. What stage n does for slot k happens in cycle k + n:
//   0 read the number   1 mix   2 mix, read the profile number   3 mix, read profile, state, sums
//   4 mix, decay   5 mix, currents and adaptation, read the rest of the profile   6 noise, potential
//   7 fire, write back, trace
module slk_neuron_pass #(
  parameter int unsigned RamClears = 1,
  parameter int unsigned Neurons = 256,
  parameter int unsigned Profiles = 256,
  parameter int unsigned Receptors = 2,
  parameter int unsigned Random = 1,
  parameter int unsigned SlotAddrBits = $clog2(Neurons)
) (
  input  logic                                              clk_i,
  input  logic                                              rst_i,
  input  logic                                              start_i,  // slot 0 enters in the next cycle
  input  logic [SlotAddrBits:0]                             neurons_i,
  // these hold during the pass
  input  logic                                              reset_mode_i,
  input  logic                                              keep_adaptation_i,
  input  logic                                              adapt_now_i,
  output logic                                              idle_o,
  // sums of the lanes: asked for in stage 3, there in stage 4
  output logic                                              sums_take_o,
  output logic [SlotAddrBits-1:0]                           sums_take_slot_o,
  input  logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum0_i,
  input  logic signed [slk_spec_pkg::AccumulatorBits-1:0]   sum1_i,
  input  logic                                              touched_i,
  output logic                                              sums_clear_o,
  output logic [SlotAddrBits-1:0]                           sums_clear_slot_o,
  // the slot whose spike, if it has one, comes out in the next cycle
  output logic                                              history_take_o,
  output logic [SlotAddrBits-1:0]                           history_take_slot_o,
  // random draw: the number goes out in stage 1, the draw comes back in stage 6
  output logic [slk_spec_pkg::NumberBits-1:0]               number_o,
  input  logic [31:0]                                       draw_i,
  // results, stage 7
  output logic                                              trace_valid_o,
  output slk_spec_pkg::trace_t                              trace_o,
  output logic                                              state_read_o,
  output logic                                              state_write_o,
  output logic                                              driven_o,
  output logic                                              idle_update_o,
  output logic                                              refractory_o,
  output logic                                              adaptation_decay_o,
  output logic [1:0]                                        saturations_u_o,
  output logic [1:0]                                        saturations_v_o,
  output logic                                              saturation_a_o,
  output logic                                              noise_draw_o,
  output logic                                              fault_state_o,
  // host
  input  logic                                              host_access_i,
  input  logic                                              host_select_neuron_i,
  input  logic                                              host_select_profile_i,
  input  logic                                              host_select_number_i,
  input  logic                                              host_select_state_i,
  input  slk_spec_pkg::host_bus_t                           host_i,
  output logic [slk_spec_pkg::HostDataBits-1:0]             host_rdata_neuron_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]             host_rdata_profile_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]             host_rdata_number_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]             host_rdata_state_o
);
  localparam int unsigned StateBits = slk_spec_pkg::StateBits;
  localparam int unsigned ProfileAddrBits = $clog2(Profiles);
  localparam int unsigned LastStage = 7;
  localparam logic [StateBits-1:0] Illegal = {1'b1, {(StateBits - 1) {1'b0}}};

  // Slots on their way: bit n of `valid_q` says that stage n is busy.
  logic [LastStage:1] valid_q;
  logic running_q, enter;
  logic [SlotAddrBits-1:0] slot1_q, slot2_q, slot3_q, slot4_q, slot5_q, slot6_q, slot7_q;
  logic [SlotAddrBits-1:0] slot_q;

  assign enter = running_q;
  assign idle_o = !running_q & (valid_q == '0) & !start_i;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      running_q <= 1'b0;
      valid_q   <= '0;
    end else begin
      if (start_i) running_q <= neurons_i != '0;
      else if ((SlotAddrBits + 1)'(slot_q) + 1'b1 == neurons_i) running_q <= 1'b0;
      valid_q <= {valid_q[LastStage-1:1], enter};
    end
    slot_q  <= start_i ? '0 : slot_q + SlotAddrBits'(running_q);
    slot1_q <= slot_q;
    slot2_q <= slot1_q;
    slot3_q <= slot2_q;
    slot4_q <= slot3_q;
    slot5_q <= slot4_q;
    slot6_q <= slot5_q;
    slot7_q <= slot6_q;
  end

  // Stages 0 to 3: read what the slot is.
  slk_spec_pkg::number_t number;
  slk_spec_pkg::neuron_t neuron;
  localparam int unsigned EarlyBits = 2 * slk_spec_pkg::HostDataBits;  // decays, and some of threshold
  slk_spec_pkg::profile_t profile, profile6;  // of stage 4: the decays; of stage 6
  logic [EarlyBits-1:0] profile_early, profile_early_6q;
  logic [slk_spec_pkg::ProfileWidth-EarlyBits-1:0] profile_late;
  logic [ProfileAddrBits-1:0] profile_number;
  logic [slk_spec_pkg::HostDataBits-1:0] host_rdata_early, host_rdata_late;
  slk_spec_pkg::state_t state, state_new;

  if (Random != 0) begin : g_number
    slk_host_ram #(
      .RamClears(RamClears),
      .Width(slk_spec_pkg::NumberWidth),
      .Depth(Neurons),
      .Written(0)
    ) u_numbers (
      .clk_i,
      .read_en_i(enter),
      .read_addr_i(slot_q),
      .read_data_o(number),
      .write_en_i(1'b0),
      .write_addr_i('0),
      .write_data_i('0),
      .host_access_i,
      .host_select_i(host_select_number_i),
      .host_i,
      .host_rdata_o(host_rdata_number_o)
    );
  end else begin : g_no_number
    assign number = '0;
    assign host_rdata_number_o = '0;
    logic unused;
    assign unused = host_select_number_i;
  end

  assign number_o = number.number;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::NeuronWidth),
    .Depth(Neurons),
    .Written(0)
  ) u_neurons (
    .clk_i,
    .read_en_i(valid_q[2]),
    .read_addr_i(slot2_q),
    .read_data_o(neuron),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_neuron_i),
    .host_i,
    .host_rdata_o(host_rdata_neuron_o)
  );

  // A profile is read in two parts, each just before it is needed, so that it need not be carried along.
  slk_host_ram #(
    .RamClears(RamClears),
    .Width(EarlyBits),
    .Depth(Profiles),
    .Written(0)
  ) u_profiles_early (
    .clk_i,
    .read_en_i(valid_q[3]),
    .read_addr_i(ProfileAddrBits'(neuron.profile)),
    .read_data_o(profile_early),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_profile_i),
    .host_i,
    .host_rdata_o(host_rdata_early)
  );
  slk_delay #(
    .Width(ProfileAddrBits),
    .Stages(2)
  ) u_profile_number (
    .clk_i,
    .d_i(ProfileAddrBits'(neuron.profile)),
    .q_o(profile_number)
  );
  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::ProfileWidth - EarlyBits),
    .Depth(Profiles),
    .FirstChunk(EarlyBits / slk_spec_pkg::HostDataBits),
    .Written(0)
  ) u_profiles_late (
    .clk_i,
    .read_en_i(valid_q[5]),
    .read_addr_i(profile_number),
    .read_data_o(profile_late),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_profile_i),
    .host_i,
    .host_rdata_o(host_rdata_late)
  );
  slk_delay #(
    .Width(EarlyBits),
    .Stages(2)
  ) u_profile_early (
    .clk_i,
    .d_i(profile_early),
    .q_o(profile_early_6q)
  );
  assign profile = slk_spec_pkg::ProfileWidth'(profile_early);
  assign profile6 = {profile_late, profile_early_6q};
  assign host_rdata_profile_o = host_rdata_early | host_rdata_late;

  slk_host_ram #(
    .RamClears(RamClears),
    .Width(slk_spec_pkg::StateWidth),
    .Depth(Neurons)
  ) u_states (
    .clk_i,
    .read_en_i(valid_q[3]),
    .read_addr_i(slot3_q),
    .read_data_o(state),
    .write_en_i(valid_q[LastStage]),
    .write_addr_i(slot7_q),
    .write_data_i(state_new),
    .host_access_i,
    .host_select_i(host_select_state_i),
    .host_i,
    .host_rdata_o(host_rdata_state_o)
  );

  assign sums_take_o = valid_q[3];
  assign sums_take_slot_o = slot3_q;
  assign history_take_o = valid_q[6];
  assign history_take_slot_o = slot6_q;
  assign sums_clear_o = valid_q[4];
  assign sums_clear_slot_o = slot4_q;
  assign state_read_o = valid_q[4];
  assign fault_state_o = valid_q[4] & !reset_mode_i
      & ((state.u0 == Illegal) | (Receptors == 2 & state.u1 == Illegal) | (state.v == Illegal)
         | (state.a == Illegal));

  // Stage 4: every state decays, the adaptation when it is due.
  logic signed [StateBits-1:0] u0_decayed, u1_decayed, v_decayed, a_decayed;
  logic signed [StateBits-1:0] a, u0_decayed_q, u1_decayed_q, v_decayed_q, a_5q;
  logic signed [slk_spec_pkg::AccumulatorBits-1:0] sum0_q, sum1_q;
  logic touched5_q, adapted_5q;
  slk_spec_pkg::state_t state5_q;
  slk_spec_pkg::profile_t profile7_q;

  slk_decay u_decay_u0 (.x_i(state.u0), .d_i(profile.du0), .y_o(u0_decayed));
  slk_decay u_decay_v (.x_i(state.v), .d_i(profile.dv), .y_o(v_decayed));
  slk_decay u_decay_a (.x_i(state.a), .d_i(profile.da), .y_o(a_decayed));
  if (Receptors == 2) begin : g_decay_u1
    slk_decay u_decay_u1 (.x_i(state.u1), .d_i(profile.du1), .y_o(u1_decayed));
  end else begin : g_no_u1
    assign u1_decayed = '0;
  end

  assign a = adapt_now_i ? a_decayed : state.a;

  always_ff @(posedge clk_i) begin
    u0_decayed_q <= u0_decayed;
    u1_decayed_q <= u1_decayed;
    v_decayed_q  <= v_decayed;
    a_5q         <= a;
    adapted_5q   <= a != state.a;
    sum0_q       <= sum0_i;
    sum1_q       <= sum1_i;
    touched5_q   <= touched_i;
    state5_q     <= state;
  end

  // Stage 5: currents take their sums.
  logic signed [StateBits-1:0] u0, u1;
  logic signed [StateBits-1:0] u0_6q, u1_6q, a_6q, v_decayed_6q, v_old_6q;
  logic [slk_spec_pkg::RefractoryBits-1:0] r_6q;
  logic saturated_u0, saturated_u1, adapted_6q, touched6_q;
  logic [1:0] saturations_u_6q;

  slk_current u_current0 (
    .decayed_i(u0_decayed_q),
    .i_i(sum0_q),
    .u_o(u0),
    .saturated_o(saturated_u0)
  );
  slk_current u_current1 (
    .decayed_i(u1_decayed_q),
    .i_i(sum1_q),
    .u_o(u1),
    .saturated_o(saturated_u1)
  );

  always_ff @(posedge clk_i) begin
    u0_6q            <= u0;
    u1_6q            <= u1;
    a_6q             <= a_5q;
    v_decayed_6q     <= v_decayed_q;
    v_old_6q         <= state5_q.v;
    r_6q             <= state5_q.r;
    adapted_6q       <= adapted_5q;
    saturations_u_6q <= 2'(saturated_u0) + 2'(saturated_u1);
    touched6_q       <= touched5_q;
  end

  // Stage 6: the potential, unless the neuron is refractory.
  logic signed [StateBits-1:0] noise, v, v_7q, u0_7q, u1_7q, a_7q;
  logic [slk_spec_pkg::RefractoryBits-1:0] r_7q;
  logic saturated_v, saturated_v_7q, adapted_7q, touched7_q, noisy_7q;
  logic [1:0] saturations_u_7q;

  if (Random != 0) begin : g_noise
    slk_noise u_noise (.draw_i, .exponent_i(profile6.noise), .noise_o(noise));
  end else begin : g_no_noise
    assign noise = '0;
    logic unused;
    assign unused = &{1'b0, draw_i};
  end
  slk_potential u_potential (
    .decayed_i(v_decayed_6q),
    .u0_i(u0_6q),
    .u1_i(u1_6q),
    .bias_i(profile6.bias),
    .noise_i(noise),
    .v_min_i(profile6.v_min),
    .v_o(v),
    .saturated_o(saturated_v)
  );

  always_ff @(posedge clk_i) begin
    // A reset is the update of a neuron at rest in its last refractory step.
    v_7q             <= reset_mode_i ? '0 : r_6q != '0 ? v_old_6q : v;
    saturated_v_7q   <= saturated_v & (r_6q == '0);
    noisy_7q         <= (Random != 0) & (profile6.noise != '0) & (r_6q == '0);
    u0_7q            <= reset_mode_i ? '0 : u0_6q;
    u1_7q            <= reset_mode_i ? '0 : u1_6q;
    a_7q             <= reset_mode_i & !keep_adaptation_i ? '0 : a_6q;
    r_7q             <= reset_mode_i ? slk_spec_pkg::RefractoryBits'(1) : r_6q;
    adapted_7q       <= adapted_6q;
    saturations_u_7q <= saturations_u_6q;
    touched7_q       <= touched6_q;
    profile7_q       <= profile6;
  end

  // Stage 7: fire and write back.
  logic spike, update, saturated_reset, saturated_a;
  logic signed [StateBits-1:0] v_new, a_new;
  logic [slk_spec_pkg::RefractoryBits-1:0] r_new;

  slk_fire u_fire (
    .v_i(v_7q),
    .a_i(a_7q),
    .r_i(r_7q),
    .threshold_i(profile7_q.threshold),
    .reset_i(profile7_q.reset),
    .subtract_i(profile7_q.subtract),
    .refractory_i(profile7_q.refractory),
    .da_step_i(profile7_q.da_step),
    .spike_o(spike),
    .v_o(v_new),
    .a_o(a_new),
    .r_o(r_new),
    .saturated_v_o(saturated_reset),
    .saturated_a_o(saturated_a)
  );

  assign update = valid_q[LastStage] & !reset_mode_i;
  assign state_new.u0 = u0_7q;
  assign state_new.u1 = u1_7q;
  assign state_new.v = v_new;
  assign state_new.a = a_new;
  assign state_new.r = r_new;

  assign trace_valid_o = update;
  always_comb begin
    trace_o = '0;
    trace_o.u0 = state_new.u0;
    trace_o.u1 = state_new.u1;
    trace_o.v = state_new.v;
    trace_o.a = state_new.a;
    trace_o.r = state_new.r;
    trace_o.slot = slk_spec_pkg::SlotBits'(slot7_q);
    trace_o.spike = spike;
  end
  assign state_write_o = valid_q[LastStage];
  assign refractory_o = update & (r_7q != '0);
  assign driven_o = update & (r_7q == '0) & touched7_q;
  assign idle_update_o = update & (r_7q == '0) & !touched7_q;
  assign adaptation_decay_o = update & adapted_7q;
  assign saturations_u_o = update ? saturations_u_7q : '0;
  assign saturations_v_o = update ? 2'(saturated_v_7q) + 2'(saturated_reset) : '0;
  assign saturation_a_o = update & saturated_a;
  assign noise_draw_o = update & noisy_7q;

  logic unused;
  assign unused = &{1'b0, neuron, state5_q, profile, profile7_q, valid_q};
endmodule
