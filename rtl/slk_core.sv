// SPDX-License-Identifier: Apache-2.0
// One neuromorphic core: delay ring, axon table, synapse memory, lanes, neuron pass, emission,
// event counters, behind a host port of memory windows and registers. docs/datasheet.md.
// Longer than 400 lines because it names every connection between the parts, and does nothing else.
module slk_core #(
  parameter int unsigned Neurons = 256,         // slots: a power of two, at least 2 * Lanes
  parameter int unsigned Axons = 1024,          // a power of two, 64 or more
  parameter int unsigned Routes = Axons,        // a power of two
  parameter int unsigned Inputs = Axons,        // input lines: a power of two
  parameter int unsigned SynapseWords = 16384,
  parameter int unsigned Lanes = 8,             // 1, 2, 4, 8, 16: weights in a synapse word
  parameter int unsigned Receptors = 2,         // 1 or 2
  parameter int unsigned Profiles = 256,
  parameter int unsigned Random = 1,            // random numbers are built in: noise, rounding
  parameter int unsigned Learning = 0,          // rules are built in
  parameter int unsigned Teaching = 0,          // instructive rows and tables Q are; needs Learning
  parameter int unsigned SerialNeurons = 0,     // the neuron pass takes its slots one by one
  parameter int unsigned Mesh = 0,              // packets leave and arrive by its ports
  parameter int unsigned Counters = 1,          // events are counted
  parameter int unsigned RamClears = 1          // see slk_host_ram
) (
  input  logic                                    clk_i,
  input  logic                                    rst_i,
  // host port
  input  logic                                    host_valid_i,
  output logic                                    host_ready_o,
  input  logic [slk_spec_pkg::HostWindowBits-1:0] host_window_i,
  input  slk_spec_pkg::host_bus_t                 host_i,
  output logic                                    response_valid_o,
  output logic                                    response_error_o,
  output logic [slk_spec_pkg::HostDataBits-1:0]   response_data_o,
  // what a link counts here, in the order of the events; tied to zero without one
  input  logic [slk_spec_pkg::EventPackets-1:slk_spec_pkg::EventCyclesWait] link_events_i,
  // mesh; tied to zero without one, but for its sides, which are 1
  input  slk_spec_pkg::mesh_reg_t                 mesh_i,         // its sides
  input  logic [slk_spec_pkg::MeshBits-1:0]       x_i,            // of this core
  input  logic [slk_spec_pkg::MeshBits-1:0]       y_i,
  input  slk_spec_pkg::mode_reg_t                 mode_i,
  input  logic                                    chip_busy_i,    // some core is, or packets are under way
  output logic                                    packet_valid_o,
  input  logic                                    packet_ready_i,
  output slk_spec_pkg::packet_t                   packet_o,
  input  logic                                    arrival_valid_i,
  output logic                                    arrival_ready_o,
  input  slk_spec_pkg::packet_t                   arrival_i,
  output logic                                    arrival_busy_o,   // the last one is not in the ring yet
  output logic                                    delivery_valid_o, // a beat an arrival that was taken
  output slk_spec_pkg::delivery_t                 delivery_o,
  // status
  output slk_spec_pkg::occupied_neurons_reg_t     occupied_neurons_o,
  output logic [slk_spec_pkg::StepBits-1:0]       step_o,   // last step that was begun
  output logic                                    busy_o,
  output logic                                    done_o,   // last cycle of a command
  output logic                                    fault_o,  // some bit of the fault register is set
  // trace port: one beat a neuron update
  output logic                                    trace_valid_o,
  output slk_spec_pkg::trace_t                    trace_o
);
  localparam int unsigned DataBits = slk_spec_pkg::HostDataBits;
  localparam int unsigned Windows = 16;
  localparam int unsigned SlotAddrBits = $clog2(Neurons);
  localparam int unsigned AxonAddrBits = $clog2(Axons);
  localparam int unsigned WordAddrBits = AxonAddrBits - $clog2(slk_spec_pkg::RingWordBits);
  localparam int unsigned SegmentAddrBits = Neurons > Lanes ? $clog2(Neurons / Lanes) : 1;
  // An event happens at most three times a lane and cycle; a hop as often as a coordinate says.
  localparam int unsigned LaneBits = $clog2(3 * Lanes + 1);
  localparam int unsigned HopBits = Mesh != 0 ? slk_spec_pkg::MeshBits : 0;
  localparam int unsigned IncrementBits = LaneBits > HopBits ? LaneBits : HopBits;
  // Stages of a word's way through learning; docs/datasheet.md, "Cycles of a step".
  localparam int unsigned HistoryStage = Random != 0 ? 8 : 0;
  localparam int unsigned ReadStage = Learning != 0 ? HistoryStage + 2 : 0;
  localparam int unsigned UpdateStages = Learning != 0 ? 3 : 0;

  // Host port and registers.
  logic [Windows-1:0] host_select;
  logic host_access;
  logic [Windows*DataBits-1:0] host_rdata;
  logic register_exists, register_refused, counters_ready;
  logic command_valid, input_valid;
  slk_spec_pkg::command_reg_t command;
  slk_spec_pkg::input_reg_t input_spike;
  slk_spec_pkg::occupied_neurons_reg_t occupied_neurons;
  slk_spec_pkg::occupied_axons_reg_t occupied_axons;
  slk_spec_pkg::adapt_every_reg_t adapt_every;
  slk_spec_pkg::faults_reg_t faults;
  slk_spec_pkg::plastic_axons_reg_t plastic_axons;
  slk_spec_pkg::modulators_reg_t modulators;
  logic modulators_valid;
  logic [31:0] noise_key_a, noise_key_b, window_key_a, window_key_b, event_key_a, event_key_b;
  logic [slk_spec_pkg::StepBits-1:0] step;
  logic busy;

  slk_host_decode #(
    .Neurons(Neurons),
    .Axons(Axons),
    .Routes(Routes),
    .Inputs(Inputs),
    .SynapseWords(SynapseWords),
    .Lanes(Lanes),
    .Profiles(Profiles),
    .Random(Random),
    .Learning(Learning),
    .Counters(Counters),
    .Windows(Windows)
  ) u_host_decode (
    .clk_i,
    .rst_i,
    .busy_i(busy | chip_busy_i),
    .host_valid_i,
    .host_ready_o,
    .host_window_i,
    .host_i,
    .response_valid_o,
    .response_error_o,
    .response_data_o,
    .access_o(host_access),
    .select_o(host_select),
    .rdata_i(host_rdata),
    .register_exists_i(register_exists),
    .register_refused_i(register_refused),
    .counters_ready_i(counters_ready),
    .fault_busy_o(faults.host_busy),
    .fault_address_o(faults.host_address)
  );

  logic in_flush, in_reset, in_rescale, in_synapse, in_update;
  logic enter_flush, enter_reset, enter_rescale, enter_synapse, enter_update;

  slk_registers #(
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
    .Counters(Counters)
  ) u_registers (
    .clk_i,
    .rst_i,
    .host_select_i(host_select[slk_spec_pkg::WindowRegisters]),
    .host_i,
    .host_rdata_o(host_rdata[slk_spec_pkg::WindowRegisters*DataBits+:DataBits]),
    .host_exists_o(register_exists),
    .host_refused_o(register_refused),
    .busy_i(busy | chip_busy_i),
    .faults_i(faults),
    .fault_o,
    .count_flush_i(in_flush),
    .count_reset_i(in_reset),
    .count_rescale_i(in_rescale),
    .count_synapse_i(in_synapse),
    .count_update_i(in_update),
    .command_valid_o(command_valid),
    .command_o(command),
    .input_valid_o(input_valid),
    .input_o(input_spike),
    .occupied_neurons_o(occupied_neurons),
    .occupied_axons_o(occupied_axons),
    .adapt_every_o(adapt_every),
    .noise_key_a_o(noise_key_a),
    .noise_key_b_o(noise_key_b),
    .plastic_axons_o(plastic_axons),
    .modulators_valid_o(modulators_valid),
    .modulators_o(modulators),
    .window_key_a_o(window_key_a),
    .window_key_b_o(window_key_b),
    .event_key_a_o(event_key_a),
    .event_key_b_o(event_key_b),
    .step_o(step)
  );

  // Phases.
  logic scan_idle, synapse_idle, key_done, pass_idle, emitter_idle, ring_idle, sweep_idle;
  logic before_reset, flush_idle, rescale_idle, command_flush, command_rescale, keep_adaptation_q;

  slk_sequencer u_sequencer (
    .clk_i,
    .rst_i,
    .command_valid_i(command_valid),
    .command_flush_i(command_flush),
    .command_reset_i(command.reset),
    .command_rescale_i(command_rescale),
    .command_step_i(command.step),
    .flush_finished_i(flush_idle & synapse_idle),
    .reset_finished_i(pass_idle & sweep_idle),
    .rescale_finished_i(rescale_idle),
    .synapse_finished_i(scan_idle & synapse_idle & key_done),
    .update_finished_i(pass_idle & emitter_idle & (Mesh != 0 | ring_idle)),
    .busy_o(busy),
    .in_flush_o(in_flush),
    .in_reset_o(in_reset),
    .in_rescale_o(in_rescale),
    .in_synapse_o(in_synapse),
    .in_update_o(in_update),
    .before_reset_o(before_reset),
    .enter_flush_o(enter_flush),
    .enter_reset_o(enter_reset),
    .enter_rescale_o(enter_rescale),
    .enter_synapse_o(enter_synapse),
    .enter_update_o(enter_update),
    .done_o
  );
  assign busy_o = busy;
  assign step_o = step;
  assign occupied_neurons_o = occupied_neurons;

  always_ff @(posedge clk_i) if (command_valid) keep_adaptation_q <= command.keep_adaptation;

  // Delay ring, its scan and its sweep.
  logic [WordAddrBits:0] ring_words;
  logic scan_read_en, scan_clear_en, sweep_clear_en, deliver, deliver_ready, delivered, merged;
  logic [WordAddrBits-1:0] scan_read_word, scan_clear_word, sweep_clear_word;
  logic [slk_spec_pkg::DelayBits-1:0] step_slot, sweep_slot, deliver_slot;
  logic [slk_spec_pkg::RingWordBits-1:0] ring_word;
  logic [slk_spec_pkg::RingWordBits-1:0] closing_word;
  logic [AxonAddrBits-1:0] deliver_axon, scan_axon;
  logic take, keys_ready, scan_event, scan_heard;

  assign step_slot = step[slk_spec_pkg::DelayBits-1:0];
  assign ring_words = (WordAddrBits + 1)'(
      (32'(occupied_axons.value) + slk_spec_pkg::RingWordBits - 1) / slk_spec_pkg::RingWordBits);

  slk_ring #(
    .RamClears(RamClears),
    .Axons(Axons),
    .Beside(Mesh)
  ) u_ring (
    .clk_i,
    .rst_i,
    .read_en_i(scan_read_en),
    .clear_en_i(scan_clear_en | sweep_clear_en),
    .read_slot_i(step_slot),
    .clear_slot_i(sweep_clear_en ? sweep_slot : step_slot),
    .read_word_i(scan_read_word),
    .clear_word_i(sweep_clear_en ? sweep_clear_word : scan_clear_word),
    .word_o(ring_word),
    .deliver_ready_o(deliver_ready),
    .deliver_i(deliver),
    .deliver_slot_i(deliver_slot),
    .deliver_axon_i(deliver_axon),
    .delivered_o(delivered),
    .merged_o(merged),
    .idle_o(ring_idle),
    .writing_o(arrival_busy_o),
    .host_access_i(host_access),
    .host_select_i(host_select[slk_spec_pkg::WindowRing]),
    .host_i,
    .host_rdata_o(host_rdata[slk_spec_pkg::WindowRing*DataBits+:DataBits])
  );

  slk_ring_sweep #(
    .WordAddrBits(WordAddrBits)
  ) u_ring_sweep (
    .clk_i,
    .rst_i,
    .start_i(enter_reset),
    .words_i(ring_words),
    .clear_en_o(sweep_clear_en),
    .clear_slot_o(sweep_slot),
    .clear_word_o(sweep_clear_word),
    .idle_o(sweep_idle)
  );

  slk_scan #(
    .Axons(Axons)
  ) u_scan (
    .clk_i,
    .rst_i,
    .start_i(enter_synapse),
    .words_i(ring_words),
    .take_i(take & keys_ready & in_synapse),
    .event_o(scan_event),
    .axon_o(scan_axon),
    .heard_o(scan_heard),
    .idle_o(scan_idle),
    .read_en_o(scan_read_en),
    .read_word_o(scan_read_word),
    .word_i(ring_word),
    .closing_i(closing_word),
    .clear_en_o(scan_clear_en),
    .clear_word_o(scan_clear_word)
  );

  // Synapse pass: the rows of the scan or, in a flush, the plastic ones.
  logic flush_event, event_valid, row_pass, row_heard, row_plastic, walk_valid;
  logic word_valid, word_heard, word_plastic, word_written, teach, fault_span;
  logic [AxonAddrBits-1:0] flush_axon, event_axon;
  logic [Lanes*slk_spec_pkg::WeightBits-1:0] word_read, word;
  logic [slk_spec_pkg::ShiftBits-1:0] shift;
  logic [slk_spec_pkg::ReceptorBits-1:0] receptor;
  logic [SegmentAddrBits-1:0] segment, walk_segment;
  logic heard_row;

  assign event_valid = scan_event | flush_event;
  assign event_axon = flush_event ? flush_axon : scan_axon;

  slk_synapse_pass #(
    .RamClears(RamClears),
    .Neurons(Neurons),
    .Axons(Axons),
    .SynapseWords(SynapseWords),
    .Lanes(Lanes),
    .ReadStage(ReadStage),
    .UpdateStages(UpdateStages)
  ) u_synapse_pass (
    .clk_i,
    .rst_i,
    .take_o(take),
    .event_i(event_valid),
    .event_axon_i(event_axon),
    .more_i(!scan_idle | !flush_idle),
    .pass_i(row_pass),
    .heard_i(row_heard),
    .plastic_i(row_plastic),
    .walk_valid_o(walk_valid),
    .walk_segment_o(walk_segment),
    .word_o(word_read),
    .word_i(word),
    .word_valid_o(word_valid),
    .heard_o(word_heard),
    .plastic_o(word_plastic),
    .shift_o(shift),
    .receptor_o(receptor),
    .segment_o(segment),
    .idle_o(synapse_idle),
    .row_o(heard_row),
    .fault_span_o(fault_span),
    .host_access_i(host_access),
    .host_select_axon_i(host_select[slk_spec_pkg::WindowAxon]),
    .host_select_synapse_i(host_select[slk_spec_pkg::WindowSynapse]),
    .host_i,
    .host_rdata_axon_o(host_rdata[slk_spec_pkg::WindowAxon*DataBits+:DataBits]),
    .host_rdata_synapse_o(host_rdata[slk_spec_pkg::WindowSynapse*DataBits+:DataBits])
  );
  assign word_written = word_valid & word_plastic;
  assign teach = word_valid & word_heard
      & receptor == slk_spec_pkg::ReceptorBits'(slk_spec_pkg::ReceptorInstructive);

  // Learning.
  logic history_take, state_write, spike, closing_pass, flush_pass, rescaled;
  logic [SlotAddrBits-1:0] history_slot;
  slk_spec_pkg::trace_t trace;
  logic [IncrementBits-1:0] p_updates, q_updates, event_updates, weight_changes, draws;

  if (Learning != 0) begin : g_learning
    slk_plasticity #(
      .Neurons(Neurons),
      .Axons(Axons),
      .Lanes(Lanes),
      .Teaching(Teaching),
      .Random(Random),
      .HistoryStage(HistoryStage),
      .CountBits(IncrementBits)
    ) u_plasticity (
      .clk_i,
      .rst_i,
      .command_valid_i(command_valid),
      .command_i(command),
      .command_flush_o(command_flush),
      .command_rescale_o(command_rescale),
      .in_flush_i(in_flush),
      .enter_flush_i(enter_flush),
      .in_rescale_i(in_rescale),
      .enter_rescale_i(enter_rescale),
      .enter_synapse_i(enter_synapse),
      .enter_update_i(enter_update),
      .flush_idle_o(flush_idle),
      .rescale_idle_o(rescale_idle),
      .synapse_idle_i(synapse_idle),
      .keys_ready_o(keys_ready),
      .step_i(step),
      .plastic_axons_i((AxonAddrBits + 1)'(plastic_axons.value)),
      .modulators_valid_i(modulators_valid),
      .modulators_i(modulators),
      .window_key_a_i(window_key_a),
      .window_key_b_i(window_key_b),
      .event_key_a_i(event_key_a),
      .event_key_b_i(event_key_b),
      .scan_read_en_i(scan_read_en),
      .scan_read_word_i(scan_read_word),
      .scan_clear_en_i(scan_clear_en),
      .scan_clear_word_i(scan_clear_word),
      .closing_word_o(closing_word),
      .sweep_en_i(sweep_clear_en),
      .sweep_slot_i(sweep_slot),
      .sweep_word_i(sweep_clear_word),
      .flush_take_i(take & in_flush),
      .flush_event_o(flush_event),
      .flush_axon_o(flush_axon),
      .event_i(event_valid),
      .event_axon_i(event_axon),
      .event_heard_i(scan_event & scan_heard),
      .pass_o(row_pass),
      .heard_o(row_heard),
      .plastic_o(row_plastic),
      .walk_valid_i(walk_valid),
      .walk_segment_i(walk_segment),
      .word_i(word_read),
      .word_o(word),
      .teach_i(teach),
      .segment_i(segment),
      .history_take_i(history_take),
      .history_slot_i(history_slot),
      .state_write_i(state_write),
      .state_write_slot_i(SlotAddrBits'(trace.slot)),
      .state_reset_i(in_reset),
      .spike_i(spike),
      .closing_pass_o(closing_pass),
      .flush_pass_o(flush_pass),
      .rescaled_o(rescaled),
      .p_updates_o(p_updates),
      .q_updates_o(q_updates),
      .event_updates_o(event_updates),
      .changes_o(weight_changes),
      .draws_o(draws),
      .host_access_i(host_access),
      .host_select_number_i(host_select[slk_spec_pkg::WindowNumber]),
      .host_select_axon_i(host_select[slk_spec_pkg::WindowPlasticAxon]),
      .host_select_window_i(host_select[slk_spec_pkg::WindowAxonWindow]),
      .host_select_history_i(host_select[slk_spec_pkg::WindowHistory]),
      .host_select_rule_i(host_select[slk_spec_pkg::WindowRule]),
      .host_select_table_i(host_select[slk_spec_pkg::WindowRuleTable]),
      .host_i,
      .host_rdata_axon_o(host_rdata[slk_spec_pkg::WindowPlasticAxon*DataBits+:DataBits]),
      .host_rdata_window_o(host_rdata[slk_spec_pkg::WindowAxonWindow*DataBits+:DataBits]),
      .host_rdata_history_o(host_rdata[slk_spec_pkg::WindowHistory*DataBits+:DataBits]),
      .host_rdata_rule_o(host_rdata[slk_spec_pkg::WindowRule*DataBits+:DataBits]),
      .host_rdata_table_o(host_rdata[slk_spec_pkg::WindowRuleTable*DataBits+:DataBits])
    );
  end else begin : g_no_learning
    assign {command_flush, command_rescale} = '0;
    assign {flush_idle, rescale_idle, keys_ready} = '1;
    assign closing_word = '0;
    assign flush_event = 1'b0;
    assign flush_axon = '0;
    assign {row_pass, row_heard} = '1;
    assign row_plastic = 1'b0;
    assign word = word_read;
    assign {closing_pass, flush_pass, rescaled} = '0;
    assign {p_updates, q_updates, event_updates, weight_changes, draws} = '0;
    assign host_rdata[slk_spec_pkg::WindowPlasticAxon*DataBits+:5*DataBits] = '0;
    logic unused;
    assign unused = &{1'b0, in_flush, enter_flush, enter_rescale, modulators_valid, modulators,
                      window_key_a, window_key_b, event_key_a, event_key_b, plastic_axons,
                      scan_heard, walk_valid, walk_segment, teach, history_take, history_slot,
                      host_select[slk_spec_pkg::WindowPlasticAxon+:5]};
  end

  // Lanes.
  logic sums_take, sums_clear, touched;
  logic [SlotAddrBits-1:0] sums_take_slot, sums_clear_slot;
  logic signed [slk_spec_pkg::AccumulatorBits-1:0] sum0, sum1;
  logic [IncrementBits-1:0] synapses;

  slk_lanes #(
    .Neurons(Neurons),
    .Lanes(Lanes),
    .Receptors(Receptors),
    .CountBits(IncrementBits)
  ) u_lanes (
    .clk_i,
    .rst_i,
    .word_valid_i(word_valid),
    .add_i(word_heard & !teach),
    .word_i(word),
    .shift_i(shift),
    .receptor_i(receptor[0]),
    .segment_i(segment),
    .synapses_o(synapses),
    .take_en_i(sums_take),
    .take_slot_i(sums_take_slot),
    .sum0_o(sum0),
    .sum1_o(sum1),
    .touched_o(touched),
    .clear_en_i(sums_clear),
    .clear_slot_i(sums_clear_slot)
  );

  // Random numbers: one mixer, which makes the step's key and then draws for the neurons.
  logic [slk_spec_pkg::NumberBits-1:0] number;
  logic [31:0] draw;

  if (Random != 0) begin : g_random
    logic [31:0] key_a, key_b, key_x, key_mix_a, key_mix_b;
    slk_noise_key u_noise_key (
      .clk_i,
      .rst_i,
      .start_i(enter_synapse),
      .key_a_i(noise_key_a),
      .key_b_i(noise_key_b),
      .step_i(step),
      .done_o(key_done),
      .key_a_o(key_a),
      .key_b_o(key_b),
      .mix_x_o(key_x),
      .mix_a_o(key_mix_a),
      .mix_b_o(key_mix_b),
      .mix_result_i(draw)
    );
    slk_mix u_mix (
      .clk_i,
      .x_i(in_update ? 32'(number) : key_x),
      .a_i(in_update ? key_b : key_mix_a),
      .b_i(in_update ? key_a : key_mix_b),
      .result_o(draw)
    );
  end else begin : g_no_random
    assign key_done = 1'b1;
    assign draw = '0;
    logic unused;
    assign unused = &{1'b0, number, noise_key_a, noise_key_b};
  end

  // Neuron pass.
  logic adapt_now_q, trace_valid, state_read, driven, idle_update, refractory;
  logic adaptation_decay, saturation_a, noise_draw, fault_state;
  logic [1:0] saturations_u, saturations_v;

  // The step holds long before its update phase.
  always_ff @(posedge clk_i) adapt_now_q <= (step & ((32'd1 << adapt_every.value) - 32'd1)) == '0;

  if (SerialNeurons == 0) begin : g_pipelined
    slk_neuron_pass #(
      .RamClears(RamClears),
      .Neurons(Neurons),
      .Profiles(Profiles),
      .Receptors(Receptors),
      .Random(Random)
    ) u_neuron_pass (
      .clk_i,
      .rst_i,
      .start_i(enter_reset | enter_update),
      .neurons_i((SlotAddrBits + 1)'(occupied_neurons.value)),
      .reset_mode_i(in_reset),
      .keep_adaptation_i(keep_adaptation_q),
      .adapt_now_i(adapt_now_q & !in_reset),
      .idle_o(pass_idle),
      .sums_take_o(sums_take),
      .sums_take_slot_o(sums_take_slot),
      .sum0_i(sum0),
      .sum1_i(sum1),
      .touched_i(touched),
      .sums_clear_o(sums_clear),
      .sums_clear_slot_o(sums_clear_slot),
      .history_take_o(history_take),
      .history_take_slot_o(history_slot),
      .number_o(number),
      .draw_i(draw),
      .trace_valid_o(trace_valid),
      .trace_o(trace),
      .state_read_o(state_read),
      .state_write_o(state_write),
      .driven_o(driven),
      .idle_update_o(idle_update),
      .refractory_o(refractory),
      .adaptation_decay_o(adaptation_decay),
      .saturations_u_o(saturations_u),
      .saturations_v_o(saturations_v),
      .saturation_a_o(saturation_a),
      .noise_draw_o(noise_draw),
      .fault_state_o(fault_state),
      .host_access_i(host_access),
      .host_select_neuron_i(host_select[slk_spec_pkg::WindowNeuron]),
      .host_select_profile_i(host_select[slk_spec_pkg::WindowProfile]),
      .host_select_number_i(host_select[slk_spec_pkg::WindowNumber]),
      .host_select_state_i(host_select[slk_spec_pkg::WindowState]),
      .host_i,
      .host_rdata_neuron_o(host_rdata[slk_spec_pkg::WindowNeuron*DataBits+:DataBits]),
      .host_rdata_profile_o(host_rdata[slk_spec_pkg::WindowProfile*DataBits+:DataBits]),
      .host_rdata_number_o(host_rdata[slk_spec_pkg::WindowNumber*DataBits+:DataBits]),
      .host_rdata_state_o(host_rdata[slk_spec_pkg::WindowState*DataBits+:DataBits])
    );
  end else begin : g_serial
    slk_neuron_serial #(
      .RamClears(RamClears),
      .Neurons(Neurons),
      .Profiles(Profiles),
      .Receptors(Receptors),
      .Random(Random)
    ) u_neuron_serial (
      .clk_i,
      .rst_i,
      .start_i(enter_reset | enter_update),
      .neurons_i((SlotAddrBits + 1)'(occupied_neurons.value)),
      .reset_mode_i(in_reset),
      .keep_adaptation_i(keep_adaptation_q),
      .adapt_now_i(adapt_now_q & !in_reset),
      .idle_o(pass_idle),
      .sums_take_o(sums_take),
      .sums_take_slot_o(sums_take_slot),
      .sum0_i(sum0),
      .sum1_i(sum1),
      .touched_i(touched),
      .sums_clear_o(sums_clear),
      .sums_clear_slot_o(sums_clear_slot),
      .history_take_o(history_take),
      .history_take_slot_o(history_slot),
      .number_o(number),
      .draw_i(draw),
      .trace_valid_o(trace_valid),
      .trace_o(trace),
      .state_read_o(state_read),
      .state_write_o(state_write),
      .driven_o(driven),
      .idle_update_o(idle_update),
      .refractory_o(refractory),
      .adaptation_decay_o(adaptation_decay),
      .saturations_u_o(saturations_u),
      .saturations_v_o(saturations_v),
      .saturation_a_o(saturation_a),
      .noise_draw_o(noise_draw),
      .fault_state_o(fault_state),
      .host_access_i(host_access),
      .host_select_neuron_i(host_select[slk_spec_pkg::WindowNeuron]),
      .host_select_profile_i(host_select[slk_spec_pkg::WindowProfile]),
      .host_select_number_i(host_select[slk_spec_pkg::WindowNumber]),
      .host_select_state_i(host_select[slk_spec_pkg::WindowState]),
      .host_i,
      .host_rdata_neuron_o(host_rdata[slk_spec_pkg::WindowNeuron*DataBits+:DataBits]),
      .host_rdata_profile_o(host_rdata[slk_spec_pkg::WindowProfile*DataBits+:DataBits]),
      .host_rdata_number_o(host_rdata[slk_spec_pkg::WindowNumber*DataBits+:DataBits]),
      .host_rdata_state_o(host_rdata[slk_spec_pkg::WindowState*DataBits+:DataBits])
    );
  end
  assign spike = trace_valid & trace.spike;
  assign trace_valid_o = trace_valid;
  assign trace_o = trace;

  // Emission, and arrival: of the core's own packets or, in a mesh, of all that come.
  logic input_popped, route_read, fault_overflow, fault_line, fault_delay, fault_axon, fault_core;
  logic arrival_taken, arrival_dropped, late_q;
  logic [slk_spec_pkg::ArrivalBits-1:0] arrival_late;
  slk_spec_pkg::packet_t arrival;

  slk_emitter #(
    .RamClears(RamClears),
    .Neurons(Neurons),
    .Axons(Axons),
    .Routes(Routes),
    .Inputs(Inputs)
  ) u_emitter (
    .clk_i,
    .rst_i,
    .active_i(in_update),
    .step_i(step[slk_spec_pkg::ArrivalBits-1:0]),
    .mesh_i,
    .input_i(input_valid),
    .input_line_i(input_spike.line),
    .spike_i(spike),
    .spike_slot_i(SlotAddrBits'(trace.slot)),
    .packet_valid_o,
    .packet_ready_i(Mesh != 0 ? packet_ready_i : 1'b1),
    .packet_o,
    .idle_o(emitter_idle),
    .input_spike_o(input_popped),
    .route_o(route_read),
    .fault_overflow_o(fault_overflow),
    .fault_line_o(fault_line),
    .fault_delay_o(fault_delay),
    .fault_axon_o(fault_axon),
    .fault_core_o(fault_core),
    .host_access_i(host_access),
    .host_select_index_i(host_select[slk_spec_pkg::WindowRouteIndex]),
    .host_select_route_i(host_select[slk_spec_pkg::WindowRoute]),
    .host_i,
    .host_rdata_index_o(host_rdata[slk_spec_pkg::WindowRouteIndex*DataBits+:DataBits]),
    .host_rdata_route_o(host_rdata[slk_spec_pkg::WindowRoute*DataBits+:DataBits])
  );

  if (Mesh != 0) begin : g_mesh
    slk_arrival u_arrival (
      .step_i(step[slk_spec_pkg::ArrivalBits-1:0]),
      .mode_i,
      .arrival_i(arrival.arrival),
      .slot_o(deliver_slot),
      .late_o(arrival_late),
      .dropped_o(arrival_dropped)
    );
  end else begin : g_no_mesh
    // Its own packets are never late.
    assign deliver_slot = arrival.arrival[slk_spec_pkg::DelayBits-1:0];
    assign arrival_late = '0;
    assign arrival_dropped = 1'b0;
  end
  assign arrival = Mesh != 0 ? arrival_i : packet_o;
  assign arrival_ready_o = deliver_ready & !before_reset;
  assign arrival_taken = Mesh != 0 ? arrival_valid_i & arrival_ready_o : packet_valid_o;
  assign deliver = arrival_taken & !arrival_dropped;
  assign deliver_axon = AxonAddrBits'(arrival.axon);
  assign delivery_valid_o = arrival_taken;
  assign delivery_o.axon = arrival.axon;
  assign delivery_o.arrival = arrival.arrival;
  assign delivery_o.late = arrival_late;
  assign delivery_o.dropped = arrival_dropped;
  // Of the delivery that is written next.
  always_ff @(posedge clk_i) if (arrival_taken) late_q <= arrival_late != '0;

  assign faults.unused = '0;
  assign faults.input_overflow = fault_overflow;
  assign faults.input_range = fault_line;
  assign faults.axon_span = fault_span;
  assign faults.route_delay = fault_delay;
  assign faults.route_axon = fault_axon;
  assign faults.route_core = fault_core;
  assign faults.ring_merge = merged & !mode_i.real_time;
  assign faults.illegal_state = fault_state;

  // Events. Those of a mesh stand last, and one core does not count them.
  localparam int unsigned Counted = Mesh != 0 ? slk_spec_pkg::EventCount : slk_spec_pkg::EventPackets;
  logic [slk_spec_pkg::EventCount*IncrementBits-1:0] increments;
  logic injected, delivered_now, delivered_late, dropped;
  logic [slk_spec_pkg::MeshBits-1:0] hops_x, hops_y;

  assign injected = packet_valid_o & packet_ready_i;
  assign delivered_now = delivered & !late_q;
  assign delivered_late = delivered & late_q;
  assign dropped = arrival_taken & arrival_dropped;
  assign hops_x = packet_o.x > x_i ? packet_o.x - x_i : x_i - packet_o.x;
  assign hops_y = packet_o.y > y_i ? packet_o.y - y_i : y_i - packet_o.y;

  always_comb begin
    increments = '0;
    increments[slk_spec_pkg::EventInputSpikes*IncrementBits+:IncrementBits] =
        IncrementBits'(input_popped);
    increments[slk_spec_pkg::EventSpikes*IncrementBits+:IncrementBits] =
        IncrementBits'(spike);
    increments[slk_spec_pkg::EventSynapticOps*IncrementBits+:IncrementBits] =
        word_heard & !teach ? synapses : '0;
    increments[slk_spec_pkg::EventPlasticOps*IncrementBits+:IncrementBits] =
        word_heard & word_plastic ? synapses : '0;
    increments[slk_spec_pkg::EventInstructiveOps*IncrementBits+:IncrementBits] =
        teach ? synapses : '0;
    increments[slk_spec_pkg::EventWindowUpdatesP*IncrementBits+:IncrementBits] = p_updates;
    increments[slk_spec_pkg::EventWindowUpdatesQ*IncrementBits+:IncrementBits] = q_updates;
    increments[slk_spec_pkg::EventEventUpdates*IncrementBits+:IncrementBits] = event_updates;
    increments[slk_spec_pkg::EventWeightChanges*IncrementBits+:IncrementBits] = weight_changes;
    increments[slk_spec_pkg::EventStochasticDraws*IncrementBits+:IncrementBits] = draws;
    increments[slk_spec_pkg::EventUpdatesDriven*IncrementBits+:IncrementBits] =
        IncrementBits'(driven);
    increments[slk_spec_pkg::EventUpdatesIdle*IncrementBits+:IncrementBits] =
        IncrementBits'(idle_update);
    increments[slk_spec_pkg::EventUpdatesRefractory*IncrementBits+:IncrementBits] =
        IncrementBits'(refractory);
    increments[slk_spec_pkg::EventAdaptationDecays*IncrementBits+:IncrementBits] =
        IncrementBits'(adaptation_decay);
    increments[slk_spec_pkg::EventSaturationsU*IncrementBits+:IncrementBits] =
        IncrementBits'(saturations_u);
    increments[slk_spec_pkg::EventSaturationsV*IncrementBits+:IncrementBits] =
        IncrementBits'(saturations_v);
    increments[slk_spec_pkg::EventSaturationsA*IncrementBits+:IncrementBits] =
        IncrementBits'(saturation_a);
    increments[slk_spec_pkg::EventNoiseDraws*IncrementBits+:IncrementBits] =
        IncrementBits'(noise_draw);
    increments[slk_spec_pkg::EventRowPasses*IncrementBits+:IncrementBits] =
        IncrementBits'(heard_row);
    increments[slk_spec_pkg::EventClosingPasses*IncrementBits+:IncrementBits] =
        IncrementBits'(closing_pass);
    increments[slk_spec_pkg::EventFlushPasses*IncrementBits+:IncrementBits] =
        IncrementBits'(flush_pass);
    increments[slk_spec_pkg::EventSynapseWordsWritten*IncrementBits+:IncrementBits] =
        IncrementBits'(word_written);
    increments[slk_spec_pkg::EventTableRescales*IncrementBits+:IncrementBits] =
        IncrementBits'(rescaled);
    increments[slk_spec_pkg::EventSynapseWordsRead*IncrementBits+:IncrementBits] =
        IncrementBits'(word_valid);
    increments[slk_spec_pkg::EventPaddingOps*IncrementBits+:IncrementBits] =
        word_valid ? IncrementBits'(Lanes) - synapses : '0;
    increments[slk_spec_pkg::EventStateReads*IncrementBits+:IncrementBits] =
        IncrementBits'(state_read);
    increments[slk_spec_pkg::EventStateWrites*IncrementBits+:IncrementBits] =
        IncrementBits'(state_write);
    increments[slk_spec_pkg::EventAxonDeliveries*IncrementBits+:IncrementBits] =
        IncrementBits'(delivered);
    increments[slk_spec_pkg::EventRouteWords*IncrementBits+:IncrementBits] =
        IncrementBits'(route_read);
    increments[slk_spec_pkg::EventCyclesStep*IncrementBits+:IncrementBits] = IncrementBits'(busy);
    for (int unsigned e = slk_spec_pkg::EventCyclesWait; e < slk_spec_pkg::EventPackets; e++) begin
      increments[e*IncrementBits+:IncrementBits] = IncrementBits'(link_events_i[e]);
    end
    if (Mesh != 0) begin
      increments[slk_spec_pkg::EventPackets*IncrementBits+:IncrementBits] = IncrementBits'(injected);
      increments[slk_spec_pkg::EventHopsX*IncrementBits+:IncrementBits] =
          injected ? IncrementBits'(hops_x) : '0;
      increments[slk_spec_pkg::EventHopsY*IncrementBits+:IncrementBits] =
          injected ? IncrementBits'(hops_y) : '0;
      increments[slk_spec_pkg::EventOnTime*IncrementBits+:IncrementBits] =
          IncrementBits'(delivered_now);
      increments[slk_spec_pkg::EventLate*IncrementBits+:IncrementBits] =
          IncrementBits'(delivered_late);
      increments[slk_spec_pkg::EventDropped*IncrementBits+:IncrementBits] =
          IncrementBits'(dropped);
      increments[slk_spec_pkg::EventMerged*IncrementBits+:IncrementBits] = IncrementBits'(merged);
    end
  end

  // Not single are what lanes do, unless there is one, and what happens to several of a neuron's states
  // or of a weight's updates at once.
  localparam logic [slk_spec_pkg::EventCount-1:0] One = 1;
  localparam logic [slk_spec_pkg::EventCount-1:0] OfLanes = One << slk_spec_pkg::EventSynapticOps
      | One << slk_spec_pkg::EventPlasticOps | One << slk_spec_pkg::EventInstructiveOps
      | One << slk_spec_pkg::EventWindowUpdatesP | One << slk_spec_pkg::EventWindowUpdatesQ
      | One << slk_spec_pkg::EventEventUpdates | One << slk_spec_pkg::EventPaddingOps;
  localparam logic [slk_spec_pkg::EventCount-1:0] Several = One << slk_spec_pkg::EventSaturationsU
      | One << slk_spec_pkg::EventSaturationsV | One << slk_spec_pkg::EventWeightChanges
      | One << slk_spec_pkg::EventStochasticDraws | One << slk_spec_pkg::EventHopsX
      | One << slk_spec_pkg::EventHopsY;
  localparam logic [slk_spec_pkg::EventCount-1:0] Single =
      ~(Several | (Lanes > 1 ? OfLanes : '0));

  if (Counters != 0) begin : g_counters
    slk_counters #(
      .IncrementBits(IncrementBits),
      .Count(Counted),
      .Rows(slk_spec_pkg::EventCount),
      .Single(Single[Counted-1:0])
    ) u_counters (
      .clk_i,
      .rst_i,
      .busy_i(busy | chip_busy_i),
      .link_i(|link_events_i),
      .increments_i(increments[Counted*IncrementBits-1:0]),
      .host_ready_o(counters_ready),
      .host_select_i(host_select[slk_spec_pkg::WindowCounter]),
      .host_i,
      .host_rdata_o(host_rdata[slk_spec_pkg::WindowCounter*DataBits+:DataBits])
    );
  end else begin : g_no_counters
    assign counters_ready = 1'b1;
    assign host_rdata[slk_spec_pkg::WindowCounter*DataBits+:DataBits] = '0;
  end

  logic unused;
  assign unused = &{1'b0, command.unused, input_spike.unused, occupied_neurons, occupied_axons,
                    adapt_every.unused, command, plastic_axons, mode_i, arrival_i, x_i, y_i,
                    packet_ready_i, arrival_valid_i, arrival, delivered_now, delivered_late, dropped, hops_x, hops_y, injected,
                    increments};
endmodule
