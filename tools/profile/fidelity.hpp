// SPDX-License-Identifier: Apache-2.0
// Fidelity: how much of what a reference fired a machine fired, too.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace slk::profile {

struct Fidelity {
  std::uint64_t steps = 0;
  std::uint64_t equal_steps = 0;  // in which the same neurons fired
  std::uint64_t reference = 0;    // spikes
  std::uint64_t machine = 0;
  std::uint64_t exact = 0;       // spikes of the reference that the machine has in the same step
  std::uint64_t coincident = 0;  // or in the step before or after, each with one of its own

  // As parts of the larger number of spikes, so that 1 means neither has one too many; 1 of none.
  double exact_rate() const { return rate(exact); }
  double coincidence_rate() const { return rate(coincident); }

 private:
  double rate(std::uint64_t matched) const;
};

// Takes the spikes of both, step by step.
class FidelityMeter {
 public:
  // Numbers of the neurons that fired, ascending.
  void add(std::uint32_t step, const std::vector<std::uint32_t>& reference,
           const std::vector<std::uint32_t>& machine);
  Fidelity result() const;

 private:
  struct Train {
    std::vector<std::uint32_t> reference, machine;  // steps, ascending
  };
  Fidelity sums_;
  std::map<std::uint32_t, Train> trains_;  // by neuron
};

}  // namespace slk::profile
