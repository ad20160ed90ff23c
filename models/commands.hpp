// SPDX-License-Identifier: Apache-2.0
// Commands and replies of the link (docs/link.md, "Commands and replies") as values, and as
// payloads of frames. A frame adds 6 bytes to a payload, and its escapes.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "models/bytes.hpp"
#include "models/gen/spec.hpp"

namespace slk {

// 6 bytes; the reply 19.
struct HelloCommand {
  std::uint32_t session = 0;
  friend bool operator==(const HelloCommand& x, const HelloCommand& y) {
    return x.session == y.session;
  }
};

// 9 bytes; the reply 3 and the rows. A window or a number of row bytes that does not exist can be
// written down, too: it is for the device to refuse it.
struct ReadCommand {
  spec::Window window = spec::Window::kRegisters;
  std::uint8_t row_bytes = 4;
  std::uint32_t row = 0;  // 24 bits
  std::uint16_t rows = 0;
  friend bool operator==(const ReadCommand& x, const ReadCommand& y) {
    return x.window == y.window && x.row_bytes == y.row_bytes && x.row == y.row && x.rows == y.rows;
  }
};

// 7 bytes and the rows; the reply 3.
struct WriteCommand {
  spec::Window window = spec::Window::kRegisters;
  std::uint8_t row_bytes = 4;
  std::uint32_t row = 0;  // 24 bits
  Bytes data;
  friend bool operator==(const WriteCommand& x, const WriteCommand& y) {
    return x.window == y.window && x.row_bytes == y.row_bytes && x.row == y.row && x.data == y.data;
  }
};

// 6 bytes and the records; the reply 3.
struct RecordsCommand {
  std::uint32_t cursor = 0;
  Bytes records;
  friend bool operator==(const RecordsCommand& x, const RecordsCommand& y) {
    return x.cursor == y.cursor && x.records == y.records;
  }
};

// 6 bytes; the reply 3.
struct RunToCommand {
  std::uint32_t step = 0;
  friend bool operator==(const RunToCommand& x, const RunToCommand& y) { return x.step == y.step; }
};

// 16 bytes; the reply 3 and 4 for each entry.
struct OutputCommand {
  std::uint32_t release = 0;
  std::uint32_t cursor = 0;
  std::uint16_t count = 0;
  std::uint32_t until = 0;
  friend bool operator==(const OutputCommand& x, const OutputCommand& y) {
    return x.release == y.release && x.cursor == y.cursor && x.count == y.count &&
           x.until == y.until;
  }
};

using Command = std::variant<HelloCommand, ReadCommand, WriteCommand, RecordsCommand, RunToCommand,
                             OutputCommand>;

std::uint8_t opcode_of(const Command& command);

Bytes encode_command(std::uint8_t sequence, const Command& command);

// What a device makes of a payload, which has at least the 2 bytes of every frame.
struct DecodedCommand {
  std::uint8_t opcode = 0;
  std::uint8_t sequence = 0;
  int status = spec::kStatusOk;  // kStatusOpcode or kStatusLength: there is no command
  Command command;
};
DecodedCommand decode_command(const Bytes& payload);

struct Reply {
  std::uint8_t opcode = 0;  // of the command
  std::uint8_t sequence = 0;
  Bytes data;
  int status = spec::kStatusOk;  // without kStatusFault
  bool fault = false;            // kStatusFault
  friend bool operator==(const Reply& x, const Reply& y) {
    return x.opcode == y.opcode && x.sequence == y.sequence && x.data == y.data &&
           x.status == y.status && x.fault == y.fault;
  }
};

Bytes encode_reply(const Reply& reply);
// False if the payload is no reply: it is shorter than 3 bytes, or its opcode is that of a command.
bool decode_reply(const Bytes& payload, Reply& reply);

// "busy"; "9" if there is no such status.
std::string status_name(int status);

}  // namespace slk
