// SPDX-License-Identifier: Apache-2.0
// Serial neuron pass: slk_neuron_pass for little area. One slot at a time, SerialSlotCycles cycles each
// (SerialReceptorCycles more with two receptors), all of it with one adder: a decay adds and shifts once a
// bit of its factor, every other equation is a sum. The states stand in a ring of registers: the one
// in `work_q` is worked on, and what is found takes its place at the ring's other end.
// Longer than 400 lines because a program and what it moves are read together.
module slk_neuron_serial #(
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
  // sums of the lanes: asked for in the fourth cycle of a slot, when the last word of the synapse pass is
  // written, and there from the next one on
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
  // random draw: the number holds from the second cycle of a slot on, and its draw long before it is used
  output logic [slk_spec_pkg::NumberBits-1:0]               number_o,
  input  logic [31:0]                                       draw_i,
  // results: the trace in the last cycle of a slot, events in any
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
  localparam int unsigned AccBits = slk_spec_pkg::AccumulatorBits + 1;
  localparam int unsigned ChunkBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned ProfileAddrBits = $clog2(Profiles);

  // The program: a cycle a place, but for the steps of a decay, which take one for each bit of its factor.
  typedef enum logic [5:0] {
    First, Fetch,
    BeginU0, StepsU0, AddSum0, StoreU0,
    BeginU1, StepsU1, AddSum1, StoreU1,
    BeginV, StepsV, AddNoise, PassA, AddU0, AddU1, AddBias, SubtractFloor, AddFloor, StoreV,
    BeginA, StepsA, StoreDecayed, AddThreshold, PassU1, Compare,
    TakeV, AddReset, StoreFired, TakeA, AddRise, StoreA,
    WriteU0, WriteV, Finish
  } place_e;
  localparam int unsigned Places = 35;
  localparam int unsigned Two = Receptors == 2 ? 1 : 0;
  // Those that are there: six are for a second receptor.
  localparam logic [Places-1:0] One = 1;
  localparam logic [Places-1:0] There = Two != 0 ? {Places{1'b1}} : ~(One << BeginU1 | One << StepsU1
      | One << AddSum1 | One << StoreU1 | One << AddU1 | One << PassU1);

  // `place_q` has a bit for each place, and is that of the next cycle: what it orders stands in registers
  // when it is done.
  logic running_q, begin_pass, advance, more, update;
  logic [SlotAddrBits-1:0] slot_q;
  logic [Places-1:0] place_q, place_next;
  logic reached;

  // The bits of the four factors as they are used: they stand at the front of a profile, in order.
  localparam int unsigned FactorBits = slk_spec_pkg::DecayBits;
  localparam int unsigned PointerBits = 6;
  localparam logic [PointerBits-1:0] LastU0 = PointerBits'(FactorBits - 1);
  localparam logic [PointerBits-1:0] LastU1 = PointerBits'(2 * FactorBits - 1);
  localparam logic [PointerBits-1:0] LastV = PointerBits'(3 * FactorBits - 1);
  localparam logic [PointerBits-1:0] LastA = PointerBits'(4 * FactorBits - 1);
  logic begins, steps, last_step, first_q, last_q, steps_q, last_step_q;
  logic [PointerBits-1:0] pointer_q;

  assign begins = place_q[BeginU0] | place_q[BeginU1] | place_q[BeginV] | place_q[BeginA];
  assign steps = place_q[StepsU0] | place_q[StepsU1] | place_q[StepsV] | place_q[StepsA];
  assign last_step = pointer_q == LastU0 | (Two != 0 & pointer_q == LastU1) | pointer_q == LastV
      | pointer_q == LastA;
  assign more = (SlotAddrBits + 1)'(slot_q) + 1'b1 != neurons_i;
  assign begin_pass = start_i & neurons_i != '0;
  assign advance = running_q ? !last_q | more : begin_pass;
  assign idle_o = !running_q & !start_i;

  always_comb begin
    reached = place_q[Finish];
    for (int unsigned p = 0; p < Places; p++) begin
      place_next[p] = reached & There[p];
      if (There[p]) reached = place_q[p];
    end
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      running_q <= 1'b0;
      first_q   <= 1'b0;
      place_q   <= One << First;
    end else begin
      if (begin_pass || last_q) running_q <= begin_pass | more;
      first_q <= advance & place_q[First];
      if (advance && (!steps || last_step)) place_q <= place_next;
    end
    last_q      <= place_q[Finish];
    steps_q     <= steps;
    last_step_q <= steps & last_step;
    if (place_q[First]) pointer_q <= '0;
    else if (Two == 0 && steps && pointer_q == LastU0) pointer_q <= LastU1 + 1'b1;
    else if (steps) pointer_q <= pointer_q + 1'b1;
    if (start_i) slot_q <= '0;
    else if (last_q) slot_q <= slot_q + 1'b1;
  end

  // What the slot is: read in its first cycle, there until its last.
  slk_spec_pkg::number_t number;
  slk_spec_pkg::neuron_t neuron;

  if (Random != 0) begin : g_number
    slk_host_ram #(
      .RamClears(RamClears),
      .Width(slk_spec_pkg::NumberWidth),
      .Depth(Neurons),
      .Written(0)
    ) u_numbers (
      .clk_i,
      .read_en_i(first_q),
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
    .read_en_i(first_q),
    .read_addr_i(slot_q),
    .read_data_o(neuron),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_neuron_i),
    .host_i,
    .host_rdata_o(host_rdata_neuron_o)
  );

  // Profiles, a chunk a row.
  localparam int unsigned ProfileChunkBits = 3;
  localparam int unsigned LastChunk = (slk_spec_pkg::ProfileWidth - 1) / ChunkBits;
  localparam logic [ChunkBits-1:0] LastChunkMask =
      {ChunkBits{1'b1}} >> ((LastChunk + 1) * ChunkBits - slk_spec_pkg::ProfileWidth);
  logic [ProfileChunkBits-1:0] profile_chunk;  // read in this cycle
  logic [ChunkBits-1:0] profile_word;
  slk_spec_pkg::host_bus_t profile_host;

  always_comb begin
    profile_host = host_i;
    profile_host.row = slk_spec_pkg::HostRowBits'({host_i.row, host_i.chunk});
    profile_host.chunk = '0;
    if (host_i.chunk == ProfileChunkBits'(LastChunk)) begin
      profile_host.wdata = host_i.wdata & LastChunkMask;
    end
  end
  slk_host_ram #(
    .RamClears(RamClears),
    .Width(ChunkBits),
    .Depth(Profiles << ProfileChunkBits),
    .Written(0)
  ) u_profiles (
    .clk_i,
    .read_en_i(running_q),
    .read_addr_i({ProfileAddrBits'(neuron.profile), profile_chunk}),
    .read_data_o(profile_word),
    .write_en_i(1'b0),
    .write_addr_i('0),
    .write_data_i('0),
    .host_access_i,
    .host_select_i(host_select_profile_i),
    .host_i(profile_host),
    .host_rdata_o(host_rdata_profile_o)
  );

  // The profile that has this word as its chunk 0, 1, ... and is zero elsewhere; and which bits it is.
  localparam int unsigned ProfileBits = slk_spec_pkg::ProfileWidth;
  localparam logic [ChunkBits-1:0] Ones = {ChunkBits{1'b1}};  // Yosys reads '1 as 1 here
  slk_spec_pkg::profile_t at1, at2, at3, at4, at5, from2, from3, from4, from5;
  assign at1 = ProfileBits'({profile_word, {ChunkBits{1'b0}}});
  assign at2 = ProfileBits'({profile_word, {2 * ChunkBits{1'b0}}});
  assign at3 = ProfileBits'({profile_word, {3 * ChunkBits{1'b0}}});
  assign at4 = ProfileBits'({profile_word, {4 * ChunkBits{1'b0}}});
  assign at5 = ProfileBits'({profile_word, {5 * ChunkBits{1'b0}}});
  assign from2 = ProfileBits'({Ones, {2 * ChunkBits{1'b0}}});
  assign from3 = ProfileBits'({Ones, {3 * ChunkBits{1'b0}}});
  assign from4 = ProfileBits'({Ones, {4 * ChunkBits{1'b0}}});
  assign from5 = ProfileBits'({Ones, {5 * ChunkBits{1'b0}}});

  // States, a chunk a row: read in the first cycles of a slot, written in its last.
  localparam int unsigned StateChunkBits = 2;
  localparam int unsigned StateWidth = slk_spec_pkg::StateWidth;
  logic [3:0] load_q;  // chunk n is there
  logic [StateChunkBits-1:0] state_chunk;
  logic [ChunkBits-1:0] state_word, state_written, state_mask;
  logic [(1 << StateChunkBits)*ChunkBits-1:0] state_row;
  slk_spec_pkg::state_t state, state_new, is0, is1, is2, is3, of0, of1, of2;
  slk_spec_pkg::host_bus_t state_host;
  logic [3:0] write_q;  // chunk n is written

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      load_q  <= '0;
      write_q <= '0;
    end else begin
      load_q  <= {load_q[2:0], first_q};
      write_q <= {place_q[StoreA], write_q[1:0], write_q[3]};
    end
  end
  assign state_chunk = {load_q[1] | load_q[2] | write_q[2] | write_q[3],
                        load_q[0] | load_q[2] | write_q[1] | write_q[3]};
  always_comb begin
    state_written = '0;
    for (int unsigned c = 0; c < 1 << StateChunkBits; c++) begin
      state_written = state_written | ({ChunkBits{write_q[c]}} & state_row[c*ChunkBits+:ChunkBits]);
    end
  end
  assign state_row = ((1 << StateChunkBits) * ChunkBits)'(state_new);
  // Bits of the last chunk that no field has are zero, whatever the host writes.
  assign state_mask = host_i.chunk[StateChunkBits-1:0] == '1
      ? Ones >> ((1 << StateChunkBits) * ChunkBits - StateWidth) : Ones;
  always_comb begin
    state_host = host_i;
    state_host.row = slk_spec_pkg::HostRowBits'({host_i.row, host_i.chunk[StateChunkBits-1:0]});
    state_host.chunk = '0;
    state_host.wdata = host_i.wdata & state_mask;
  end
  slk_host_ram #(
    .RamClears(RamClears),
    .Width(ChunkBits),
    .Depth(Neurons << StateChunkBits),
    .SinglePort(1)
  ) u_states (
    .clk_i,
    .read_en_i(first_q | (load_q[2:0] != '0)),
    .read_addr_i({slot_q, state_chunk}),
    .read_data_o(state_word),
    .write_en_i(write_q != '0),
    .write_addr_i({slot_q, state_chunk}),
    .write_data_i(state_written),
    .host_access_i,
    .host_select_i(host_select_state_i),
    .host_i(state_host),
    .host_rdata_o(host_rdata_state_o)
  );
`ifdef VERILATOR
  assert property (@(posedge clk_i) disable iff (rst_i)  // the memory has one port
      !(write_q != '0 & (first_q | load_q[2:0] != '0)));
`endif
  assign is0 = StateWidth'(state_word);
  assign is1 = StateWidth'({state_word, {ChunkBits{1'b0}}});
  assign is2 = StateWidth'({state_word, {2 * ChunkBits{1'b0}}});
  assign is3 = StateWidth'({state_word, {3 * ChunkBits{1'b0}}});
  assign of0 = StateWidth'(Ones);
  assign of1 = StateWidth'({Ones, {ChunkBits{1'b0}}});
  assign of2 = StateWidth'({Ones, {2 * ChunkBits{1'b0}}});
  // A reset is the update of a neuron whose states were zero and are not touched.
  assign state.u0 = reset_mode_i ? '0 : is0.u0;
  assign state.u1 = reset_mode_i ? '0 : is0.u1 | is1.u1;
  assign state.v = reset_mode_i ? '0 : is1.v | is2.v;
  assign state.a = reset_mode_i & !keep_adaptation_i ? '0 : is2.a;
  assign state.r = reset_mode_i ? '0 : is3.r;

  // What a place orders.
  logic [slk_spec_pkg::NoiseBits-1:0] noise_exponent;
  logic take_state, add, subtract, from_zero, turn, store, exact;
  logic load_first, load_second;
  logic [1:0] operand;  // which is loaded: threshold or reset, bias, floor, rise of the adaptation
  logic chunk2, chunk3, chunk4, chunk5;
  logic factor_bit, seen_q, spike_q, subtracts_q, refractory;
  logic [slk_spec_pkg::RefractoryBits-1:0] r_q;

  assign refractory = r_q != '0;

  always_comb begin
    turn = place_q[StoreU0] | place_q[StoreU1] | place_q[AddNoise] | place_q[PassA] | place_q[AddU0]
        | place_q[AddU1] | place_q[StoreV] | place_q[StoreDecayed] | place_q[AddThreshold]
        | place_q[PassU1] | place_q[StoreFired] | place_q[StoreA];
    store = place_q[StoreU0] | place_q[StoreU1] | (place_q[StoreV] & !refractory)
        | place_q[StoreDecayed] | ((place_q[StoreFired] | place_q[StoreA]) & spike_q);
    exact = place_q[StoreDecayed] | (place_q[StoreFired] & !subtracts_q);
    // In the steps of a decay: of 1 - d, which is found from its lowest bit on.
    take_state = begins | (steps & (factor_bit ^ seen_q ^ last_step)) | place_q[AddU0]
        | place_q[AddU1] | place_q[Compare] | (place_q[TakeV] & subtracts_q) | place_q[TakeA];
    add = place_q[AddBias] | place_q[SubtractFloor] | place_q[AddFloor] | place_q[AddThreshold]
        | place_q[AddReset] | place_q[AddRise];
    subtract = place_q[SubtractFloor] | place_q[Compare] | (place_q[AddReset] & subtracts_q);
    from_zero = begins | (steps & !steps_q) | place_q[TakeV] | place_q[TakeA];
    // Values are loaded when their chunk is there, in two parts if they stand in two. A reset stands as the
    // threshold does.
    load_first = steps | place_q[AddNoise] | place_q[AddBias] | (place_q[Compare] & !subtracts_q)
        | place_q[AddReset];
    load_second = place_q[PassA] | place_q[StoreDecayed] | (place_q[TakeV] & !subtracts_q)
        | place_q[StoreFired];
    operand = {place_q[AddBias] | place_q[AddReset] | place_q[StoreFired],
               place_q[AddNoise] | place_q[PassA] | place_q[AddReset] | place_q[StoreFired]};
    // The chunk that is there when the order is carried out; in the steps of a decay, that of the next bit.
    chunk2 = place_q[AddNoise] | place_q[StoreDecayed];
    chunk3 = place_q[PassA] | place_q[AddBias] | place_q[AddReset];
    chunk4 = place_q[Compare] | place_q[StoreFired];
    chunk5 = place_q[StoreU0] | place_q[TakeV] | write_q != '0 | place_q[StoreA];
    profile_chunk = {chunk4 | chunk5, chunk2 | chunk3, chunk3 | chunk5
        | ((begins | steps) & (pointer_q[5] | pointer_q[4:0] == '1))};
  end
  assign factor_bit = profile_word[pointer_q[4:0]] & (adapt_now_i | !place_q[StepsA]);

  logic take_state_q, take_sum_q, take_sum1_q, take_noise_q, add_q, subtract_q, from_zero_q, from_floor_q;
  logic turn_q, store_q, exact_q, load_first_q, load_second_q;
  logic [1:0] operand_q;
  always_ff @(posedge clk_i) begin
    take_state_q  <= take_state;
    take_sum_q    <= place_q[AddSum0] | place_q[AddSum1];
    take_sum1_q   <= place_q[AddSum1];
    take_noise_q  <= place_q[AddNoise];
    add_q         <= add;
    subtract_q    <= subtract;
    from_zero_q   <= from_zero;
    from_floor_q  <= place_q[AddFloor];
    turn_q        <= turn & !reset_mode_i;
    store_q       <= store;
    exact_q       <= exact;
    load_first_q  <= load_first;
    load_second_q <= load_second;
    operand_q     <= operand;
    if (begins) seen_q <= 1'b0;
    else if (steps) seen_q <= seen_q | factor_bit;
  end

  // Operands of profiles, as they are needed.
  logic [StateBits-1:0] value, value_q, second;
  logic [StateBits-1:0] picked;
  assign picked = operand_q[1] ? {StateBits{operand_q[0]}}
      : operand_q[0] ? at2.bias | at3.bias : at1.threshold | at2.threshold;
  assign value = operand_q[1] ? (picked & (at3.da_step | at4.da_step)) | (~picked & at3.v_min) : picked;
  assign second = operand_q[1] ? from4.da_step : operand_q[0] ? from3.bias : from2.threshold;
  always_ff @(posedge clk_i) begin
    for (int unsigned b = 0; b < StateBits; b++) begin
      if (load_first_q | (load_second_q & second[b])) value_q[b] <= value[b];
    end
  end

  // The adder: acc + (state, sum or noise) or acc +- value. In the steps of a decay acc moves down; what
  // a negative number loses by that makes it round up, towards zero.
  logic [AccBits-1:0] acc_q, left, right, total;
  logic carry, unused_carry, lost_q;
  logic signed [StateBits-1:0] work_q, noise, chosen;
  logic signed [slk_spec_pkg::AccumulatorBits-1:0] sum;
  logic signed [AccBits-1:0] chosen_wide, sum_wide;

  assign sum = Two != 0 && take_sum1_q ? sum1_i : sum0_i;
  always_comb begin
    left = steps_q ? {acc_q[AccBits-1], acc_q[AccBits-1:1]} : acc_q;
    if (from_zero_q || (from_floor_q && acc_q[AccBits-1])) left = '0;
    chosen = ({StateBits{take_state_q}} & work_q) | ({StateBits{take_noise_q}} & noise)
        | ({StateBits{add_q}} & value_q);
    if (subtract_q) chosen = ~chosen;
    right = chosen_wide | ({AccBits{take_sum_q}} & sum_wide);
  end
  // Extended on their own: Yosys extends a number with zeros where others beside it have no sign.
  assign chosen_wide = AccBits'(chosen);
  assign sum_wide = AccBits'(sum);
  assign carry = subtract_q | (last_step_q & work_q[StateBits-1] & (lost_q | acc_q[0]));
  // One chain of carries, whose lowest place makes the one that comes in.
  assign {total, unused_carry} = {left, 1'b1} + {right, carry};

  always_ff @(posedge clk_i) begin
    acc_q  <= total;
    lost_q <= steps_q & !from_zero_q & (lost_q | acc_q[0]);
  end

  // The ring.
  logic saturated, cut, cut_q, choice_q;
  logic signed [StateBits-1:0] nearest, stored, next_work, n2_q, n3_q;

  slk_saturate #(
    .InBits(AccBits)
  ) u_saturate (
    .x_i(acc_q),
    .y_o(nearest),
    .saturated_o(saturated)
  );
  // A number is stored as it is, and cut to the nearest bound one cycle later.
  assign cut = turn_q & store_q & saturated & !exact_q;
  assign stored = cut_q ? {!choice_q, {(StateBits - 2) {choice_q}}, 1'b1}
      : choice_q ? work_q : acc_q[StateBits-1:0];

  always_ff @(posedge clk_i) begin
    cut_q    <= cut;
    choice_q <= cut ? !acc_q[AccBits-1] : !store;
    if (turn_q | cut_q) n3_q <= stored;
    if (load_q[2]) n3_q <= state.a;
  end

  always_ff @(posedge clk_i) begin
    if (turn_q) begin
      work_q <= next_work;
      n2_q   <= n3_q;
    end
    if (load_q[0]) work_q <= state.u0;
    for (int unsigned b = 0; b < StateBits; b++) begin
      if ((load_q[1] & of1.v[b]) | (load_q[2] & of2.v[b])) n2_q[b] <= state.v[b];
    end
  end

  if (Two != 0) begin : g_two
    logic signed [StateBits-1:0] n1_q;
    always_ff @(posedge clk_i) begin
      if (turn_q) n1_q <= n2_q;
      for (int unsigned b = 0; b < StateBits; b++) begin
        if ((load_q[0] & of0.u1[b]) | (load_q[1] & of1.u1[b])) n1_q[b] <= state.u1[b];
      end
    end
    assign next_work = n1_q;
    assign state_new.u1 = n1_q;
  end else begin : g_one
    assign next_work = n2_q;
    assign state_new.u1 = '0;
    logic unused;
    assign unused = &{1'b0, of0, state.u1};
  end

  logic store_u_q, store_u0_q, summed_q, compare_q, fired_q, store_a_q, decayed_q, noisy_q;
  logic nonzero_q;
  always_ff @(posedge clk_i) begin
    store_u_q  <= place_q[StoreU0] | place_q[StoreU1];
    store_u0_q <= place_q[StoreU0];
    summed_q   <= place_q[SubtractFloor];
    compare_q  <= place_q[Compare];
    fired_q    <= place_q[StoreFired];
    store_a_q  <= place_q[StoreA];
    decayed_q  <= place_q[StoreDecayed];
    noisy_q    <= place_q[AddNoise];
    if (load_q[3]) r_q <= state.r;
    if (store_u0_q) subtracts_q <= at5.subtract;
    if (compare_q) spike_q <= total[AccBits-1] & !refractory & !reset_mode_i;
    if (steps_q & from_zero_q) nonzero_q <= acc_q[StateBits-1:0] != '0;
  end
  assign state_new.u0 = work_q;
  assign state_new.v = n2_q;
  assign state_new.a = n3_q;
  assign state_new.r = refractory ? r_q - 1'b1 : spike_q ? at5.refractory : '0;

  if (Random != 0) begin : g_noise
    logic [slk_spec_pkg::NoiseBits-1:0] exponent_q;
    always_ff @(posedge clk_i) if (store_u0_q) exponent_q <= at5.noise;
    assign noise_exponent = exponent_q;
    slk_noise u_noise (.draw_i, .exponent_i(noise_exponent), .noise_o(noise));
  end else begin : g_no_noise
    assign noise_exponent = '0;
    assign noise = '0;
    logic unused;
    assign unused = &{1'b0, draw_i};
  end

  // Results.
  assign update = running_q & !reset_mode_i;
  assign sums_take_o = load_q[2];
  assign sums_take_slot_o = slot_q;
  assign sums_clear_o = last_q;
  assign sums_clear_slot_o = slot_q;
  assign history_take_o = place_q[Finish];
  assign history_take_slot_o = slot_q;
  assign state_read_o = first_q;
  assign state_write_o = last_q;
  assign trace_valid_o = update & last_q;
  always_comb begin
    trace_o = '0;
    trace_o.u0 = state_new.u0;
    trace_o.u1 = state_new.u1;
    trace_o.v = state_new.v;
    trace_o.a = state_new.a;
    trace_o.r = state_new.r;
    trace_o.slot = slk_spec_pkg::SlotBits'(slot_q);
    trace_o.spike = spike_q;
  end
  assign refractory_o = trace_valid_o & refractory;
  assign driven_o = trace_valid_o & !refractory & touched_i;
  assign idle_update_o = trace_valid_o & !refractory & !touched_i;
  assign adaptation_decay_o = update & decayed_q & nonzero_q & seen_q;
  assign saturations_u_o = {1'b0, update & store_u_q & saturated};
  assign saturations_v_o = {1'b0, update & saturated
      & ((summed_q & !refractory) | (fired_q & spike_q & subtracts_q))};
  assign saturation_a_o = update & store_a_q & spike_q & saturated;
  assign noise_draw_o = update & noisy_q & noise_exponent != '0 & !refractory;
  // A state is in the accumulator when its decay begins.
  assign fault_state_o = update & steps_q & from_zero_q & acc_q[StateBits-1]
      & acc_q[StateBits-2:0] == '0;

  logic unused;
  assign unused = &{1'b0, neuron, sum1_i, at1, at2, at3, at4, at5, from2, from3, from4, from5, is0,
                    is1, is2, is3, of0, of1, of2, state, unused_carry, nearest};
endmodule
