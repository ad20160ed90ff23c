// SPDX-License-Identifier: Apache-2.0
#include "host/stream.hpp"

#include <algorithm>

#include "host/link_port.hpp"
#include "models/error.hpp"
#include "models/output_code.hpp"

namespace slk {
namespace {

constexpr std::size_t kBatchSteps = 256;
constexpr std::size_t kBatchBytes = 512;  // so few that one OUTPUT mostly brings what they make
constexpr std::size_t kBatchesAhead = 4;
constexpr std::size_t kOutputCount = 255;
constexpr std::size_t kStepEntries = 2;  // of a step, beside its spikes
constexpr std::uint64_t kBitsPerByte = 10;

std::size_t batch_bytes(const LinkSizes& sizes) {
  return std::min<std::size_t>({kBatchBytes, sizes.records / 4, sizes.receive / 3});
}

// The most entries for which the store has room twice, those that are to be released and those that
// are asked for, when a step begins.
std::size_t output_count(const LinkSizes& sizes, std::size_t occupied) {
  const std::size_t step = occupied + kStepEntries;
  return sizes.output < step ? 0 : std::min(kOutputCount, (sizes.output - step) / 2);
}

// Appends the records as commands of at most `most` bytes, if no record is longer.
void cut(const RecordsCommand& whole, std::size_t most, std::deque<Command>& commands) {
  RecordsCommand part{whole.cursor, {}};
  for (std::size_t at = 0; at < whole.records.size();) {
    const std::size_t bytes = record_bytes(whole.records[at]);
    if (!part.records.empty() && part.records.size() + bytes > most) {
      commands.push_back(part);
      part = {whole.cursor + static_cast<std::uint32_t>(at), {}};
    }
    const auto from = whole.records.begin() + static_cast<std::ptrdiff_t>(at);
    part.records.insert(part.records.end(), from, from + static_cast<std::ptrdiff_t>(bytes));
    at += bytes;
  }
  commands.push_back(part);
}

std::uint64_t output_patience(const LinkSizes& sizes) {
  const std::uint32_t clocks =
      std::max<std::uint32_t>(sizes.clocks_per_bit, spec::kClocksPerBitMin);
  return (std::uint64_t{1} << spec::kLinkStallBits) / (kBitsPerByte * clocks);
}

}  // namespace

Stream::Stream(Link& link, const Image& image)
    : link_(link),
      writer_(input_lines(image), 0),
      reader_(image.slot_numbers),
      step_bytes_(record_bytes_max(static_cast<std::uint32_t>(image.line_numbers.size()),
                                   image.rules.size())),
      batch_bytes_(batch_bytes(link.sizes())),
      count_(static_cast<std::uint16_t>(output_count(link.sizes(), image.slot_numbers.size()))),
      patience_(output_patience(link.sizes())) {
  const LinkSizes& sizes = link.sizes();
  const auto refuse = [&](const std::string& what) {
    throw Error(link.name() + ": a step of this network needs " + what +
                    "; build the device with a larger one, or make the network smaller",
                Exit::kMachine);
  };
  if (step_bytes_ > sizes.records) {
    refuse(std::to_string(step_bytes_) + " bytes of the record store, which has " +
           std::to_string(sizes.records));
  }
  if (step_bytes_ + 12 > sizes.receive) {
    refuse(std::to_string(step_bytes_ + 12) + " bytes of the receive store, which has " +
           std::to_string(sizes.receive));
  }
  if (count_ == 0) {
    refuse(std::to_string(image.slot_numbers.size() + kStepEntries + 2) +
           " entries of the output store, which has " + std::to_string(sizes.output));
  }
}

void Stream::run(const std::vector<StepStimulus>& stimuli, std::vector<StepRecord>& records,
                 const StepDone& step_done) {
  Run run{stimuli, records, step_done, 0, 0, ""};
  records.resize(stimuli.size());
  while (run.done < stimuli.size() && !fault_reported_ && !failed(run)) {
    if (send_withdrawn()) {
      // The output first: it comes up while the next batch goes down.
      if (commanded_.size() > 1) command_output();
      const bool all_commanded = command_batches(run);
      if (all_commanded && !commanded_.empty()) command_output();
    }
    take(run, link_.receive());
  }
  while (link_.unanswered() > 0) take(run, link_.receive());
  withdrawn_.clear();
  if (!run.fault.empty()) {
    if (run.done < stimuli.size()) records[run.done] = {};
    run.done = std::min(run.done + 1, stimuli.size());
    records[run.done - 1].step = stimuli[run.done - 1].step;
    records[run.done - 1].fault = run.fault;
  }
  records.resize(run.done);
}

// Nothing more is believed.
bool Stream::failed(const Run& run) {
  return !run.fault.empty() || (run.done > 0 && !run.records[run.done - 1].fault.empty());
}

// What was withdrawn goes before what was withdrawn earlier and is still to be sent.
void Stream::withdraw(const std::vector<Command>& commands) {
  std::deque<Command> again;
  for (const Command& command : commands) {
    if (const auto* records = std::get_if<RecordsCommand>(&command)) {
      cut(*records, link_.frame_bytes(), again);
    } else if (std::holds_alternative<OutputCommand>(command)) {
      output_unanswered_ = false;
    } else {
      again.push_back(command);
    }
  }
  withdrawn_.insert(withdrawn_.begin(), again.begin(), again.end());
}

// False if some of it has to wait for the receive store.
bool Stream::send_withdrawn() {
  while (!withdrawn_.empty() && link_.fits({withdrawn_.front()})) {
    link_.send(withdrawn_.front());
    withdrawn_.pop_front();
  }
  return withdrawn_.empty();
}

// The next steps that are in no batch.
void Stream::prepare(Run& run) {
  prepared_.emplace();
  prepared_->records.cursor = records_end_;
  Bytes& bytes = prepared_->records.records;
  const std::size_t most = std::min(batch_bytes_, link_.frame_bytes());
  std::size_t steps = 0;
  do {
    writer_.write(run.stimuli[run.batched], bytes);
    ++run.batched;
    ++steps;
  } while (run.batched < run.stimuli.size() && steps < kBatchSteps &&
           bytes.size() + step_bytes_ <= most);
  prepared_->last_step = run.stimuli[run.batched - 1].step;
  records_end_ += static_cast<std::uint32_t>(bytes.size());
}

// Sends batches as far as the record store has room. False if the next one has to wait for the
// receive store.
bool Stream::command_batches(Run& run) {
  while (commanded_.size() < kBatchesAhead) {
    if (!prepared_) {
      if (run.batched == run.stimuli.size()) return true;
      prepare(run);
    }
    const std::size_t bytes = prepared_->records.records.size();
    if (commanded_bytes_ + bytes > link_.sizes().records) return true;
    const RunToCommand run_to{prepared_->last_step};
    if (!link_.fits({prepared_->records, run_to})) return false;
    if (bytes > 0) link_.send(prepared_->records);
    link_.send(run_to);
    commanded_bytes_ += bytes;
    commanded_.push_back(std::move(*prepared_));
    prepared_.reset();
  }
  return true;
}

// One at a time. If there is no room for it, some answer is still to come, and then it is tried
// again.
void Stream::command_output() {
  if (output_unanswered_) return;
  const auto count = static_cast<std::uint16_t>(
      std::min<std::size_t>(count_, link_.frame_bytes() / kOutputEntryBytes));
  const OutputCommand output{output_end_, output_end_, count, commanded_.front().last_step};
  if (!link_.fits({output})) return;
  link_.send(output, patience_);
  output_unanswered_ = true;
}

void Stream::take(Run& run, const Link::Answer& answer) {
  if (!answer.withdrawn.empty()) return withdraw(answer.withdrawn);
  const auto* output = std::get_if<OutputCommand>(&answer.command);
  if (!output || answer.reply.status != spec::kStatusStalled) require_ok(link_, answer);
  fault_reported_ |= answer.reply.fault;
  if (output) take_output(run, *output, answer.reply);
}

void Stream::take_output(Run& run, const OutputCommand& command, const Reply& reply) {
  output_unanswered_ = false;
  std::vector<spec::OutputEntry> entries;
  run.fault = decode_output(reply.data, entries);
  const std::size_t count = entries.size();
  if (count > command.count) {
    run.fault = "the output brings " + std::to_string(count) + " entries, asked for " +
                std::to_string(command.count);
  }
  for (std::size_t i = 0; i < count && !failed(run); ++i) take_entry(run, entries[i]);
  output_end_ += static_cast<std::uint32_t>(count);
  const bool read_to_end = run.done > 0 && run.records[run.done - 1].step == command.until;
  if (failed(run)) return;
  if (reply.status == spec::kStatusStalled) {
    run.fault = "no step has ended for 2^" + std::to_string(spec::kLinkStallBits) +
                " clock cycles: the core hangs";
  } else if (read_to_end) {
    commanded_bytes_ -= commanded_.front().records.records.size();
    commanded_.pop_front();
  } else if (count < command.count && !reply.fault) {
    run.fault = "the output ends after " + std::to_string(count) + " of " +
                std::to_string(command.count) + " entries, before step " +
                std::to_string(command.until) + " is complete: the run has stopped";
  }
}

void Stream::take_entry(Run& run, const spec::OutputEntry& entry) {
  if (run.done == run.stimuli.size()) {
    run.fault = "the output goes on behind the last step";
    return;
  }
  StepRecord& record = run.records[run.done];
  run.fault = reader_.take(entry, run.stimuli[run.done].step, record);
  if (!reader_.complete()) return;
  run.step_done(record);
  ++run.done;
}

}  // namespace slk
