// SPDX-License-Identifier: Apache-2.0
// BytePipe: the two-way line of bytes between a host and a device. The host cannot tell a board
// from a simulation by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/error.hpp"
#include "models/gen/spec.hpp"

namespace slk {

// Setting of a serial line, as the device's register `line` has it: clocks_per_bit counts clock
// cycles of the device.
using LineSetting = spec::LineRegister;

// Bits that a byte takes, with start and stop bit.
constexpr std::uint32_t bits_of_byte(const LineSetting& setting) {
  return setting.parity == spec::kParityNone ? 10 : 11;
}

// Do both ends agree about the bits? Flow control is a matter of each end.
constexpr bool same_bits(const LineSetting& x, const LineSetting& y) {
  return x.clocks_per_bit == y.clocks_per_bit && x.parity == y.parity;
}

// Do both ends understand each other at these bits a second? A fiftieth is well within what a
// receiver stands (docs/datasheet.md, "Serial line").
constexpr bool near_rate(std::uint64_t rate, std::uint64_t wanted) {
  const std::uint64_t off = rate > wanted ? rate - wanted : wanted - rate;
  return off * 50 <= wanted;
}

// The other end is gone: a cable was pulled, a connection was cut.
class BrokenPipe : public Error {
 public:
  explicit BrokenPipe(const std::string& message) : Error(message, Exit::kMachine) {}
};

class BytePipe {
 public:
  virtual ~BytePipe() = default;

  // For sentences: "rtl", "/dev/ttyUSB0".
  virtual std::string name() const = 0;

  // Queues the bytes for sending. Throws BrokenPipe.
  virtual void write(const std::vector<std::uint8_t>& bytes) = 0;

  // Waits until a byte has come, and returns all that are there; nothing if the line was silent for
  // `byte_times` times the bits of a byte. Throws BrokenPipe.
  virtual std::vector<std::uint8_t> read(std::uint64_t byte_times) = 0;

  // After BrokenPipe: waits `pause` milliseconds, then opens the pipe anew, once; what was under
  // way is lost. False: it cannot be had, now or ever.
  virtual bool reopen(std::uint32_t /*pause*/) { return false; }

  // Bits a second; 0: they are counted in clock cycles, or not at all.
  virtual std::uint32_t baud() const { return 0; }

  // Sends and hears with the setting `to` from now on, when nothing is under way in either
  // direction; until now it was `now`, by which a pipe knows how long a clock cycle of the device
  // is. False: the pipe cannot, and has changed nothing.
  virtual bool set_line(const LineSetting& /*to*/, const LineSetting& /*now*/) { return false; }
};

}  // namespace slk
