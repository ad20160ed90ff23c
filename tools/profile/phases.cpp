// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/phases.hpp"

#include <algorithm>
#include <cassert>

namespace slk::profile {

void Phases::add(std::uint64_t cycles, const std::vector<StepCycles>& cores) {
  assert(!cores.empty());
  const auto slowest = std::max_element(
      cores.begin(), cores.end(),
      [](const StepCycles& x, const StepCycles& y) { return x.total() < y.total(); });
  slowest_.resize(cores.size());
  ++slowest_[static_cast<std::size_t>(slowest - cores.begin())];
  // A core that is done waits; a step in real time may be longer than any.
  const std::uint64_t rest = cycles - std::min(cycles, slowest->total());
  const std::uint64_t values[] = {
      slowest->flush, slowest->reset, slowest->rescale, slowest->synapse, slowest->update,
      rest,           cycles};
  for (std::size_t i = 0; i < phases_.size(); ++i) phases_[i].cycles.add(values[i]);
}

}  // namespace slk::profile
