// SPDX-License-Identifier: Apache-2.0
// Stream: a run over the link. Records of coming steps go down in batches while the output of
// earlier ones comes up, so that the core need not wait for the line.
//
// Batch b is RECORDS and RUN_TO; OUTPUT up to its last step goes out behind the RUN_TO of batch
// b + 1, because the device does nothing else while an output waits. Records of a batch have left
// the device's store when its last step has been read. One OUTPUT at a time, for so few entries
// that the output store never fills while it waits: what it answers depends on the run only.
// Batches and outputs are no larger than Link::frame_bytes(), or than a step.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host/link.hpp"
#include "host/output_reader.hpp"
#include "models/backend.hpp"
#include "models/image.hpp"
#include "models/records.hpp"

namespace slk {

// Steps that are commanded together.
struct StepBatch {
  RecordsCommand records;
  std::uint32_t last_step = 0;
};

class Stream {
 public:
  // The device is at step 0, its streams are cleared, report.cycles is set. `link` and `image`
  // outlive the stream. Throws Error: a store is too small for a step of this image.
  Stream(Link& link, const Image& image);

  // Called with each record that is complete, in order; may set its fault.
  using StepDone = std::function<void(StepRecord&)>;

  // Runs the steps of `stimuli`, one record each up to the first with a fault. Between calls
  // nothing is unanswered. Throws Error: the device refused a command.
  void run(const std::vector<StepStimulus>& stimuli, std::vector<StepRecord>& records,
           const StepDone& step_done);

  // The device said that a bit of its fault registers is set.
  bool fault_reported() const { return fault_reported_; }

 private:
  // What run() was given and how far it is.
  struct Run {
    const std::vector<StepStimulus>& stimuli;
    std::vector<StepRecord>& records;
    const StepDone& step_done;
    std::size_t batched = 0;  // steps that are in a batch
    std::size_t done = 0;     // steps that are complete
    std::string fault;        // of the step behind them
  };

  static bool failed(const Run& run);
  void withdraw(const std::vector<Command>& commands);
  bool send_withdrawn();
  void prepare(Run& run);
  bool command_batches(Run& run);
  void command_output();
  void take(Run& run, const Link::Answer& answer);
  void take_output(Run& run, const OutputCommand& command, const Reply& reply);
  void take_entry(Run& run, const spec::OutputEntry& entry);

  Link& link_;
  RecordWriter writer_;
  OutputReader reader_;
  std::size_t step_bytes_;         // most record bytes of a step
  std::size_t batch_bytes_;        // a batch is full when another step might exceed them
  std::uint16_t count_;            // entries that an OUTPUT asks for
  std::uint64_t patience_;         // byte times that an OUTPUT may wait
  std::uint32_t records_end_ = 0;  // cursors
  std::uint32_t output_end_ = 0;
  std::optional<StepBatch> prepared_;  // waits for room
  std::deque<StepBatch> commanded_;    // and not yet read to their ends
  std::size_t commanded_bytes_ = 0;    // of records in the device's store
  bool output_unanswered_ = false;
  std::deque<Command> withdrawn_;  // to be sent again, before anything else
  bool fault_reported_ = false;
};

}  // namespace slk
