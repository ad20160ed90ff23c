// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/faulty_pipe.hpp"

#include <algorithm>

namespace slk::tests {

void FaultyPipe::write(const Bytes& bytes) {
  send(down_, bytes);
  deliver();
}

Bytes FaultyPipe::read(std::uint64_t byte_times) {
  for (;;) {
    const Bytes out = up_.line.take();
    up_.audit.heard(out);
    if (!out.empty() || byte_times == 0) return out;
    std::uint64_t slice = byte_times;
    for (const BadLine* side : {&down_, &up_}) {
      if (side->line.held()) slice = std::min(slice, side->line.wait());
    }
    const Bytes in = pipe_->read(slice);
    const std::uint64_t passed = in.empty() ? slice : std::min<std::uint64_t>(slice, in.size());
    byte_times -= passed;
    down_.line.pass(passed);
    up_.line.pass(passed);
    deliver();
    send(up_, in);
  }
}

void FaultyPipe::send(BadLine& to, const Bytes& bytes) {
  to.bytes += bytes.size();
  to.audit.sent(bytes);
  if (to.line.send(bytes)) return;
  down_.line.clear();
  up_.line.clear();
  throw BrokenPipe(name() + ": the line broke");
}

void FaultyPipe::deliver() {
  const Bytes out = down_.line.take();
  down_.audit.heard(out);
  if (!out.empty()) pipe_->write(out);
}

}  // namespace slk::tests
