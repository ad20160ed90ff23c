// SPDX-License-Identifier: Apache-2.0
// spikelock map: what fits where.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/placement_report.hpp"
#include "models/chip_model.hpp"
#include "tools/spikelock/json.hpp"
#include "tools/spikelock/map_mesh.hpp"
#include "tools/spikelock/session.hpp"
#include "tools/spikelock/text.hpp"
#include "tools/spikelock/verbs.hpp"

namespace slk {
namespace {

// Cycles of a step without any spike, and of one in which every source fires and every row hears.
struct StepBounds {
  std::uint64_t quiet = 0;
  std::uint64_t full = 0;
};

StepBounds step_bounds(const Network& network, const ChipImage& chip) {
  ChipModel model(chip, network.size());
  const Image& image = chip.cores.front();
  StepStimulus stimulus;
  StepBounds bounds;
  bounds.quiet = model.step(stimulus, {}).front().total();
  stimulus.inputs = image.line_numbers;
  // After as many steps as the longest delay, every row hears a spike in every step.
  for (int i = 0; i < spec::kDelaySlots; ++i) {
    ++stimulus.step;
    bounds.full = model.step(stimulus, image.slot_numbers).front().total();
  }
  return bounds;
}

}  // namespace

Exit map(const MapFlags& flags) {
  const Network network = read_network(flags.network);
  Chip chip;
  if (!flags.chip.empty()) chip = read_chip(flags.chip);
  if (chip.mesh.cores() > 1) return map_mesh(network, chip, flags);
  if (!flags.svg.empty()) throw Error("--svg: a chip of one core has no floor plan; take a mesh");
  const ChipImage placed = place_checked(network, flags.chip, "", chip);
  const Image& image = placed.cores.front();

  const auto fills = fill_of(image);
  std::vector<std::vector<std::string>> rows{{"core 0", "used", "of", "fill"}};
  for (const Fill& f : fills) {
    rows.push_back({f.what, grouped(f.used), grouped(f.limit),
                    std::to_string(f.limit > 0 ? f.used * 100 / f.limit : 0) + " %"});
  }
  const std::uint64_t synapses = network.synapse_count();
  const StepBounds bounds = step_bounds(network, placed);
  std::cout << network.name << " on " << chip.name << '\n';
  print_table(std::cout, rows);
  std::cout << counted(synapses, "synapse") << " in " << grouped(image.weights.size())
            << " places of these words ("
            << (image.weights.empty() ? 100 : synapses * 100 / image.weights.size()) << " % used)\n"
            << "a step takes " << grouped(bounds.quiet) << " cycles without spikes and "
            << grouped(bounds.full) << " if everything fires\n"
            << "checked: the image turned back into a network is this network\n";
  if (!flags.output.empty()) write_image(placed, flags.output);

  nlohmann::ordered_json json;
  json["network"] = network.name;
  json["chip"] = chip.name;
  for (const Fill& f : fills) json["fill"][f.what] = {{"used", f.used}, {"limit", f.limit}};
  json["synapses"] = synapses;
  json["cycles_quiet_step"] = bounds.quiet;
  json["cycles_full_step"] = bounds.full;
  write_json(flags.json, json);
  return Exit::kAgree;
}

}  // namespace slk
