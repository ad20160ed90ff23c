// SPDX-License-Identifier: Apache-2.0
#include "sim/machine_judge.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace slk {

using spec::Event;

namespace {

// A core's phases before it emits, which no router can hold up.
std::uint64_t unhindered(const StepCycles& cycles) { return cycles.total() - cycles.update; }

// Of each packet no more than one thing can have become, and a delivery is on time or late.
std::optional<MachineJudge::Fault> lost(const std::string& machine, const Ledger& got) {
  const std::uint64_t heard = got[Event::kOnTime] + got[Event::kLate];
  const std::uint64_t ended = heard + got[Event::kDropped] + got[Event::kMerged];
  std::ostringstream out;
  out << "spikes and states agree, but of " << got[Event::kPackets] << " packets " << machine
      << " counts " << got[Event::kOnTime] << " on_time, " << got[Event::kLate] << " late, "
      << got[Event::kDropped] << " dropped, " << got[Event::kMerged] << " merged and "
      << got[Event::kAxonDeliveries] << " axon_deliveries";
  if (ended > got[Event::kPackets]) return {{"packets", ended, got[Event::kPackets], out.str()}};
  if (heard == got[Event::kAxonDeliveries]) return std::nullopt;
  return {{"axon_deliveries", heard, got[Event::kAxonDeliveries], out.str()}};
}

}  // namespace

MachineJudge::MachineJudge(const ChipImage& image, std::uint32_t network_size)
    : image_(image), mesh_(image.mesh.cores() > 1), model_(image, network_size) {}

void MachineJudge::step(const StepStimulus& stimulus, const std::vector<std::uint32_t>& spikes) {
  first_cycles_.reset();
  if (!image_.real_time) phases_ = model_.step(stimulus, spikes);
}

void MachineJudge::flush() {
  first_events_.reset();
  if (!image_.real_time) model_.flush();
}

std::optional<MachineJudge::Fault> MachineJudge::cycles(const std::string& machine,
                                                        std::uint64_t got) {
  if (!mesh_) return formula(machine, got);
  if (auto fault = bound(machine, got)) return fault;
  if (!first_cycles_) first_cycles_ = {machine, got};
  if (got == first_cycles_->value) return std::nullopt;
  std::ostringstream out;
  out << "all neurons agree, but " << machine << " took " << got << " cycles where "
      << first_cycles_->machine << " took " << first_cycles_->value;
  return {{"cycles", first_cycles_->value, got, out.str()}};
}

std::optional<MachineJudge::Fault> MachineJudge::formula(const std::string& machine,
                                                         std::uint64_t got) const {
  const StepCycles& want = phases_.front();
  if (got == want.total()) return std::nullopt;
  std::ostringstream out;
  out << "all neurons agree, but " << machine << " took " << got
      << " cycles where the cycle formula says " << want.total() << " (";
  if (image_.core().learning) {
    out << "flush " << want.flush << ", rescale " << want.rescale << ", ";
  }
  out << "reset " << want.reset << ", synapse " << want.synapse << ", update " << want.update
      << ")";
  return {{"cycles", want.total(), got, out.str()}};
}

std::optional<MachineJudge::Fault> MachineJudge::bound(const std::string& machine,
                                                       std::uint64_t got) const {
  std::ostringstream out;
  out << "all neurons agree, but " << machine << " took " << got << " cycles where ";
  if (image_.real_time) {
    const std::uint64_t least = image_.real_time->cycles_per_step;
    if (got >= least) return std::nullopt;
    out << "a step lasts " << least << " or more";
    return {{"cycles", least, got, out.str()}};
  }
  const auto longest = std::max_element(
      phases_.begin(), phases_.end(),
      [](const StepCycles& x, const StepCycles& y) { return unhindered(x) < unhindered(y); });
  const std::uint64_t least = unhindered(*longest);
  if (got > least) return std::nullopt;
  out << image_.mesh.name(static_cast<std::uint32_t>(longest - phases_.begin())) << " takes "
      << least << " before its neurons are updated";
  return {{"cycles", least + 1, got, out.str()}};
}

std::optional<MachineJudge::Fault> MachineJudge::phases(const std::string& machine,
                                                        const std::vector<StepCycles>& got) const {
  if (image_.real_time) return std::nullopt;
  constexpr std::pair<const char*, std::uint64_t StepCycles::*> kPhases[] = {
      {"flush", &StepCycles::flush},
      {"reset", &StepCycles::reset},
      {"rescale", &StepCycles::rescale},
      {"synapse", &StepCycles::synapse}};
  for (std::uint32_t c = 0; c < got.size(); ++c) {
    for (const auto& [name, phase] : kPhases) {
      if (got[c].*phase == phases_[c].*phase) continue;
      std::ostringstream out;
      out << "all neurons agree, but the " << name << " phase of " << image_.mesh.name(c)
          << " took " << got[c].*phase << " cycles on " << machine
          << " where the cycle formula says " << phases_[c].*phase;
      return {{"cycles", phases_[c].*phase, got[c].*phase, out.str()}};
    }
  }
  return std::nullopt;
}

bool MachineJudge::model_knows(Event event) const {
  return !image_.real_time && !spec::is_link(event) && !(mesh_ && event == Event::kCyclesStep);
}

std::optional<MachineJudge::Fault> MachineJudge::events(const std::string& machine,
                                                        const Ledger& got, bool with_link) {
  if (!first_events_ && with_link) first_events_ = {machine, got};
  const Ledger model = model_.events();
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    const auto event = static_cast<Event>(e);
    if (spec::is_network(event) || (!with_link && spec::is_link(event))) continue;
    const bool known = model_knows(event);
    if (!known && !first_events_) continue;  // there is none to compare to yet
    const std::uint64_t want = known ? model[event] : first_events_->value[event];
    if (got[event] == want) continue;
    const std::string judge =
        known ? (mesh_ ? "the chip model" : "the core model") : first_events_->machine;
    std::ostringstream out;
    out << "spikes and states agree, but " << judge << " counts " << want << ' '
        << spec::kEventNames[e] << ", " << machine << ' ' << got[event];
    return {{spec::kEventNames[e], want, got[event], out.str()}};
  }
  return image_.real_time ? lost(machine, got) : std::nullopt;
}

}  // namespace slk
