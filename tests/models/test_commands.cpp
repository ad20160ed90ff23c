// SPDX-License-Identifier: Apache-2.0
// Commands and replies: the bytes that docs/link.md gives, and back.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "models/commands.hpp"
#include "models/frame.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using slk::tests::Draw;
using spec::Window;

namespace {

Command random_command(Draw& draw) {
  const auto window = static_cast<Window>(draw.below(16));
  const auto width = static_cast<std::uint8_t>(draw.below(40));
  const std::uint32_t row = draw.below(1u << 24);
  switch (draw.below(6)) {
    case 0:
      return HelloCommand{draw.bits()};
    case 1:
      return ReadCommand{window, width, row, static_cast<std::uint16_t>(draw.bits())};
    case 2:
      return WriteCommand{window, width, row, draw.payload(draw.below(100))};
    case 3:
      return RecordsCommand{draw.bits(), draw.payload(draw.below(100))};
    case 4:
      return RunToCommand{draw.bits()};
    default:
      return OutputCommand{draw.bits(), draw.bits(), static_cast<std::uint16_t>(draw.bits()),
                           draw.bits()};
  }
}

// A line of the conversation in docs/link.md: what is said before it, who speaks, the bytes.
struct Said {
  std::string about;
  char who = '>';
  Bytes wire;
};

std::vector<Said> conversation() {
  std::ifstream in(std::string(SLK_SOURCE) + "/docs/link.md");
  std::vector<Said> said;
  std::string line;
  std::string about;
  while (std::getline(in, line) && line != "```link") {
  }
  while (std::getline(in, line) && line != "```") {
    if (line[0] != '>' && line[0] != '<') {
      about = line;
      continue;
    }
    Said s{about, line[0], {}};
    std::istringstream bytes(line.substr(1));
    for (unsigned byte = 0; bytes >> std::hex >> byte;) {
      s.wire.push_back(static_cast<std::uint8_t>(byte));
    }
    said.push_back(s);
  }
  return said;
}

}  // namespace

TEST_CASE("the conversation in docs/link.md is what is written and read") {
  std::set<int> opcodes;
  for (const Said& said : conversation()) {
    INFO(said.about);
    FrameReader reader(1000);
    std::vector<Bytes> payloads;
    for (const std::uint8_t byte : said.wire) {
      if (reader.take(byte)) payloads.push_back(reader.payload());
    }
    if (said.about.find("damaged") != std::string::npos) {
      CHECK(payloads.empty());
      CHECK(reader.faults().fcs == 1);
      continue;
    }
    REQUIRE(payloads.size() == 1);
    CHECK(encode_frame(payloads[0]) == said.wire);
    if (said.who == '>') {
      const DecodedCommand decoded = decode_command(payloads[0]);
      CHECK(decoded.status == spec::kStatusOk);
      CHECK(encode_command(decoded.sequence, decoded.command) == payloads[0]);
      opcodes.insert(decoded.opcode);
    } else {
      Reply reply;
      REQUIRE(decode_reply(payloads[0], reply));
      CHECK(encode_reply(reply) == payloads[0]);
    }
  }
  CHECK(opcodes.size() == 6);
}

TEST_CASE("every command has the bytes of docs/link.md") {
  CHECK(encode_command(0, HelloCommand{0x11223344}) == Bytes{1, 0, 0x44, 0x33, 0x22, 0x11});
  CHECK(encode_command(1, ReadCommand{Window::kState, 13, 0x30201, 256}) ==
        Bytes{2, 1, 8, 13, 1, 2, 3, 0, 1});
  CHECK(encode_command(2, WriteCommand{Window::kRoute, 2, 7, {1, 2, 3, 4}}) ==
        Bytes{3, 2, 4, 2, 7, 0, 0, 1, 2, 3, 4});
  CHECK(encode_command(3, RecordsCommand{9, {0x81, 2, 0}}) == Bytes{4, 3, 9, 0, 0, 0, 0x81, 2, 0});
  CHECK(encode_command(4, RunToCommand{1000}) == Bytes{5, 4, 0xe8, 3, 0, 0});
  CHECK(encode_command(255, OutputCommand{1, 2, 3, 4}) ==
        Bytes{6, 255, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 4, 0, 0, 0});
}

TEST_CASE("commands come back from their payloads") {
  Draw draw("test_models", 20000);
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const Command command = random_command(draw);
    const std::uint8_t sequence = draw.byte();
    const DecodedCommand decoded = decode_command(encode_command(sequence, command));
    REQUIRE(decoded.status == spec::kStatusOk);
    REQUIRE(decoded.sequence == sequence);
    REQUIRE(decoded.opcode == opcode_of(command));
    REQUIRE(decoded.command == command);
  }
}

TEST_CASE("a command with a byte too few or too many has the status length") {
  for (const Command& command :
       {Command(HelloCommand{}), Command(ReadCommand{}), Command(WriteCommand{}),
        Command(RecordsCommand{}), Command(RunToCommand{}), Command(OutputCommand{})}) {
    const Bytes payload = encode_command(7, command);
    for (std::size_t size = 2; size <= payload.size() + 1; ++size) {
      Bytes other = payload;
      other.resize(size);
      const bool open = std::holds_alternative<WriteCommand>(command) ||
                        std::holds_alternative<RecordsCommand>(command);
      const bool right = size == payload.size() || (open && size > payload.size());
      const DecodedCommand decoded = decode_command(other);
      CHECK(decoded.status == (right ? spec::kStatusOk : spec::kStatusLength));
      CHECK(decoded.sequence == 7);
      CHECK(decoded.opcode == payload[0]);
    }
  }
}

TEST_CASE("an opcode that no command has is the status opcode") {
  int known = 0;
  for (unsigned opcode = 0; opcode < 256; ++opcode) {
    const int status = decode_command({static_cast<std::uint8_t>(opcode), 0, 0, 0, 0, 0}).status;
    known += status != spec::kStatusOpcode;
  }
  CHECK(known == 6);
}

TEST_CASE("replies come back from their payloads, and commands are no replies") {
  const Reply reply{spec::kOpcodeRead, 200, {1, 2, 3}, spec::kStatusBusy, true};
  CHECK(encode_reply(reply) == Bytes{0x82, 200, 1, 2, 3, 0x85});
  Reply back;
  REQUIRE(decode_reply(encode_reply(reply), back));
  CHECK(back == reply);
  const Reply plain{spec::kOpcodeRunTo, 0, {}, spec::kStatusOk, false};
  CHECK(encode_reply(plain) == Bytes{0x85, 0, 0});
  REQUIRE(decode_reply(encode_reply(plain), back));
  CHECK(back == plain);
  CHECK(!decode_reply({0x85, 0}, back));
  CHECK(!decode_reply(encode_command(0, RunToCommand{}), back));
}

TEST_CASE("every status has a name") {
  CHECK(status_name(spec::kStatusOk) == "ok");
  CHECK(status_name(spec::kStatusStalled) == "stalled");
  CHECK(status_name(9) == "9");
}
