// SPDX-License-Identifier: Apache-2.0
#include "models/chip_image.hpp"

#include <algorithm>
#include <numeric>

namespace slk {

ChipImage chip_image(Image image) {
  ChipImage result;
  std::vector<std::uint32_t> all(image.synapse_at.size());
  std::iota(all.begin(), all.end(), 0u);
  result.synapses.push_back(std::move(all));
  result.cores.push_back(std::move(image));
  return result;
}

std::uint32_t network_size(const ChipImage& image) {
  std::uint32_t size = 0;
  for (const Image& core : image.cores) {
    for (const auto* numbers : {&core.slot_numbers, &core.line_numbers}) {
      for (const std::uint32_t number : *numbers) size = std::max(size, number + 1);
    }
  }
  return size;
}

std::size_t synapse_count(const ChipImage& image) {
  std::size_t count = 0;
  for (const auto& synapses : image.synapses) count += synapses.size();
  return count;
}

std::vector<std::vector<std::uint32_t>> neuron_order(const ChipImage& image) {
  std::vector<std::uint32_t> numbers;
  for (const Image& core : image.cores) {
    numbers.insert(numbers.end(), core.slot_numbers.begin(), core.slot_numbers.end());
  }
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::vector<std::uint32_t>> order(image.cores.size());
  for (std::size_t c = 0; c < image.cores.size(); ++c) {
    for (const std::uint32_t number : image.cores[c].slot_numbers) {
      const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
      order[c].push_back(static_cast<std::uint32_t>(at - numbers.begin()));
    }
  }
  return order;
}

std::vector<SlotPlace> slot_places(const ChipImage& image, std::uint32_t network_size) {
  std::vector<SlotPlace> places(network_size, {kNowhere, 0});
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    const auto& numbers = image.cores[c].slot_numbers;
    for (std::uint32_t s = 0; s < numbers.size(); ++s) places[numbers[s]] = {c, s};
  }
  return places;
}

std::vector<std::vector<LinePlace>> line_places(const ChipImage& image,
                                                std::uint32_t network_size) {
  std::vector<std::vector<LinePlace>> places(network_size);
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    const auto& numbers = image.cores[c].line_numbers;
    for (std::uint32_t l = 0; l < numbers.size(); ++l) places[numbers[l]].push_back({c, l});
  }
  return places;
}

std::vector<Fragment> fragments(const ChipImage& image) {
  std::vector<Fragment> result(synapse_count(image));
  for (std::uint32_t c = 0; c < image.cores.size(); ++c) {
    const Image& core = image.cores[c];
    std::vector<std::uint32_t> axon_of(core.words());
    for (std::uint32_t a = 0; a < core.axons.size(); ++a) {
      for (std::uint32_t w = 0; w < core.axons[a].segments; ++w) {
        axon_of[core.axons[a].base + w] = a;
      }
    }
    for (std::size_t i = 0; i < core.synapse_at.size(); ++i) {
      result[image.synapses[c][i]] = {c, axon_of[core.synapse_at[i] / core.core.lanes]};
    }
  }
  return result;
}

}  // namespace slk
