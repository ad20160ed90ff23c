// SPDX-License-Identifier: Apache-2.0
// The network's one layer.
#include "tools/digits/layer.hpp"

#include <algorithm>

#include "models/error.hpp"
#include "models/neuron.hpp"

namespace slk::digits {
namespace {

using Kind = Population::Kind;

bool is(const Population& population, const char* name, Kind kind, std::size_t size) {
  return population.name == name && population.kind == kind && population.size == size;
}

bool fits_task(const Network& network) {
  const auto& populations = network.populations;
  const auto& resets = network.stimulus.resets;
  return populations.size() == 2 && is(populations[0], "pixels", Kind::kInput, kPixels) &&
         is(populations[1], "classes", Kind::kLif, kClasses) && resets.size() == 1 &&
         resets[0].every == kWindow && resets[0].before.empty();
}

bool can_train(const Network& network) {
  if (network.projections.size() != 1 || network.adapt_every != 0) return false;
  const Projection& all = network.projections[0];
  const std::uint8_t delay = all.synapses.empty() ? 0 : all.synapses[0].delay;
  const auto& params = network.populations[1].params;
  return all.from == 0 && all.receptor == 0 && all.synapses.size() == kPixels * kClasses &&
         std::all_of(all.synapses.begin(), all.synapses.end(),
                     [=](const Synapse& s) { return s.delay == delay; }) &&
         std::all_of(params.begin(), params.end(),
                     [](const NeuronParams& p) { return p.noise == 0 && p.da_step == 0; });
}

}  // namespace

Network read_digits_network(const std::string& root) {
  Network network = read_network(path_in(root, kNetworkFile));
  if (!fits_task(network)) {
    throw Error(network.path +
                ": is another network; allowed 64 inputs 'pixels', 10 neurons 'classes', and "
                "reset_every: 32");
  }
  return network;
}

Layer layer_of(const Network& network) {
  if (!can_train(network)) {
    throw Error(network.path +
                ": is not what the training reckons with; allowed one projection, all pixels to "
                "all classes with one delay and receptor 0, no noise, no adaptation");
  }
  const Projection& all = network.projections[0];
  return {network.populations[1].params, all.shift, all.synapses[0].delay};
}

Counts count_spikes(const Layer& layer, const Weights& weights, const Window& window) {
  Counts counts{};
  std::array<NeuronState, kClasses> states{};
  for (std::size_t step = 0; step < kWindow; ++step) {
    std::array<std::int32_t, kClasses> sums{};
    if (step >= layer.delay) {
      for (const std::uint8_t pixel : window[step - layer.delay]) {
        for (std::size_t k = 0; k < kClasses; ++k) {
          sums[k] += weights[k][pixel] * (1 << layer.shift);
        }
      }
    }
    for (std::size_t k = 0; k < kClasses; ++k) {
      counts[k] += update_neuron(states[k], layer.params[k], sums[k], 0, 0, true).spike;
    }
  }
  return counts;
}

std::string weights_text(const Weights& weights) {
  std::string text = "from_index,to_index,weight\n";
  for (std::size_t pixel = 0; pixel < kPixels; ++pixel) {
    for (std::size_t k = 0; k < kClasses; ++k) {
      text += std::to_string(pixel) + "," + std::to_string(k) + "," +
              std::to_string(weights[k][pixel]) + "\n";
    }
  }
  return text;
}

}  // namespace slk::digits
