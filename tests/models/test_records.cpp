// SPDX-License-Identifier: Apache-2.0
// The record stream: read back as it was written, in as few bytes as its records can have.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "models/records.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using slk::tests::Draw;

namespace {

// Number n is line n.
InputLines plain_lines(std::uint32_t count) {
  InputLines lines;
  for (std::uint32_t n = 0; n < count; ++n) lines[n] = n;
  return lines;
}

// What the register `modulators` was told.
ModulatorChange change_of(std::uint32_t step, std::uint32_t value) {
  const auto x = spec::unpack<spec::ModulatorsRegister>(&value);
  return {
      step,
      static_cast<std::uint8_t>(x.rule),
      {static_cast<std::int16_t>(x.m_plus), static_cast<std::int16_t>(x.m_minus), x.enable != 0}};
}

// What a device makes of a stream: only steps in which something happens.
std::vector<StepStimulus> read_back(const Bytes& bytes) {
  std::vector<StepStimulus> steps;
  std::uint32_t step = 0;
  const auto here = [&]() -> StepStimulus& {
    if (steps.empty() || steps.back().step != step)
      steps.push_back({step, false, false, false, {}});
    return steps.back();
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const auto record = read_record(bytes, at);
    REQUIRE(record);
    switch (record->kind) {
      case Record::Kind::kAdvance:
        REQUIRE(record->value > 0);
        step += record->value;
        break;
      case Record::Kind::kStep:
        REQUIRE(record->value > step);
        step = record->value;
        break;
      case Record::Kind::kReset:
        here().reset = true;
        here().keep_adaptation = record->value == 1;
        break;
      case Record::Kind::kFlush:
        here().flush = true;
        break;
      case Record::Kind::kModulators:
        here().modulators.push_back(change_of(step, record->value));
        break;
      case Record::Kind::kSpikes:
      case Record::Kind::kBitmap:
        for (const std::uint32_t line : record->lines) here().inputs.push_back(line);
        break;
      case Record::Kind::kUnknown:
        FAIL("unknown record");
    }
    at += record->bytes;
  }
  return steps;
}

bool same_change(const ModulatorChange& x, const ModulatorChange& y) {
  return x.step == y.step && x.rule == y.rule && x.modulators == y.modulators;
}

bool same(const StepStimulus& x, const StepStimulus& y) {
  return x.step == y.step && x.reset == y.reset && x.keep_adaptation == y.keep_adaptation &&
         x.flush == y.flush && x.inputs == y.inputs &&
         std::equal(x.modulators.begin(), x.modulators.end(), y.modulators.begin(),
                    y.modulators.end(), same_change);
}

bool is_quiet(const StepStimulus& s) {
  return !s.reset && !s.flush && s.inputs.empty() && s.modulators.empty();
}

// The modulators of some of the first `rules` rules, corners among them.
std::vector<ModulatorChange> some_modulators(Draw& draw, std::uint32_t step, std::uint32_t rules) {
  constexpr std::int32_t kMost = 1 << (spec::kModulatorBits - 1);
  const auto modulator = [&] {
    const std::int32_t corners[] = {-kMost, -1, 0, 1, kMost - 1};
    const std::uint32_t any = draw.below(2 * kMost);
    return static_cast<std::int16_t>(draw.chance(50) ? corners[draw.below(5)]
                                                     : static_cast<std::int32_t>(any) - kMost);
  };
  std::vector<ModulatorChange> changes;
  for (std::uint32_t rule = 0; rule < rules; ++rule) {
    if (draw.chance(50)) continue;
    const std::int16_t m_plus = modulator();
    changes.push_back(
        {step, static_cast<std::uint8_t>(rule), {m_plus, modulator(), draw.chance(80)}});
  }
  return changes;
}

Bytes write(const std::vector<StepStimulus>& steps, std::uint32_t lines = 2048) {
  RecordWriter writer(plain_lines(lines), 0);
  Bytes bytes;
  for (const StepStimulus& step : steps) writer.write(step, bytes);
  return bytes;
}

std::vector<std::uint32_t> some_of(Draw& draw, std::uint32_t lines, std::uint32_t spikes) {
  std::set<std::uint32_t> chosen;
  while (chosen.size() < spikes) chosen.insert(draw.below(lines));
  return {chosen.begin(), chosen.end()};
}

// Fewest bytes for the spikes from `from` on, by trying everything.
std::size_t fewest(const std::vector<std::uint32_t>& lines, std::size_t from) {
  if (from == lines.size()) return 0;
  std::size_t best = ~std::size_t{0};
  for (std::size_t to = from; to < lines.size(); ++to) {
    const std::size_t rest = fewest(lines, to + 1);
    bool near = true;
    for (std::size_t i = from + 1; i <= to; ++i) near &= lines[i] - lines[i - 1] <= 255;
    if (near && to - from < 64) best = std::min(best, 3 + (to - from) + rest);
    const std::uint32_t span = lines[to] / 8 - lines[from] / 8 + 1;
    if (span <= 32) best = std::min(best, 2 + span + rest);
  }
  return best;
}

}  // namespace

TEST_CASE("records are the bytes of docs/link.md") {
  CHECK(write({{1, false, false, false, {3}}}) == Bytes{0x81, 0x40, 3, 0});
  CHECK(write({{1, false, false, false, {3, 258}}}) == Bytes{0x81, 0x41, 3, 0, 255});
  CHECK(write({{2, false, false, false, {16, 17, 18, 19, 31}}}) ==
        Bytes{0x82, 0x21, 2, 0x0f, 0x80});
  CHECK(write({{1, true, false, false, {}}}) == Bytes{0x81, 2, 0});
  CHECK(write({{1, true, true, false, {2047}}}) == Bytes{0x81, 2, 1, 0x40, 0xff, 7});
  CHECK(write({{127, true, false, false, {}}}) == Bytes{0xff, 2, 0});
  CHECK(write({{128, true, false, false, {}}}) == Bytes{0xff, 0x81, 2, 0});
  CHECK(write({{1000, true, false, false, {}}}) == Bytes{1, 0xe8, 3, 0, 0, 2, 0});
  CHECK(write({{1, false, false, true, {}}}) == Bytes{0x81, 3});
  CHECK(write({{1, false, false, false, {}, {{1, 5, {-1, 256, true}}}}}) ==
        Bytes{0x81, 4, 0xff, 0x0f, 0x10, 0x0d});
  CHECK(write({{1, true, false, true, {9}, {{1, 7, {-2048, 2047, false}}}}}) ==
        Bytes{0x81, 3, 2, 0, 4, 0x00, 0xf8, 0x7f, 0x07, 0x40, 9, 0});
  CHECK(write({{1, false, false, false, {}}, {2, false, false, false, {}}}).empty());
}

TEST_CASE("records come back as the steps that were written, within their bound") {
  Draw draw("test_models", 3000);
  std::uint64_t spikes = 0;
  std::uint64_t changes = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t lines = 1 + draw.below(draw.chance(50) ? 2048 : 64);
    const std::uint32_t rules = draw.below(1 + spec::kRulesMax);
    std::vector<StepStimulus> steps;
    std::uint32_t step = 0;
    for (int k = 0; k < 20; ++k) {
      step += 1 + (draw.chance(80) ? 0 : draw.below(draw.chance(50) ? 700 : 100000));
      StepStimulus s{step, draw.chance(10), false, draw.chance(10), {}};
      s.keep_adaptation = s.reset && draw.chance(50);
      const std::uint32_t most = draw.chance(70) ? std::min(lines, 12u) : lines;
      s.inputs = some_of(draw, lines, draw.below(most + 1) / (draw.chance(50) ? 1 : 4));
      if (draw.chance(20)) s.modulators = some_modulators(draw, step, rules);
      spikes += s.inputs.size();
      changes += s.modulators.size();
      if (!is_quiet(s)) steps.push_back(s);
    }
    RecordWriter writer(plain_lines(lines), 0);
    Bytes bytes;
    for (const StepStimulus& s : steps) {
      const std::size_t before = bytes.size();
      writer.write(s, bytes);
      REQUIRE(bytes.size() - before <= record_bytes_max(lines, rules));
    }
    const std::vector<StepStimulus> read = read_back(bytes);
    REQUIRE(read.size() == steps.size());
    REQUIRE(std::equal(read.begin(), read.end(), steps.begin(), same));
  }
  std::cout << "records = steps: " << spikes << " spikes, " << changes << " modulators\n";
  CHECK(spikes > 0);
  CHECK(changes > 0);
}

TEST_CASE("no records in ascending order of lines are shorter") {
  Draw draw("test_models", 2000);
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const std::uint32_t lines = draw.chance(50) ? 40 : 2048;
    const std::vector<std::uint32_t> chosen = some_of(draw, lines, 1 + draw.below(8));
    const Bytes bytes = write({{1, false, false, false, chosen}});
    REQUIRE(bytes.size() == 1 + fewest(chosen, 0));
  }
}

TEST_CASE("ten spikes among 64 lines cost at most 11 bytes a step") {
  Draw draw("test_models", 1000);
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    REQUIRE(write({{1, false, false, false, some_of(draw, 64, 10)}}).size() <= 11);
  }
}

TEST_CASE("no step costs more than one in which everything happens") {
  std::vector<std::uint32_t> all(2048);
  for (std::uint32_t l = 0; l < all.size(); ++l) all[l] = l;
  std::vector<ModulatorChange> changes;
  for (std::uint8_t r = 0; r < spec::kRulesMax; ++r) changes.push_back({100000, r, {}});
  CHECK(write({{100000, true, false, true, all, changes}}).size() ==
        record_bytes_max(2048, spec::kRulesMax));
  CHECK(write({{100000, true, false, true, all}}).size() == record_bytes_max(2048, 0));
}

TEST_CASE("inputs are written as the lines that the image gives their numbers") {
  RecordWriter writer({{70, 5}, {71, 2}}, 10);
  Bytes bytes;
  writer.write({12, false, false, false, {70, 71}}, bytes);
  CHECK(bytes == Bytes{0x82, 0x20, 0, 0x24});
}

TEST_CASE("a record that is cut off or unknown is told apart") {
  for (unsigned first = 0; first < 256; ++first) {
    Bytes bytes(record_bytes(static_cast<std::uint8_t>(first)), 1);
    bytes[0] = static_cast<std::uint8_t>(first);
    const auto whole = read_record(bytes, 0);
    REQUIRE(whole);
    CHECK(whole->bytes == bytes.size());
    CHECK((whole->kind == Record::Kind::kUnknown) == (first == 0 || (first > 4 && first < 32)));
    bytes.pop_back();
    CHECK(!read_record(bytes, 0));
  }
}
