// SPDX-License-Identifier: Apache-2.0
#include "host/line.hpp"

#include <charconv>
#include <sstream>
#include <vector>

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

// As near to the wish as clock cycles come.
LineSetting setting_of(const LineWish& wish, const LineSetting& now, const BytePipe& pipe) {
  if (pipe.baud() == 0) {
    throw Error("--line: " + pipe.name() +
                " has no rate that this program could change; leave --line out");
  }
  const std::uint64_t clock_hz = std::uint64_t{now.clocks_per_bit} * pipe.baud();
  const std::uint64_t clocks = (clock_hz + wish.baud / 2) / wish.baud;
  const auto refuse = [&](const std::string& fault, std::uint64_t allowed) {
    throw Error("--line: " + std::to_string(wish.baud) + " baud is " + fault + " of " +
                pipe.name() + ", which has " + std::to_string(clock_hz) + " a second; take " +
                std::to_string(allowed));
  };
  if (clocks < spec::kClocksPerBitMin) {
    refuse(std::to_string(clocks) + (clocks == 1 ? " clock cycle" : " clock cycles") +
               " a bit, fewer than the " + std::to_string(spec::kClocksPerBitMin),
           clock_hz / spec::kClocksPerBitMin);
  }
  if (clocks >> spec::kClocksPerBitBits != 0) {
    refuse("more clock cycles a bit than the register line holds",
           (clock_hz >> spec::kClocksPerBitBits) + 1);
  }
  const std::uint64_t rate = clock_hz / clocks;
  if (!near_rate(rate, wish.baud)) {
    refuse("off by more than 2 % from " + std::to_string(clocks) + " clock cycles a bit", rate);
  }
  return {static_cast<std::uint32_t>(clocks), wish.parity, wish.flow ? 1u : 0u};
}

}  // namespace

LineSetting line_of(Link& link) {
  const auto row = static_cast<std::uint32_t>(spec::Register::kLine);
  const Reply reply = ask(link, ReadCommand{spec::Window::kRegisters, 4, row, 1});
  const std::uint32_t bits = number32_at(reply.data, 0);
  return spec::unpack<LineSetting>(&bits);
}

bool set_line(Link& link, const LineSetting& to, const LineSetting& home) {
  const LineSetting now = line_of(link);
  ask(link, write_line(to));
  BytePipe& pipe = link.pipe();
  be_silent(pipe, kPause);
  const bool follows = pipe.set_line(to, now);
  if (!follows || !is_there(pipe, link.session(), to)) {
    be_silent(pipe, trial(follows ? to : now));
    pipe.set_line(home, follows ? to : now);
  }
  link.hello(link.session());
  return line_of(link) == to;
}

LineWish parse_line(const std::string& flag, const std::string& text) {
  std::vector<std::string> words;
  std::istringstream list(text + ',');  // a last word may be empty, and is wrong then
  for (std::string word; std::getline(list, word, ',');) words.push_back(word);
  LineWish wish;
  const char* const end = words[0].data() + words[0].size();
  const auto number = std::from_chars(words[0].data(), end, wish.baud);
  bool ok = number.ec == std::errc() && number.ptr == end && wish.baud > 0;
  std::size_t next = 1;
  if (next < words.size() && (words[next] == "odd" || words[next] == "even")) {
    wish.parity = words[next++] == "odd" ? spec::kParityOdd : spec::kParityEven;
  }
  if (next < words.size() && words[next] == "flow") {
    wish.flow = true;
    ++next;
  }
  ok = ok && next == words.size();
  if (!ok) {
    throw Error(flag + ": '" + text +
                "' is no setting of a line; allowed BAUD[,odd|,even][,flow], such as 3000000,even");
  }
  return wish;
}

LineChange::LineChange(Link& link, const LineWish& wish) : link_(link), home_(line_of(link)) {
  const LineSetting to = setting_of(wish, home_, link.pipe());
  const std::uint32_t baud = link.pipe().baud();
  if (set_line(link, to, home_)) return;
  throw Error(link.name() + ": no answer at " + std::to_string(wish.baud) +
                  " baud, the line is back at " + std::to_string(baud) +
                  "; name a rate and a parity that port and cable have",
              Exit::kMachine);
}

LineChange::~LineChange() {
  if (link_.unanswered() > 0) return;
  try {
    set_line(link_, home_, home_);
  } catch (const Error&) {
    // The device is gone, and with it what it was set to.
  }
}

}  // namespace slk
