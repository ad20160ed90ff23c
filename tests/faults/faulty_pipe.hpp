// SPDX-License-Identifier: Apache-2.0
// FaultyPipe: a pipe to a device with a bad line in each direction, and an audit of every frame. A
// line that broke can be opened again; the device has noticed nothing. Time is that of the host's
// reads; a reply that comes counts at least the time of its bytes.
#pragma once

#include <memory>
#include <string>

#include "models/byte_pipe.hpp"
#include "tests/faults/faulty_line.hpp"
#include "tests/faults/frame_audit.hpp"

namespace slk::tests {

// One direction: what it does and what was seen of it.
struct BadLine {
  BadLine(const FaultRates& rates, std::uint64_t seed) : line(rates, seed) {}
  FaultyLine line;
  FrameAudit audit;
  std::uint64_t bytes = 0;
};

class FaultyPipe : public BytePipe {
 public:
  // The lines outlive the pipe.
  FaultyPipe(std::unique_ptr<BytePipe> pipe, BadLine& down, BadLine& up)
      : pipe_(std::move(pipe)), down_(down), up_(up) {}

  std::string name() const override { return pipe_->name(); }
  void write(const Bytes& bytes) override;
  Bytes read(std::uint64_t byte_times) override;
  // At once, and every third time only at the next call.
  bool reopen(std::uint32_t) override { return ++opened_ % 3 != 0; }

 private:
  void send(BadLine& to, const Bytes& bytes);
  void deliver();

  std::unique_ptr<BytePipe> pipe_;
  BadLine& down_;
  BadLine& up_;
  std::uint32_t opened_ = 0;
};

}  // namespace slk::tests
