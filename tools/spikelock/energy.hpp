// SPDX-License-Identifier: Apache-2.0
// How energy looks on a terminal and in JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "models/energy.hpp"
#include "sim/lockstep.hpp"

namespace slk {

// "29,098.5": in pJ, exactly; and a mean, rounded to a tenth, a dash of nothing.
std::string grouped_pj(Attojoules energy);
std::string mean_pj(Attojoules energy, std::uint64_t count);

// The nearest double of an exact decimal, for readers of JSON.
nlohmann::ordered_json number_pj(Attojoules energy);

// Prints a table of the priced events that occurred, and of those that need a price.
void print_terms(const EnergyReport& report, const Ledger& ledger, const PriceList& list);

// Prints the terms of the network events, which are equal on all machines, their total, and a line
// for each machine whose priced machine events add to it. Nothing without a list.
void print_energy(const LockstepResult& result, const PriceList* list);

// "energy: 29,098.5 pJ, ... a step, ... a synaptic op, modelled with ..."; empty without a list.
std::string energy_sentence(const MachineResult& machine, std::uint32_t steps,
                            const PriceList* list);

// Adds `energy_pj`, `energy_note`, `energy`, `energy_static_pj` of the machine.
void add_energy(nlohmann::ordered_json& json, const MachineResult& machine, const PriceList* list);

// What `info` says of a list.
nlohmann::ordered_json price_list_json(const PriceList& list);

}  // namespace slk
