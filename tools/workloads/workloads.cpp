// SPDX-License-Identifier: Apache-2.0
#include "tools/workloads/workloads.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "models/random.hpp"

namespace slk::workloads {
namespace {

// Draws of one workload after the other.
class Draws {
 public:
  std::uint32_t below(std::uint32_t count) {
    const std::uint64_t value = random(17, Purpose::kNoise, 0, 0, next_++);
    return static_cast<std::uint32_t>(value * count >> 32);
  }
  double unit() { return below(1u << 30) * 0x1p-30; }

 private:
  std::uint32_t next_ = 0;
};

std::uint32_t add_inputs(Network& network, const std::string& name, std::uint32_t size,
                         double probability) {
  const std::uint32_t first = network.size();
  const auto population = static_cast<std::uint32_t>(network.populations.size());
  network.populations.push_back({name, Population::Kind::kInput, size, first, {}});
  network.stimulus.poisson.push_back(
      {population, static_cast<std::uint64_t>(probability * 0x1p32)});
  return first;
}

std::uint32_t add_neurons(Network& network, const std::string& name, std::uint32_t size,
                          std::int32_t threshold) {
  const std::uint32_t first = network.size();
  NeuronParams params;
  params.du0 = params.du1 = 4096;
  params.dv = 512;
  params.v_min = -((1 << 23) - 1);
  params.threshold = threshold;
  params.refractory = 2;
  network.populations.push_back(
      {name, Population::Kind::kLif, size, first, std::vector<NeuronParams>(size, params)});
  return first;
}

// Adds synapses between the last populations that hold their numbers, sorted as the format wants.
void add_projection(Network& network, std::uint32_t from, std::uint32_t to,
                    std::vector<Synapse> synapses) {
  std::sort(synapses.begin(), synapses.end(), [](const Synapse& x, const Synapse& y) {
    return std::tie(x.source, x.target, x.delay) < std::tie(y.source, y.target, y.delay);
  });
  Projection projection;
  projection.from = from;
  projection.to = to;
  projection.synapses = std::move(synapses);
  network.projections.push_back(std::move(projection));
}

// From a square of 2 * side onto one of side: Gaussian windows of a radius in pixels.
std::vector<Synapse> windows(std::uint32_t pixels, std::uint32_t sheet, int side, double radius,
                             double peak) {
  std::vector<Synapse> synapses;
  const int reach = static_cast<int>(radius);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int j = 2 * y - reach; j <= 2 * y + reach; ++j) {
        for (int i = 2 * x - reach; i <= 2 * x + reach; ++i) {
          if (i < 0 || j < 0 || i >= 2 * side || j >= 2 * side) continue;
          const double square = (i - 2 * x) * (i - 2 * x) + (j - 2 * y) * (j - 2 * y);
          if (square > radius * radius) continue;
          const double weight = peak * std::exp(-2 * square / (radius * radius));
          synapses.push_back({pixels + static_cast<std::uint32_t>(j * 2 * side + i),
                              sheet + static_cast<std::uint32_t>(y * side + x),
                              static_cast<std::int8_t>(std::lround(weight)), 1});
        }
      }
    }
  }
  return synapses;
}

std::vector<Synapse> one_to_one(std::uint32_t from, std::uint32_t to, std::uint32_t size,
                                std::int8_t weight) {
  std::vector<Synapse> synapses;
  for (std::uint32_t i = 0; i < size; ++i) synapses.push_back({from + i, to + i, weight, 1});
  return synapses;
}

std::vector<Synapse> all_to_all(Draws& draws, std::uint32_t from, std::uint32_t sources,
                                std::uint32_t to, std::uint32_t targets) {
  std::vector<Synapse> synapses;
  for (std::uint32_t s = 0; s < sources; ++s) {
    for (std::uint32_t t = 0; t < targets; ++t) {
      const auto weight = static_cast<std::int8_t>(static_cast<int>(draws.below(61)) - 25);
      synapses.push_back({from + s, to + t, weight, 1});
    }
  }
  return synapses;
}

}  // namespace

Network image_smoothing() {
  Network network;
  network.name = "image_smoothing";
  const std::uint32_t pixels = add_inputs(network, "pixels", 4096, 0.05);
  const std::uint32_t smooth = add_neurons(network, "smooth", 1024, 600);
  add_projection(network, 0, 1, windows(pixels, smooth, 32, 6.5, 60));
  return network;
}

Network edge_detection() {
  Network network;
  network.name = "edge_detection";
  const std::uint32_t pixels = add_inputs(network, "pixels", 4096, 0.05);
  const std::uint32_t narrow = add_neurons(network, "narrow", 1024, 200);
  const std::uint32_t wide = add_neurons(network, "wide", 1024, 600);
  const std::uint32_t edges = add_neurons(network, "edges", 1024, 100);
  add_projection(network, 0, 1, windows(pixels, narrow, 32, 3.5, 60));
  add_projection(network, 0, 2, windows(pixels, wide, 32, 6.5, 60));
  add_projection(network, 1, 3, one_to_one(narrow, edges, 1024, 60));
  add_projection(network, 2, 3, one_to_one(wide, edges, 1024, -40));
  return network;
}

Network perceptron() {
  Network network;
  network.name = "perceptron";
  Draws draws;
  const std::uint32_t pixels = add_inputs(network, "pixels", 784, 0.1);
  const std::uint32_t hidden = add_neurons(network, "hidden", 100, 500);
  const std::uint32_t classes = add_neurons(network, "classes", 10, 200);
  add_projection(network, 0, 1, all_to_all(draws, pixels, 784, hidden, 100));
  add_projection(network, 1, 2, all_to_all(draws, hidden, 100, classes, 10));
  return network;
}

Network liquid(std::uint32_t side) {
  Network network;
  network.name = "liquid";
  Draws draws;
  const std::uint32_t size = side * side * side;
  const std::uint32_t inhibitory = size / 5;
  // Who is inhibitory is drawn; each population is in the order of its places in the cube.
  std::vector<bool> inhibits(size, false);
  for (std::uint32_t left = inhibitory; left > 0;) {
    const std::uint32_t place = draws.below(size);
    if (inhibits[place]) continue;
    inhibits[place] = true;
    --left;
  }
  const std::uint32_t lines = add_inputs(network, "lines", size / 10, 0.1);
  std::uint32_t next[2] = {add_neurons(network, "excitatory", size - inhibitory, 150),
                           add_neurons(network, "inhibitory", inhibitory, 150)};
  std::vector<std::uint32_t> number(size);
  for (std::uint32_t n = 0; n < size; ++n) number[n] = next[inhibits[n]]++;
  std::vector<Synapse> input, inner[2][2];
  for (std::uint32_t l = 0; l < size / 10; ++l) {
    for (int i = 0; i < 10; ++i) {
      input.push_back({lines + l, lines + size / 10 + draws.below(size - inhibitory), 100, 1});
    }
  }
  const auto at = [&](std::uint32_t n, std::uint32_t axis) {
    for (std::uint32_t a = 0; a < axis; ++a) n /= side;
    return static_cast<double>(n % side);
  };
  // From and to: 0 excitatory, 1 inhibitory.
  constexpr double kProbability[2][2] = {{0.3, 0.2}, {0.4, 0.1}};
  for (std::uint32_t s = 0; s < size; ++s) {
    for (std::uint32_t t = 0; t < size; ++t) {
      double square = 0;
      for (std::uint32_t a = 0; a < 3; ++a) square += (at(s, a) - at(t, a)) * (at(s, a) - at(t, a));
      const double chance = kProbability[inhibits[s]][inhibits[t]] * std::exp(-square / 4);
      if (s == t || draws.unit() >= chance) continue;
      const auto weight = static_cast<std::int8_t>(inhibits[s] ? -50 : 30);
      inner[inhibits[s]][inhibits[t]].push_back({number[s], number[t], weight, 1});
    }
  }
  add_projection(network, 0, 1, std::move(input));
  for (std::uint32_t from = 0; from < 2; ++from) {
    for (std::uint32_t to = 0; to < 2; ++to) {
      add_projection(network, 1 + from, 1 + to, std::move(inner[from][to]));
    }
  }
  return network;
}

Network random_recurrent(std::uint32_t neurons, std::uint32_t fan_in) {
  Network network;
  network.name = "random_recurrent";
  Draws draws;
  const std::uint32_t lines = add_inputs(network, "lines", neurons / 10, 0.1);
  const std::uint32_t first = add_neurons(network, "neurons", neurons, 150);
  std::vector<Synapse> input, inner;
  for (std::uint32_t t = 0; t < neurons; ++t) {
    input.push_back({lines + draws.below(neurons / 10), first + t, 100, 1});
    for (std::uint32_t i = 0; i < fan_in; ++i) {
      inner.push_back({first + draws.below(neurons), first + t,
                       static_cast<std::int8_t>(static_cast<int>(draws.below(61)) - 30), 1});
    }
  }
  add_projection(network, 0, 1, std::move(input));
  add_projection(network, 1, 1, std::move(inner));
  return network;
}

Network local_sheet(std::uint32_t side, std::uint32_t reach, std::uint32_t fan_in) {
  Network network;
  network.name = "local_sheet";
  Draws draws;
  const std::uint32_t lines = add_inputs(network, "lines", side, 0.1);
  const std::uint32_t first = add_neurons(network, "sheet", side * side, 150);
  std::vector<Synapse> input, inner;
  std::vector<std::uint32_t> near;
  for (std::uint32_t t = 0; t < side * side; ++t) {
    input.push_back({lines + t / side, first + t, 60, 1});
    near.clear();
    const auto low = [&](std::uint32_t at) { return at > reach ? at - reach : 0; };
    const auto high = [&](std::uint32_t at) { return std::min(at + reach, side - 1); };
    for (std::uint32_t y = low(t / side); y <= high(t / side); ++y) {
      for (std::uint32_t x = low(t % side); x <= high(t % side); ++x) near.push_back(y * side + x);
    }
    for (std::uint32_t i = 0; i < fan_in && !near.empty(); ++i) {
      const std::uint32_t pick = draws.below(static_cast<std::uint32_t>(near.size()));
      inner.push_back({first + near[pick], first + t,
                       static_cast<std::int8_t>(static_cast<int>(draws.below(61)) - 30), 1});
      near[pick] = near.back();
      near.pop_back();
    }
  }
  add_projection(network, 0, 1, std::move(input));
  add_projection(network, 1, 1, std::move(inner));
  return network;
}

}  // namespace slk::workloads
