// SPDX-License-Identifier: Apache-2.0
#include "sim/rtl/mesh_packets.hpp"

#include <sstream>
#include <utility>

#include "models/bits.hpp"

namespace slk {
namespace {

std::uint32_t axon_key(std::uint32_t core, std::uint32_t axon) {
  return core << spec::kAxonBits | axon;
}

std::uint32_t packet_key(std::uint32_t to, std::uint32_t axon, std::uint32_t arrival) {
  return axon_key(to, axon) << spec::kArrivalBits | arrival;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const PacketCounts& counts) {
  return out << counts.packets << " packets, of them " << counts.on_time << " in time, "
             << counts.late << " late, " << counts.dropped << " dropped, " << counts.merged
             << " merged";
}

void MeshPackets::begin_step(std::uint32_t step) {
  step_ = step;
  rings_[step % spec::kDelaySlots].clear();
}

void MeshPackets::clear_rings() {
  for (auto& ring : rings_) ring.clear();
}

std::string MeshPackets::follow(const MeshBeats& beats, std::uint64_t first_cycle) {
  for (const MeshBeats::Injection& injection : beats.injections) {
    const spec::Packet& packet = injection.packet;
    const std::uint32_t ahead = (packet.arrival - step_) & low_mask(spec::kArrivalBits);
    under_way_[packet_key(mesh_.number(packet.x, packet.y), packet.axon, packet.arrival)].push_back(
        {injection.cycle - first_cycle, injection.core, step_ + ahead});
    ++counts_.packets;
  }
  for (const MeshBeats::Acceptance& acceptance : beats.acceptances) {
    const spec::Delivery& delivery = acceptance.delivery;
    const auto found =
        under_way_.find(packet_key(acceptance.core, delivery.axon, delivery.arrival));
    if (found == under_way_.end()) {
      std::ostringstream out;
      out << "core " << acceptance.core << " took a packet for its axon " << delivery.axon
          << " and step " << delivery.arrival << " (modulo 256) that nobody sent it";
      return out.str();
    }
    const Sent sent = found->second.front();
    found->second.pop_front();
    if (found->second.empty()) under_way_.erase(found);

    const std::uint32_t heard = delivery.late > 0 ? step_ + 1 : sent.step;
    if (delivery.dropped) {
      ++counts_.dropped;
    } else if (!rings_[heard % spec::kDelaySlots]
                    .insert(axon_key(acceptance.core, delivery.axon))
                    .second) {
      ++counts_.merged;
    } else {
      ++(delivery.late > 0 ? counts_.late : counts_.on_time);
    }
    const bool dropped = delivery.dropped != 0;
    if (delivery.late > 0) {
      late_.push_back({sent.step, acceptance.core, delivery.axon, delivery.late, dropped});
    }
    if (keep_) {
      packets_.push_back({sent.cycle, acceptance.cycle - first_cycle, sent.from, acceptance.core,
                          delivery.axon, sent.step, delivery.late, dropped});
    }
  }
  return "";
}

std::string MeshPackets::contradiction(std::uint64_t in_flight) const {
  if (counts_.packets == counts_.accepted() + in_flight) return "";
  std::ostringstream out;
  out << "the ports showed " << counts_ << ", and the register in_flight says " << in_flight
      << ": packets were lost or doubled";
  return out.str();
}

std::vector<PacketSeen> MeshPackets::take_packets() { return std::exchange(packets_, {}); }

std::vector<LateDelivery> MeshPackets::take_late() { return std::exchange(late_, {}); }

}  // namespace slk
