// SPDX-License-Identifier: Apache-2.0
// Frames: what goes in comes out, and nothing else ever does.
#include <catch2/catch.hpp>
#include <map>

#include "models/frame.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using slk::tests::Draw;

namespace {

constexpr std::size_t kPayloadMax = 64;

// Payloads of the good frames in these bytes.
std::vector<Bytes> payloads(FrameReader& reader, const Bytes& wire) {
  std::vector<Bytes> good;
  for (const std::uint8_t byte : wire) {
    if (reader.take(byte)) good.push_back(reader.payload());
  }
  return good;
}

FrameFaults faults_of(const Bytes& wire) {
  FrameReader reader(kPayloadMax);
  CHECK(payloads(reader, wire).empty());
  return reader.faults();
}

// The bytes of a frame between its flags.
Bytes inside(const Bytes& payload) {
  const Bytes wire = encode_frame(payload);
  return {wire.begin() + 1, wire.end() - 1};
}

Bytes operator+(Bytes x, const Bytes& y) {
  x.insert(x.end(), y.begin(), y.end());
  return x;
}

const Bytes kFlag{0x7e};

using Damage = void (*)(Draw&, Bytes&);
std::size_t at(Draw& draw, const Bytes& wire) {
  return draw.below(static_cast<std::uint32_t>(wire.size()));
}
auto place(Bytes& wire, std::size_t i) { return wire.begin() + static_cast<std::ptrdiff_t>(i); }

const std::map<std::string, Damage> kDamages{
    {"bits flipped",
     [](Draw& draw, Bytes& wire) {
       for (std::uint32_t n = 1 + draw.below(4); n > 0; --n) {
         wire[at(draw, wire)] ^= static_cast<std::uint8_t>(1u << draw.below(8));
       }
     }},
    {"bytes dropped",
     [](Draw& draw, Bytes& wire) {
       for (std::uint32_t n = 1 + draw.below(4); n > 0 && wire.size() > 1; --n) {
         wire.erase(place(wire, at(draw, wire)));
       }
     }},
    {"bytes inserted",
     [](Draw& draw, Bytes& wire) {
       for (std::uint32_t n = 1 + draw.below(4); n > 0; --n) {
         const std::uint8_t byte = draw.payload(1)[0];
         wire.insert(place(wire, at(draw, wire)), byte);
       }
     }},
    {"bytes twice",
     [](Draw& draw, Bytes& wire) {
       const std::size_t i = at(draw, wire);
       const std::uint8_t byte = wire[i];
       wire.insert(place(wire, i), byte);
     }},
    {"cut off", [](Draw& draw, Bytes& wire) { wire.resize(1 + at(draw, wire)); }},
    {"bursts",
     [](Draw& draw, Bytes& wire) {
       const std::size_t from = at(draw, wire);
       const std::size_t to = std::min(wire.size(), from + 1 + draw.below(12));
       for (std::size_t i = from; i < to; ++i) wire[i] = draw.byte();
     }},
};

}  // namespace

TEST_CASE("the FCS of a frame is that of RFC 1662") {
  // The check value of CRC-32 over "123456789" is cbf43926.
  const Bytes text{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  CHECK(encode_frame(text) == kFlag + text + Bytes{0x26, 0x39, 0xf4, 0xcb} + kFlag);
}

TEST_CASE("every payload survives its frame") {
  Draw draw("test_models", 20000);
  FrameReader reader(kPayloadMax);
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const Bytes payload = draw.payload(2 + draw.below(kPayloadMax - 1));
    const Bytes wire = encode_frame(payload);
    REQUIRE(std::count(wire.begin(), wire.end(), 0x7e) == 2);
    REQUIRE(payloads(reader, wire) == std::vector<Bytes>{payload});
  }
  CHECK(reader.faults() == FrameFaults());
}

TEST_CASE("flags and escapes are sent as two bytes, in the payload and in the FCS") {
  CHECK(encode_frame({0x7e, 0x7d}).size() >= 10);
  const Bytes wire = encode_frame({0x7e, 0x7d});
  CHECK(Bytes(wire.begin(), wire.begin() + 5) == Bytes{0x7e, 0x7d, 0x5e, 0x7d, 0x5d});
  // Some payload of 3 bytes has a flag in its FCS.
  int escaped_fcs = 0;
  for (unsigned b = 0; b < 256; ++b) {
    const Bytes payload{1, 2, static_cast<std::uint8_t>(b)};
    const bool escaped = b == 0x7e || b == 0x7d;
    const Bytes frame = encode_frame(payload);
    if (frame.size() > 9u + escaped) ++escaped_fcs;
    FrameReader reader(kPayloadMax);
    CHECK(payloads(reader, frame) == std::vector<Bytes>{payload});
  }
  CHECK(escaped_fcs > 0);
}

TEST_CASE("frames may share a flag, and empty ones are nothing") {
  const Bytes a{1, 2};
  const Bytes b{3, 4, 5};
  FrameReader reader(kPayloadMax);
  const Bytes wire = Bytes{0x33, 0x7d} + kFlag + kFlag + inside(a) + kFlag + inside(b) + kFlag +
                     kFlag + encode_frame(a);
  CHECK(payloads(reader, wire) == std::vector<Bytes>{a, b, a});
  CHECK(reader.faults() == FrameFaults());
}

TEST_CASE("a frame that is dropped is counted by its reason, and the next one is read") {
  const Bytes good{1, 2, 3};
  const Bytes wrong = [&] {
    Bytes bytes = inside(good);
    bytes[1] ^= 1;
    return bytes;
  }();
  CHECK(faults_of(kFlag + wrong + kFlag) == FrameFaults{1, 0, 0, 0});
  CHECK(faults_of(encode_frame({9})) == FrameFaults{0, 1, 0, 0});
  CHECK(faults_of(encode_frame({})) == FrameFaults{0, 1, 0, 0});
  CHECK(faults_of(kFlag + inside(good) + Bytes{0x7d} + kFlag) == FrameFaults{0, 0, 1, 0});
  CHECK(faults_of(kFlag + Bytes{0x7d} + kFlag) == FrameFaults{0, 0, 1, 0});
  CHECK(faults_of(encode_frame(Bytes(kPayloadMax + 1, 0))) == FrameFaults{0, 0, 0, 1});
  CHECK(faults_of(inside(good) + kFlag) == FrameFaults());

  FrameReader reader(kPayloadMax);
  const Bytes longest(kPayloadMax, 0x7e);
  const Bytes wire = kFlag + wrong + kFlag + encode_frame(Bytes(500, 1)) + kFlag + Bytes{0x7d} +
                     encode_frame(longest);
  CHECK(payloads(reader, wire) == std::vector<Bytes>{longest});
  CHECK(reader.faults().total() == 3);
}

TEST_CASE("a reader knows when it is in a frame, and can give it up") {
  FrameReader reader(kPayloadMax);
  const Bytes wire = encode_frame({1, 2, 0x7d});
  CHECK_FALSE(reader.in_frame());
  for (std::size_t cut = 1; cut < wire.size(); ++cut) {
    const auto middle = wire.begin() + static_cast<std::ptrdiff_t>(cut);
    CHECK(payloads(reader, Bytes(wire.begin(), middle)).empty());
    CHECK(reader.in_frame() == (cut > 1));
    reader.drop();
    CHECK_FALSE(reader.in_frame());
    CHECK(payloads(reader, Bytes(middle, wire.end())).empty());
    CHECK(payloads(reader, wire) == std::vector<Bytes>{{1, 2, 0x7d}});
  }
  CHECK(reader.faults() == FrameFaults());
}

TEST_CASE("of a million damaged frames none is taken for another") {
  Draw draw("test_models", 1000000);
  std::map<std::string, std::uint64_t> damaged;
  std::uint64_t unharmed = 0;
  FrameReader reader(kPayloadMax);
  auto kind = kDamages.begin();
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const Bytes payload = draw.payload(2 + draw.below(30));
    Bytes wire = encode_frame(payload);
    kind->second(draw, wire);
    ++damaged[kind->first];
    wire.push_back(0x7e);
    for (const std::uint8_t byte : wire) {
      if (!reader.take(byte)) continue;
      ++unharmed;
      REQUIRE(reader.payload() == payload);
    }
    if (++kind == kDamages.end()) kind = kDamages.begin();
  }
  for (const auto& [name, count] : damaged) std::cout << name << ": " << count << "\n";
  const FrameFaults& f = reader.faults();
  std::cout << "dropped for the FCS " << f.fcs << ", short " << f.too_short << ", aborted "
            << f.aborted << ", too long " << f.too_long << "; unharmed " << unharmed << "\n";
  CHECK(damaged.size() == kDamages.size());
  CHECK(f.fcs > draw.cases() / 2);
}
