// SPDX-License-Identifier: Apache-2.0
// The conversation of docs/link.md, played byte for byte against the chip. When the chip answers
// otherwise, the block as it should stand is printed.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <vector>

#include "tests/rtl/small_chip.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

struct Exchange {
  std::string text;  // what it is
  Bytes sent, answered;
};

std::string hex_line(char direction, const Bytes& bytes) {
  std::ostringstream out;
  out << direction << std::hex << std::setfill('0');
  for (const unsigned byte : bytes) out << ' ' << std::setw(2) << byte;
  return out.str();
}

Bytes bytes_of(const std::string& line) {
  std::istringstream in(line.substr(1));
  Bytes bytes;
  for (unsigned byte = 0; in >> std::hex >> byte;) {
    REQUIRE(byte < 256);
    bytes.push_back(static_cast<std::uint8_t>(byte));
  }
  REQUIRE(in.eof());
  return bytes;
}

// The fenced block of language `link`.
std::vector<Exchange> conversation() {
  std::ifstream in(SLK_SOURCE "/docs/link.md");
  std::vector<Exchange> result;
  std::string line;
  while (std::getline(in, line) && line != "```link") continue;
  while (std::getline(in, line) && line != "```") {
    if (line.empty()) continue;
    if (line[0] == '>') {
      REQUIRE(!result.empty());
      result.back().sent = bytes_of(line);
    } else if (line[0] == '<') {
      REQUIRE(!result.empty());
      result.back().answered = bytes_of(line);
    } else {
      result.push_back({line, {}, {}});
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the conversation in docs/link.md is what the chip says, byte for byte") {
  SmallChip chip;
  std::uint64_t bytes = 0;
  bool same = true;
  std::ostringstream right;
  for (const Exchange& exchange : conversation()) {
    CAPTURE(exchange.text);
    REQUIRE(!exchange.sent.empty());
    chip.send(exchange.sent);
    const std::optional<Bytes> answer = chip.receive_frame(SmallChip::kReplyBudget);
    const Bytes answered = answer.value_or(Bytes{});
    right << exchange.text << '\n' << hex_line('>', exchange.sent) << '\n';
    if (answer) right << hex_line('<', answered) << '\n';
    same &= answered == exchange.answered;
    bytes += exchange.sent.size() + answered.size();
  }
  if (!same) std::cout << "the block as it should stand in docs/link.md:\n" << right.str();
  REQUIRE(same);
  compared("bytes of the conversation", bytes);
}
