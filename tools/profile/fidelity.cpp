// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/fidelity.hpp"

#include <algorithm>
#include <iterator>

namespace slk::profile {
namespace {

// The most spikes of two ascending trains that can be paired, each at most once, no more than a
// step apart: the earliest that can still be paired is, which leaves most to the others.
std::uint64_t coincidences(const std::vector<std::uint32_t>& x,
                           const std::vector<std::uint32_t>& y) {
  std::uint64_t pairs = 0;
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i] + 1 < y[j]) {
      ++i;
    } else if (y[j] + 1 < x[i]) {
      ++j;
    } else {
      ++pairs;
      ++i;
      ++j;
    }
  }
  return pairs;
}

}  // namespace

double Fidelity::rate(std::uint64_t matched) const {
  const std::uint64_t most = std::max(reference, machine);
  return most == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(most);
}

void FidelityMeter::add(std::uint32_t step, const std::vector<std::uint32_t>& reference,
                        const std::vector<std::uint32_t>& machine) {
  ++sums_.steps;
  sums_.equal_steps += reference == machine;
  sums_.reference += reference.size();
  sums_.machine += machine.size();
  std::vector<std::uint32_t> both;
  std::set_intersection(reference.begin(), reference.end(), machine.begin(), machine.end(),
                        std::back_inserter(both));
  sums_.exact += both.size();
  for (const std::uint32_t number : reference) trains_[number].reference.push_back(step);
  for (const std::uint32_t number : machine) trains_[number].machine.push_back(step);
}

Fidelity FidelityMeter::result() const {
  Fidelity result = sums_;
  for (const auto& [number, train] : trains_) {
    result.coincident += coincidences(train.reference, train.machine);
  }
  return result;
}

}  // namespace slk::profile
