// SPDX-License-Identifier: Apache-2.0
// A device at the other end of a pipe, in a few data structures: docs/link.md without wires, clocks
// or neurons. Its core fires slot l in every step with a spike of line l, if that slot is occupied,
// and the slot of the step's number; a step takes 100 cycles and one more a spike, a reset 1000 or,
// keeping the adaptation, 2000, a flush 4000, and modulators as many as the number in their record.
//
// It can lose, repeat, delay and damage what passes, its line can break, and it says what a host
// must never do.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/byte_pipe.hpp"
#include "models/commands.hpp"
#include "models/frame.hpp"
#include "models/records.hpp"

namespace slk::tests {

class FakeDevice {
 public:
  FakeDevice();

  // The host's end; the device must outlive it.
  std::unique_ptr<BytePipe> pipe();

  // The cycles of a step with so many spikes: what a test expects.
  static std::uint64_t cycles(std::size_t spikes, const StepStimulus& stimulus);

  // A reset: no session, no image, nothing under way.
  void reset();

  // What it is.
  std::uint32_t& reg(spec::Register r) { return registers_[static_cast<std::size_t>(r)]; }
  std::map<std::pair<std::uint8_t, std::uint32_t>, Bytes> rows;  // 32 bytes each
  bool lazy = false;       // steps run only while an output waits for them
  std::size_t pieces = 0;  // most bytes that a read brings; 0: all

  // What goes wrong. The first argument counts frames of that direction, from 0.
  std::function<int(std::size_t)> copies_in = [](std::size_t) { return 1; };
  std::function<int(std::size_t)> copies_out = [](std::size_t) { return 1; };
  std::function<int(std::size_t)> silences = [](std::size_t) { return 0; };  // before a reply
  std::function<void(const DecodedCommand&, Reply&)> tamper = [](const DecodedCommand&, Reply&) {};
  std::function<void(Bytes&)> noise = [](Bytes&) {};  // on the wire of a reply
  std::uint32_t hang_step = 0;                        // does not end
  std::uint32_t fault_step = 0;                       // sets the fault ring_merge

  // The line: how many bytes go over it, both ways, until it breaks, which is asked whenever it was
  // opened; whether it can be opened again.
  std::function<std::size_t()> bytes_to_break = [] { return std::size_t(-1); };
  std::function<bool()> opens = [] { return true; };
  bool broken = false;  // now
  std::size_t breaks = 0;

  // The trace port: v and a are the step and the slot.
  std::vector<spec::Trace> beats;

  // What it has seen.
  Bytes written;                    // every byte of the host
  std::size_t commands = 0;         // frames that came in
  std::size_t replies = 0;          // frames that went out
  std::size_t receive_peak = 0;     // bytes of payload that waited at once
  std::size_t records_peak = 0;     // bytes of records
  std::size_t output_peak = 0;      // entries
  std::vector<std::string> crimes;  // of the host, in words

 private:
  friend class FakePipe;
  struct Frame {
    Bytes payload;
    std::uint64_t line_bytes = 0;  // that had come in at its end
  };

  void write(const Bytes& bytes);
  Bytes read();
  void execute(const Frame& frame);
  Reply answer(const DecodedCommand& command, const Frame& frame);
  int hello(const HelloCommand& command, Reply& reply);
  int read_rows(const ReadCommand& command, const Frame& frame, Reply& reply);
  int write_rows(const WriteCommand& command, const Frame& frame);
  int write_register(spec::Register r, std::uint32_t value);
  int take_records(const RecordsCommand& command);
  int run_to(std::uint32_t step);
  int output(const OutputCommand& command, Reply& reply);
  bool step_once();
  void begin_step(std::uint32_t step, StepStimulus& stimulus);
  void send(const Reply& reply);
  std::uint32_t output_end() { return reg(spec::Register::kOutputEnd); }

  std::vector<std::uint32_t> registers_;
  FrameReader reader_;
  std::deque<Frame> waiting_;
  std::uint8_t expected_ = 0;
  std::deque<std::uint8_t> out_;
  int silent_ = 0;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  std::uint64_t in_clear_ = 0;
  std::uint64_t out_clear_ = 0;

  Bytes records_;                          // not yet consumed
  std::uint32_t record_step_ = 0;          // that the next record belongs to
  std::deque<spec::OutputEntry> entries_;  // not yet released
};

}  // namespace slk::tests
