// SPDX-License-Identifier: Apache-2.0
#include "tests/host/fake_device.hpp"

#include <algorithm>
#include <utility>

#include "models/bits.hpp"
#include "models/output_code.hpp"

namespace slk::tests {

using spec::Register;
using spec::Window;

namespace {

constexpr std::size_t kRowBytes = spec::kLinkRowBytesMax;

spec::OutputEntry entry(int kind, std::uint64_t value) {
  return {static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(kind)};
}

bool is_counter(const ReadCommand& c, std::uint32_t row, spec::Event event) {
  return c.window == Window::kCounter && row == static_cast<std::uint32_t>(event);
}

}  // namespace

// The host's end.
class FakePipe : public BytePipe {
 public:
  explicit FakePipe(FakeDevice& device) : device_(device), left_(device.bytes_to_break()) {}
  std::string name() const override { return "fake"; }
  void write(const std::vector<std::uint8_t>& bytes) override { device_.write(pass(bytes)); }
  std::vector<std::uint8_t> read(std::uint64_t) override { return pass(device_.read()); }
  bool reopen(std::uint32_t) override {
    if (!device_.opens()) return false;
    device_.out_.clear();
    device_.broken = false;
    left_ = device_.bytes_to_break();
    return true;
  }

 private:
  // What gets through. If that is not all of it, the next of either direction says so.
  Bytes pass(Bytes bytes) {
    if (left_ == 0 || device_.broken) {
      ++device_.breaks;
      throw BrokenPipe("fake: the line broke");
    }
    if (bytes.size() > left_) bytes.resize(left_);
    left_ -= bytes.size();
    return bytes;
  }

  FakeDevice& device_;
  std::size_t left_;
};

FakeDevice::FakeDevice() : registers_(spec::kRegisters.size(), 0), reader_(100000) { reset(); }

void FakeDevice::reset() {
  std::fill(registers_.begin(), registers_.end(), 0);
  rows.clear();
  waiting_.clear();
  out_.clear();
  records_.clear();
  entries_.clear();
  record_step_ = 0;
  expected_ = 0;
  reg(Register::kIdentity) = spec::kIdentity;
  reg(Register::kSpecHashLow) = static_cast<std::uint32_t>(spec::kHash);
  reg(Register::kSpecHashHigh) = static_cast<std::uint32_t>(spec::kHash >> 32);
  reg(Register::kSizeNeurons) = 64;
  reg(Register::kSizeAxons) = 1024;
  reg(Register::kSizeSynapseWords) = 4096;
  reg(Register::kSizeProfiles) = 64;
  reg(Register::kOptions) = pack(spec::OptionsRegister{8, 2, 1, 0, 0, 0, 1})[0];
  reg(Register::kLine) = 4;
  reg(Register::kSizeReceive) = 2048;
  reg(Register::kSizeRecords) = 1024;
  reg(Register::kSizeOutput) = 512;
}

std::unique_ptr<BytePipe> FakeDevice::pipe() { return std::make_unique<FakePipe>(*this); }

std::uint64_t FakeDevice::cycles(std::size_t spikes, const StepStimulus& stimulus) {
  std::uint64_t cycles = 100 + spikes;
  if (stimulus.reset) cycles += stimulus.keep_adaptation ? 2000 : 1000;
  if (stimulus.flush) cycles += 4000;
  for (const ModulatorChange& change : stimulus.modulators) {
    cycles += modulators_value(change.rule, change.modulators);
  }
  return cycles;
}

void FakeDevice::write(const Bytes& bytes) {
  written.insert(written.end(), bytes.begin(), bytes.end());
  for (const std::uint8_t byte : bytes) {
    ++bytes_in_;
    if (!reader_.take(byte)) continue;
    for (int i = copies_in(commands++); i > 0; --i)
      waiting_.push_back({reader_.payload(), bytes_in_});
  }
  std::size_t size = 0;
  for (const Frame& frame : waiting_) size += frame.payload.size();
  receive_peak = std::max(receive_peak, size);
}

// Executes a frame whenever everything has been said about the one before.
Bytes FakeDevice::read() {
  if (silent_ > 0) {
    --silent_;
    return {};
  }
  while (out_.empty() && !waiting_.empty()) {
    const Frame frame = waiting_.front();
    waiting_.pop_front();
    execute(frame);
    if (silent_-- > 0) return {};
    silent_ = 0;
  }
  const std::size_t count = pieces == 0 ? out_.size() : std::min(pieces, out_.size());
  const auto end = out_.begin() + static_cast<std::ptrdiff_t>(count);
  const Bytes bytes(out_.begin(), end);
  out_.erase(out_.begin(), end);
  return bytes;
}

void FakeDevice::execute(const Frame& frame) {
  const DecodedCommand command = decode_command(frame.payload);
  Reply reply;
  const auto behind = static_cast<std::uint8_t>(expected_ - command.sequence);
  if (command.opcode == spec::kOpcodeHello || behind == 0) {
    reply = answer(command, frame);
    if (reply.status == spec::kStatusOk)
      expected_ = static_cast<std::uint8_t>(command.sequence + 1);
  } else if (behind <= 128) {
    const bool again = command.opcode == spec::kOpcodeRead || command.opcode == spec::kOpcodeOutput;
    if (again) reply = answer(command, frame);
  } else {
    reply.status = spec::kStatusSequence;
    reply.data = {expected_};
  }
  reply.opcode = command.opcode;
  reply.sequence = command.sequence;
  while (!lazy && step_once()) {
  }
  reply.fault = reg(Register::kFaults) != 0 || (reg(Register::kLinkFaults) >> 3) != 0;
  tamper(command, reply);
  send(reply);
}

void FakeDevice::send(const Reply& reply) {
  silent_ = silences(replies);
  for (int i = copies_out(replies++); i > 0; --i) {
    Bytes wire = encode_frame(encode_reply(reply));
    noise(wire);
    bytes_out_ += wire.size();
    out_.insert(out_.end(), wire.begin(), wire.end());
  }
}

Reply FakeDevice::answer(const DecodedCommand& command, const Frame& frame) {
  Reply reply;
  reply.opcode = command.opcode;
  reply.sequence = command.sequence;
  reply.status = command.status;
  if (command.status != spec::kStatusOk) return reply;
  if (const auto* c = std::get_if<HelloCommand>(&command.command)) reply.status = hello(*c, reply);
  if (const auto* c = std::get_if<ReadCommand>(&command.command)) {
    reply.status = read_rows(*c, frame, reply);
  }
  if (const auto* c = std::get_if<WriteCommand>(&command.command)) {
    reply.status = write_rows(*c, frame);
  }
  if (const auto* c = std::get_if<RecordsCommand>(&command.command))
    reply.status = take_records(*c);
  if (const auto* c = std::get_if<RunToCommand>(&command.command)) reply.status = run_to(c->step);
  if (const auto* c = std::get_if<OutputCommand>(&command.command)) {
    reply.status = output(*c, reply);
  }
  return reply;
}

int FakeDevice::hello(const HelloCommand& command, Reply& reply) {
  append_number(reply.data, reg(Register::kIdentity), 4);
  append_number(reply.data, reg(Register::kSpecHashLow), 4);
  append_number(reply.data, reg(Register::kSpecHashHigh), 4);
  append_number(reply.data, std::exchange(reg(Register::kSession), command.session), 4);
  return spec::kStatusOk;
}

int FakeDevice::read_rows(const ReadCommand& c, const Frame& frame, Reply& reply) {
  const bool registers = c.window == Window::kRegisters;
  const bool run = reg(Register::kStep) < reg(Register::kRunTarget);
  for (std::uint32_t row = c.row; row < c.row + c.rows; ++row) {
    if (c.window > Window::kCounter || (registers && row >= registers_.size())) {
      return spec::kStatusAddress;
    }
    if (!registers && run) return spec::kStatusBusy;
    Bytes bytes(kRowBytes, 0);
    const auto at = rows.find({static_cast<std::uint8_t>(c.window), row});
    if (at != rows.end()) bytes = at->second;
    std::uint64_t value = registers ? registers_[row] : 0;
    if (is_counter(c, row, spec::Event::kLinkBytesIn)) value = frame.line_bytes - in_clear_;
    if (is_counter(c, row, spec::Event::kLinkBytesOut)) {
      // Of this reply, the flag, the header and the rows before have been sent.
      std::uint64_t sent = 3 + reply.data.size();
      for (const std::uint8_t b : reply.data) sent += b == 0x7d || b == 0x7e;
      sent += reply.sequence == 0x7d || reply.sequence == 0x7e;
      value = bytes_out_ - out_clear_ + sent;
    }
    for (std::size_t i = 0; i < 8 && value != 0; ++i) {
      bytes[i] = static_cast<std::uint8_t>(value >> 8 * i);
    }
    reply.data.insert(reply.data.end(), bytes.begin(), bytes.begin() + c.row_bytes);
  }
  return spec::kStatusOk;
}

int FakeDevice::write_rows(const WriteCommand& c, const Frame& frame) {
  std::uint32_t row = c.row;
  std::size_t at = 0;
  for (; at + c.row_bytes <= c.data.size(); at += c.row_bytes, ++row) {
    if (c.window == Window::kRegisters) {
      const int status = write_register(static_cast<Register>(row), number32_at(c.data, at));
      if (status != spec::kStatusOk) return status;
      continue;
    }
    if (c.window > Window::kCounter) return spec::kStatusAddress;
    if (reg(Register::kStep) < reg(Register::kRunTarget)) return spec::kStatusBusy;
    Bytes& bytes = rows[{static_cast<std::uint8_t>(c.window), row}];
    bytes.assign(c.data.begin() + static_cast<std::ptrdiff_t>(at),
                 c.data.begin() + static_cast<std::ptrdiff_t>(at + c.row_bytes));
    bytes.resize(kRowBytes, 0);
    if (c.window == Window::kCounter) {
      in_clear_ = frame.line_bytes;
      out_clear_ = bytes_out_;
    }
  }
  return at == c.data.size() ? spec::kStatusOk : spec::kStatusLength;
}

int FakeDevice::write_register(Register r, std::uint32_t value) {
  const auto index = static_cast<std::size_t>(r);
  if (index >= registers_.size() || spec::kRegisters[index].access == spec::Access::kRo) {
    return spec::kStatusAddress;
  }
  if (spec::kRegisters[index].access == spec::Access::kW1c) {
    reg(r) &= ~value;
  } else if (r == Register::kStreamClear) {
    records_.clear();
    entries_.clear();
    record_step_ = reg(Register::kRunTarget) = reg(Register::kStep);
    reg(Register::kRecordsEnd) = reg(Register::kOutputEnd) = reg(Register::kOutputReleased) = 0;
  } else if (spec::kRegisters[index].access == spec::Access::kRw) {
    reg(r) = value;
  }
  return spec::kStatusOk;
}

int FakeDevice::take_records(const RecordsCommand& c) {
  std::uint32_t& end = reg(Register::kRecordsEnd);
  if (c.cursor > end) return spec::kStatusRange;
  const std::size_t skip = std::min<std::size_t>(end - c.cursor, c.records.size());
  const std::size_t fresh = c.records.size() - skip;
  if (records_.size() + fresh > reg(Register::kSizeRecords)) {
    crimes.push_back("no room for records");
    return spec::kStatusRoom;
  }
  records_.insert(records_.end(), c.records.begin() + static_cast<std::ptrdiff_t>(skip),
                  c.records.end());
  end += static_cast<std::uint32_t>(fresh);
  records_peak = std::max(records_peak, records_.size());
  return spec::kStatusOk;
}

int FakeDevice::run_to(std::uint32_t step) {
  if (step > spec::kLinkStepMax) return spec::kStatusRange;
  reg(Register::kRunTarget) = step;
  return spec::kStatusOk;
}

int FakeDevice::output(const OutputCommand& c, Reply& reply) {
  std::uint32_t& released = reg(Register::kOutputReleased);
  if (c.release > output_end() || c.cursor > output_end() || c.cursor < released) {
    return spec::kStatusRange;
  }
  for (; released < c.release; ++released) entries_.pop_front();
  const auto complete = [&] { return reg(Register::kStep) >= c.until; };
  while (output_end() - c.cursor < c.count && !complete() && step_once()) {
  }
  const bool stalled = hang_step != 0 && reg(Register::kStep) + 1 == hang_step && !complete() &&
                       output_end() - c.cursor < c.count;
  std::vector<spec::OutputEntry> entries;
  for (std::uint32_t at = c.cursor; at < output_end() && at - c.cursor < c.count; ++at) {
    const spec::OutputEntry& e = entries_[at - released];
    if (e.kind == spec::kEntryStep && e.value > c.until) break;
    entries.push_back(e);
  }
  reply.data = encode_output(entries);
  return stalled ? spec::kStatusStalled : spec::kStatusOk;
}

// The records of a step, those before a move beyond it.
void FakeDevice::begin_step(std::uint32_t step, StepStimulus& stimulus) {
  std::size_t at = 0;
  while (record_step_ <= step) {
    const auto record = read_record(records_, at);
    if (!record) break;
    at += record->bytes;
    if (record->kind == Record::Kind::kAdvance) {
      record_step_ += record->value;
    } else if (record->kind == Record::Kind::kStep) {
      record_step_ = record->value;
    } else if (record_step_ < step) {
      crimes.push_back("a record for step " + std::to_string(record_step_) + " in step " +
                       std::to_string(step));
    } else if (record->kind == Record::Kind::kReset) {
      stimulus.reset = true;
      stimulus.keep_adaptation = record->value == 1;
    } else if (record->kind == Record::Kind::kFlush) {
      stimulus.flush = true;
    } else if (record->kind == Record::Kind::kModulators) {
      const auto x = spec::unpack<spec::ModulatorsRegister>(&record->value);
      const Modulators modulators{static_cast<std::int16_t>(x.m_plus),
                                  static_cast<std::int16_t>(x.m_minus), x.enable != 0};
      stimulus.modulators.push_back({step, static_cast<std::uint8_t>(x.rule), modulators});
    } else {
      stimulus.inputs.insert(stimulus.inputs.end(), record->lines.begin(), record->lines.end());
    }
  }
  records_.erase(records_.begin(), records_.begin() + static_cast<std::ptrdiff_t>(at));
}

bool FakeDevice::step_once() {
  const std::uint32_t occupied = reg(Register::kOccupiedNeurons);
  std::uint32_t& step = reg(Register::kStep);
  if (step >= reg(Register::kRunTarget) || step + 1 == hang_step) return false;
  if (entries_.size() + occupied + 2 > reg(Register::kSizeOutput)) return false;
  StepStimulus stimulus;
  begin_step(++step, stimulus);
  if (step == fault_step) {
    spec::FaultsRegister faults;
    faults.ring_merge = 1;
    reg(Register::kFaults) |= pack(faults)[0];
  }
  std::vector<bool> fires(occupied, false);
  fires[step % occupied] = true;
  for (const std::uint32_t line : stimulus.inputs) {
    if (line < occupied) fires[line] = true;
  }
  const std::size_t before = entries_.size();
  entries_.push_back(entry(spec::kEntryStep, step));
  for (std::uint32_t slot = 0; slot < occupied; ++slot) {
    if (fires[slot]) entries_.push_back(entry(spec::kEntrySpike, slot));
    beats.push_back({0, 0, static_cast<std::int32_t>(step), static_cast<std::int32_t>(slot), 0,
                     slot, fires[slot]});
  }
  const std::size_t spikes = entries_.size() - before - 1;
  entries_.push_back(entry(spec::kEntryCycles, cycles(spikes, stimulus)));
  reg(Register::kOutputEnd) += static_cast<std::uint32_t>(entries_.size() - before);
  output_peak = std::max(output_peak, entries_.size());
  return true;
}

}  // namespace slk::tests
