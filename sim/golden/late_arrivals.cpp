// SPDX-License-Identifier: Apache-2.0
#include "sim/golden/late_arrivals.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "models/error.hpp"
#include "models/limits.hpp"

namespace slk {
namespace {

constexpr const char* kRemedy = "; give the trace of a run of this network with this chip and seed";

}  // namespace

LateArrivals::LateArrivals(const Network& network, const Lateness& lateness)
    : network_(network),
      lateness_(lateness),
      sources_(fragment_sources(network, lateness.fragments)),
      outcomes_(sources_.size()) {
  fragment_of_.reserve(lateness.fragments.size());
  for (const Fragment& fragment : lateness.fragments) {
    fragment_of_.push_back(static_cast<std::uint32_t>(find_fragment(sources_, fragment)));
  }
  for (std::size_t i = 0; i < lateness.packets.size(); ++i) {
    const LateDelivery& packet = lateness.packets[i];
    const std::size_t at = find_fragment(sources_, {packet.core, packet.axon});
    if (at == sources_.size()) {
      throw Error(lateness.place(i) + ": no synapse stands on core " + std::to_string(packet.core) +
                  " axon " + std::to_string(packet.axon) + kRemedy);
    }
    const FragmentSource& source = sources_[at];
    if (!packet.dropped && packet.late + source.delay > limits::kDelay) {
      throw Error(lateness.place(i) + ": " + too_late(packet, source));
    }
    if (packet.step <= source.delay) {
      throw Error(lateness.place(i) + ": nothing with delay " + std::to_string(source.delay) +
                  " arrives in step " + std::to_string(packet.step) + kRemedy);
    }
    packets_.push_back({packet.step - source.delay, static_cast<std::uint32_t>(at), i});
  }
  const auto key = [](const Packet& p) { return std::tie(p.fired, p.fragment); };
  std::sort(packets_.begin(), packets_.end(),
            [&](const Packet& x, const Packet& y) { return key(x) < key(y); });
  const auto twice =
      std::adjacent_find(packets_.begin(), packets_.end(),
                         [&](const Packet& x, const Packet& y) { return key(x) == key(y); });
  if (twice != packets_.end()) {
    throw Error(lateness.place(twice[1].at) + ": the packet stands twice; list it once");
  }
}

void LateArrivals::begin(std::uint32_t step) {
  while (begin_ < packets_.size() && packets_[begin_].fired < step) ++begin_;
  for (end_ = begin_; end_ < packets_.size() && packets_[end_].fired == step; ++end_) {
    const LateDelivery& packet = lateness_.packets[packets_[end_].at];
    outcomes_[packets_[end_].fragment] = {packet.dropped ? kDropped : packet.late, false};
  }
}

std::uint32_t LateArrivals::late_by(std::uint32_t fragment) {
  outcomes_[fragment].asked = true;
  return outcomes_[fragment].late;
}

void LateArrivals::end() {
  for (; begin_ < end_; ++begin_) {
    const Packet& packet = packets_[begin_];
    if (!outcomes_[packet.fragment].asked) {
      throw Error(lateness_.place(packet.at) + ": " +
                  network_.name_of(sources_[packet.fragment].source) + " did not fire in step " +
                  std::to_string(packet.fired) + kRemedy);
    }
    outcomes_[packet.fragment].late = 0;
  }
}

}  // namespace slk
