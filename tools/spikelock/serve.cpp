// SPDX-License-Identifier: Apache-2.0
// spikelock serve: a simulated chip behind a pseudo-terminal or a socket, for whoever would talk to
// a board. It is switched on once: connections come and go, and it stays what they made of it.
#include <algorithm>
#include <chrono>
#include <iostream>

#include "models/chip.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tools/spikelock/serve_port.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr std::uint64_t kSlice = 32;                   // byte times between two looks at the port
constexpr std::uint64_t kBytesAhead = 4096;            // on their way to the chip, or from it
constexpr std::uint64_t kPacedSlices = 1000;           // a second
constexpr auto kRest = std::chrono::milliseconds(50);  // within which a frame goes on
constexpr auto kLost = std::chrono::milliseconds(20);  // time that a pace does not make up for

// More clock cycles than a chip in a run goes without an update of a neuron: those of several steps
// in which everything happens that can.
std::uint64_t quiet_cycles(const CoreSize& core) {
  const std::uint64_t rows = core.axons + core.synapse_words;
  const std::uint64_t words = core.axons / spec::kRingWordBits;
  const std::uint64_t lines = core.neurons + core.inputs;
  return 8 * (4096 + 2 * rows + words * (spec::kDelaySlots + 1) + 3 * lines + core.routes);
}

std::uint64_t byte_of(const LineSetting& line) {
  return std::uint64_t{bits_of_byte(line)} * line.clocks_per_bit;
}

class Server {
 public:
  Server(SimulatedChip chip, const Chip& file, bool paced, ServePort& port)
      : chip_(std::move(chip)),
        port_(port),
        paced_(paced),
        clock_hz_(file.clock_hz),
        line_(chip_.probe->line()),
        byte_(byte_of(line_)),
        quiet_(quiet_cycles(file.core)),
        slice_(paced ? std::clamp<std::uint64_t>(clock_hz_ / byte_ / kPacedSlices, 1, kSlice)
                     : kSlice) {}

  void run();
  std::string summary() const;

 private:
  std::uint64_t now() const { return chip_.probe->cycles(); }
  // Bytes are under way, or a run may be: time goes on. Else it may as well stand still.
  bool working() const { return now() < std::max(heard_, last_sign_) + quiet_; }
  // The chip has heard a frame as far as it came. It does not outrun the rest of it, or it would
  // take the time that a network takes for a pause of its host.
  bool in_frame() const { return in_frame_ && now() >= heard_; }
  std::optional<nanoseconds> pause();
  void follow();
  void take(const Bytes& bytes);
  void clock();

  SimulatedChip chip_;
  ServePort& port_;
  const bool paced_;
  const std::uint64_t clock_hz_;
  LineSetting line_;           // of both ends
  std::uint64_t byte_;         // clock cycles
  const std::uint64_t quiet_;  // clock cycles
  const std::uint64_t slice_;  // byte times
  std::uint64_t heard_ = 0;    // cycle in which the chip has heard everything so far
  std::uint64_t last_sign_ = 0;
  bool in_frame_ = false;
  bool anchored_ = false;  // to a pace
  Clock::time_point anchor_;
  std::uint64_t anchor_cycle_ = 0;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
};

void Server::run() {
  while (!port_.stopped()) {
    const bool full = port_.unsent() > kBytesAhead;
    const bool sleep = full || !working();
    if (sleep) anchored_ = false;
    const bool wanted = heard_ < now() + kBytesAhead * byte_;
    take(port_.wait(sleep ? std::nullopt : pause(), wanted));
    if (in_frame()) {
      in_frame_ = false;
      take(port_.wait(kRest, wanted));
    }
    if (!full && working()) clock();
  }
}

// How long the chip is ahead of its pace.
std::optional<nanoseconds> Server::pause() {
  if (!paced_) return nanoseconds(0);
  const auto ns = static_cast<std::int64_t>(1e9 * static_cast<double>(now() - anchor_cycle_) /
                                            static_cast<double>(clock_hz_));
  const nanoseconds ahead = anchor_ + nanoseconds(ns) - Clock::now();
  if (anchored_ && ahead > -kLost) return std::max(ahead, nanoseconds(0));
  anchored_ = true;
  anchor_ = Clock::now();
  anchor_cycle_ = now();
  return nanoseconds(0);
}

// Behind a pseudo-terminal or a socket bytes have no rate: what comes from there is sent to the
// chip as the chip is set.
void Server::follow() {
  const LineSetting line = chip_.probe->line();
  if (line == line_) return;
  chip_.line->set_line(line, line_);
  line_ = line;
  byte_ = byte_of(line);
}

void Server::take(const Bytes& bytes) {
  if (bytes.empty()) return;
  follow();
  chip_.line->write(bytes);
  bytes_in_ += bytes.size();
  in_frame_ = bytes.back() != spec::kLinkFlag;
  heard_ = std::max(heard_, now()) + bytes.size() * byte_;
}

void Server::clock() {
  const Bytes bytes = chip_.line->read(slice_);
  bytes_out_ += bytes.size();
  port_.send(bytes);
  if (!chip_.probe->take_beats().empty() || !bytes.empty()) last_sign_ = now();
  const std::string fault = chip_.probe->fault();
  if (!fault.empty()) throw Error(chip_.line->name() + ": " + fault, Exit::kMachine);
}

std::string Server::summary() const {
  return "served " + counted(port_.connections(), "connection") + ": " + grouped(bytes_in_) +
         " bytes in, " + grouped(bytes_out_) + " bytes out, " + counted(now(), "clock cycle");
}

std::unique_ptr<Door> make_door(const ServeFlags& flags) {
  if (flags.tcp) return make_tcp_door(*flags.tcp);
  return make_pty_door(flags.pty);
}

}  // namespace

Exit serve(const ServeFlags& flags) {
  if (flags.rtl == flags.tlm) throw Error("--rtl, --tlm: name one of them");
  if (flags.tcp && flags.on_pty) {
    throw Error("--pty, --tcp: a chip is served in one place; name one of them");
  }
  const Chip chip = read_chip(flags.chip);
  if (chip.mesh.cores() > 1) {
    throw Error(flags.chip + ": a chip of " + std::to_string(chip.mesh.cores()) +
                " cores has no serial line; take a chip of one core");
  }
  ServePort port(make_door(flags));  // before the chip, which may have threads: they heed no signal
  SimulatedChip simulated = flags.rtl
                                ? make_rtl_chip(chip.core, chip.clocks_per_bit, flags.x_seed)
                                : make_tlm_chip(chip.core, chip.clock_hz, chip.clocks_per_bit);
  const std::string machine = simulated.line->name();
  Server server(std::move(simulated), chip, flags.paced, port);
  std::cout << "serving " << chip.name << " as " << machine << " at " << port.address()
            << std::endl;
  server.run();
  std::cout << server.summary() << std::endl;
  return Exit::kAgree;
}

}  // namespace slk
