// SPDX-License-Identifier: Apache-2.0
#include "models/chip_model.hpp"

#include <algorithm>

namespace slk {

using spec::Event;

ChipModel::ChipModel(const ChipImage& image, std::uint32_t network_size)
    : image_(image),
      mesh_(image.mesh.cores() > 1),
      slots_(slot_places(image, network_size)),
      lines_(line_places(image, network_size)),
      firing_lines_(image.cores.size()),
      firing_slots_(image.cores.size()),
      cycles_(image.cores.size()),
      ledgers_(image.cores.size()) {
  for (const Image& core : image.cores) cores_.emplace_back(core);
}

const std::vector<StepCycles>& ChipModel::step(const StepStimulus& stimulus,
                                               const std::vector<std::uint32_t>& spikes) {
  for (auto& lines : firing_lines_) lines.clear();
  for (auto& slots : firing_slots_) slots.clear();
  for (const std::uint32_t number : stimulus.inputs) {
    for (const LinePlace& place : lines_[number]) firing_lines_[place.core].push_back(place.line);
  }
  for (const std::uint32_t number : spikes) {
    firing_slots_[slots_[number].core].push_back(slots_[number].slot);
  }
  for (std::size_t c = 0; c < cores_.size(); ++c) cycles_[c] = cores_[c].begin(stimulus);
  for (std::uint32_t c = 0; c < cores_.size(); ++c) {
    std::sort(firing_slots_[c].begin(), firing_slots_[c].end());
    cycles_[c].update =
        cores_[c].update(firing_lines_[c], firing_slots_[c],
                         [&](const spec::Route& route) { send(c, route, stimulus.step); });
    if (!mesh_) ledgers_[c][Event::kCyclesStep] += cycles_[c].total();
  }
  return cycles_;
}

void ChipModel::send(std::uint32_t from, const spec::Route& route, std::uint32_t step) {
  const std::uint32_t to = image_.mesh.number(route.x, route.y);
  cores_[to].deliver(route.axon, step + route.delay);
  if (!mesh_) return;
  ++ledgers_[from][Event::kPackets];
  ledgers_[from][Event::kHopsX] += image_.mesh.hops_x(from, to);
  ledgers_[from][Event::kHopsY] += image_.mesh.hops_y(from, to);
  ++ledgers_[to][Event::kOnTime];
}

std::uint64_t ChipModel::flush() {
  std::uint64_t longest = 0;
  for (std::size_t c = 0; c < cores_.size(); ++c) {
    const std::uint64_t cycles = cores_[c].flush();
    longest = std::max(longest, cycles);
    if (!mesh_) ledgers_[c][Event::kCyclesStep] += cycles;
  }
  return longest;
}

Ledger ChipModel::events(std::uint32_t core) const {
  Ledger ledger = cores_[core].events();
  ledger += ledgers_[core];
  return ledger;
}

Ledger ChipModel::events() const {
  Ledger ledger;
  for (std::uint32_t c = 0; c < cores_.size(); ++c) ledger += events(c);
  return ledger;
}

}  // namespace slk
