// SPDX-License-Identifier: Apache-2.0
// Runs the program of the link, rtl/link_program.txt: an accumulator of a byte, and data, four bytes
// that move by one with each byte that is made of them. An instruction takes a cycle in which it is
// looked at and its operand is read, and one in which it is executed and the next is read; one of
// four bytes does so again for each. What is outside holds up the second cycle with stall_i.
module slk_link_engine (
  input  logic        clk_i,
  input  logic        rst_i,
  // instruction that is executed
  output logic        port_o,    // reads a port
  output logic        action_o,  // is an action
  output logic [4:0]  number_o,  // of the port or action
  input  logic        stall_i,   // not yet
  // numbers
  input  logic [7:0]  port_data_i,
  output logic [1:0]  byte_o,    // of numbers, that a port gives
  output logic [7:0]  value_o,   // of an action
  input  logic        align_i,   // data begins with the lowest byte
  input  logic        set_i,     // data
  input  logic [31:0] data_i,
  output logic [31:0] data_o,
  // conditions by number; those of the engine are not looked at
  input  logic [31:0] conditions_i
);
  localparam int unsigned AddrBits = $clog2(slk_link_pkg::MemoryWords);
  localparam int unsigned ByteBits = $clog2(slk_link_pkg::MemoryBytes);
  localparam logic [AddrBits-1:0] FirstByte =
      AddrBits'(slk_link_pkg::MemoryWords - slk_link_pkg::MemoryBytes);
  localparam logic [4:0] CallReturn = 5'd31;  // condition

  typedef enum logic [1:0] {Memory, Immediate, Port, Action} source_e;
  typedef enum logic [2:0] {
    Load = 3'd0, Increment = 3'd1, Add = 3'd2, Compare = 3'd4, Store = 3'd5, Subtract = 3'd6
  } operation_e;
  // An instruction that is no jump.
  typedef struct packed {
    logic       jump;
    logic [1:0] source;
    logic [2:0] operation;
    logic       four, one;  // bytes of data; neither: the accumulator
    logic [7:0] operand;    // an address of 7 bits: the highest one adds index_q
  } instruction_t;
  // One that is.
  typedef struct packed {
    logic       jump;
    logic       unless;
    logic [4:0] condition;
    logic [8:0] target;
  } jump_t;

  logic execute_q;
  logic [15:0] word;  // an instruction, then its operand
  instruction_t instruction, now_q;
  jump_t jump;
  logic [8:0] pc_q, pc_next, return_q;
  logic [7:0] accumulator_q, a, b, sum;
  logic [31:0] data_q;
  logic [1:0] byte_q;
  logic [3:0] index_q;
  logic zero_q, negative_q, carry_q, carry_in, carry_out;
  logic [31:0] conditions;
  logic [1:0] operand_byte;
  logic taken, again, executed, wide, first, low, subtracts, writes, of_memory, is_sum;
  logic [AddrBits-1:0] operand_address;

  // First cycle: look at the instruction, read its operand.
  assign instruction = word;
  assign jump = word;
  always_comb begin
    conditions = conditions_i;
    conditions[slk_link_pkg::ConditionAlways] = 1'b1;
    conditions[slk_link_pkg::ConditionZero] = zero_q;
    conditions[slk_link_pkg::ConditionNegative] = negative_q;
    conditions[slk_link_pkg::ConditionCarry] = carry_q;
    conditions[slk_link_pkg::ConditionAligned] = byte_q == '0;
    conditions[CallReturn] = !jump.unless;
  end
  assign taken = jump.jump & (conditions[jump.condition] ^ jump.unless);
  assign again = !jump.jump & instruction.four & byte_q != '1;
  assign pc_next = pc_q + 9'd1;
  assign of_memory = instruction.source == Memory;
  assign operand_byte = of_memory & instruction.four ? byte_q : 2'd0;
  assign operand_address = FirstByte | AddrBits'(instruction.operand[ByteBits-1:0])
      | AddrBits'({of_memory & instruction.operand[ByteBits] ? index_q : 4'd0, 2'd0})
      | AddrBits'(operand_byte);

  // Second cycle: execute it.
  assign executed = execute_q & !now_q.jump & !stall_i & !rst_i;
  assign wide = now_q.four | now_q.one;
  assign first = !wide | byte_q == '0;
  assign low = now_q.operation == Load | now_q.operation == Increment;
  assign subtracts = now_q.operation == Compare | now_q.operation == Subtract;
  assign a = low ? '0 : wide ? data_q[7:0] : accumulator_q;
  always_comb begin
    b = '0;
    if (now_q.source == Memory) b = word[7:0];
    if (now_q.source == Immediate && first) b = now_q.operand;
    if (now_q.source == Port) b = port_data_i;
    if (now_q.operation == Store) b = '0;
    if (subtracts) b = ~b;
    carry_in = is_sum & (first ? now_q.operation != Add : carry_q);
  end
  assign {carry_out, sum} = {1'b0, a} + {1'b0, b} + 9'(carry_in);
  assign is_sum = now_q.operation != Load & now_q.operation != Store;
  assign writes = executed & now_q.source == Memory
      & (now_q.operation == Store | now_q.operation == Increment);

  slk_link_memory u_memory (
    .clk_i,
    .read_en_i(!execute_q | !stall_i | now_q.jump),
    .read_addr_i(execute_q ? AddrBits'(pc_q) : operand_address),
    .read_data_o(word),
    .write_en_i(writes),
    .write_addr_i(FirstByte | AddrBits'(now_q.operand[ByteBits-1:0])),
    .write_data_i(sum)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      execute_q  <= 1'b1;  // of nothing: reads the first instruction
      now_q.jump <= 1'b1;
      pc_q       <= '0;
    end else if (!execute_q) begin
      execute_q <= 1'b1;
      now_q     <= instruction;
      now_q.operand[ByteBits-1:0] <= operand_address[ByteBits-1:0];
      if (taken) pc_q <= jump.condition == CallReturn && jump.unless ? return_q : jump.target;
      else if (!again) pc_q <= pc_next;
      if (jump.jump && jump.condition == CallReturn && !jump.unless) return_q <= pc_next;
    end else if (now_q.jump || !stall_i) begin
      execute_q <= 1'b0;
    end

    if (executed) begin
      if (!wide && now_q.operation != Compare) accumulator_q <= sum;
      if (now_q.operation != Store) begin
        zero_q     <= sum == '0 & (first | zero_q);
        negative_q <= sum[7];
      end
      if (is_sum) carry_q <= carry_out;
      if (now_q.source == Action && now_q.operand[4:0] == slk_link_pkg::ActionIndex) begin
        index_q <= accumulator_q[3:0];
      end
    end
    if (rst_i | align_i) byte_q <= '0;
    else if (executed && wide) byte_q <= byte_q + 1'b1;
    if (set_i) data_q <= data_i;
    else if (executed && wide) data_q <= {sum, data_q[31:8]};
  end

  assign port_o = execute_q & !now_q.jump & now_q.source == Port;
  assign action_o = execute_q & !now_q.jump & now_q.source == Action;
  assign number_o = now_q.operand[4:0];
  assign byte_o = byte_q;
  assign value_o = wide ? data_q[7:0] : accumulator_q;  // the sum, without its path
  assign data_o = data_q;

`ifdef VERILATOR
  // Not in a reset either, in whose first cycle registers may hold anything.
  assert property (@(posedge clk_i) writes |->
                   32'(now_q.operand[ByteBits-1:0]) + 32'(FirstByte) >= slk_link_pkg::ProgramWords);
`endif

  logic unused;
  assign unused = &{1'b0, now_q};
endmodule
