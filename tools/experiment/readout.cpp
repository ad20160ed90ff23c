// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/readout.hpp"

#include <algorithm>
#include <numeric>

namespace slk::experiment {
namespace {

constexpr std::uint64_t kWhole = 1 << 20;

}  // namespace

std::size_t greatest(const Counts& counts) {
  return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

// A class with more images does not count for more: spikes are taken per image of the class.
Readout::Readout(const std::vector<digits::Image>& images, const std::vector<Counts>& counts)
    : cells_of_(digits::kClasses, 0) {
  Counts images_of(digits::kClasses, 0);
  for (const digits::Image& image : images) ++images_of[image.label];
  share_.assign(counts[0].size(), Counts(digits::kClasses, 0));
  for (std::size_t i = 0; i < images.size(); ++i) {
    for (std::size_t cell = 0; cell < share_.size(); ++cell) {
      share_[cell][images[i].label] += counts[i][cell] * kWhole;
    }
  }
  for (Counts& share : share_) {
    for (std::size_t k = 0; k < digits::kClasses; ++k) {
      share[k] /= std::max<std::uint64_t>(images_of[k], 1);
    }
    const std::uint64_t sum = std::accumulate(share.begin(), share.end(), std::uint64_t{0});
    for (std::uint64_t& part : share) part = sum == 0 ? 0 : part * kWhole / sum;
    label_.push_back(sum == 0 ? digits::kClasses : greatest(share));
    if (sum != 0) ++cells_of_[label_.back()];
  }
}

std::size_t Readout::by_association(const Counts& counts) const {
  Counts votes(digits::kClasses, 0);
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    for (std::size_t k = 0; k < digits::kClasses; ++k) votes[k] += counts[cell] * share_[cell][k];
  }
  return greatest(votes);
}

std::size_t Readout::by_label(const Counts& counts) const {
  Counts votes(digits::kClasses + 1, 0);  // the last for cells that never fired
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    votes[label_[cell]] += counts[cell] * kWhole;
  }
  votes.pop_back();
  for (std::size_t k = 0; k < digits::kClasses; ++k) {
    votes[k] /= std::max<std::uint64_t>(cells_of_[k], 1);
  }
  return greatest(votes);
}

}  // namespace slk::experiment
