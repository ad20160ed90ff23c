// SPDX-License-Identifier: Apache-2.0
#include "models/records.hpp"

#include <algorithm>

#include "models/gen/spec.hpp"

namespace slk {
namespace {

constexpr std::size_t kSpikesMax = spec::kRecordSpikes;  // n + 1 of them, n below this
constexpr std::size_t kBitmapMax = spec::kRecordBitmap;  // n + 1 bytes
constexpr std::uint32_t kAdvanceMax = spec::kRecordAdvance - 1;
constexpr std::uint32_t kDistanceMax = 0xff;
constexpr std::size_t kStepBytes = 5;
constexpr std::size_t kFlushBytes = 1;
constexpr std::size_t kResetBytes = 2;
constexpr std::size_t kModulatorsBytes = 5;

std::size_t spikes_bytes(std::size_t spikes) { return spikes + 2; }
std::size_t bitmap_bytes(std::uint32_t first, std::uint32_t last) {
  return 3 + last / 8 - first / 8;
}

using Lines = std::vector<std::uint32_t>;

void append_spikes(const Lines& lines, std::size_t from, std::size_t to, Bytes& bytes) {
  append_number(bytes, spec::kRecordSpikes | (to - from - 1), 1);
  append_number(bytes, lines[from], 2);
  for (std::size_t i = from + 1; i < to; ++i) append_number(bytes, lines[i] - lines[i - 1], 1);
}

void append_bitmap(const Lines& lines, std::size_t from, std::size_t to, Bytes& bytes) {
  const std::uint32_t base = lines[from] / 8;
  const std::size_t count = lines[to - 1] / 8 - base + 1;
  append_number(bytes, spec::kRecordBitmap | (count - 1), 1);
  append_number(bytes, base, 1);
  const std::size_t bits = bytes.size();
  bytes.resize(bits + count, 0);
  for (std::size_t i = from; i < to; ++i) {
    bytes[bits + lines[i] / 8 - base] |= static_cast<std::uint8_t>(1u << lines[i] % 8);
  }
}

// The cheapest way to write the first n spikes: what its last record is.
struct Best {
  std::size_t bytes = 0;  // in all
  std::size_t from = 0;   // first spike of the last record
  bool bitmap = false;
};

void improve(Best& best, const Best& other) {
  if (other.bytes < best.bytes) best = other;
}

// Shortest path over the spikes: every record covers neighbours.
std::vector<Best> cheapest(const Lines& lines) {
  std::vector<Best> best(lines.size() + 1, {~std::size_t{0}, 0, false});
  best[0].bytes = 0;
  for (std::size_t from = 0; from < lines.size(); ++from) {
    const std::size_t before = best[from].bytes;
    for (std::size_t to = from + 1; to <= lines.size() && to - from <= kSpikesMax; ++to) {
      if (to - from > 1 && lines[to - 1] - lines[to - 2] > kDistanceMax) break;
      improve(best[to], {before + spikes_bytes(to - from), from, false});
    }
    for (std::size_t to = from + 1; to <= lines.size(); ++to) {
      if (lines[to - 1] / 8 - lines[from] / 8 >= kBitmapMax) break;
      improve(best[to], {before + bitmap_bytes(lines[from], lines[to - 1]), from, true});
    }
  }
  return best;
}

void append_inputs(const std::vector<Best>& best, const Lines& lines, std::size_t to,
                   Bytes& bytes) {
  if (to == 0) return;
  append_inputs(best, lines, best[to].from, bytes);
  (best[to].bitmap ? append_bitmap : append_spikes)(lines, best[to].from, to, bytes);
}

}  // namespace

void RecordWriter::move_to(std::uint32_t step, Bytes& bytes) {
  const std::uint32_t distance = step - step_;
  step_ = step;
  if (distance > kAdvanceMax * kStepBytes) {
    bytes.push_back(spec::kRecordStep);
    append_number(bytes, step, 4);
    return;
  }
  for (std::uint32_t left = distance; left > 0; left -= std::min(left, kAdvanceMax)) {
    append_number(bytes, spec::kRecordAdvance | std::min(left, kAdvanceMax), 1);
  }
}

void RecordWriter::write(const StepStimulus& stimulus, Bytes& bytes) {
  if (!stimulus.flush && !stimulus.reset && stimulus.modulators.empty() &&
      stimulus.inputs.empty()) {
    return;
  }
  move_to(stimulus.step, bytes);
  if (stimulus.flush) bytes.push_back(spec::kRecordFlush);
  if (stimulus.reset) {
    bytes.push_back(spec::kRecordReset);
    bytes.push_back(stimulus.keep_adaptation);
  }
  for (const ModulatorChange& change : stimulus.modulators) {
    bytes.push_back(spec::kRecordModulators);
    append_number(bytes, modulators_value(change.rule, change.modulators), 4);
  }
  sorted_.clear();
  for (const std::uint32_t number : stimulus.inputs) sorted_.push_back(lines_.at(number));
  std::sort(sorted_.begin(), sorted_.end());
  append_inputs(cheapest(sorted_), sorted_, sorted_.size(), bytes);
}

std::size_t record_bytes_max(std::uint32_t lines, std::size_t rules) {
  const std::size_t bitmap_lines = kBitmapMax * 8;
  const std::size_t bitmaps = (lines + bitmap_lines - 1) / bitmap_lines;
  return kStepBytes + kFlushBytes + kResetBytes + kModulatorsBytes * rules + 2 * bitmaps +
         (lines + 7) / 8;
}

Record::Kind record_kind(std::uint8_t first) {
  if ((first & spec::kRecordAdvance) != 0) return Record::Kind::kAdvance;
  if ((first & spec::kRecordSpikes) != 0) return Record::Kind::kSpikes;
  if ((first & spec::kRecordBitmap) != 0) return Record::Kind::kBitmap;
  switch (first) {
    case spec::kRecordStep:
      return Record::Kind::kStep;
    case spec::kRecordReset:
      return Record::Kind::kReset;
    case spec::kRecordFlush:
      return Record::Kind::kFlush;
    case spec::kRecordModulators:
      return Record::Kind::kModulators;
    default:
      return Record::Kind::kUnknown;
  }
}

std::size_t record_bytes(std::uint8_t first) {
  switch (record_kind(first)) {
    case Record::Kind::kStep:
      return kStepBytes;
    case Record::Kind::kSpikes:
      return spikes_bytes(first % kSpikesMax + 1);
    case Record::Kind::kBitmap:
      return 3 + first % kBitmapMax;
    case Record::Kind::kReset:
      return kResetBytes;
    case Record::Kind::kModulators:
      return kModulatorsBytes;
    case Record::Kind::kFlush:
      return kFlushBytes;
    case Record::Kind::kAdvance:
    case Record::Kind::kUnknown:
      break;
  }
  return 1;
}

std::optional<Record> read_record(const Bytes& bytes, std::size_t at) {
  if (at >= bytes.size() || record_bytes(bytes[at]) > bytes.size() - at) return {};
  Record record;
  const std::uint8_t first = bytes[at];
  record.kind = record_kind(first);
  record.bytes = record_bytes(first);
  switch (record.kind) {
    case Record::Kind::kAdvance:
      record.value = first & kAdvanceMax;
      break;
    case Record::Kind::kSpikes:
      record.lines.push_back(number32_at(bytes, at + 1, 2));
      for (std::size_t i = 3; i < record.bytes; ++i) {
        record.lines.push_back(record.lines.back() + bytes[at + i]);
      }
      break;
    case Record::Kind::kBitmap:
      for (std::uint32_t bit = 0; bit < (record.bytes - 2) * 8; ++bit) {
        if ((bytes[at + 2 + bit / 8] >> bit % 8 & 1) == 0) continue;
        record.lines.push_back(bytes[at + 1] * 8u + bit);
      }
      break;
    case Record::Kind::kStep:
    case Record::Kind::kReset:
    case Record::Kind::kModulators:
      record.value = number32_at(bytes, at + 1, record.bytes - 1);
      break;
    case Record::Kind::kFlush:
    case Record::Kind::kUnknown:
      break;
  }
  return record;
}

}  // namespace slk
