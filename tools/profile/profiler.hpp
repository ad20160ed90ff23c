// SPDX-License-Identifier: Apache-2.0
// What a run on a mesh was like: collects every figure of a profile, step by step.
#pragma once

#include <cstdint>
#include <vector>

#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/chip_model.hpp"
#include "models/lateness.hpp"
#include "models/network.hpp"
#include "tools/profile/disorder.hpp"
#include "tools/profile/fidelity.hpp"
#include "tools/profile/histogram.hpp"
#include "tools/profile/intervals.hpp"
#include "tools/profile/phases.hpp"

namespace slk::profile {

struct Profile {
  std::uint32_t steps = 0;
  std::uint64_t cycles = 0;
  Phases phases;
  // Of each packet: cycles from its injection to its acceptance; cycles from the start of the step
  // in which its source fired to its acceptance, which includes the wait in its own core; links.
  Histogram latency;
  Histogram delay;
  Histogram hops;
  // Spikes as they are received against spikes as they were fired, without packets that were
  // dropped. In cycles: a packet is received when the core takes it, and generated when the step of
  // its source begins (barrier), or would begin if none took longer than it may (real time). In
  // steps: when it is heard, and when it would be in time.
  Intervals in_cycles;
  Intervals in_steps;
  Disorder disorder;  // by the cycle of injection
  FidelityMeter fidelity;
  // Spikes of each number on the machine, input lines included.
  std::vector<std::uint64_t> spikes;
  std::vector<LateDelivery> late;  // as they were taken
};

class Profiler {
 public:
  // The machine must outlive the profiler, as must the image. Of a mesh it has a MeshWatch; one
  // core has no packets, and its phases are those of the cycle formula.
  Profiler(const Network& network, const ChipImage& image, Backend& machine);

  // After a step that the machine ran on its own: its record, and the spikes of the reference.
  void add(const StepStimulus& stimulus, const StepRecord& reference, const StepRecord& machine);

  const Profile& profile() const { return profile_; }

 private:
  void add_packet(const PacketSeen& packet);

  const ChipImage& image_;
  MeshWatch* watch_;
  ChipModel model_;  // of one core
  std::vector<FragmentSource> sources_;
  // Cycle in which each step began, steps from 1 on.
  std::vector<std::uint64_t> begins_ = {0};
  Profile profile_;
};

}  // namespace slk::profile
