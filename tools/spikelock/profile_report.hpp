// SPDX-License-Identifier: Apache-2.0
// What `spikelock profile` found, and how it looks on a terminal and in JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/placement_report.hpp"
#include "models/backend.hpp"
#include "models/chip_image.hpp"
#include "models/energy.hpp"
#include "models/lateness.hpp"
#include "models/network.hpp"
#include "tools/profile/profiler.hpp"

namespace slk {

struct ProfileReport {
  // Right answers of golden and of the machine, if the network is a known task.
  struct Score {
    std::size_t questions = 0;
    std::size_t golden = 0;
    std::size_t machine = 0;
  };

  // A source and an axon that it drives: how far apart its spikes are heard and were fired.
  struct Pair {
    std::string source;  // "classes[7]"
    Fragment axon;
    profile::Histogram cycles, steps;
  };

  std::string network;
  std::string chip;
  std::string machine;
  Mesh mesh;
  std::optional<RealTime> real_time;
  profile::Profile profile;
  profile::Fidelity fidelity;  // against golden in barrier mode
  std::string golden_digest;   // of spikes and states, like the machine's
  std::string machine_digest;
  Ledger ledger;              // of the machine
  std::vector<Ledger> cores;  // what each core counts of it
  std::vector<LinkLoad> links;
  std::vector<Pair> pairs;  // with two spikes or more, the most distorted in cycles first
  std::optional<Score> score;
  // In real time: the packets that were late, and whether golden, told so, did what the machine
  // did.
  std::optional<Lateness> lateness;
  bool closed = false;
};

// Runs the network on golden and on a machine, step by step, and in real time once more on golden
// with the lateness of the machine. `image` and `network` are what the machine was made of. Throws
// Error: the machine reports a fault.
ProfileReport profile_machine(const Network& network, const ChipImage& image, Backend& machine,
                              std::uint32_t steps,
                              const std::function<void(std::uint32_t step)>& progress);

// What the packets over a link took, if the list has a price of its hops.
std::optional<Attojoules> link_energy(const Mesh& mesh, const LinkLoad& link,
                                      const PriceList& list);

// `terms` is priced event by event, core by core and link by link; may be null.
void print_profile(const ProfileReport& report, const PriceList* terms,
                   const std::vector<PriceList>& lists);
nlohmann::ordered_json profile_json(const ProfileReport& report,
                                    const std::vector<PriceList>& lists);

// The curve of a network under periods: a row each.
void print_curve(const std::vector<ProfileReport>& points);

}  // namespace slk
