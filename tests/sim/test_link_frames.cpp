// SPDX-License-Identifier: Apache-2.0
// The serial line of the TLM chip: frames that are right or ignored, sequence numbers, sessions,
// and the time that bytes take.
#include "sim/tlm/top.hpp"
#include "tests/sim/link_talk.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Event;
using spec::Register;
using spec::Window;

namespace {

constexpr std::uint64_t kSilence = 1000;  // byte times

ReadCommand read_of(Register r) {
  return {Window::kRegisters, 4, static_cast<std::uint32_t>(r), 1};
}
WriteCommand clear_of(Register r) {
  return {Window::kRegisters, 4, static_cast<std::uint32_t>(r), {0xff, 0xff, 0xff, 0xff}};
}
const Bytes kFrame = encode_frame(encode_command(0, read_of(Register::kIdentity)));

spec::LinkFaultsRegister link_faults(LinkTalk& talk) {
  const std::uint32_t bits = talk.read(Register::kLinkFaults);
  talk.ask(clear_of(Register::kLinkFaults));
  CHECK(talk.read(Register::kLinkFaults) == 0);
  return spec::unpack<spec::LinkFaultsRegister>(&bits);
}

// The dropped frame is not answered, the next one is.
bool drops(LinkTalk& talk, const Bytes& wire) {
  talk.send(wire);
  talk.send({static_cast<std::uint8_t>(spec::kLinkFlag)});
  CHECK(talk.hear(kSilence).empty());
  const spec::LinkFaultsRegister faults = link_faults(talk);
  CHECK_FALSE(talk.fault);
  return faults.frame == 1 && faults.receive_overflow == 0;
}

}  // namespace

TEST_CASE("a frame that is not right is dropped, told, and never answered") {
  LinkTalk talk;
  Bytes wrong = kFrame;
  wrong[3] ^= 1;
  CHECK(drops(talk, wrong));
  CHECK(drops(talk, {0x7e, 1, 0x7e}));
  CHECK(drops(talk, encode_frame({1})));
  CHECK(drops(talk, {0x7e, 0x7d, 0x7e}));
  Bytes aborted = kFrame;
  aborted.back() = 0x7d;
  CHECK(drops(talk, aborted));
  CHECK_FALSE(drops(talk, {0x7e, 0x7e, 0x7e}));  // empty frames are none
}

TEST_CASE("bytes before the first flag are dropped, and one flag ends and begins") {
  LinkTalk talk;
  talk.send({1, 2, 3, 0x7d});
  talk.send(kFrame);
  CHECK(talk.reply().data.size() == 4);
  Bytes next = encode_frame(encode_command(1, read_of(Register::kLinkFaults)));
  next.erase(next.begin());
  talk.send(next);
  CHECK(talk.reply().data == Bytes(4));
}

TEST_CASE("a frame that the store has no room for is dropped, and the rest is answered") {
  LinkTalk talk;
  const std::uint32_t size = talk.read(Register::kSizeReceive);
  // Rows of no bytes: each is refused.
  const auto write = [](std::uint32_t payload) {
    return WriteCommand{Window::kRing, 0, 0, Bytes(payload - 7)};
  };
  CHECK(talk.ask(talk.next, write(size)).status == spec::kStatusLength);
  talk.send(talk.next, write(size + 1));
  CHECK(talk.hear(kSilence + 2 * size).empty());
  spec::LinkFaultsRegister only;
  only.receive_overflow = 1;
  CHECK(link_faults(talk) == only);
  // Frames wait while a long reply goes out.
  talk.send(talk.next, ReadCommand{Window::kSynapse, 8, 0, 1500});
  for (int i = 0; i < 3; ++i) talk.send(talk.next + 1, write(size / 2 - 200));
  CHECK(talk.reply().data.size() == 12000);
  ++talk.next;
  for (int i = 0; i < 2; ++i) CHECK(talk.reply().status == spec::kStatusLength);
  CHECK(talk.hear(kSilence).empty());
  CHECK(link_faults(talk) == only);
}

TEST_CASE("a sequence number is executed once, answered again for 128 commands, and then refused") {
  LinkTalk talk;
  for (int i = 0; i < 300; ++i) talk.read(Register::kStep);
  const std::uint8_t expected = talk.next;
  std::uint32_t again = 0;
  for (int back = 1; back < 256; ++back) {
    const auto s = static_cast<std::uint8_t>(expected - back);
    // The write would be refused if it were executed.
    const Reply write = talk.ask(s, WriteCommand{Window::kRegisters, 4, 0, Bytes(4)});
    const Reply read = talk.ask(s, read_of(Register::kIdentity));
    CHECK(write.sequence == s);
    if (back <= 128) {
      CHECK(write.status == spec::kStatusOk);
      CHECK(read.status == spec::kStatusOk);
      CHECK(number32_at(read.data, 0) == spec::kIdentity);
      ++again;
    } else {
      CHECK(write.status == spec::kStatusSequence);
      CHECK(read.status == spec::kStatusSequence);
      CHECK(read.data == Bytes{expected});
    }
    CHECK_FALSE(read.fault);
  }
  CHECK(again == 128);
  CHECK(talk.ask(static_cast<std::uint8_t>(expected - 1), OutputCommand{0, 0, 9, 9}).status ==
        spec::kStatusOk);
  CHECK(talk.ask(expected, read_of(Register::kIdentity)).status == spec::kStatusOk);
}

TEST_CASE("nothing that was sent behind a failed command is executed") {
  LinkTalk talk;
  talk.send(0, ReadCommand{Window::kRing, 0, 0, 1});
  talk.send(1, RunToCommand{5});
  talk.send(2, HelloCommand{77});
  CHECK(talk.reply().status == spec::kStatusLength);
  const Reply behind = talk.reply();
  CHECK(behind.status == spec::kStatusSequence);
  CHECK(behind.data == Bytes{0});
  CHECK(talk.reply().status == spec::kStatusOk);
  talk.next = 3;
  CHECK(talk.read(Register::kRunTarget) == 0);
  CHECK(talk.read(Register::kSession) == 77);
}

TEST_CASE("hello is executed with any sequence number and says who was there before") {
  LinkTalk talk;
  std::uint32_t before = 0;
  for (const std::uint8_t s : {0, 200, 199, 200, 7, 134}) {
    const std::uint32_t session = 0x7e7d0000u + s;
    const Reply reply = talk.ask(s, HelloCommand{session});
    CHECK(reply.status == spec::kStatusOk);
    REQUIRE(reply.data.size() == 16);
    CHECK(number32_at(reply.data, 0) == spec::kIdentity);
    CHECK(number_at(reply.data, 4, 8) == spec::kHash);
    CHECK(number32_at(reply.data, 12) == before);
    before = session;
    talk.next = static_cast<std::uint8_t>(s + 1);
    CHECK(talk.read(Register::kSession) == session);
  }
  // One that is cut short changes nothing.
  talk.send(encode_frame({spec::kOpcodeHello, 0, 1, 2, 3}));
  CHECK(talk.reply().status == spec::kStatusLength);
  CHECK(talk.read(Register::kSession) == before);
}

TEST_CASE("a host that comes back finds the streams where they were") {
  LinkTalk talk;
  talk.ask(HelloCommand{1});
  talk.write(Register::kReport, 1);
  talk.ask(RecordsCommand{0, {spec::kRecordAdvance | 9}});
  talk.ask(RunToCommand{4});
  CHECK(talk.output(0, 100, 4).size() == 8);
  const Bytes state = talk.ask(ReadCommand{Window::kRegisters, 4, 26, 5});
  talk.send({0x7e, 1, 2, 3});  // the line breaks in a frame
  talk.next = 99;
  const Bytes hello = talk.ask(HelloCommand{1});
  CHECK(number32_at(hello, 12) == 1);
  CHECK(talk.ask(ReadCommand{Window::kRegisters, 4, 26, 5}) == state);
  CHECK(talk.read(Register::kRecordsEnd) == 1);
  CHECK(talk.read(Register::kOutputEnd) == 8);
  CHECK(talk.read(Register::kStep) == 4);
}

TEST_CASE("a byte takes ten bits, down and up") {
  for (const std::uint32_t clocks_per_bit : {4u, 8u, 868u}) {
    LinkTalk talk(core64(), clocks_per_bit);
    const auto cycles = [] { return sc_core::sc_time_stamp().value() / 10000; };
    const std::uint64_t begin = cycles();
    const Bytes wire = encode_frame(encode_command(0, read_of(Register::kIdentity)));
    talk.send(wire);
    const std::uint64_t reply = 6 + 3 + 4;  // nothing to escape
    CHECK(talk.reply().data.size() == 4);
    const std::uint64_t line = (wire.size() + reply) * 10 * clocks_per_bit;
    CHECK(cycles() - begin == line + 1);  // and one access
    // A line that is silent is listened to for as long as was asked for.
    CHECK(talk.hear(17).empty());
    CHECK(cycles() - begin == line + 1 + 17 * 10 * clocks_per_bit);
  }
}

TEST_CASE("bytes on the line are counted, those of the reply up to the counter included") {
  LinkTalk talk;
  const ReadCommand counters{Window::kCounter, 6, static_cast<std::uint32_t>(Event::kLinkBytesIn),
                             2};
  talk.ask(WriteCommand{Window::kCounter, 6, 0, Bytes(6 * spec::kEventCount)});
  std::uint64_t in = 0;
  std::uint64_t out = encode_frame({0x83, 0, 0}).size();  // the reply to the write
  for (std::uint8_t s = 1; s <= 50; ++s) {
    const Reply reply = talk.ask(s, counters);
    in += encode_frame(encode_command(s, counters)).size();
    CHECK(number_at(reply.data, 0, 6) == in);
    // Flag, opcode, sequence number and row before it; escapes are not among them.
    CHECK(number_at(reply.data, 6, 6) == out + 3 + 6);
    out += encode_frame(encode_reply(reply)).size();
  }
  talk.send({1, 2, 3});
  CHECK(talk.hear(10).empty());
  CHECK(read_ledger(talk.backdoor())[Event::kLinkBytesIn] == in + 3);
}
