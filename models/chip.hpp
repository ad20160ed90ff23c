// SPDX-License-Identifier: Apache-2.0
// A chip as a value: its mesh of cores, their capacities, its clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace slk {

// Capacities and options of a core, in the words of the chip file.
struct CoreSize {
  std::uint32_t neurons = 256;
  std::uint32_t axons = 1024;
  std::uint32_t synapse_words = 16384;
  std::uint32_t lanes = 8;      // 1, 2, 4, 8, 16
  std::uint32_t receptors = 2;  // 1 or 2
  bool learning = false;        // rules
  bool teaching = false;        // instructive rows and the tables Q; only with learning
  bool random = true;           // noise and, with learning, stochastic rounding
  bool counters = true;         // events are counted
  bool serial_neurons = false;  // the neuron pass takes its slots one by one
  std::uint32_t profiles = 256;
  std::uint32_t routes = 1024;  // pairs of a source and an axon that it drives
  std::uint32_t inputs = 1024;  // input lines
  friend bool operator==(const CoreSize& a, const CoreSize& b) {
    const auto all = [](const CoreSize& c) {
      return std::tie(c.neurons, c.axons, c.synapse_words, c.lanes, c.receptors, c.learning,
                      c.teaching, c.random, c.serial_neurons, c.counters, c.profiles, c.routes,
                      c.inputs);
    };
    return all(a) == all(b);
  }
};

// Cores in rows and columns; core number = y * width + x.
struct Mesh {
  std::uint32_t width = 1;   // columns, 1..8
  std::uint32_t height = 1;  // rows, 1..8
  std::uint32_t cores() const { return width * height; }
  std::uint32_t number(std::uint32_t x, std::uint32_t y) const { return y * width + x; }
  std::uint32_t x(std::uint32_t core) const { return core % width; }
  std::uint32_t y(std::uint32_t core) const { return core / width; }
  // As sentences name a core: "core 1,0", column and row; "core 0" of a chip that has no other.
  std::string name(std::uint32_t core) const {
    return cores() == 1 ? "core 0"
                        : "core " + std::to_string(x(core)) + ',' + std::to_string(y(core));
  }
  // Links between two cores.
  std::uint32_t hops_x(std::uint32_t a, std::uint32_t b) const {
    return x(a) > x(b) ? x(a) - x(b) : x(b) - x(a);
  }
  std::uint32_t hops_y(std::uint32_t a, std::uint32_t b) const {
    return y(a) > y(b) ? y(a) - y(b) : y(b) - y(a);
  }
  std::uint32_t hops(std::uint32_t a, std::uint32_t b) const { return hops_x(a, b) + hops_y(a, b); }
};

// A step of a fixed length; what comes too late for it is heard later, or not at all.
struct RealTime {
  std::uint32_t cycles_per_step = 0;
  bool drop = false;               // a late packet is dropped, not deferred to the next step
  std::uint32_t max_lateness = 0;  // steps; a packet that is later is dropped, too
};

struct Chip {
  std::string name;
  std::string path;
  Mesh mesh{};
  CoreSize core;
  std::optional<RealTime> real_time{};  // none: a step ends when no packet is under way
  std::uint64_t clock_hz = 100000000;
  std::uint32_t clocks_per_bit = 8;  // of its serial line
  std::string energy{};              // path of its price list; empty: none
};

// Reads a chip file (`spikelock: chip/1`). It may leave out the name (that of the file), the mesh
// (one core), the mode (barrier; of real time `late`, defer, and `max_lateness`, 1), the clock
// (100 MHz), the serial line (8 clocks a bit), the price list (none), receptors (2), learning and
// teaching (false), random and counters (true), the neuron pass (pipelined), profiles (one a
// neuron), routes and inputs (one an axon). Throws Error with `file:line: fault; what is allowed`.
Chip read_chip(const std::string& path);

// The folder `models` that ships: $SPIKELOCK_HOME/models, or the one with chips in it found upwards
// from the program. Throws Error if there is none.
std::string models_folder();

// The chips that ship with one core, in the order in which a default is sought: those without
// learning first, of them those with every other option, of them those with 8 lanes, then by
// neurons, axons, synapses, lanes and name.
std::vector<Chip> shipped_chips();

}  // namespace slk
