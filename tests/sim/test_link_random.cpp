// SPDX-License-Identifier: Apache-2.0
// Commands at random, right and wrong, between bytes that are none: the TLM answers each of them,
// and can be used after all of them.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/replay.hpp"
#include "tests/sim/link_talk.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

// Those that every chip has.
const ReadCommand kAllRegisters{Window::kRegisters, 4, 0,
                                static_cast<std::uint16_t>(Register::kLinkFaults) + 1};

std::uint64_t environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 0) : otherwise;
}

class Chatter {
 public:
  explicit Chatter(std::uint64_t seed) : engine_(seed) {
    // Rows without words: a step is short, whatever arrives.
    talk.backdoor().write_rows(Window::kAxon, 0, 6, Bytes(std::size_t{core64().axons} * 6));
  }

  void command();
  void rubbish();

  LinkTalk talk;
  std::uint64_t executed = 0;

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_()) % n; }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  // Half of the time near what is asked for.
  std::uint32_t near(std::uint32_t value) {
    return chance(50) ? value : chance(50) ? value + below(9) - 4 : below(0xffffffff);
  }
  Bytes bytes(std::size_t count) {
    Bytes all(count);
    for (std::uint8_t& byte : all) byte = static_cast<std::uint8_t>(below(256));
    return all;
  }
  Bytes records();
  Command draw();

  std::mt19937_64 engine_;
  std::uint32_t records_end_ = 0;
  std::uint32_t output_end_ = 0;
  std::uint32_t step_ = 0;
};

// Mostly records: moves, spikes, bitmaps, resets, flushes, modulators; sometimes anything.
Bytes Chatter::records() {
  if (chance(3)) return bytes(below(40));
  Bytes all;
  for (std::uint32_t n = below(6); n > 0; --n) {
    const auto spikes = static_cast<std::uint8_t>(below(4));
    const std::vector<Bytes> kinds = {
        {static_cast<std::uint8_t>(spec::kRecordAdvance | (1 + below(20)))},
        {spec::kRecordReset, static_cast<std::uint8_t>(below(4))},
        {spec::kRecordFlush},
        {spec::kRecordModulators},
        {static_cast<std::uint8_t>(spec::kRecordSpikes | spikes),
         static_cast<std::uint8_t>(below(256)), 0},
        {static_cast<std::uint8_t>(spec::kRecordBitmap | spikes),
         static_cast<std::uint8_t>(below(30))}};
    const Bytes& record = kinds[below(static_cast<std::uint32_t>(kinds.size()))];
    all.insert(all.end(), record.begin(), record.end());
    const bool bitmap = record[0] < spec::kRecordSpikes && record[0] >= spec::kRecordBitmap;
    const bool list = record[0] < spec::kRecordAdvance && record[0] >= spec::kRecordSpikes;
    const bool modulators = record[0] == spec::kRecordModulators;
    const Bytes more = bytes(bitmap ? spikes + 1u : list ? spikes : modulators ? 4u : 0u);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

Command Chatter::draw() {
  const auto window = static_cast<Window>(chance(95) ? below(11) : below(256));
  const auto row_bytes = static_cast<std::uint8_t>(chance(90) ? 1 + below(16) : below(256));
  const std::uint32_t row = chance(95) ? below(40) : below(1 << 24);
  switch (below(13)) {
    case 0:
      return HelloCommand{below(5)};
    case 1:
      return ReadCommand{window, row_bytes, row, static_cast<std::uint16_t>(below(20))};
    case 2:
      return kAllRegisters;
    case 3: {
      const bool registers = window == Window::kRegisters;
      return WriteCommand{registers ? Window::kRing : window, row_bytes, row, bytes(below(80))};
    }
    case 4:  // clears faults, and the streams if no run is under way
      return WriteCommand{Window::kRegisters, 4, chance(50) ? 16u : 31u + below(2), Bytes(4, 0xff)};
    case 5:
    case 6:
      return RecordsCommand{near(records_end_), records()};
    case 7:
    case 8:
      return RunToCommand{chance(90) ? std::min(step_, 1000u) + below(40)
                                     : near(spec::kLinkStepMax + 1) | 1u << 30};
    case 9: {  // every register but the step: a run of 2^30 steps is one that ends, but not here;
               // nor the line, which the other end would have to follow
      const std::uint32_t r = below(spec::kRegisters.size() + 2);
      const bool other = r != static_cast<std::uint32_t>(Register::kStep) &&
                         r != static_cast<std::uint32_t>(Register::kLine);
      return WriteCommand{Window::kRegisters, 4, other ? r : 0, bytes(4)};
    }
    default:
      return OutputCommand{chance(50) ? output_end_ : near(output_end_), near(output_end_),
                           static_cast<std::uint16_t>(below(60)), near(step_)};
  }
}

void Chatter::command() {
  const Command command = draw();
  const auto sequence = static_cast<std::uint8_t>(chance(90) ? talk.next : below(256));
  Bytes payload = encode_command(sequence, command);
  if (chance(2)) payload[0] = static_cast<std::uint8_t>(7 + below(120));
  if (chance(2)) payload.resize(2 + below(static_cast<std::uint32_t>(payload.size()) - 1));
  talk.send(encode_frame(payload));
  const Reply reply = talk.reply();
  CHECK(reply.opcode == payload[0]);
  CHECK(reply.sequence == sequence);
  CHECK(reply.status <= spec::kStatusStalled);
  const bool hello = reply.opcode == spec::kOpcodeHello;
  if (reply.status == spec::kStatusOk && (hello || sequence == talk.next)) {
    talk.next = static_cast<std::uint8_t>(sequence + 1);
    ++executed;
  }
  if (command == Command(kAllRegisters) &&
      reply.data.size() == std::size_t{kAllRegisters.rows} * 4) {
    const auto reg = [&](Register r) {
      return number32_at(reply.data, 4 * static_cast<std::size_t>(r));
    };
    step_ = reg(Register::kStep);
    records_end_ = reg(Register::kRecordsEnd);
    output_end_ = reg(Register::kOutputEnd);
    CHECK(output_end_ - reg(Register::kOutputReleased) <= reg(Register::kSizeOutput));
  }
}

// Noise that is no frame: whatever it looks like, a flag ends it.
void Chatter::rubbish() {
  Bytes noise = bytes(below(30));
  noise.push_back(spec::kLinkFlag);
  talk.send(noise);
}

}  // namespace

TEST_CASE("ten thousand commands at random are answered, each of them") {
  const std::uint64_t seed = environment("SLK_SEED", 1);
  std::cout << "replay: SLK_SEED=" << seed << " " << SLK_BINARY << "/bin/test_sim "
            << tests::test_name() << '\n';
  Chatter chatter(seed);
  for (int i = 0; i < 10000; ++i) {
    if (i % 8 == 0) chatter.rubbish();
    chatter.command();
  }
  CHECK(chatter.executed > 4000);
  std::cout << "tlm: 10,000 commands answered, " << chatter.executed << " of them executed\n";
  LinkTalk& talk = chatter.talk;
  talk.ask(RunToCommand{0});
  talk.ask(WriteCommand{Window::kRing, 4, 0, {1, 2, 3, 4}});
  CHECK(talk.ask(ReadCommand{Window::kRing, 4, 0, 1}) == Bytes{1, 2, 3, 4});
}
