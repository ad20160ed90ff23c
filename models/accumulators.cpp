// SPDX-License-Identifier: Apache-2.0
// Proves that no sum of a network's synapses can leave the accumulator of a receptor.
#include <algorithm>
#include <string>

#include "models/error.hpp"
#include "models/limits.hpp"
#include "models/network.hpp"

namespace slk {
namespace {

// The largest and the smallest sum that a receptor of a neuron can reach in one step.
struct Sums {
  std::int64_t most = 0;
  std::int64_t least = 0;
};

[[noreturn]] void refuse(const Network& network, const std::string& place, std::uint32_t number,
                         int receptor, std::int64_t sum, std::int64_t limit) {
  throw Error(place + ": receptor " + std::to_string(receptor) + " of " + network.name_of(number) +
              " can reach " + std::to_string(sum) + " in one step; allowed " +
              (sum > 0 ? "at most " : "at least ") + std::to_string(limit) +
              ": lower its weights, shift or number of synapses");
}

void check_receptor(const Network& network, const std::string& place, int receptor) {
  std::vector<Sums> sums(network.size());
  for (const Projection& projection : network.projections) {
    if (projection.receptor != receptor) continue;
    const std::int64_t unit = std::int64_t{1} << projection.shift;
    const Rule* rule = projection.rule ? &network.rules[*projection.rule] : nullptr;
    for (const Synapse& synapse : projection.synapses) {
      // A plastic weight may become whatever its rule allows.
      const std::int64_t most = rule ? rule->max : synapse.weight;
      const std::int64_t least = rule ? rule->min : synapse.weight;
      sums[synapse.target].most += std::max<std::int64_t>(0, most) * unit;
      sums[synapse.target].least += std::min<std::int64_t>(0, least) * unit;
    }
  }
  for (std::uint32_t number = 0; number < sums.size(); ++number) {
    const Sums& sum = sums[number];
    if (sum.most > limits::kSumMax) {
      refuse(network, place, number, receptor, sum.most, limits::kSumMax);
    }
    if (sum.least < limits::kSumMin) {
      refuse(network, place, number, receptor, sum.least, limits::kSumMin);
    }
  }
}

}  // namespace

void check_accumulators(const Network& network, const std::string& place) {
  for (const int receptor : {0, 1}) check_receptor(network, place, receptor);
}

}  // namespace slk
