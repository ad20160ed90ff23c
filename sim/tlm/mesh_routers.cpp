// SPDX-License-Identifier: Apache-2.0
#include "sim/tlm/mesh_routers.hpp"

#include <cassert>

namespace slk {
namespace {

// What leaves to a side comes in at the other side of the neighbour there.
constexpr std::array<std::uint8_t, 5> kOther = {0, 2, 1, 4, 3};

constexpr std::uint64_t bit(std::uint32_t i) { return std::uint64_t{1} << i; }

std::uint32_t lowest(std::uint64_t bits) {
  return static_cast<std::uint32_t>(__builtin_ctzll(bits));
}

}  // namespace

MeshRouters::MeshRouters(const Mesh& mesh) : mesh_(mesh), routers_(mesh.cores()) {
  assert(mesh.cores() >= 1 && mesh.cores() <= 64);
  for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
    Router& router = routers_[c];
    router.last.fill(kPorts - 1);
    // Beyond the edge stands nobody, and nobody wants to go there.
    router.neighbour = {static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(c + 1),
                        static_cast<std::uint8_t>(c - 1), static_cast<std::uint8_t>(c + mesh.width),
                        static_cast<std::uint8_t>(c - mesh.width)};
  }
}

bool MeshRouters::offer(std::uint32_t core, const Flit& flit) {
  assert(flit.packet.x < mesh_.width && flit.packet.y < mesh_.height);
  if (routers_[core].inputs[kLocal].full()) return false;
  pushed_.push_back({core, kLocal, flit});
  return true;
}

void MeshRouters::cycle(std::uint64_t ready, std::vector<std::pair<std::uint32_t, Flit>>& taken) {
  taken.clear();
  moves_.clear();
  for (std::uint64_t left = active_; left != 0; left &= left - 1) {
    const std::uint32_t c = lowest(left);
    Router& router = routers_[c];
    for (std::uint32_t o = 0; o < kPorts; ++o) {
      if (router.wanted_by[o] == 0) continue;
      if (!(o == kLocal ? (ready & bit(c)) != 0 : has_room(router, o))) continue;
      const std::uint32_t input = served(router, o);
      router.last[o] = static_cast<std::uint8_t>(input);
      moves_.push_back({c, input, o});
    }
  }
  // All were decided by what was held when the cycle began; now it changes.
  for (const Move& move : moves_) {
    const Flit flit = pop(move);
    if (move.output == kLocal) {
      taken.emplace_back(move.core, flit);
    } else {
      push({routers_[move.core].neighbour[move.output], kOther[move.output], flit});
    }
  }
  for (const Push& offered : pushed_) push(offered);
  pushed_.clear();
}

// In turn, from the input behind the one that was served last.
std::uint32_t MeshRouters::served(const Router& router, std::uint32_t output) {
  const std::uint32_t wanted_by = router.wanted_by[output];
  const std::uint32_t from = router.last[output] + 1u;
  return (from + lowest((wanted_by | wanted_by << kPorts) >> from)) % kPorts;
}

// Dimension order: along the row first.
std::uint32_t MeshRouters::output_of(std::uint32_t core, const spec::Packet& packet) const {
  const std::uint32_t x = mesh_.x(core), y = mesh_.y(core);
  if (packet.x != x) return packet.x > x ? kEast : kWest;
  if (packet.y != y) return packet.y > y ? kNorth : kSouth;
  return kLocal;
}

bool MeshRouters::has_room(const Router& router, std::uint32_t output) const {
  return !routers_[router.neighbour[output]].inputs[kOther[output]].full();
}

// The head of an input wants its output from now on, or no longer.
void MeshRouters::want(std::uint32_t core, std::uint32_t input, bool wants) {
  Router& router = routers_[core];
  const std::uint32_t output = output_of(core, router.inputs[input].head().packet);
  router.wanted_by[output] = static_cast<std::uint8_t>(router.wanted_by[output] ^ 1u << input);
  assert((router.wanted_by[output] >> input & 1) == (wants ? 1u : 0u));
  if (output == kLocal) {
    offering_ = router.wanted_by[kLocal] != 0 ? offering_ | bit(core) : offering_ & ~bit(core);
  }
}

Flit MeshRouters::pop(const Move& move) {
  Router& router = routers_[move.core];
  Fifo& fifo = router.inputs[move.input];
  const Flit flit = fifo.head();
  want(move.core, move.input, false);
  fifo.pop();
  if (fifo.count > 0) want(move.core, move.input, true);
  if (router.wanted_by == decltype(router.wanted_by){}) active_ &= ~bit(move.core);
  return flit;
}

void MeshRouters::push(const Push& push) {
  Fifo& fifo = routers_[push.core].inputs[push.input];
  fifo.push(push.flit);
  if (fifo.count == 1) want(push.core, push.input, true);
  active_ |= bit(push.core);
}

}  // namespace slk
