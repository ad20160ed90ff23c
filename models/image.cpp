// SPDX-License-Identifier: Apache-2.0
#include "models/image.hpp"

#include <algorithm>
#include <array>

namespace slk {
namespace {

// One synapse word: lane 0 in the lowest byte.
RowChunks synapse_word(const Image& image, std::uint32_t word) {
  RowChunks chunks((image.core.lanes * spec::kWeightBits + 31) / 32, 0);
  for (std::uint32_t lane = 0; lane < image.core.lanes; ++lane) {
    const auto code = static_cast<std::uint8_t>(image.weights[word * image.core.lanes + lane]);
    chunks[lane / 4] |= std::uint32_t{code} << (lane % 4 * 8);
  }
  return chunks;
}

template <class Chunks>
RowChunks as_row(const Chunks& chunks) {
  return {chunks.begin(), chunks.end()};
}

}  // namespace

void for_each_row(
    const Image& image, std::uint32_t input_base,
    const std::function<void(spec::Window, std::uint32_t row, const RowChunks&)>& write) {
  using spec::Window;
  const auto write_all = [&](Window window, const auto& rows, std::uint32_t first) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) write(window, first + i, as_row(pack(rows[i])));
  };
  write_all(Window::kAxon, image.axons, 0);
  for (std::uint32_t w = 0; w < image.words(); ++w) {
    write(Window::kSynapse, w, synapse_word(image, w));
  }
  write_all(Window::kRouteIndex, image.neuron_routes, 0);
  write_all(Window::kRouteIndex, image.input_routes, input_base);
  write_all(Window::kRoute, image.routes, 0);
  write_all(Window::kNeuron, image.neurons, 0);
  write_all(Window::kProfile, image.profiles, 0);
  if (image.core.random) {
    for (std::uint32_t s = 0; s < image.slot_numbers.size(); ++s) {
      write(Window::kNumber, s, as_row(pack(spec::Number{image.slot_numbers[s]})));
    }
  }
}

}  // namespace slk
