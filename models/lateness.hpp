// SPDX-License-Identifier: Apache-2.0
// What a chip in real time did to spikes: the packets that were late, and the fragments of rows
// that hear each packet. Given both, golden repeats the run of the chip bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/chip_image.hpp"
#include "models/mesh_watch.hpp"
#include "models/network.hpp"

namespace slk {

struct Lateness {
  // Of each synapse in network order.
  std::vector<Fragment> fragments;
  // Sorted; at most one of a step, core and axon. A packet that is not listed was on time.
  std::vector<LateDelivery> packets;
  // The file that `packets` came from; empty: a machine, of this name.
  std::string path{};
  std::string machine{};

  // "late.csv:7", or "late packet 6 of tlm", for a sentence about a packet.
  std::string place(std::size_t packet) const;
};

// What the synapses of one fragment have in common: one source, one delay.
struct FragmentSource {
  Fragment fragment;
  std::uint32_t source = 0;  // network-level number
  std::uint8_t delay = 1;
};
// Every fragment that some synapse belongs to, ascending, with no duplicates. `fragments` has one
// entry a synapse.
std::vector<FragmentSource> fragment_sources(const Network& network,
                                             const std::vector<Fragment>& fragments);
// The position of a fragment in that list, its size if it is not there.
std::size_t find_fragment(const std::vector<FragmentSource>& sources, const Fragment& fragment);

// The end of a sentence about a packet that a delay ring cannot hold for so long.
std::string too_late(const LateDelivery& packet, const FragmentSource& source);

// Lateness files (docs/files.md): CSV `step,core,axon,population,index,delay,late`, one packet a
// line; population and index name its source, `late` is a number of steps or the word `dropped`.
// Writing throws Error if the file cannot be written, reading one with `file:line: fault; what is
// allowed`: a packet that this placement of the network does not have, or out of order.
void write_lateness(const Lateness& lateness, const Network& network, const std::string& path);
Lateness read_lateness(const std::string& path, const Network& network,
                       std::vector<Fragment> fragments);

}  // namespace slk
