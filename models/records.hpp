// SPDX-License-Identifier: Apache-2.0
// The record stream of the link (docs/link.md, "Records"): stimulus of future steps as bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/bytes.hpp"
#include "models/image.hpp"
#include "models/stimulus.hpp"

namespace slk {

// Writes steps, each after the one before.
//
// A step in which nothing happens costs nothing. Any other costs 1 byte for a move of up to 127
// steps (at most 5 for any move), 1 for a flush, 2 for a reset, 5 for the modulators of a rule, and
// for its inputs the fewest bytes that records in ascending order of lines can have: n spikes cost
// n + 2 as distances (n up to 64, at most 255 apart) and 2 + a byte for every 8 lines that are
// spanned (up to 32 bytes) as a bitmap. 10 spikes among 64 lines: 11 bytes with the move.
class RecordWriter {
 public:
  // `step` is where the stream stands: the register `step` when it was cleared.
  RecordWriter(InputLines lines, std::uint32_t step) : lines_(std::move(lines)), step_(step) {}

  // Appends the records of a step.
  void write(const StepStimulus& stimulus, Bytes& bytes);

 private:
  void move_to(std::uint32_t step, Bytes& bytes);

  InputLines lines_;
  std::uint32_t step_;
  std::vector<std::uint32_t> sorted_;  // lines of the step
};

// The most bytes that a step costs on a core with so many input lines, of a network with so many
// rules.
std::size_t record_bytes_max(std::uint32_t lines, std::size_t rules);

// One record, read back.
struct Record {
  enum class Kind { kAdvance, kStep, kSpikes, kBitmap, kReset, kFlush, kModulators, kUnknown };
  Kind kind = Kind::kUnknown;
  std::size_t bytes = 1;  // that it occupies in the stream
  // Advance: distance; step: step; reset: flags; modulators: the register of that name; else 0.
  std::uint32_t value = 0;
  std::vector<std::uint32_t> lines;  // spikes and bitmap: in the order of the record
};

// Of a record that begins with this byte: its kind, and its bytes (1 if there is no such kind).
Record::Kind record_kind(std::uint8_t first);
std::size_t record_bytes(std::uint8_t first);

// The record at `at`; nothing if its end has not come yet.
std::optional<Record> read_record(const Bytes& bytes, std::size_t at);

}  // namespace slk
