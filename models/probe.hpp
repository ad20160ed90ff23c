// SPDX-License-Identifier: Apache-2.0
// Probe: what a simulated chip shows beside its serial line. A board has none.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/byte_pipe.hpp"
#include "models/gen/spec.hpp"
#include "models/host_port.hpp"

namespace slk {

class Probe {
 public:
  virtual ~Probe() = default;

  // The beats of the trace port since the last call: one a neuron update, in slot order, step after
  // step.
  virtual std::vector<spec::Trace> take_beats() = 0;

  // Clock cycles since the chip was switched on.
  virtual std::uint64_t cycles() const = 0;

  // The setting of the chip's end of the line.
  virtual LineSetting line() const = 0;

  // What only a simulator sees go wrong (a failed assertion), one sentence; empty if nothing has.
  virtual std::string fault() const = 0;

  // Memories and registers of the core without the line; not while a run is under way.
  virtual HostPort& backdoor() = 0;

  // Opens a waveform (FST), or closes it with an empty path. Machines without signals ignore it.
  virtual void dump_wave(const std::string& path) = 0;
};

// A chip that is simulated. `probe` lives as long as `line`.
struct SimulatedChip {
  std::unique_ptr<BytePipe> line;
  Probe* probe = nullptr;
};

}  // namespace slk
