// SPDX-License-Identifier: Apache-2.0
#include "tests/system/split_rows.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace slk::tests {
namespace {

// A part of an axon of the image, as an axon of its own.
struct Piece {
  std::uint32_t of = 0;
  spec::Axon axon;
};

std::vector<Piece> cut(const Image& image, std::mt19937_64& random) {
  std::vector<Piece> pieces;
  std::size_t spare = image.core.axons - image.axons.size();
  for (std::uint32_t a = 0; a < image.axons.size(); ++a) {
    spec::Axon rest = image.axons[a];
    if (rest.segments > 1 && spare > 0 && random() % 2 == 0) {
      spec::Axon first = rest;
      first.segments = 1 + static_cast<std::uint32_t>(random() % (rest.segments - 1));
      rest.base += first.segments;
      rest.first_segment += first.segments;
      rest.segments -= first.segments;
      pieces.push_back({a, first});
      --spare;
    }
    pieces.push_back({a, rest});
  }
  return pieces;
}

}  // namespace

Image split_rows(const Image& image, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Piece> pieces = cut(image, random);
  const auto is_plastic = [&](const Piece& p) { return p.of < image.plastic_axons.size(); };
  const auto plastic_end = std::partition_point(pieces.begin(), pieces.end(), is_plastic);
  std::shuffle(pieces.begin(), plastic_end, random);
  std::shuffle(plastic_end, pieces.end(), random);

  Image split = image;
  split.axons.clear();
  split.plastic_axons.clear();
  split.routes.clear();
  std::vector<std::vector<std::uint32_t>> pieces_of(image.axons.size());
  for (const Piece& piece : pieces) {
    pieces_of[piece.of].push_back(static_cast<std::uint32_t>(split.axons.size()));
    split.axons.push_back(piece.axon);
    if (is_plastic(piece)) split.plastic_axons.push_back(image.plastic_axons[piece.of]);
  }
  for (auto* index : {&split.neuron_routes, &split.input_routes}) {
    for (spec::RouteIndex& list : *index) {
      const auto base = static_cast<std::uint32_t>(split.routes.size());
      for (std::uint32_t r = list.base; r < list.base + list.count; ++r) {
        const spec::Route& route = image.routes[r];
        for (const std::uint32_t a : pieces_of[route.axon]) {
          split.routes.push_back({a, route.delay});
        }
      }
      list = {base, static_cast<std::uint32_t>(split.routes.size()) - base};
    }
  }
  return split;
}

}  // namespace slk::tests
