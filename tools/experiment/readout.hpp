// SPDX-License-Identifier: Apache-2.0
// What the spikes of cells that learned without labels stand for.
#pragma once

#include <cstdint>
#include <vector>

#include "tools/digits/images.hpp"

namespace slk::experiment {

// Spikes of each cell while one image is shown.
using Counts = std::vector<std::uint64_t>;

// The position of the greatest, the first of equals.
std::size_t greatest(const Counts& counts);

class Readout {
 public:
  // Learns from images whose labels are known; one Counts each.
  Readout(const std::vector<digits::Image>& images, const std::vector<Counts>& counts);

  // Each spike speaks for every class, by the part of its cell's spikes that this class had.
  std::size_t by_association(const Counts& counts) const;
  // Each cell speaks for the one class that it fired most for; the mean over the cells of a class.
  std::size_t by_label(const Counts& counts) const;

 private:
  // [cell][class]
  std::vector<Counts> share_;  // parts of kWhole
  std::vector<std::size_t> label_;
  Counts cells_of_;  // number of cells of each class
};

}  // namespace slk::experiment
