// SPDX-License-Identifier: Apache-2.0
// The receiver of frames and its store: good frames arrive, all others are dropped and reported.
#include <algorithm>

#include "Vslk_frame_rx_bench.h"
#include "tests/rtl/frame_codec.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kDepth = 2048;  // words of the store

// The bench, and what came out of it.
class Receiver {
 public:
  explicit Receiver(Random& random) : random_(random) {
    rtl_->valid_i = rtl_->lost_i = rtl_->tick_i = rtl_->pop_i = 0;
    rtl_.reset();
  }

  // From the serial line, a while after what came before.
  void byte(std::uint8_t byte) {
    rest(random_.chance(80) ? 0 : random_.below(5));
    rtl_->valid_i = 1;
    rtl_->data_i = byte;
    cycle();
    rtl_->valid_i = 0;
  }
  void flag() { byte(kFlag); }
  void bytes(const Bytes& bytes) {
    for (const std::uint8_t b : bytes) byte(b);
  }
  void lost_byte() {
    rtl_->lost_i = 1;
    cycle();
    rtl_->lost_i = 0;
  }
  void silence(std::uint32_t bit_times) {
    for (; bit_times > 0; --bit_times) {
      rtl_->tick_i = 1;
      cycle();
      rtl_->tick_i = 0;
      rest(random_.below(2));
    }
  }
  void rest(std::uint32_t cycles) {
    for (; cycles > 0; --cycles) cycle();
  }
  void empty_store() {
    popping = true;
    rest(2 * kDepth);
    REQUIRE(rtl_->room_o == kDepth);
  }

  bool popping = true;
  std::vector<Bytes> received;
  std::uint64_t bad = 0, refused = 0, overflows = 0, timeouts = 0;

 private:
  void cycle() {
    rtl_->pop_i = popping && rtl_->valid_o && random_.chance(95);
    rtl_.settle();
    if (rtl_->pop_i) {
      frame_.push_back(rtl_->data_o);
      if (rtl_->last_o) received.push_back(std::exchange(frame_, {}));
    }
    bad += rtl_->bad_o;
    timeouts += rtl_->timeout_o;
    refused += rtl_->refused_o;
    overflows += rtl_->overflow_o;
    rtl_.tick();
  }

  Random& random_;
  Module<Vslk_frame_rx_bench> rtl_;
  Bytes frame_;
};

// One piece of a stream, between two flags. Returns how many bad frames it is.
int spoilt_frame(Receiver& receiver, Random& random) {
  const Bytes whole = contents(random_payload(random));
  const std::uint32_t size = static_cast<std::uint32_t>(whole.size());
  const auto send = [&](std::uint32_t from, std::uint32_t to) {
    for (; from < to; ++from) receiver.byte(whole[from]);
  };
  const std::uint32_t inner = 1 + random.below(size - 1);
  const std::uint32_t any = random.chance(20) ? 0 : random.chance(20) ? size : inner;
  switch (random.below(6)) {
    case 0:  // empty
      return 0;
    case 1:  // too short
      receiver.bytes(contents(random_bytes(random, random.below(2))));
      return 1;
    case 2:  // the end is missing
      send(0, inner);
      return 1;
    case 3:  // the beginning is missing
      send(inner, size);
      return 1;
    case 4:  // aborted, perhaps at once, perhaps when nothing was missing
      send(0, any);
      receiver.byte(kEscape);
      return 1;
    default:  // a byte is lost; if it is the first one, there is no frame
      send(0, any);
      receiver.lost_byte();
      send(inner, random.chance(50) ? size : inner);
      return any == 0 ? 0 : 1;
  }
}

// The same frame with escapes that it does not need. Only 5e cannot be escaped.
Bytes escaped_more(Random& random, const Bytes& line) {
  Bytes result;
  for (const std::uint8_t byte : line) {
    const bool second = !result.empty() && result.back() == kEscape;
    const bool escape = byte != kEscape && byte != (kFlag ^ 0x20) && !second && random.chance(20);
    if (escape) result.push_back(kEscape);
    result.push_back(escape ? byte ^ 0x20u : byte);
  }
  return result;
}

// The change of a FCS that leaves one bit of the receiver's residue wrong: the division by the
// polynomial of RFC 1662, four bytes back.
std::uint32_t fcs_error(unsigned residue_bit) {
  std::uint32_t error = 1u << residue_bit;
  for (int bit = 0; bit < 32; ++bit) {
    const bool divided = (error >> 31) != 0;
    error = (error ^ (divided ? 0xedb88320u : 0)) << 1 | (divided ? 1 : 0);
  }
  return error;
}

// Changes a byte of `line`, drops one, adds one or exchanges two.
void corrupt(Random& random, Bytes& line) {
  const auto place = [&] {
    return line.begin() + random.below(static_cast<std::uint32_t>(line.size()));
  };
  switch (random.below(5)) {
    case 0:
      *place() ^= static_cast<std::uint8_t>(1u << random.below(8));
      break;
    case 1:
      *place() = special_byte(random);
      break;
    case 2:
      line.erase(place());
      break;
    case 3:
      line.insert(place(), special_byte(random));
      break;
    default:
      std::iter_swap(place(), place());
      break;
  }
}

}  // namespace

TEST_CASE("slk_frame_rx delivers every good frame and drops every other one") {
  Random random;
  Receiver receiver(random);
  std::uint64_t bad = 0, good = 0;
  std::vector<Bytes> sent;
  Bytes garbage = random_bytes(random, 1000);  // before the first flag
  garbage.erase(std::remove(garbage.begin(), garbage.end(), kFlag), garbage.end());
  receiver.bytes(garbage);
  receiver.flag();
  for (std::uint64_t frame = 0; frame < cases() / 50; ++frame) {
    if (random.chance(60)) {
      sent.push_back(random_payload(random));
      const Bytes line = contents(sent.back());
      receiver.bytes(random.chance(90) ? line : escaped_more(random, line));
    } else {
      bad += spoilt_frame(receiver, random);
    }
    receiver.flag();  // shared with the next frame, or its own
    if (random.chance(50)) receiver.flag();
    if (frame % 100 != 0) continue;
    receiver.empty_store();
    REQUIRE(receiver.received == sent);
    REQUIRE(receiver.bad == bad);
    good += sent.size();
    sent.clear();
    receiver.received.clear();
  }
  REQUIRE(receiver.refused == 0);
  compared("good frames", good);
  compared("bad frames", bad);
}

TEST_CASE("slk_frame_rx accepts no corrupted frame") {
  Random random;
  Receiver receiver(random);
  std::uint64_t dropped = 0, mended = 0;
  receiver.flag();
  while (dropped < cases() / 10) {
    const Bytes payload = random_bytes(random, 2 + random.below(30));
    const Bytes right = contents(payload);
    Bytes wrong = right;
    while (wrong == right) {
      for (std::uint32_t faults = 1 + random.below(4); faults > 0; --faults) corrupt(random, wrong);
    }
    const std::uint64_t before = receiver.bad;
    receiver.bytes(wrong);
    receiver.flag();
    receiver.rest(100);
    // Another spelling of the same bytes (7d 61 for 41) is no corruption.
    for (const Bytes& frame : receiver.received) REQUIRE(frame == payload);
    REQUIRE(receiver.bad - before + receiver.received.size() >= 1);
    mended += receiver.received.size();
    dropped += receiver.received.empty();
    receiver.received.clear();
  }
  REQUIRE(mended < dropped / 100);
  compared("corrupted frames, all dropped", dropped);
}

TEST_CASE("slk_frame_rx drops a frame if a single bit of the residue is wrong") {
  Random random;
  Receiver receiver(random);
  receiver.flag();
  for (unsigned bit = 0; bit < 32; ++bit) {
    const Bytes payload = random_payload(random);
    receiver.bytes(contents(payload, fcs_error(bit)));
    receiver.flag();
    receiver.bytes(contents(payload));
    receiver.flag();
    receiver.empty_store();
    REQUIRE(receiver.bad == bit + 1);
    REQUIRE(std::exchange(receiver.received, {}) == std::vector<Bytes>{payload});
  }
}

TEST_CASE("slk_frame_rx drops a frame that finds no room and delivers the next one") {
  Random random;
  Receiver receiver(random);
  std::uint64_t refused = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<Bytes> fit;
    std::size_t held = 0;
    receiver.popping = false;
    receiver.flag();
    for (int frame = 0; frame < 8; ++frame) {
      const Bytes payload = random_bytes(random, 2 + random.below(900));
      const bool spoil = random.chance(10);
      Bytes line = contents(payload);
      if (spoil) line.back() ^= 1;
      receiver.bytes(line);
      receiver.flag();
      // A word waits at the output, beside the memory.
      const std::size_t room = kDepth + (held > 0) - held;
      if (spoil) continue;
      if (payload.size() > room) {
        ++refused;
      } else {
        held += payload.size();
        fit.push_back(payload);
      }
      REQUIRE(receiver.refused == refused);
    }
    receiver.empty_store();
    fit.push_back(random_payload(random));
    receiver.bytes(contents(fit.back()));
    receiver.flag();
    receiver.empty_store();
    REQUIRE(receiver.received == fit);
    receiver.received.clear();
  }
  REQUIRE(receiver.overflows > refused);
  compared("frames without room", refused);
}

TEST_CASE(
    "slk_frame_rx drops a frame whose next byte does not come, and waits for as long between "
    "frames") {
  constexpr std::uint32_t kTimeout = 1u << spec::kLinkTimeoutBits;
  Random random;
  Receiver receiver(random);
  std::uint64_t timeouts = 0, frames = 0;
  receiver.flag();
  for (int round = 0; round < 40; ++round) {
    receiver.silence(random.below(2) * kTimeout);
    const Bytes payload = random_bytes(random, 2 + random.below(100));
    const Bytes line = contents(payload);
    const std::uint32_t before =
        random.chance(30) ? 1 : random.below(static_cast<std::uint32_t>(line.size()));
    for (std::uint32_t i = 0; i < line.size(); ++i) {
      if (i == before) receiver.silence(kTimeout - 1);
      receiver.byte(line[i]);
    }
    const bool late = random.chance(50);
    receiver.silence(kTimeout - (late ? 0 : 1));
    if (late) receiver.bytes(line);
    receiver.flag();
    receiver.rest(200);
    INFO("round " << round);
    REQUIRE(receiver.received == (late ? std::vector<Bytes>{} : std::vector<Bytes>{payload}));
    receiver.received.clear();
    timeouts += late;
    frames += !late;
    REQUIRE(receiver.timeouts == timeouts);
    REQUIRE(receiver.bad == 0);
  }
  compared("frames in time", frames);
  compared("frames that were dropped for silence", timeouts);
}
