// SPDX-License-Identifier: Apache-2.0
#include "host/line.hpp"

#include "host/link_port.hpp"
#include "models/frame.hpp"

namespace slk {
namespace {

// The line is silent for so many byte times before its setting changes: the device changes it when
// the last byte of its reply is over, and the host hears that byte a little earlier.
constexpr std::uint64_t kPause = 2;
constexpr std::uint64_t kAsks = 4;
constexpr std::size_t kReplyMax = 64;
constexpr int kLateBytes = 100;  // times that bytes may come although nobody asked

WriteCommand write_line(const LineSetting& setting) {
  WriteCommand command;
  command.window = spec::Window::kRegisters;
  command.row_bytes = 4;
  command.row = static_cast<std::uint32_t>(spec::Register::kLine);
  append_number(command.data, pack(setting)[0], 4);
  return command;
}

LineSetting read_line(Link& link) {
  const auto row = static_cast<std::uint32_t>(spec::Register::kLine);
  const Reply reply = ask(link, ReadCommand{spec::Window::kRegisters, 4, row, 1});
  const std::uint32_t bits = number32_at(reply.data, 0);
  return spec::unpack<LineSetting>(&bits);
}

void be_silent(BytePipe& pipe, std::uint64_t byte_times) {
  for (int i = 0; i < kLateBytes && !pipe.read(byte_times).empty(); ++i) continue;
}

// How long a new setting is on trial, in bytes of this one.
std::uint64_t trial(const LineSetting& setting) {
  const std::uint64_t cycles = std::uint64_t{1} << spec::kLinkStallBits;
  return cycles / (std::uint64_t{setting.clocks_per_bit} * bits_of_byte(setting)) + 1;
}

bool is_answered(BytePipe& pipe, std::uint64_t byte_times) {
  FrameReader reader(kReplyMax);
  for (int i = 0; i < kLateBytes; ++i) {
    const Bytes bytes = pipe.read(byte_times);
    if (bytes.empty()) return false;
    for (const std::uint8_t byte : bytes) {
      Reply reply;
      if (reader.take(byte) && decode_reply(reader.payload(), reply)) return true;
    }
  }
  return false;
}

// Asks as long as the trial lasts.
bool is_there(BytePipe& pipe, std::uint32_t session, const LineSetting& setting) {
  const Bytes hello = encode_frame(encode_command(0, HelloCommand{session}));
  for (std::uint64_t i = 0; i < kAsks; ++i) {
    pipe.write(hello);
    if (is_answered(pipe, trial(setting) / kAsks)) return true;
  }
  return false;
}

}  // namespace

bool set_line(Link& link, const LineSetting& to, const LineSetting& home) {
  ask(link, write_line(to));
  BytePipe& pipe = link.pipe();
  be_silent(pipe, kPause);
  const bool follows = pipe.set_line(to);
  if (!follows || !is_there(pipe, link.session(), to)) {
    be_silent(pipe, trial(follows ? to : home));
    pipe.set_line(home);
  }
  link.hello(link.session());
  return read_line(link) == to;
}

}  // namespace slk
