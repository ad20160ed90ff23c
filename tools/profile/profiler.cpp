// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/profiler.hpp"

#include <cassert>

namespace slk::profile {

Profiler::Profiler(const Network& network, const ChipImage& image, Backend& machine)
    : image_(image),
      watch_(machine.mesh_watch()),
      model_(image, network.size()),
      sources_(fragment_sources(network, fragments(image))) {
  profile_.spikes.resize(network.size());
  if (watch_) watch_->keep_packets(true);
}

void Profiler::add(const StepStimulus& stimulus, const StepRecord& reference,
                   const StepRecord& machine) {
  begins_.push_back(profile_.cycles);
  ++profile_.steps;
  profile_.cycles += machine.cycles;
  profile_.phases.add(machine.cycles,
                      watch_ ? watch_->phases() : model_.step(stimulus, machine.spikes));
  profile_.fidelity.add(machine.step, reference.spikes, machine.spikes);
  for (const std::uint32_t number : stimulus.inputs) ++profile_.spikes[number];
  for (const std::uint32_t number : machine.spikes) ++profile_.spikes[number];
  if (!watch_) return;
  for (const PacketSeen& packet : watch_->take_packets()) add_packet(packet);
  for (const LateDelivery& late : watch_->take_late()) profile_.late.push_back(late);
}

void Profiler::add_packet(const PacketSeen& packet) {
  const Fragment pair{packet.to, packet.axon};
  const std::size_t at = find_fragment(sources_, pair);
  assert(at < sources_.size());
  const std::uint32_t fired = packet.step - sources_[at].delay;
  profile_.latency.add(packet.accepted - packet.injected);
  profile_.delay.add(packet.accepted - begins_[fired]);
  profile_.hops.add(image_.mesh.hops(packet.from, packet.to));
  profile_.disorder.add(packet.to, packet.injected);
  if (packet.dropped) return;
  const std::uint64_t generated =
      image_.real_time ? std::uint64_t{fired} * image_.real_time->cycles_per_step : begins_[fired];
  profile_.in_cycles.add(pair, generated, packet.accepted);
  profile_.in_steps.add(pair, packet.step, packet.step + packet.late);
}

}  // namespace slk::profile
