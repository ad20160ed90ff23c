// SPDX-License-Identifier: Apache-2.0
// The line of the TLM and the RTL chip, driven alike: frames that are right, wrong, late or too
// many, and settings that change. Both answer with the same bytes and count the same.
#include <algorithm>
#include <iostream>
#include <random>

#include "host/line.hpp"
#include "sim/rtl/rtl.hpp"
#include "tests/environment.hpp"
#include "tests/sim/link_talk.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Event;
using spec::Register;
using spec::Window;

namespace {

constexpr std::uint64_t kHz = 100000000;
constexpr std::uint64_t kTimeoutBytes = (1u << spec::kLinkTimeoutBits) / 10;  // byte times
constexpr std::uint32_t kReceive = 4096;
constexpr std::uint16_t kRows = 800;  // of 8 bytes, in a long reply

CoreSize core256() { return read_chip(SLK_SOURCE "/models/chips/core256.yaml").core; }

// Both machines at the end of the same hand.
class Twins {
 public:
  Twins()
      : tlm_(make_tlm_chip(core256(), kHz, kClocksPerBit)),
        rtl_(make_rtl_chip(core256(), kClocksPerBit, 7)) {}

  void send(const Bytes& wire) {
    tlm_.line->write(wire);
    rtl_.line->write(wire);
  }
  // Until nothing has come for so many byte times; the same bytes from both.
  Bytes hear(std::uint64_t byte_times = 200) {
    const Bytes tlm = all(*tlm_.line, byte_times);
    const Bytes rtl = all(*rtl_.line, byte_times);
    REQUIRE(tlm == rtl);
    bytes += tlm.size();
    return tlm;
  }
  void set_line(const LineSetting& setting) {
    REQUIRE(tlm_.line->set_line(setting, {}));
    REQUIRE(rtl_.line->set_line(setting, {}));
  }

  // One reply to a command that is executed.
  Bytes ask(const Command& command) {
    const Bytes asked = encode_frame(encode_command(next, command));
    send(asked);
    const Bytes wire = hear(asked.size() + 200);
    Reply reply;
    FrameReader reader(1u << 16);
    bool one = false;
    for (const std::uint8_t byte : wire) one |= reader.take(byte);
    REQUIRE(one);
    REQUIRE(decode_reply(reader.payload(), reply));
    REQUIRE(reply.sequence == next);
    REQUIRE(status_name(reply.status) == "ok");
    ++next;
    return reply.data;
  }
  void write(Register r, std::uint32_t value) {
    WriteCommand command{Window::kRegisters, 4, static_cast<std::uint32_t>(r), {}};
    append_number(command.data, value, 4);
    ask(command);
  }
  // What both counted of the line, from bytes in to frame time-outs, and their faults.
  std::vector<std::uint32_t> counted() {
    constexpr auto kFirst = static_cast<std::uint32_t>(Event::kLinkBytesIn);
    constexpr auto kCount = static_cast<std::uint32_t>(Event::kPackets) - kFirst;
    const Bytes data = ask(ReadCommand{Window::kCounter, 6, kFirst, kCount});
    std::vector<std::uint32_t> counts;
    for (std::size_t at = 0; at < data.size(); at += 6) counts.push_back(number32_at(data, at));
    counts.push_back(
        number32_at(ask(ReadCommand{Window::kRegisters, 4,
                                    static_cast<std::uint32_t>(Register::kLinkFaults), 1}),
                    0));
    return counts;
  }
  static std::uint32_t of(const std::vector<std::uint32_t>& counted, Event event) {
    return counted.at(static_cast<std::size_t>(event) -
                      static_cast<std::size_t>(Event::kLinkBytesIn));
  }

  std::uint8_t next = 0;
  std::uint64_t bytes = 0;  // that were compared

 private:
  static Bytes all(BytePipe& pipe, std::uint64_t byte_times) {
    Bytes bytes;
    for (Bytes more = pipe.read(byte_times); !more.empty(); more = pipe.read(byte_times)) {
      bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return bytes;
  }

  SimulatedChip tlm_;
  SimulatedChip rtl_;
};

Bytes nothing_frame(std::uint8_t sequence) {
  return encode_frame(encode_command(sequence, RunToCommand{0}));
}

// A pipe that does not follow: it cannot change its setting, or only says that it does.
class Stubborn : public BytePipe {
 public:
  Stubborn(std::unique_ptr<BytePipe> pipe, bool lies) : pipe_(std::move(pipe)), lies_(lies) {}
  std::string name() const override { return pipe_->name(); }
  void write(const Bytes& bytes) override { pipe_->write(bytes); }
  Bytes read(std::uint64_t byte_times) override { return pipe_->read(byte_times); }
  bool set_line(const LineSetting&, const LineSetting&) override { return lies_; }

 private:
  std::unique_ptr<BytePipe> pipe_;
  bool lies_;
};

constexpr LineSetting kHome{kClocksPerBit};

}  // namespace

TEST_CASE("tlm and rtl drop, refuse and time out the same frames, in every setting of the line") {
  const std::uint64_t seed = environment("SLK_SEED", 1);
  std::cout << "replay: SLK_SEED=" << seed << " " << SLK_BINARY
            << "/bin/test_sim 'tlm and rtl drop*'\n";
  std::mt19937_64 engine(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(engine()) % n; };
  Twins twins;
  twins.ask(WriteCommand{Window::kCounter, 6, 0, Bytes(6 * spec::kEventCount)});
  for (std::uint32_t row = 0; row < kRows; row += 100) {  // memories begin at random
    twins.ask(WriteCommand{Window::kSynapse, 8, row, Bytes(800)});
  }
  std::uint32_t bad = 0, refused = 0, late = 0, changes = 0;
  for (int i = 0; i < 30; ++i) {
    INFO("round " << i);
    switch (i < 5 ? i : static_cast<int>(below(5))) {
      case 0: {  // damaged
        Bytes wire = nothing_frame(twins.next);
        wire[1] ^= static_cast<std::uint8_t>(1u << below(4));
        twins.send(wire);
        CHECK(twins.hear().empty());
        ++bad;
        break;
      }
      case 1: {  // cut off by silence, or by less than that
        const Bytes wire = nothing_frame(twins.next);
        const auto cut = wire.begin() + 2 + below(static_cast<std::uint32_t>(wire.size()) - 3);
        const bool too_long = below(2) == 0;
        twins.send(Bytes(wire.begin(), cut));
        // The pieces of a read are those of the line's setting.
        CHECK(twins.hear(kTimeoutBytes + (too_long ? 100 : -200)).empty());
        twins.send(Bytes(cut, wire.end()));
        const Bytes reply = twins.hear();
        CHECK(reply.empty() == too_long);
        if (too_long) ++late;
        if (!too_long) ++twins.next;
        break;
      }
      case 2: {  // more than the store holds, while a long reply goes out
        const auto row = ReadCommand{Window::kSynapse, 8, 0, kRows};
        const std::uint8_t s = twins.next++;
        twins.send(encode_frame(encode_command(s, row)));
        const std::uint32_t size = 300 + below(1500);
        const std::uint32_t fit = (kReceive + 1) / size;
        const std::uint32_t sent = std::min<std::uint32_t>(fit + below(3), 6000 / size);
        // Writes of no row length: refused, all of them.
        const WriteCommand filler{Window::kRing, 0, 0, Bytes(size - 7)};
        for (std::uint32_t n = 0; n < sent; ++n) {
          twins.send(encode_frame(encode_command(twins.next, filler)));
        }
        CHECK(twins.hear().size() > 8 * kRows);
        refused += sent - std::min(sent, fit);
        break;
      }
      case 3: {  // another setting
        LineSetting to;
        to.clocks_per_bit = 4 + below(6);
        to.parity = below(3);
        twins.write(Register::kLine, pack(to)[0]);
        twins.set_line(to);
        CHECK(twins.ask(ReadCommand{Window::kRegisters, 4,
                                    static_cast<std::uint32_t>(Register::kLine), 1}) == [&] {
          Bytes bytes;
          append_number(bytes, pack(to)[0], 4);
          return bytes;
        }());
        ++changes;
        break;
      }
      default:  // silence between frames is none
        CHECK(twins.hear(kTimeoutBytes + 100).empty());
    }
    const std::vector<std::uint32_t> counted = twins.counted();
    CHECK(Twins::of(counted, Event::kBadFrames) == bad);
    CHECK(Twins::of(counted, Event::kRefusedFrames) == refused);
    CHECK(Twins::of(counted, Event::kFrameTimeouts) == late);
    for (const Event none : {Event::kFramingErrors, Event::kParityErrors, Event::kBreaks}) {
      CHECK(Twins::of(counted, none) == 0);
    }
  }
  REQUIRE(std::min({bad, refused, late, changes}) > 0);
  std::cout << "tlm = rtl: " << twins.bytes << " bytes, " << bad << " bad, " << refused
            << " refused and " << late << " late frames, " << changes << " settings\n";
}

TEST_CASE("a host changes the setting of the line, and the session goes on") {
  for (const bool rtl : {false, true}) {
    CAPTURE(rtl);
    SimulatedChip chip = rtl ? make_rtl_chip(core256(), kClocksPerBit, 5)
                             : make_tlm_chip(core256(), kHz, kClocksPerBit);
    const Probe& probe = *chip.probe;
    Link link("chip", std::move(chip.line), 1000);
    link.hello(77);
    for (const LineSetting& to : {LineSetting{4}, LineSetting{100, spec::kParityEven},
                                  LineSetting{5, spec::kParityOdd}, kHome}) {
      REQUIRE(set_line(link, to, kHome));
      CHECK(line_of(link) == to);
      CHECK(probe.line() == to);
      CHECK(link.sizes().clocks_per_bit == to.clocks_per_bit);
      CHECK(link.hello(77) == 77);
    }
  }
}

TEST_CASE("a host whose end cannot follow, or does not, comes back to the old setting") {
  for (const bool lies : {false, true}) {
    CAPTURE(lies);
    SimulatedChip chip = make_tlm_chip(core256(), kHz, kClocksPerBit);
    Link link("tlm", std::make_unique<Stubborn>(std::move(chip.line), lies), 1000);
    link.hello(77);
    CHECK_FALSE(set_line(link, {4, spec::kParityEven}, kHome));
    CHECK(line_of(link) == kHome);
    CHECK(link.hello(78) == 77);
  }
}

TEST_CASE("a setting that the device refuses changes nothing") {
  SimulatedChip chip = make_tlm_chip(core256(), kHz, kClocksPerBit);
  Link link("tlm", std::move(chip.line), 1000);
  link.hello(1);
  CHECK_THROWS_WITH(set_line(link, {3}, kHome), Catch::Contains("address"));
  CHECK_THROWS_WITH(set_line(link, {8, 3}, kHome), Catch::Contains("address"));
  CHECK(line_of(link) == kHome);
}
