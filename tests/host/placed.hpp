// SPDX-License-Identifier: Apache-2.0
// Networks written in a test, and chips to place them on.
#pragma once

#include <string>

#include "models/chip.hpp"
#include "models/network.hpp"
#include "tests/models/files.hpp"

namespace slk::tests {

inline Network network_of(const std::string& text) {
  const test::Folder folder;
  return read_network(folder.write("net.yaml", "spikelock: network/1\n" + text));
}

// A chip whose sentences begin with `chip`.
inline Chip chip_of(std::uint32_t neurons, std::uint32_t axons, std::uint32_t synapse_words,
                    std::uint32_t lanes = 8) {
  Chip chip;
  chip.name = "chip";
  CoreSize& core = chip.core;
  core.neurons = core.profiles = neurons;
  core.axons = core.routes = core.inputs = axons;
  core.synapse_words = synapse_words;
  core.lanes = lanes;
  return chip;
}

inline Chip learning_chip_of(std::uint32_t neurons, std::uint32_t axons,
                             std::uint32_t synapse_words, std::uint32_t lanes = 8) {
  Chip chip = chip_of(neurons, axons, synapse_words, lanes);
  chip.core.learning = chip.core.teaching = true;
  return chip;
}

// 3 input lines (0 to 2), 12 neurons (3 to 14) of two kinds, one-to-one and dense projections,
// parallel synapses, both receptors, several delays and shifts, a source without synapses.
inline Network various() {
  return network_of(
      "name: various\nseed: 77\nadapt_every: 3\npopulations:\n"
      "  in: {size: 3, kind: input}\n"
      "  p: {size: 10, kind: lif, params: {threshold: 9, noise: 4}}\n"
      "  q: {size: 2, kind: lif, params: {threshold: 5, reset: subtract}}\n"
      "projections:\n"
      "  - {from: in, to: p, connect: all_to_all, weights: {uniform: [-50, 50]}, shift: 3}\n"
      "  - {from: in, to: p, connect: all_to_all, weights: {uniform: [1, 127]}, shift: 3}\n"
      "  - {from: p, to: p, connect: {probability: 0.4}, weights: {uniform: [-127, 127]}, delay: "
      "{uniform: [1, 31]}, receptor: 1}\n"
      "  - {from: p, to: q, connect: all_to_all, weights: 3, delay: 31}\n");
}

// 2 input lines (0 and 1), 10 neurons (2 to 11), two rules with every key, plastic rows with
// parallel synapses and several delays, instructive rows, static rows of the same sources.
inline Network plastic() {
  return network_of(
      "name: plastic\nseed: 78\npopulations:\n"
      "  in: {size: 2, kind: input}\n"
      "  p: {size: 10, kind: lif, params: {threshold: 9}}\n"
      "rules:\n"
      "  pair: {P: [5, 4, 3], N: [-5, -4], C: -1, min: 0, max: 100, fraction_bits: 2, rounding: "
      "stochastic, m_plus: 128}\n"
      "  delta: {Q: [0, 7], C: 2, m_minus: -300, enable: false}\n"
      "projections:\n"
      "  - {from: in, to: p, connect: all_to_all, weights: -9, delay: 2}\n"
      "  - {from: in, to: p, connect: all_to_all, weights: 9, rule: pair}\n"
      "  - {from: in, to: p, connect: all_to_all, weights: 9, rule: pair}\n"
      "  - {from: p, to: p, connect: one_to_one, weights: {uniform: [-127, 127]}, delay: "
      "{uniform: [1, 31]}, rule: delta, shift: 2}\n"
      "  - {from: in, to: p, connect: all_to_all, weights: 1, delay: 3, receptor: instructive, "
      "shift: 5}\n");
}

}  // namespace slk::tests
