// SPDX-License-Identifier: Apache-2.0
// Runs: records are read, a step is begun, its output is kept, and so on up to the target.
#include "sim/tlm/link.hpp"

namespace slk {

using spec::Event;
using spec::Register;

namespace {

constexpr std::uint32_t kOnes = 0xffffffff;
constexpr std::uint32_t kValueMask = spec::unpack<spec::OutputEntry>(&kOnes).value;

// The lowest bits of the value are kept.
spec::OutputEntry entry_of(int kind, std::uint32_t value) {
  return {value & kValueMask, static_cast<std::uint32_t>(kind)};
}

}  // namespace

// Entered when the core has done what it was commanded, when a step can be begun, and when a
// command may have changed what a run waits for.
void ChipLink::run() {
  if (run_state_ == Run::kStep && !core_.busy()) end_step();
  if (run_state_ == Run::kReading) begin_step();
  if (run_state_ == Run::kIdle && !core_.busy() && under_way() && has_room()) read_records();
  serve_event_.notify(sc_core::SC_ZERO_TIME);
}

// For the most that a step can put out?
bool ChipLink::has_room() { return output_.has_room(read_core(Register::kOccupiedNeurons) + 2); }

void ChipLink::read_records() {
  const RecordStream::Outcome outcome = records_.read(step() + 1, next_);
  for (const std::uint32_t line : next_.lines) write_core(Register::kInput, line);
  for (const std::uint32_t value : next_.modulators) write_core(Register::kModulators, value);
  next_.lines.clear();
  next_.modulators.clear();
  const sc_core::sc_time wait = core_.cycles(wait_cycles(next_.work));
  core_.count(Event::kCyclesWait, next_.work.cycles);
  next_.work = {};
  if (outcome == RecordStream::Outcome::kDone) {
    begin_at_ = sc_core::sc_time_stamp() + wait;
    run_state_ = Run::kReading;
    run_event_.notify(wait);
  } else if (outcome != RecordStream::Outcome::kIncomplete) {
    (outcome == RecordStream::Outcome::kBadKind ? faults_.record_kind : faults_.record_step) = 1;
    run_target_ = step();
  }
}

// Unless the run was stopped: what was read waits for the next one. A command that came in between
// has taken the place of the notification for `begin_at_`, so it is given again.
void ChipLink::begin_step() {
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  if (now < begin_at_) return run_event_.notify(begin_at_ - now);
  run_state_ = Run::kIdle;
  if (!under_way()) return;
  core_.count(Event::kCyclesWait, wait_cycles(RecordWork()));
  spec::CommandRegister command;
  command.step = 1;
  command.reset = next_.reset;
  command.keep_adaptation = next_.keep_adaptation;
  command.flush = next_.flush;
  next_ = {};
  run_state_ = Run::kStep;
  write_core(Register::kCommand, pack(command)[0]);
}

void ChipLink::write(const spec::Trace& beat) {
  if (run_state_ == Run::kStep && beat.spike != 0) fired_.push_back(beat.slot);
}

void ChipLink::end_step() {
  run_state_ = Run::kIdle;
  step_ended_ = sc_core::sc_time_stamp();
  if (report_.cycles != 0 || !fired_.empty()) output_.append(entry_of(spec::kEntryStep, step()));
  for (const std::uint32_t slot : fired_) output_.append(entry_of(spec::kEntrySpike, slot));
  fired_.clear();
  if (report_.cycles == 0) return;
  output_.append(entry_of(spec::kEntryCycles, core_.command_cycles()));
}

void ChipLink::clear_streams() {
  records_.clear(size_.records, step());
  output_.clear(size_.output);
  next_ = {};
  run_target_ = step();
}

}  // namespace slk
