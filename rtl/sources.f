// SPDX-License-Identifier: Apache-2.0
// The design in dependency order, one level a paragraph.

// constants and structs, generated from models/spec/hardware.yaml
rtl/gen/slk_spec_pkg.sv

// memories and queues
rtl/slk_ram.sv
rtl/slk_ram_single.sv
rtl/slk_host_ram.sv
rtl/slk_fifo.sv
rtl/slk_walker.sv
rtl/slk_delay.sv

// arithmetic, combinational
rtl/slk_saturate.sv
rtl/slk_decay.sv
rtl/slk_current.sv
rtl/slk_potential.sv
rtl/slk_fire.sv
rtl/slk_noise.sv
rtl/slk_leading_zeros.sv
rtl/slk_pairing.sv
rtl/slk_rescale.sv
rtl/slk_weight_update.sv

// random numbers
rtl/slk_mix.sv
rtl/slk_noise_key.sv

// learning
rtl/slk_modulators.sv
rtl/slk_rule_walk.sv
rtl/slk_rules.sv
rtl/slk_plastic_rows.sv
rtl/slk_flush_walk.sv
rtl/slk_close_plane.sv
rtl/slk_learning_keys.sv
rtl/slk_plastic_lane.sv
rtl/slk_learning.sv
rtl/slk_plasticity.sv

// parts of a core
rtl/slk_host_decode.sv
rtl/slk_phase_cycles.sv
rtl/slk_registers.sv
rtl/slk_sequencer.sv
rtl/slk_ring.sv
rtl/slk_ring_sweep.sv
rtl/slk_scan.sv
rtl/slk_synapse_pass.sv
rtl/slk_lane_address.sv
rtl/slk_lane.sv
rtl/slk_lanes.sv
rtl/slk_neuron_pass.sv
rtl/slk_neuron_serial.sv
rtl/slk_emitter.sv
rtl/slk_arrival.sv
rtl/slk_counters.sv

// the core
rtl/slk_core.sv

// serial line and frames
rtl/slk_uart_rx.sv
rtl/slk_uart_tx.sv
rtl/slk_line.sv
rtl/slk_fcs32.sv
rtl/slk_frame_store.sv
rtl/slk_frame_rx.sv
rtl/slk_frame_tx.sv
rtl/slk_serial.sv

// commands and streams of the link; the program of their engine is rtl/link_program.txt
rtl/gen/slk_link_pkg.sv
rtl/gen/slk_link_memory.sv
rtl/slk_link_engine.sv
rtl/slk_output_spikes.sv
rtl/slk_command.sv
rtl/slk_records.sv
rtl/slk_output.sv
rtl/slk_link_registers.sv

// the chip
rtl/slk_top.sv

// the mesh: routers, tiles, chip
rtl/slk_router_fifo.sv
rtl/slk_next_hop.sv
rtl/slk_router.sv
rtl/slk_mesh.sv
rtl/slk_tile.sv
rtl/slk_step_barrier.sv
rtl/slk_chip.sv
