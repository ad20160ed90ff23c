// SPDX-License-Identifier: Apache-2.0
// Output as bytes: read back as it was written, and never longer than it need be.
#include <catch2/catch.hpp>

#include "models/output_code.hpp"
#include "tests/models/draw.hpp"
#include "tests/models/random_output.hpp"

using namespace slk;
using slk::tests::Draw;
using Entries = std::vector<spec::OutputEntry>;

namespace {

spec::OutputEntry step(std::uint32_t n) { return {n, spec::kEntryStep}; }
spec::OutputEntry spike(std::uint32_t slot) { return {slot, spec::kEntrySpike}; }
spec::OutputEntry cycles(std::uint32_t n) { return {n, spec::kEntryCycles}; }

}  // namespace

TEST_CASE("output is encoded as the documentation says") {
  CHECK(encode_output({}) == Bytes{});
  CHECK(encode_output({step(300), cycles(45)}) == Bytes{0xbf, 0x2c, 1, 0, 0, 0xc0, 45});
  CHECK(encode_output({step(1), step(2), step(65), step(129)}) ==
        Bytes{0xbf, 1, 0, 0, 0, 0x80, 0xbe, 0xbf, 129, 0, 0, 0});
  CHECK(encode_output({spike(0), spike(1), spike(2), spike(3), spike(4)}) == Bytes{0x07, 0x00});
  CHECK(encode_output({spike(14), spike(17), spike(33)}) == Bytes{14 << 3 | 4, 0x78, 33, 0});
  CHECK(encode_output({spike(511)}) == Bytes{0x78, 0xff, 1});
  CHECK(encode_output({cycles(16127), cycles(16128)}) == Bytes{0xfe, 0xff, 0xff, 0x00, 0x3f, 0, 0});
}

TEST_CASE("output that is read back is what was written") {
  Draw draw("test_models", 20000);
  std::uint64_t count = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const Entries entries = tests::random_output(draw);
    Entries back;
    REQUIRE(decode_output(encode_output(entries), back).empty());
    REQUIRE(back == entries);
    count += entries.size();
  }
  REQUIRE(count > draw.cases());
  std::cout << "written = read: " << count << " entries\n";
}

TEST_CASE("any bytes are entries or a sentence") {
  Draw draw("test_models", 20000);
  std::uint64_t refused = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    Bytes bytes(draw.below(40));
    for (std::uint8_t& byte : bytes) byte = draw.byte();
    Entries entries;
    const std::string fault = decode_output(bytes, entries);
    refused += !fault.empty();
    if (fault.empty()) continue;
    REQUIRE((fault == "the output ends within a code" ||
             fault == "the output counts from a step that it did not name"));
  }
  CHECK(refused > 0);
}
