// SPDX-License-Identifier: Apache-2.0
// The Verilated chip as a device on a line: bytes in, bytes out, and what the simulator sees
// beside.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/rtl/rtl.hpp"

using namespace slk;
using spec::Register;

namespace {

using Bytes = std::vector<std::uint8_t>;

// hello with sequence number 0 and session 7e, from docs/link.md.
const Bytes kHello{0x7e, 1, 0, 0x7d, 0x5e, 0, 0, 0, 0xa9, 0xa5, 0x7d, 0x5e, 0xf1, 0x7e};

const Bytes kSession{0x7d, 0x5e, 0, 0, 0};  // as a reply has it

Bytes answer_to(const Bytes& frame, BytePipe& line) {
  line.write(frame);
  Bytes answer;
  for (Bytes more = line.read(20); !more.empty(); more = line.read(3)) {
    answer.insert(answer.end(), more.begin(), more.end());
  }
  return answer;
}

bool tells_session(const Bytes& answer) {
  return std::search(answer.begin(), answer.end(), kSession.begin(), kSession.end()) !=
         answer.end();
}

}  // namespace

TEST_CASE("the rtl chip answers over its line, whatever its bit time and its random start") {
  for (const std::uint32_t clocks_per_bit : {4u, 5u, 27u, 100u}) {
    CAPTURE(clocks_per_bit);
    const SimulatedChip chip = make_rtl_chip(CoreSize{}, clocks_per_bit, 100 + clocks_per_bit);
    CHECK(chip.line->read(20).empty());
    const Bytes answer = answer_to(kHello, *chip.line);
    REQUIRE(answer.size() >= 8);
    CHECK(Bytes(answer.begin(), answer.begin() + 7) ==
          Bytes{0x7e, 0x81, 0, 0x31, 0x4b, 0x4c, 0x53});
    CHECK(answer.back() == 0x7e);
    CHECK_FALSE(tells_session(answer));
    CHECK(tells_session(answer_to(kHello, *chip.line)));
    CHECK(chip.probe->fault().empty());
  }
}

TEST_CASE("the probe of the rtl chip collects the beats of the trace port while the line is read") {
  const SimulatedChip chip = make_rtl_chip(CoreSize{}, 4, 3);
  HostPort& port = chip.probe->backdoor();
  port.write(Register::kOccupiedNeurons, 3);
  spec::CommandRegister command;
  command.step = 1;
  port.write(Register::kCommand, pack(command)[0]);
  CHECK(chip.line->read(10).empty());
  const std::vector<spec::Trace> beats = chip.probe->take_beats();
  REQUIRE(beats.size() == 3);
  for (std::uint32_t slot = 0; slot < 3; ++slot) CHECK(beats[slot].slot == slot);
  CHECK(chip.probe->take_beats().empty());
}
