// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/raster.hpp"

#include <algorithm>

#include "tools/experiment/svg.hpp"

namespace slk::experiment {
namespace {

constexpr int kStep = 12;  // pixels a step
constexpr int kLine = 11;  // pixels a line
constexpr int kGap = 14;   // between groups
constexpr int kLeft = 74;
constexpr int kTop = 24;
constexpr int kBottom = 30;

}  // namespace

void Raster::add_group(const std::string& name, std::uint32_t lines, const std::string& colour) {
  groups_.push_back({name, lines, colour});
}

void Raster::add_mark(std::uint32_t step, const std::string& word) {
  marks_.push_back({step, word});
}

void Raster::add_spike(std::size_t group, std::uint32_t line, std::uint32_t step) {
  spikes_.push_back({group, line, step});
}

std::string Raster::text() const {
  std::uint32_t last = 1;
  for (const Spike& spike : spikes_) last = std::max(last, spike.step);
  std::vector<int> tops;
  int bottom = kTop;
  for (const Group& group : groups_) {
    tops.push_back(bottom);
    bottom += static_cast<int>(group.lines) * kLine + kGap;
  }
  bottom -= kGap;
  const auto x_of = [](std::uint32_t step) { return kLeft + static_cast<int>(step) * kStep; };
  const int right = x_of(last + 1);

  Svg svg(right + 10, bottom + kBottom, title_);
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const int height = static_cast<int>(groups_[g].lines) * kLine;
    svg.add_square(kLeft, tops[g], right - kLeft, height, "#f4f6f8");
    svg.add_text(kLeft - 8, tops[g] + height / 2 + 4, groups_[g].name, "end");
  }
  for (const Mark& mark : marks_) {
    const int x = x_of(mark.step) - kStep / 2;
    svg.add_line(x, kTop, x, bottom, "#b0b9c2");
    svg.add_text(x + 2, kTop - 8, mark.word, "start", 11);
  }
  for (const Spike& spike : spikes_) {
    const int top = tops[spike.group] + static_cast<int>(spike.line) * kLine;
    svg.add_dot(x_of(spike.step), top + kLine / 2.0, 4, groups_[spike.group].colour);
  }
  for (std::uint32_t step = 10; step <= last; step += 10) {
    svg.add_text(x_of(step), bottom + 18, std::to_string(step), "middle");
  }
  svg.add_text(kLeft - 8, bottom + 18, "step", "end");
  return svg.text();
}

}  // namespace slk::experiment
