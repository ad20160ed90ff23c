// SPDX-License-Identifier: Apache-2.0
// BytePipe: the two-way line of bytes between a host and a device. The host cannot tell a board
// from a simulation by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace slk {

class BytePipe {
 public:
  virtual ~BytePipe() = default;

  // For sentences: "rtl", "/dev/ttyUSB0".
  virtual std::string name() const = 0;

  // Queues the bytes for sending. Throws Error (exit 3) if the other end is gone.
  virtual void write(const std::vector<std::uint8_t>& bytes) = 0;

  // Waits until a byte has come, and returns all that are there; nothing if the line was silent for
  // `byte_times` times the 10 bits of a byte. Throws Error (exit 3) if the other end is gone.
  virtual std::vector<std::uint8_t> read(std::uint64_t byte_times) = 0;
};

}  // namespace slk
