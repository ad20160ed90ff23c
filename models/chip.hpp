// SPDX-License-Identifier: Apache-2.0
// A chip as a value: one core, its capacities, its clock.
#pragma once

#include <cstdint>
#include <string>
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
  std::uint32_t profiles = 256;
};

struct Chip {
  std::string name;
  std::string path;
  CoreSize core;
  std::uint64_t clock_hz = 100000000;
  std::uint32_t clocks_per_bit = 8;  // of its serial line
  std::string energy{};              // path of its price list; empty: none
};

// Reads a chip file (`spikelock: chip/1`). It may leave out the name (that of the file), the clock
// (100 MHz), the serial line (8 clocks a bit), the price list (none), receptors (2), learning and
// teaching (false), random (true) and profiles (one a neuron). Throws Error with `file:line: fault;
// what is allowed`.
Chip read_chip(const std::string& path);

// The folder `models` that ships: $SPIKELOCK_HOME/models, or the one with chips in it found upwards
// from the program. Throws Error if there is none.
std::string models_folder();

// The chips that ship with one core, in the order in which a default is sought: those without
// learning first, of them those with every other option, of them those with 8 lanes, then by
// neurons, axons, synapses, lanes and name.
std::vector<Chip> shipped_chips();

}  // namespace slk
