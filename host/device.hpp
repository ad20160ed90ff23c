// SPDX-License-Identifier: Apache-2.0
// A chip at the other end of a serial line as a Backend: a board, or a simulation of one. Which of
// them it is makes no difference but for the probe, which only a simulation has.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "host/line.hpp"
#include "host/link.hpp"
#include "models/backend.hpp"
#include "models/image.hpp"
#include "models/probe.hpp"

namespace slk {

struct DeviceOptions {
  std::string name = "device";    // of the backend; sentences name the pipe
  std::uint32_t session = 1;      // random on a board, so that the next host knows its own
  std::uint64_t patience = 4096;  // byte times of silence before a command is sent again
  std::optional<LineWish> line = std::nullopt;  // while the backend lasts
};

class Device : public Backend {
 public:
  // Bytes on the line since the counters were cleared, for comparison with the events link_bytes_in
  // and link_bytes_out; see LinkPort::bytes_since_clear().
  virtual LineBytes line_bytes() const = 0;
};

// Loads the image and clears the totals; any run that was under way is stopped. States come from
// the probe or, without one, from a run step by step, which is slow; without states all steps are
// streamed. A probe must outlive the backend but for its end, and what it shows must be what the
// line brings, else the record has a fault. Throws Error (exit 3): no device, another spec, a core
// that the image was not placed for, a command refused. It goes on over a line that breaks and
// comes back (host/link.hpp).
std::unique_ptr<Device> make_device_backend(const Image& image, std::unique_ptr<BytePipe> pipe,
                                            Probe* probe, const DeviceOptions& options);

}  // namespace slk
