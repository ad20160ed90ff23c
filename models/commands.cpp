// SPDX-License-Identifier: Apache-2.0
#include "models/commands.hpp"

#include <array>

namespace slk {
namespace {

constexpr std::size_t kArguments = 2;  // they begin behind opcode and sequence number

// Opcodes in the order of the alternatives of Command.
constexpr std::array<int, std::variant_size_v<Command>> kOpcodes{
    spec::kOpcodeHello,   spec::kOpcodeRead,  spec::kOpcodeWrite,
    spec::kOpcodeRecords, spec::kOpcodeRunTo, spec::kOpcodeOutput};

void append_rows(Bytes& bytes, spec::Window window, std::uint8_t row_bytes, std::uint32_t row) {
  bytes.push_back(static_cast<std::uint8_t>(window));
  bytes.push_back(row_bytes);
  append_number(bytes, row, 3);
}

struct AppendArguments {
  Bytes& bytes;
  void operator()(const HelloCommand& c) const { append_number(bytes, c.session, 4); }
  void operator()(const ReadCommand& c) const {
    append_rows(bytes, c.window, c.row_bytes, c.row);
    append_number(bytes, c.rows, 2);
  }
  void operator()(const WriteCommand& c) const {
    append_rows(bytes, c.window, c.row_bytes, c.row);
    bytes.insert(bytes.end(), c.data.begin(), c.data.end());
  }
  void operator()(const RecordsCommand& c) const {
    append_number(bytes, c.cursor, 4);
    bytes.insert(bytes.end(), c.records.begin(), c.records.end());
  }
  void operator()(const RunToCommand& c) const { append_number(bytes, c.step, 4); }
  void operator()(const OutputCommand& c) const {
    append_number(bytes, c.release, 4);
    append_number(bytes, c.cursor, 4);
    append_number(bytes, c.count, 2);
    append_number(bytes, c.until, 4);
  }
};

// Arguments that every command of the opcode has, and whether bytes may follow them.
struct Shape {
  std::size_t bytes = 0;
  bool more = false;
};

Shape shape_of(int opcode) {
  switch (opcode) {
    case spec::kOpcodeRead:
      return {7, false};
    case spec::kOpcodeWrite:
      return {5, true};
    case spec::kOpcodeRecords:
      return {4, true};
    case spec::kOpcodeOutput:
      return {14, false};
    default:  // hello, run_to
      return {4, false};
  }
}

Bytes behind(const Bytes& payload, std::size_t arguments) {
  return {payload.begin() + static_cast<std::ptrdiff_t>(kArguments + arguments), payload.end()};
}

Command arguments_of(int opcode, const Bytes& p) {
  constexpr std::size_t a = kArguments;
  const auto window = static_cast<spec::Window>(p[a]);
  switch (opcode) {
    case spec::kOpcodeHello:
      return HelloCommand{number32_at(p, a)};
    case spec::kOpcodeRead:
      return ReadCommand{window, p[a + 1], number32_at(p, a + 2, 3),
                         static_cast<std::uint16_t>(number_at(p, a + 5, 2))};
    case spec::kOpcodeWrite:
      return WriteCommand{window, p[a + 1], number32_at(p, a + 2, 3), behind(p, 5)};
    case spec::kOpcodeRecords:
      return RecordsCommand{number32_at(p, a), behind(p, 4)};
    case spec::kOpcodeRunTo:
      return RunToCommand{number32_at(p, a)};
    default:
      return OutputCommand{number32_at(p, a), number32_at(p, a + 4),
                           static_cast<std::uint16_t>(number_at(p, a + 8, 2)),
                           number32_at(p, a + 10)};
  }
}

}  // namespace

std::uint8_t opcode_of(const Command& command) {
  return static_cast<std::uint8_t>(kOpcodes[command.index()]);
}

Bytes encode_command(std::uint8_t sequence, const Command& command) {
  Bytes bytes{opcode_of(command), sequence};
  std::visit(AppendArguments{bytes}, command);
  return bytes;
}

DecodedCommand decode_command(const Bytes& payload) {
  DecodedCommand decoded;
  decoded.opcode = payload[0];
  decoded.sequence = payload[1];
  if (decoded.opcode < kOpcodes.front() || decoded.opcode > kOpcodes.back()) {
    decoded.status = spec::kStatusOpcode;
    return decoded;
  }
  const Shape shape = shape_of(decoded.opcode);
  const std::size_t arguments = payload.size() - kArguments;
  if (arguments < shape.bytes || (arguments > shape.bytes && !shape.more)) {
    decoded.status = spec::kStatusLength;
    return decoded;
  }
  decoded.command = arguments_of(decoded.opcode, payload);
  return decoded;
}

Bytes encode_reply(const Reply& reply) {
  Bytes bytes{static_cast<std::uint8_t>(reply.opcode + spec::kLinkReply), reply.sequence};
  bytes.insert(bytes.end(), reply.data.begin(), reply.data.end());
  bytes.push_back(static_cast<std::uint8_t>(reply.status | (reply.fault ? spec::kStatusFault : 0)));
  return bytes;
}

bool decode_reply(const Bytes& payload, Reply& reply) {
  if (payload.size() < 3 || (payload[0] & spec::kLinkReply) == 0) return false;
  reply.opcode = static_cast<std::uint8_t>(payload[0] & ~spec::kLinkReply);
  reply.sequence = payload[1];
  reply.data.assign(payload.begin() + 2, payload.end() - 1);
  reply.status = static_cast<int>(payload.back() & ~spec::kStatusFault);
  reply.fault = (payload.back() & spec::kStatusFault) != 0;
  return true;
}

std::string status_name(int status) {
  switch (status) {
    case spec::kStatusOk:
      return "ok";
    case spec::kStatusSequence:
      return "sequence";
    case spec::kStatusOpcode:
      return "opcode";
    case spec::kStatusLength:
      return "length";
    case spec::kStatusAddress:
      return "address";
    case spec::kStatusBusy:
      return "busy";
    case spec::kStatusRange:
      return "range";
    case spec::kStatusRoom:
      return "room";
    case spec::kStatusStalled:
      return "stalled";
    default:
      return std::to_string(status);
  }
}

}  // namespace slk
