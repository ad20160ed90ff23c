// SPDX-License-Identifier: Apache-2.0
// A spiking network as a value: populations, parameters, synapses, stimulus; no placement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/gen/spec.hpp"
#include "models/rule.hpp"

namespace slk {

// The parameters of one neuron, in the words of the network file.
using NeuronParams = spec::Profile;

// A named group of neurons or input lines. Its members have the consecutive numbers
// first .. first + size - 1, in file order over all populations, inputs included.
struct Population {
  enum class Kind { kInput, kLif };
  std::string name;
  Kind kind = Kind::kLif;
  std::uint32_t size = 0;
  std::uint32_t first = 0;
  // One per neuron of a lif population, empty for an input.
  std::vector<NeuronParams> params;
};

// One connection. `source` and `target` are network-level numbers.
struct Synapse {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::int8_t weight = 0;  // -127..127
  std::uint8_t delay = 1;  // steps, 1..31
};

// The receptor of synapses that add no current: their spikes are instructive, a teacher's line.
constexpr std::uint8_t kInstructive = 2;

// The synapses that share an entry of `projections`, sorted by (source, target, delay), ties in the
// order in which the connection rule or file lists them.
struct Projection {
  std::uint32_t from = 0;  // position in Network::populations
  std::uint32_t to = 0;
  std::uint8_t shift = 0;            // 0..15
  std::uint8_t receptor = 0;         // 0, 1 or kInstructive
  std::optional<std::uint8_t> rule;  // position in Network::rules; none: the weights are static
  std::vector<Synapse> synapses;
};

// A spike of an input line in a step; `line` is a network-level number.
struct InputSpike {
  std::uint32_t step = 1;
  std::uint32_t line = 0;
};

// Random input of a whole population: each line fires with probability threshold / 2^32 in each
// step.
struct Poisson {
  std::uint32_t population = 0;
  std::uint64_t threshold = 0;  // floor(p 2^32), 0..2^32
};

// State resets: before the listed steps (ascending), and before steps k * every + 1 (k >= 1) if
// every > 0.
struct StateReset {
  std::uint32_t every = 0;
  std::vector<std::uint32_t> before;
  bool keep_adaptation = false;
};

// The modulators of a rule from a step on.
struct ModulatorChange {
  std::uint32_t step = 1;
  std::uint8_t rule = 0;  // position in Network::rules
  Modulators modulators;
};

// Everything that reaches the network from outside.
struct Stimulus {
  std::vector<InputSpike> spikes;  // sorted by (step, line), no duplicates
  std::vector<Poisson> poisson;
  std::vector<StateReset> resets;
  std::vector<ModulatorChange> modulators;  // sorted by (step, rule), no duplicates
};

// A network, complete: every random choice of its file is made.
struct Network {
  std::string name;
  std::string path;  // file it came from; empty if it was built in memory
  std::uint64_t seed = 0;
  std::uint8_t adapt_every = 0;  // exponent, 0..15
  std::vector<Population> populations;
  std::vector<Rule> rules;  // at most 8
  std::vector<Projection> projections;
  Stimulus stimulus;

  // Inputs and neurons together.
  std::uint32_t size() const;
  std::uint32_t neuron_count() const;
  std::uint32_t input_count() const;
  std::uint64_t synapse_count() const;
  // The population that holds a number; number < size().
  const Population& population_of(std::uint32_t number) const;
  // "classes[7]" for a number.
  std::string name_of(std::uint32_t number) const;
  // The synapse at a position in network order, below synapse_count(), and that of its projection.
  std::pair<std::uint32_t, const Synapse*> synapse_at(std::uint64_t position) const;
  // The last step that the stimulus names (spikes, `before` resets, modulators), 0 if it names
  // none.
  std::uint32_t last_stimulus_step() const;
};

// Reads a network file (`spikelock: network/1`), and the tables it names, relative to its folder. A
// `seed` replaces the file's; without a `name` the network bears the file's.
// Throws Error with `file:line: fault; what is allowed`.
Network read_network(const std::string& path, const std::uint64_t* seed = nullptr);

// Throws Error if the positive or the negative sum of some neuron's receptor could leave 32 bits,
// whatever its plastic weights become. `place` begins the sentence.
void check_accumulators(const Network& network, const std::string& place);

}  // namespace slk
