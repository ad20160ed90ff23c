// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/weight_maps.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "tools/experiment/populations.hpp"
#include "tools/experiment/svg.hpp"

namespace slk::experiment {
namespace {

constexpr std::size_t kMost = 100;  // maps
constexpr int kSide = 8;            // pixels of a map
constexpr int kPixel = 8;
constexpr int kGap = 6;
constexpr int kPitch = kSide * kPixel + kGap;
constexpr const char* kSquare = "h8v8h-8z";  // of kPixel

int greatest_magnitude(const std::vector<std::vector<int>>& maps) {
  int most = 0;
  for (const auto& map : maps) {
    for (const int weight : map) most = std::max(most, std::abs(weight));
  }
  return most;
}

}  // namespace

std::string draw_weight_maps(const Network& network, const std::vector<std::int8_t>& weights,
                             const std::string& from, const std::string& to, int columns) {
  auto maps = weights_between(network, weights, *find_population(network, from),
                              *find_population(network, to));
  maps.resize(std::min(maps.size(), kMost));
  const int count = static_cast<int>(maps.size());
  const int most = greatest_magnitude(maps);
  // One path a colour is a small file.
  std::map<std::string, std::string> squares;
  for (int k = 0; k < count; ++k) {
    for (int p = 0; p < kSide * kSide; ++p) {
      const int x = k % columns * kPitch + kGap + p % kSide * kPixel;
      const int y = k / columns * kPitch + kGap + p / kSide * kPixel;
      const int weight = maps[static_cast<std::size_t>(k)][static_cast<std::size_t>(p)];
      squares[colour_of(weight, most)] +=
          "M" + std::to_string(x) + " " + std::to_string(y) + kSquare;
    }
  }
  Svg svg(columns * kPitch + kGap, (count + columns - 1) / columns * kPitch + kGap,
          "Weights from " + from + " to " + to + ", blue below and red above zero, up to " +
              std::to_string(most));
  svg.add_square(0, 0, columns * kPitch + kGap, (count + columns - 1) / columns * kPitch + kGap,
                 "#e4e7eb");
  for (const auto& [colour, path] : squares) svg.add_path(path, colour);
  return svg.text();
}

}  // namespace slk::experiment
