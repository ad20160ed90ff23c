// SPDX-License-Identifier: Apache-2.0
#include "models/weights.hpp"

#include <algorithm>
#include <string>

#include "models/error.hpp"

namespace slk {
namespace {

WeightRange range_of(const Rule& rule) { return {rule.min, rule.max}; }

}  // namespace

std::vector<WeightRange> weight_ranges(const Network& network) {
  std::vector<WeightRange> ranges;
  for (const Projection& p : network.projections) {
    const WeightRange range = p.rule ? range_of(network.rules[*p.rule]) : WeightRange();
    ranges.resize(ranges.size() + p.synapses.size(), range);
  }
  return ranges;
}

std::vector<WeightRange> weight_ranges(const Image& image) {
  std::vector<WeightRange> places(image.weights.size());
  for (std::size_t a = 0; a < image.plastic_axons.size(); ++a) {
    const spec::Axon& axon = image.axons[a];
    const auto begin = places.begin() + std::ptrdiff_t{axon.base} * image.core.lanes;
    std::fill_n(begin, std::size_t{axon.segments} * image.core.lanes,
                range_of(image.rules[image.plastic_axons[a].rule]));
  }
  std::vector<WeightRange> ranges;
  for (const std::uint32_t at : image.synapse_at) ranges.push_back(places[at]);
  return ranges;
}

std::vector<WeightRange> weight_ranges(const ChipImage& image) {
  std::vector<WeightRange> ranges(synapse_count(image));
  for (std::size_t c = 0; c < image.cores.size(); ++c) {
    const std::vector<WeightRange> part = weight_ranges(image.cores[c]);
    for (std::size_t i = 0; i < part.size(); ++i) ranges[image.synapses[c][i]] = part[i];
  }
  return ranges;
}

void check_weights(const std::vector<std::int8_t>& weights,
                   const std::vector<WeightRange>& ranges) {
  if (weights.size() != ranges.size()) {
    throw Error(std::to_string(weights.size()) + " weights for " + std::to_string(ranges.size()) +
                " synapses; allowed one a synapse, in network order");
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] >= ranges[i].min && weights[i] <= ranges[i].max) continue;
    throw Error("weight " + std::to_string(i) + " is " + std::to_string(weights[i]) + "; allowed " +
                std::to_string(ranges[i].min) + ".." + std::to_string(ranges[i].max));
  }
}

}  // namespace slk
