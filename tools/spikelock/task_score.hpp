// SPDX-License-Identifier: Apache-2.0
// How well a network does its task, for networks of which we know what they should answer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/network.hpp"

namespace slk {

class TaskScore {
 public:
  // Null if the network is no known task, or too few steps for one answer. Known is `digits`:
  // images of 32 steps each, answered by the class that fires most, with labels.csv beside the
  // network file. Throws Error: the labels cannot be read.
  static std::unique_ptr<TaskScore> of(const Network& network, std::uint32_t steps);

  virtual ~TaskScore() = default;
  // Neurons that fired in the next step.
  virtual void add(std::uint32_t step, const std::vector<std::uint32_t>& spikes) = 0;
  // Questions answered, and those answered right.
  virtual std::size_t questions() const = 0;
  virtual std::size_t right() const = 0;
};

}  // namespace slk
