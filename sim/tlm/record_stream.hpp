// SPDX-License-Identifier: Apache-2.0
// RecordStream: the store of records and its reader, which takes what belongs to the next step
// (docs/link.md, "Records").
#pragma once

#include <cstdint>
#include <vector>

#include "models/bytes.hpp"
#include "models/records.hpp"
#include "models/wait_cycles.hpp"

namespace slk {

// What the records say about a step.
struct StepRecords {
  std::vector<std::uint32_t> lines;       // input spikes, in the order of the records
  std::vector<std::uint32_t> modulators;  // the register of that name, likewise
  bool flush = false;
  bool reset = false;
  bool keep_adaptation = false;
  RecordWork work;
};

class RecordStream {
 public:
  // Empty, cursor 0; the records that will follow belong to `step`.
  void clear(std::uint32_t capacity, std::uint32_t step);

  std::uint32_t capacity() const { return capacity_; }
  // Cursor behind the last record; wraps at 2^32.
  std::uint32_t end() const { return end_; }
  bool has_room(std::size_t bytes) const { return bytes + bytes_.size() - read_ <= capacity_; }
  void append(Bytes::const_iterator begin, Bytes::const_iterator end);

  enum class Outcome {
    kDone,        // the next record, if there is one, belongs to a later step
    kIncomplete,  // the end of a record has not come yet
    kBadKind,     // faults of the stream
    kBadStep,
  };
  // Adds to `records` what belongs to `step`, the next one, up to a fault. Room is that of the
  // records that were not read.
  Outcome read(std::uint32_t step, StepRecords& records);

 private:
  Outcome apply(const Record& record, StepRecords& records);
  Outcome add_spikes(const Record& record, StepRecords& records);
  Outcome move_to(std::uint32_t step);

  std::uint32_t capacity_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t step_ = 0;  // that the records at the front belong to
  Bytes bytes_;
  std::size_t read_ = 0;  // of bytes_
};

}  // namespace slk
