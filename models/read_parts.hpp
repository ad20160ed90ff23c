// SPDX-License-Identifier: Apache-2.0
// The parts of a network file, each read by a file of its own and put together by read_network().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/csv.hpp"
#include "models/network.hpp"
#include "models/yaml_reader.hpp"

namespace slk {

// Every reader throws Error with `file:line: fault; what is allowed`.

// The populations in file order, with their first numbers and parameters.
std::vector<Population> read_populations(const yaml::Field& populations);

// The parameters of a lif population: the defaults, then what the map `params` says.
std::vector<NeuronParams> default_params(std::uint32_t size);
void read_params(const yaml::Field& params, Population& population);

// The map `rules` in file order.
std::vector<Rule> read_rules(const yaml::Field& rules);

// An entry of `projections`. The network has its populations, rules and seed; `position` counts
// from 0.
Projection read_projection(const yaml::Field& entry, const Network& network,
                           std::uint32_t position);

// The list `stimulus`. The network has its populations and rules.
Stimulus read_stimulus(const yaml::Field& list, const Network& network);

// Appends the table of a rule's modulators.
void read_modulators(const yaml::Field& modulators, std::uint8_t rule,
                     std::vector<ModulatorChange>& changes);

// Refuses an entry whose name is no name; `what` it is: "population".
void check_name(const yaml::Field& entry, const std::string& what);

// The position of the rule that a value names.
std::uint8_t read_rule_name(const yaml::Field& name, const Network& network);

// The position of the population that a value names, which must be of this kind.
std::uint32_t read_population_name(const yaml::Field& name, const Network& network);
std::uint32_t read_population_name(const yaml::Field& name, const Network& network,
                                   Population::Kind kind);

// The network-level number of the index in a row of a table.
std::uint32_t read_index(const CsvReader& row, std::size_t column, const Population& population);

}  // namespace slk
