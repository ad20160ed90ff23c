// SPDX-License-Identifier: Apache-2.0
// Networks of the kinds that placers are measured on, made in memory; the same seed, the same
// network. All have Poisson input that makes them fire.
#pragma once

#include <cstdint>

#include "models/network.hpp"

namespace slk::workloads {

// 64 x 64 pixels onto 32 x 32 neurons by Gaussian windows, discs of 137 pixels.
Network image_smoothing();

// 64 x 64 pixels onto two sheets of 32 x 32 neurons, a narrow and a wide window; a third such sheet
// fires where they differ.
Network edge_detection();

// 784 inputs, 100 and 10 neurons, all to all.
Network perceptron();

// A liquid of `side`^3 neurons in a cube, one in five inhibitory and drawn at random, a population
// each of excitatory and inhibitory ones. The probability of a synapse is C exp(-(d / 2)^2) with C
// 0.3, 0.2, 0.4, 0.1 from excitatory to excitatory and inhibitory, from inhibitory to both (Maass,
// Natschlaeger and Markram 2002). One input line for every ten neurons, onto excitatory ones.
Network liquid(std::uint32_t side);

// `neurons` neurons, each hearing `fan_in` of all others, drawn at random.
Network random_recurrent(std::uint32_t neurons, std::uint32_t fan_in);

// `side`^2 neurons on a square, each hearing `fan_in` of those at most `reach` rows and columns
// away.
Network local_sheet(std::uint32_t side, std::uint32_t reach, std::uint32_t fan_in);

}  // namespace slk::workloads
