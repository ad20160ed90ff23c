// SPDX-License-Identifier: Apache-2.0
// Trains the weights offline, in integers only: the same weights on every machine.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/digits/layer.hpp"

namespace slk::digits {

// A training image: its spikes, its grey values, and what it shows.
struct Sample {
  Image image;
  Window window;
};
std::vector<Sample> encode_all(const std::vector<Image>& images);

// An averaged multi-class perceptron with a margin. Its error is that of the spiking layer itself:
// each sample runs through count_spikes() with the weights rounded to 8 bit; if its class does not
// fire often enough more than every other class, the weights of the two move by its grey values.
Weights train(const Layer& layer, const std::vector<Sample>& samples);

// Samples that the layer answers rightly.
std::size_t count_right(const Layer& layer, const Weights& weights,
                        const std::vector<Sample>& samples);

// Samples that are answered rightly by weights which were trained without them, in 5 folds. The one
// measure by which neuron parameters, encoding and the constants of train() were chosen; the test
// part was not looked at.
std::size_t cross_validate(const Layer& layer, const std::vector<Sample>& samples);

}  // namespace slk::digits
