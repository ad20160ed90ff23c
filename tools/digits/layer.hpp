// SPDX-License-Identifier: Apache-2.0
// The network's one layer, small and fast enough to train on: the neurons of digits.yaml with
// weights that may change.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "tools/digits/encode.hpp"

namespace slk::digits {

// [class][pixel], -127..127
using Weights = std::array<std::array<std::int8_t, kPixels>, kClasses>;

// What digits.yaml says besides the weights.
struct Layer {
  std::vector<NeuronParams> params;  // of each class
  std::uint8_t shift = 0;
  std::uint8_t delay = 1;  // below kWindow
};

// Reads digits.yaml below the root. Throws Error, also if it is not a network of this task.
Network read_digits_network(const std::string& root);

// Throws Error if the network has what count_spikes() does not reckon with.
Layer layer_of(const Network& network);

// Spikes of each class in a window that starts from the reset state: what golden counts.
Counts count_spikes(const Layer& layer, const Weights& weights, const Window& window);

// weights.csv
std::string weights_text(const Weights& weights);

}  // namespace slk::digits
