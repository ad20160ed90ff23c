// SPDX-License-Identifier: Apache-2.0
// The program of the link as bits, and what is refused.
#include <catch2/catch.hpp>

#include "models/error.hpp"
#include "tools/linkasm/program.hpp"
#include "tools/specgen/write.hpp"

using slk::linkasm::assemble;
using slk::linkasm::Program;

namespace {

const char* const kNames = R"(; names
condition always 0
condition zero 1
port frame 3
action put 7
byte number 0x38
)";

Program program(const std::string& lines) {
  static const slk::specgen::Spec spec = slk::specgen::read_spec_of(SLK_SOURCE);
  return assemble(kNames + lines, "program.txt", spec);
}

std::string refusal(const std::string& lines) {
  try {
    program(lines);
  } catch (const slk::Error& error) {
    return error.what();
  }
  return "nothing refused";
}

}  // namespace

TEST_CASE("linkasm writes every kind of instruction") {
  const Program all = program(R"(
begin:
  load number        ; bytes of memory
  store4 number
  load4 number+1,x
  add #-1            ; numbers
  compare #status_length+1
  load4 #register_step
  load1 @frame       ; from outside
  put
  put4
again: if zero goto begin
  unless zero goto again
  goto end
  return
  call begin
end:
)");
  const std::vector<std::uint16_t> expected{0x0038, 0x1638, 0x02b9, 0x28ff, 0x3004, 0x220d, 0x4103,
                                            0x7407, 0x7607, 0x8200, 0xc209, 0x800e, 0xfe00, 0xbe00};
  REQUIRE(all.instructions.size() == expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    CAPTURE(all.instructions[at].text);
    CHECK(all.instructions[at].bits == expected[at]);
  }
  CHECK(all.instructions[0].text == "begin: load number");
  CHECK(all.ports.at("frame") == 3);
}

TEST_CASE("linkasm refuses what is no program, with the line") {
  CHECK(refusal("load nothing").find("program.txt:7: no 'nothing' here") == 0);
  CHECK(refusal("fetch number").find("program.txt:7: no 'fetch' here") == 0);
  CHECK(refusal("goto nowhere").find("no 'nowhere' here") != std::string::npos);
  CHECK(refusal("a: if full goto a").find("no 'full' here") != std::string::npos);
  CHECK(refusal("load #256").find("'#256' is no byte") != std::string::npos);
  CHECK(refusal("load #status_none").find("no 'status_none' here") != std::string::npos);
  CHECK(refusal("load #1+").find("'1+' is no number") != std::string::npos);
  CHECK(refusal("store #1").find("no '#1' here") != std::string::npos);
  CHECK(refusal("load number number").find("too many words") != std::string::npos);
  CHECK(refusal("a:\na:").find("program.txt:8: label 'a' is there twice") == 0);
  CHECK(refusal("byte number 1").find("'number' is there twice") != std::string::npos);
  CHECK(refusal("byte far 128").find("'far' is beyond 127") != std::string::npos);
  CHECK(refusal("call a\na: call b\nb: put\nreturn").find("'a' calls 'b'") != std::string::npos);
  std::string longest;
  for (int i = 0; i < 384 + 0x38; ++i) longest += "put\n";
  CHECK(program(longest).instructions.size() == 384 + 0x38);
  CHECK(refusal(longest + "put").find("441 instructions; there is room for 440") !=
        std::string::npos);
}
