// SPDX-License-Identifier: Apache-2.0
// Image of a chip: one image a core, and the way back from their synapses to the network's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/chip.hpp"
#include "models/image.hpp"

namespace slk {

struct ChipImage {
  Mesh mesh;
  std::optional<RealTime> real_time;
  // By core number. All have the size, registers and rules of one network on one chip; a core that
  // is not used has no slots, lines, axons or routes.
  std::vector<Image> cores;
  // Of each core, the positions in network order of the synapses in its `synapse_at`.
  std::vector<std::vector<std::uint32_t>> synapses;

  const CoreSize& core() const { return cores.front().core; }
};

// A chip of one core.
ChipImage chip_image(Image image);

// One more than the largest network-level number of a neuron or an input.
std::uint32_t network_size(const ChipImage& image);

// Image files (`"spikelock": "image/2"`): JSON with every memory row in hexadecimal, as the
// hardware has it. A file made for another spec hash is refused. Throw Error.
void write_image(const ChipImage& image, const std::string& path);
ChipImage read_image(const std::string& path);

// Synapses of all cores.
std::size_t synapse_count(const ChipImage& image);

// Of each core and slot the neuron's position among the network's neurons, in network order: where
// its state stands in a StepRecord.
std::vector<std::vector<std::uint32_t>> neuron_order(const ChipImage& image);

// Where a neuron stands.
struct SlotPlace {
  std::uint32_t core = 0;
  std::uint32_t slot = 0;
};

// Of each network-level number the place of its neuron; input lines have none: core == kNowhere.
constexpr std::uint32_t kNowhere = 0xffffffff;
std::vector<SlotPlace> slot_places(const ChipImage& image, std::uint32_t network_size);

// Input line of a number on each core that has one, by the number.
struct LinePlace {
  std::uint32_t core = 0;
  std::uint32_t line = 0;
};
std::vector<std::vector<LinePlace>> line_places(const ChipImage& image, std::uint32_t network_size);

// Of each synapse in network order the core and axon that hold it: synapses with the same row and
// the same fragment hear a spike together, whatever the chip does to packets.
struct Fragment {
  std::uint32_t core = 0;
  std::uint32_t axon = 0;
  friend bool operator==(const Fragment& x, const Fragment& y) {
    return x.core == y.core && x.axon == y.axon;
  }
  friend bool operator<(const Fragment& x, const Fragment& y) {
    return x.core != y.core ? x.core < y.core : x.axon < y.axon;
  }
};
std::vector<Fragment> fragments(const ChipImage& image);

}  // namespace slk
