// SPDX-License-Identifier: Apache-2.0
// The TLM's reader of records: every step is given what was written for it.
#include <catch2/catch.hpp>
#include <iostream>

#include "sim/tlm/record_stream.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using slk::tests::Draw;

namespace {

constexpr std::uint32_t kLines = 64;

InputLines plain_lines() {
  InputLines lines;
  for (std::uint32_t n = 0; n < kLines; ++n) lines[n] = n;
  return lines;
}

StepStimulus random_step(Draw& draw, std::uint32_t step) {
  StepStimulus s;
  s.step = step;
  s.flush = draw.chance(30);
  s.reset = draw.chance(30);
  s.keep_adaptation = s.reset && draw.chance(50);
  for (std::uint8_t rule = 0; rule < spec::kRulesMax; ++rule) {
    if (draw.chance(80)) continue;
    const auto m_plus = static_cast<std::int16_t>(draw.below(4096) - 2048);
    s.modulators.push_back({step, rule, {m_plus, 256, draw.chance(50)}});
  }
  for (std::uint32_t line = 0; line < kLines; ++line) {
    if (draw.chance(5)) s.inputs.push_back(line);
  }
  return s;
}

}  // namespace

TEST_CASE("a stream of records gives every step what was written for it") {
  Draw draw("test_sim", 20000);
  RecordStream stream;
  stream.clear(1u << 12, 0);
  RecordWriter writer(plain_lines(), 0);
  std::uint32_t step = 0;
  std::uint64_t modulators = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t quiet = draw.below(3);  // steps without records
    const StepStimulus written = random_step(draw, step + quiet + 1);
    Bytes bytes;
    writer.write(written, bytes);
    stream.append(bytes.begin(), bytes.end());
    for (std::uint32_t n = 0; n <= quiet; ++n) {
      StepRecords read;
      REQUIRE(stream.read(++step, read) == RecordStream::Outcome::kDone);
      const StepStimulus expected = n < quiet ? StepStimulus{} : written;
      std::vector<std::uint32_t> values;
      for (const ModulatorChange& change : expected.modulators) {
        values.push_back(modulators_value(change.rule, change.modulators));
      }
      REQUIRE(read.lines == expected.inputs);
      REQUIRE(read.modulators == values);
      REQUIRE(read.flush == expected.flush);
      REQUIRE(read.reset == expected.reset);
      REQUIRE(read.keep_adaptation == expected.keep_adaptation);
      modulators += values.size();
    }
  }
  std::cout << "tlm = records: " << step << " steps, " << modulators << " modulators\n";
  CHECK(modulators > 0);
}
