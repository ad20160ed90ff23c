// SPDX-License-Identifier: Apache-2.0
// The step engine: reads the records of the next step, hands its inputs and modulators to the core,
// and begins it.
// It moves only in cycles in which it can: a run is under way, the core is idle, and the output has
// room for a step. cycles_wait_o is high in exactly these cycles. A step costs
//
//     2 + bytes of its records + bits set beyond the first in each byte of its bitmaps
//
// of them: one a byte, one a spike of a bitmap byte, one that finds no more records, one that gives
// the command. The move behind a step is read before it or after it, as it comes, at the same cost.
module slk_records (
  input  logic                                    clk_i,
  input  logic                                    rst_i,
  input  logic                                    clear_i,  // records belong to step_i from here on
  // record store; a byte a cycle
  input  logic                                    valid_i,
  output logic                                    pop_o,
  input  logic [7:0]                              data_i,
  // the run
  input  logic                                    run_i,
  input  logic                                    busy_i,  // the core
  input  logic                                    room_i,
  input  logic [slk_spec_pkg::StepBits-1:0]       step_i,  // the last that was begun
  output logic                                    begin_o,  // the step step_i + 1
  output logic                                    cycles_wait_o,
  output logic                                    fault_kind_o,
  output logic                                    fault_step_o,
  // host port of the core, window `registers`, which is always ready; answers are of no interest
  output logic                                    host_valid_o,
  output slk_spec_pkg::host_bus_t                 host_o
);
  localparam int unsigned LineBits = slk_spec_pkg::AxonBits;

  typedef enum logic [3:0] {
    Kind, Step, Flags, LineLow, LineHigh, Distance, Base, Bitmap, Modulators, Begin
  } state_e;

  state_e state_q, state_d;
  logic [slk_spec_pkg::StepBits-1:0] at_q, at_d, move;  // step that the records belong to
  // It is so far ahead of the last step that was begun; the sign on top. A cycle behind step_i, which
  // changes only when the core gets busy.
  logic [slk_spec_pkg::StepBits:0] ahead_q;
  logic [slk_spec_pkg::StepBits:0] further;  // at_q and the distance of a move; its overflow on top
  logic move_ahead, beyond, beyond_q;  // the bytes of a number up to here are beyond those of at_q
  logic [7:0] at_byte;
  logic [31:0] number_q, number;    // the last four bytes: without this one, with it
  logic [5:0] left_q;  // bytes of this record behind this one
  logic spike_q, modulators_q;      // on its way to the core: an input (line_q), modulators
                                    // (number_q)
  logic [LineBits:0] line_q, line;  // one bit more than a line: beyond all lines
  logic [LineBits-3:0] base_q;      // line / 8 of a bitmap byte
  logic [7:0] taken_q, rest, lowest;  // bits of a bitmap byte
  logic reset_q, keep_q, flush_q;
  logic [2:0] bit_index;
  logic is_advance, is_spikes, is_bitmap, is_step, is_reset, is_flush, is_modulators, happens;
  logic go, due, moves, spike, modulators, flush, more_bits;
  logic fault_kind, fault_step, fault_kind_q, fault_step_q, begun_q;
  logic counted;  // left_q counts bytes of this kind
  slk_spec_pkg::command_reg_t command;
  slk_spec_pkg::input_reg_t input_spike;

  // What the first byte says.
  assign is_advance = data_i >= 8'(slk_spec_pkg::RecordAdvance);
  assign is_spikes = !is_advance & data_i >= 8'(slk_spec_pkg::RecordSpikes);
  assign is_bitmap = !is_advance & !is_spikes & data_i >= 8'(slk_spec_pkg::RecordBitmap);
  assign is_step = data_i == 8'(slk_spec_pkg::RecordStep);
  assign is_reset = data_i == 8'(slk_spec_pkg::RecordReset);
  assign is_flush = data_i == 8'(slk_spec_pkg::RecordFlush);
  assign is_modulators = data_i == 8'(slk_spec_pkg::RecordModulators);
  assign happens = is_spikes | is_bitmap | is_reset | is_flush | is_modulators;  // in a step

  assign due = ahead_q[slk_spec_pkg::StepBits-1:0] == slk_spec_pkg::StepBits'(1);
  assign number = {data_i, number_q[31:8]};
  // A move is to a number, or by a distance.
  assign further = {1'b0, at_q} + (slk_spec_pkg::StepBits + 1)'(data_i[6:0]);
  assign move = state_q == Step ? number : further[slk_spec_pkg::StepBits-1:0];
  assign at_byte = 8'(at_q >> {~left_q[1:0], 3'd0});
  assign beyond = {data_i, beyond_q} > {at_byte, 1'b0};
  assign move_ahead = state_q == Step ? beyond
      : data_i[6:0] != '0 & !further[slk_spec_pkg::StepBits];
  assign at_d = moves ? move : at_q;

  // The lowest bit of a bitmap byte that is left.
  assign rest = data_i & ~taken_q;
  assign lowest = rest & (~rest + 1'b1);
  assign more_bits = (rest & ~lowest) != '0;
  always_comb begin
    bit_index = '0;
    for (int unsigned b = 0; b < 8; b++) if (lowest[b]) bit_index |= 3'(b);
  end

  // A fault ends the run, and a command makes the core busy, in the cycle after the next.
  assign go = run_i & !busy_i & room_i & !fault_kind_q & !fault_step_q & !begun_q;
  assign fault_kind_o = fault_kind_q;
  assign fault_step_o = fault_step_q;
  assign cycles_wait_o = go;

  assign counted = state_q == Step | state_q == LineHigh | state_q == Distance | state_q == Bitmap
      | state_q == Modulators;

  always_comb begin
    state_d = state_q;
    pop_o = go & valid_i & state_q != Begin;
    spike = 1'b0;
    line = line_q + (LineBits + 1)'(data_i);
    moves = 1'b0;
    modulators = 1'b0;
    flush = 1'b0;
    fault_kind = go & spike_q & line_q[LineBits];
    fault_step = 1'b0;
    case (state_q)
      Kind:
        if (!valid_i || (!ahead_q[slk_spec_pkg::StepBits] && ahead_q[slk_spec_pkg::StepBits-1:1] != '0)) begin
          pop_o = 1'b0;
          if (go) state_d = Begin;
        end else if (go) begin
          moves = is_advance;
          flush = is_flush & due;
          fault_step = happens & !due;
          fault_kind = fault_kind | !(is_advance | is_step | happens);
          if (is_spikes) state_d = LineLow;
          if (is_bitmap) state_d = Base;
          if (is_step) state_d = Step;
          if (is_reset) state_d = Flags;
          if (is_modulators) state_d = Modulators;
        end
      Step: begin
        moves = pop_o & left_q == '0;
        if (moves) state_d = Kind;
      end
      Flags: if (pop_o) state_d = Kind;
      LineLow: if (pop_o) state_d = LineHigh;
      LineHigh: begin
        line = {data_i >= 8'(1 << (LineBits - 8)), data_i[LineBits-9:0], number_q[31:24]};
        spike = pop_o;
        if (pop_o) state_d = left_q == '0 ? Kind : Distance;
      end
      Distance: begin
        spike = pop_o;
        if (pop_o && left_q == '0) state_d = Kind;
      end
      Base: if (pop_o) state_d = Bitmap;
      Bitmap: begin
        line = {base_q, bit_index};
        spike = pop_o & data_i != '0;
        pop_o = pop_o & !more_bits;
        if (pop_o && left_q == '0) state_d = Kind;
      end
      Modulators: begin
        modulators = pop_o & left_q == '0;
        if (modulators) state_d = Kind;
      end
      default: if (go) state_d = Kind;
    endcase
    fault_step = fault_step | (moves & !move_ahead);
    if (fault_kind || fault_step) state_d = Kind;
  end

  always_comb begin
    command = '0;
    command.step = 1'b1;
    command.reset = reset_q;
    command.keep_adaptation = keep_q;
    command.flush = flush_q;
    input_spike = '0;
    input_spike.line = line_q[LineBits-1:0];
    host_o = '0;
    host_o.write = 1'b1;
    host_o.row = slk_spec_pkg::RegisterInput;
    host_o.wdata = input_spike;
    if (begin_o) begin
      host_o.row = slk_spec_pkg::RegisterCommand;
      host_o.wdata = command;
    end else if (modulators_q) begin
      host_o.row = slk_spec_pkg::RegisterModulators;
      host_o.wdata = number_q;
    end
  end
  assign begin_o = go & state_q == Begin;
  assign host_valid_o = go & (state_q == Begin | modulators_q | (spike_q & !line_q[LineBits]));

  always_ff @(posedge clk_i) begin
    if (rst_i | clear_i) begin
      state_q <= Kind;
      at_q    <= rst_i ? '0 : step_i;
      ahead_q <= '0;
      fault_kind_q <= 1'b0;
      fault_step_q <= 1'b0;
      begun_q <= 1'b0;
      spike_q <= 1'b0;
      modulators_q <= 1'b0;
      reset_q <= 1'b0;
      keep_q  <= 1'b0;
      flush_q <= 1'b0;
      taken_q <= '0;
    end else begin
      at_q    <= at_d;
      ahead_q <= {1'b0, at_d} - {1'b0, step_i};
      fault_kind_q <= fault_kind;
      fault_step_q <= fault_step;
      begun_q <= begin_o;
      if (go) begin
        state_q <= state_d;
        spike_q <= spike & !fault_kind;
        modulators_q <= modulators;
        taken_q <= state_q == Bitmap && more_bits ? taken_q | lowest : '0;
        if (state_q == Flags && pop_o) begin
          reset_q <= 1'b1;
          keep_q  <= data_i[0] & (keep_q | !reset_q);
        end
        if (flush) flush_q <= 1'b1;
        if (state_q == Begin) begin
          reset_q <= 1'b0;
          keep_q  <= 1'b0;
          flush_q <= 1'b0;
        end
      end
    end
    if (pop_o) begin
      number_q <= number;
      beyond_q <= state_q == Step & beyond;
      if (state_q == Kind) begin
        left_q <= is_step | is_modulators ? 6'd3 : is_bitmap ? 6'(data_i[4:0]) : data_i[5:0];
      end else if (counted) begin
        left_q <= left_q - 1'b1;
      end
    end
    if (spike) line_q <= line;
    if (state_q == Base) base_q <= (LineBits - 2)'(data_i);
    else if (state_q == Bitmap && pop_o) base_q <= base_q + 1'b1;
  end
endmodule
