// SPDX-License-Identifier: Apache-2.0
// Any bytes into the serial line of a chip: it then still answers a host, no assertion has failed,
// and of its configuration nothing has changed but what some whole write frame named.
//
// The input is a list: noise as it is, payloads that are framed, payloads that get the sequence
// number that is expected, either with a byte of their frame changed or not, and waits. Left out is
// what lames a chip by order: a run without end, another setting of the line.
#include "tests/fuzz/device.hpp"

#include <set>
#include <utility>

#include "host/link_port.hpp"
#include "models/error.hpp"
#include "models/image.hpp"
#include "tests/fuzz/input.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

constexpr std::uint32_t kRows = 8;  // of each window that is watched
constexpr int kAsks = 20;
constexpr std::uint32_t kSession = 0xfeed5eed;
constexpr std::uint64_t kQuiet = 64;  // byte times
constexpr std::uint8_t kDamaged = 4;  // of what an item is
constexpr Window kWatched[] = {Window::kAxon,  Window::kSynapse, Window::kRouteIndex,
                               Window::kRoute, Window::kNeuron,  Window::kProfile};

using Row = std::pair<Window, std::uint32_t>;

class Fuzz {
 public:
  Fuzz() : chip_(make_fuzzed_chip()) {
    // Rows without words: a step is short, whatever arrives.
    HostPort& port = chip_.simulated.probe->backdoor();
    const std::uint8_t width = row_bytes(Window::kAxon, kLanes);
    port.write_rows(Window::kAxon, 0, width, Bytes(std::size_t{chip_.axons} * width));
    before_ = watched(port);
  }

  void play(FuzzInput& input);
  void check();

 private:
  static std::vector<Bytes> watched(HostPort& port) {
    std::vector<Bytes> windows;
    for (const Window w : kWatched) {
      windows.push_back(port.read_rows(w, 0, row_bytes(w, kLanes), kRows));
    }
    return windows;
  }
  void send(const Bytes& wire);
  bool hear(std::uint64_t byte_times);
  void end_talk();

  FuzzedChip chip_;
  std::vector<Bytes> before_;
  FrameReader sent_{1 << 16};
  FrameReader heard_{1 << 16};
  std::uint8_t expected_ = 0;
  std::uint32_t session_before_ = 0;
  std::set<Row> named_;  // by whole write frames
};

// False: it would be obeyed.
bool is_harmless(Bytes& payload) {
  const DecodedCommand decoded = decode_command(payload);
  if (decoded.status != spec::kStatusOk) return true;
  if (const auto* run_to = std::get_if<RunToCommand>(&decoded.command)) {
    payload = encode_command(decoded.sequence, RunToCommand{run_to->step & 0xff});
  }
  const auto* write = std::get_if<WriteCommand>(&decoded.command);
  if (!write || write->window != Window::kRegisters || write->row_bytes == 0) return true;
  const std::size_t rows = write->data.size() / write->row_bytes;
  for (const Register r : {Register::kStep, Register::kLine}) {
    const auto row = static_cast<std::uint32_t>(r);
    if (row >= write->row && row < write->row + rows) return false;
  }
  return true;
}

void Fuzz::play(FuzzInput& input) {
  while (!input.empty()) {
    const std::uint8_t what = input.byte();
    const std::uint8_t count = input.byte();
    switch (what % 4) {
      case 0:
        send(input.bytes(count));
        break;
      case 1:
      case 2: {
        Bytes payload = input.bytes(count);
        if (what % 4 == 2 && payload.size() > 1) payload[1] = expected_;
        if (payload.size() >= kFramePayloadMin && !is_harmless(payload)) break;
        Bytes wire = encode_frame(payload);
        if ((what & kDamaged) != 0) {
          const std::size_t place = input.byte() % wire.size();
          wire[place] ^= input.byte();
        }
        send(wire);
        break;
      }
      default:
        hear(std::uint64_t{count} * 4);
    }
  }
}

void Fuzz::send(const Bytes& wire) {
  for (const std::uint8_t byte : wire) {
    if (!sent_.take(byte)) continue;
    const DecodedCommand decoded = decode_command(sent_.payload());
    const auto* write = std::get_if<WriteCommand>(&decoded.command);
    if (decoded.status != spec::kStatusOk || !write || write->row_bytes == 0) continue;
    const std::size_t rows = (write->data.size() + write->row_bytes - 1) / write->row_bytes;
    for (std::uint32_t i = 0; i < rows; ++i) named_.insert({write->window, write->row + i});
  }
  chip_.simulated.line->write(wire);
}

// False: the line was silent.
bool Fuzz::hear(std::uint64_t byte_times) {
  const Bytes bytes = chip_.simulated.line->read(byte_times);
  for (const std::uint8_t byte : bytes) {
    Reply reply;
    if (!heard_.take(byte)) continue;
    if (!decode_reply(heard_.payload(), reply)) continue;  // to an opcode of 80 or more
    const bool hello = reply.opcode == spec::kOpcodeHello && reply.data.size() == 16;
    if (reply.status == spec::kStatusOk && (reply.sequence == expected_ || hello)) {
      expected_ = static_cast<std::uint8_t>(reply.sequence + 1);
    }
    if (hello) session_before_ = number32_at(reply.data, 12);
  }
  require(heard_.faults() == FrameFaults(), "the chip sent a frame that is wrong");
  return !bytes.empty();
}

// Until nothing comes any more of what was sent: a hello has met the one before it.
void Fuzz::end_talk() {
  for (int asks = 0; session_before_ != kSession; ++asks) {
    require(asks < kAsks, "the chip does not answer");
    send({spec::kLinkFlag});
    for (const std::uint8_t s : {7, 8})
      send(encode_frame(encode_command(s, HelloCommand{kSession})));
    while (session_before_ != kSession && hear(chip_.patience)) continue;
  }
  while (hear(kQuiet)) continue;
}

// As a host does that finds the chip in whatever state.
void Fuzz::check() {
  end_talk();
  Probe& probe = *chip_.simulated.probe;
  HostPort& backdoor = probe.backdoor();
  try {
    Link link("chip", std::move(chip_.simulated.line), chip_.patience);
    link.hello(kSession + 1);
    ask(link, RunToCommand{0});
    LinkPort port(link);
    for (int looks = 0; port.read(Register::kStatus) != 0; ++looks) {
      require(looks < 10000, "the core stays busy");
    }
    require(port.read(Register::kSession) == kSession + 1, "the session is lost");
    require(probe.fault().empty(), probe.fault().c_str());
    const std::vector<Bytes> after = watched(backdoor);
    for (std::size_t w = 0; w < after.size(); ++w) {
      const std::size_t width = row_bytes(kWatched[w], kLanes);
      for (std::size_t at = 0; at < after[w].size(); ++at) {
        if (after[w][at] == before_[w][at]) continue;
        const auto row = static_cast<std::uint32_t>(at / width);
        require(named_.count({kWatched[w], row}) > 0, "memory changed that no write frame named");
      }
    }
  } catch (const Error& error) {
    require(false, error.what());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  Fuzz fuzz;
  fuzz.play(input);
  fuzz.check();
  return 0;
}
