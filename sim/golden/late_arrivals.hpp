// SPDX-License-Identifier: Apache-2.0
// Golden's view of a chip that delivers late: what becomes of each event, fragment by fragment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/lateness.hpp"

namespace slk {

class LateArrivals {
 public:
  // `lateness` and the network must outlive the object. Throws Error: a packet of a fragment that
  // does not exist, later than a delay ring can hold, or listed twice.
  LateArrivals(const Network& network, const Lateness& lateness);

  // The number of a synapse's fragment, by the synapse's position in network order.
  std::uint32_t fragment(std::size_t synapse) const { return fragment_of_[synapse]; }

  // The packets of the spikes of one step: between begin(step) and end(), late_by() is asked once
  // or more for each fragment whose source fired. The answer is a number of steps, 0 if the packet
  // was on time, or kDropped. end() throws Error if a packet is listed whose source did not fire.
  static constexpr std::uint32_t kDropped = 0xffffffff;
  void begin(std::uint32_t step);
  std::uint32_t late_by(std::uint32_t fragment);
  void end();

 private:
  struct Packet {
    std::uint32_t fired = 0;     // step in which its source fired
    std::uint32_t fragment = 0;  // position in sources_
    std::size_t at = 0;          // position in lateness_.packets
  };
  struct Outcome {
    std::uint32_t late = 0;
    bool asked = false;
  };

  const Network& network_;
  const Lateness& lateness_;
  std::vector<FragmentSource> sources_;
  std::vector<std::uint32_t> fragment_of_;
  std::vector<Packet> packets_;  // by step fired, then fragment
  // Those of the current step are packets_[begin_] .. packets_[end_ - 1].
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::vector<Outcome> outcomes_;  // of each fragment; all on time between steps
};

}  // namespace slk
