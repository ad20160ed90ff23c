// SPDX-License-Identifier: Apache-2.0
// JSON results: the forms of docs/commands.md.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "models/chip.hpp"
#include "models/energy.hpp"
#include "sim/lockstep.hpp"

namespace slk {

nlohmann::ordered_json events_json(const Ledger& ledger, bool network_events);
nlohmann::ordered_json machine_json(const MachineResult& result, const PriceList* prices);

// Appends what a core holds and can do.
void add_core(nlohmann::ordered_json& json, const CoreSize& core);

// Prints it for people: one line a value, nested ones indented; a list of objects is a table.
void print_json(const nlohmann::ordered_json& json, const std::string& indent = "");

// Writes a file; nothing if `path` is empty. Throws Error if it cannot.
void write_json(const std::string& path, const nlohmann::ordered_json& json);

}  // namespace slk
