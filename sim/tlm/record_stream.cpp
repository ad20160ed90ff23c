// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/record_stream.hpp"

#include <cassert>
#include <optional>

#include "models/gen/spec.hpp"

namespace slk {
namespace {

constexpr std::uint32_t kLines = 1u << spec::kAxonBits;
// Head of a bitmap: its first byte and the number of its first line.
constexpr std::size_t kBitmapHead = 2;
constexpr std::uint32_t kKeepAdaptation = 1;

// Does a record of this kind happen in a step? The others are moves, or no records.
bool happens(Record::Kind kind) {
  return kind != Record::Kind::kAdvance && kind != Record::Kind::kStep &&
         kind != Record::Kind::kUnknown;
}

}  // namespace

void RecordStream::clear(std::uint32_t capacity, std::uint32_t step) {
  capacity_ = capacity;
  end_ = 0;
  step_ = step;
  bytes_.clear();
  read_ = 0;
}

void RecordStream::append(Bytes::const_iterator begin, Bytes::const_iterator end) {
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(read_));
  read_ = 0;
  bytes_.insert(bytes_.end(), begin, end);
  end_ += static_cast<std::uint32_t>(end - begin);
  assert(bytes_.size() <= capacity_);
}

RecordStream::Outcome RecordStream::read(std::uint32_t step, StepRecords& records) {
  while (step_ <= step && read_ < bytes_.size()) {
    if (step_ < step && happens(record_kind(bytes_[read_]))) {
      ++read_;
      records.work.add_bytes(1);
      return Outcome::kBadStep;
    }
    const std::optional<Record> record = read_record(bytes_, read_);
    if (!record) return Outcome::kIncomplete;
    const bool bitmap = record->kind == Record::Kind::kBitmap;
    records.work.add_bytes(bitmap ? kBitmapHead : record->bytes);
    for (std::size_t i = kBitmapHead; bitmap && i < record->bytes; ++i) {
      records.work.add_bits(bytes_[read_ + i]);
    }
    read_ += record->bytes;
    const Outcome outcome = apply(*record, records);
    if (outcome != Outcome::kDone) return outcome;
  }
  return Outcome::kDone;
}

RecordStream::Outcome RecordStream::apply(const Record& record, StepRecords& records) {
  switch (record.kind) {
    case Record::Kind::kAdvance:
      return move_to(step_ + record.value);
    case Record::Kind::kStep:
      return move_to(record.value);
    case Record::Kind::kSpikes:
    case Record::Kind::kBitmap:
      return add_spikes(record, records);
    case Record::Kind::kReset: {
      const bool keep = (record.value & kKeepAdaptation) != 0;
      records.keep_adaptation = keep && (records.keep_adaptation || !records.reset);
      records.reset = true;
      return Outcome::kDone;
    }
    case Record::Kind::kFlush:
      records.flush = true;
      return Outcome::kDone;
    case Record::Kind::kModulators:
      records.modulators.push_back(record.value);
      return Outcome::kDone;
    case Record::Kind::kUnknown:
      break;
  }
  return Outcome::kBadKind;
}

// A line that the register `input` cannot name is no line; of others the core says what is wrong.
RecordStream::Outcome RecordStream::add_spikes(const Record& record, StepRecords& records) {
  for (const std::uint32_t line : record.lines) {
    if (line >= kLines) return Outcome::kBadKind;
    records.lines.push_back(line);
  }
  return Outcome::kDone;
}

RecordStream::Outcome RecordStream::move_to(std::uint32_t step) {
  if (step <= step_) return Outcome::kBadStep;
  step_ = step;
  return Outcome::kDone;
}

}  // namespace slk
