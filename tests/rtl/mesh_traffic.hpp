// SPDX-License-Identifier: Apache-2.0
// Traffic through a Verilated slk_mesh, cycle by cycle beside the routers of the TLM: every pin
// equal, every packet once, in order and where it should be, and never a standstill.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <type_traits>
#include <vector>

#include "sim/tlm/mesh_routers.hpp"
#include "tests/rtl/bench.hpp"

namespace slk::bench {

enum class Pattern {
  kUniform,
  kHotSpot,      // half of all to one core
  kTranspose,    // x, y to y, x
  kTornado,      // half way round each row
  kAllToOne,     // to the core in a corner
  kBitReversal,  // of the core number
  kOpposite,     // through the middle
};
inline constexpr std::array<const char*, 7> kPatternNames{
    "uniform", "hot spot", "transpose", "tornado", "all to one", "bit reversal", "opposite"};

// When cores take what they are offered.
enum class Sinks { kReady, kHalf, kStalls };
inline constexpr std::array<const char*, 3> kSinkNames{"ready", "half of the time", "stalled"};

// The number of the core that `core` sends to.
inline std::uint32_t destination(Pattern pattern, const Mesh& mesh, std::uint32_t core,
                                 Random& random) {
  const std::uint32_t x = mesh.x(core), y = mesh.y(core);
  std::uint32_t reversed = 0;
  switch (pattern) {
    case Pattern::kUniform:
      return random.below(mesh.cores());
    case Pattern::kHotSpot:
      return random.chance(50) ? mesh.cores() / 2 : random.below(mesh.cores());
    case Pattern::kTranspose:
      return mesh.number(y % mesh.width, x % mesh.height);
    case Pattern::kTornado:
      return mesh.number((x + (mesh.width + 1) / 2 - 1) % mesh.width, y);
    case Pattern::kAllToOne:
      return 0;
    case Pattern::kBitReversal:
      for (std::uint32_t bit = 1; bit < mesh.cores(); bit <<= 1) {
        reversed = reversed << 1 | ((core & bit) != 0 ? 1 : 0);
      }
      return reversed % mesh.cores();
    case Pattern::kOpposite:
      break;
  }
  return mesh.number(mesh.width - 1 - x, mesh.height - 1 - y);
}

template <class Model>
class MeshTraffic {
 public:
  explicit MeshTraffic(const Mesh& mesh)
      : mesh_(mesh),
        routers_(mesh),
        offers_(mesh.cores()),
        stalled_(mesh.cores(), 0),
        ways_(std::size_t{mesh.cores()} * mesh.cores()) {
    rtl_->run_i = rtl_->valid_i = rtl_->ready_i = 0;
    rtl_.reset();
  }

  // So many packets, all of which arrive; cores offer one in `offer_percent` of the cycles.
  void run(Pattern pattern, Sinks sinks, std::uint64_t count, std::uint32_t offer_percent,
           Random& random) {
    std::uint64_t left = count, quiet = 0;
    while (left > 0 || under_way_ > 0 || waiting_ > 0) {
      for (std::uint32_t core = 0; core < mesh_.cores(); ++core) {
        if (left == 0 || offers_[core].valid || !random.chance(offer_percent)) continue;
        offer(core, destination(pattern, mesh_, core, random));
        --left;
      }
      const std::uint64_t before = accepted;
      cycle(sinks, random);
      quiet = accepted == before ? quiet + 1 : 0;
      if (quiet > kStandstill) FAIL("the mesh stands still in cycle " << cycles);
    }
  }

  std::uint64_t injected = 0, accepted = 0, cycles = 0, max_latency = 0;

 private:
  // No core stalls for so long, and with a core that takes packets some packet arrives.
  static constexpr std::uint64_t kStandstill = 5000;
  static constexpr std::uint32_t kLongestStall = 300;

  struct Offer {
    bool valid = false;
    spec::Packet packet;
  };
  // What is under way from one core to another.
  struct Way {
    std::uint32_t sent = 0;
    std::deque<std::pair<std::uint32_t, std::uint64_t>> packets;  // number, cycle of injection
  };

  // The packet carries its number on the way in `axon`, and where it comes from in `arrival`.
  void offer(std::uint32_t core, std::uint32_t to) {
    Way& way = ways_[core * mesh_.cores() + to];
    offers_[core] = {true,
                     {way.sent++ & low_mask(spec::kAxonBits), core, mesh_.x(to), mesh_.y(to)}};
    ++waiting_;
  }

  void cycle(Sinks sinks, Random& random) {
    const bool run = !random.chance(5);
    std::uint64_t valid = 0, ready = 0;
    for (std::uint32_t core = 0; core < mesh_.cores(); ++core) {
      valid |= std::uint64_t{offers_[core].valid} << core;
      set_packet(core, offers_[core].packet);
      ready |= std::uint64_t{takes(core, sinks, random)} << core;
    }
    rtl_->run_i = run;
    rtl_->valid_i = static_cast<std::decay_t<decltype(rtl_->valid_i)>>(valid);
    rtl_->ready_i = static_cast<std::decay_t<decltype(rtl_->ready_i)>>(ready);
    rtl_.settle();
    if (run) {
      compare(valid, ready);
    } else {
      if (rtl_->ready_o != 0 || rtl_->valid_o != 0) FAIL("packets move while run_i is low");
    }
    rtl_.tick();
    cycles += run;
  }

  // Moves the model by a cycle, and holds the pins of the same cycle to it.
  void compare(std::uint64_t valid, std::uint64_t ready) {
    const std::uint64_t offering = routers_.offering();
    CAPTURE(cycles);
    if (rtl_->valid_o != offering) REQUIRE(std::uint64_t{rtl_->valid_o} == offering);
    for (std::uint64_t rest = offering; rest != 0; rest &= rest - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(rest));
      if (packet(core) != routers_.offered(core).packet) {
        FAIL("core " << core << " is offered another packet");
      }
    }
    for (std::uint64_t rest = valid; rest != 0; rest &= rest - 1) {
      const auto core = static_cast<std::uint32_t>(__builtin_ctzll(rest));
      const spec::Packet& sent = offers_[core].packet;
      const bool taken = routers_.offer(core, {sent, core, cycles});
      if ((rtl_->ready_o >> core & 1) != taken) FAIL("core " << core << ": wrong ready_o");
      if (!taken) continue;
      ways_[core * mesh_.cores() + mesh_.number(sent.x, sent.y)].packets.push_back(
          {sent.axon, cycles});
      offers_[core].valid = false;
      --waiting_;
      ++under_way_;
      ++injected;
    }
    taken_.clear();
    routers_.cycle(ready, taken_);
    for (const auto& [core, flit] : taken_) arrive(core, flit.packet);
  }

  void arrive(std::uint32_t core, const spec::Packet& got) {
    if (mesh_.number(got.x, got.y) != core) FAIL("a packet went astray to core " << core);
    Way& way = ways_[got.arrival * mesh_.cores() + core];
    if (way.packets.empty() || way.packets.front().first != got.axon) {
      FAIL("core " << core << " took packet " << got.axon << " of core " << got.arrival
                   << " out of order, or twice");
    }
    const std::uint64_t latency = cycles - way.packets.front().second;
    if (latency < mesh_.hops(got.arrival, core) + 1) FAIL("a packet was too fast");
    max_latency = std::max(max_latency, latency);
    way.packets.pop_front();
    --under_way_;
    ++accepted;
  }

  bool takes(std::uint32_t core, Sinks sinks, Random& random) {
    if (sinks == Sinks::kReady) return true;
    if (sinks == Sinks::kHalf) return random.chance(50);
    if (stalled_[core] > 0) return --stalled_[core], false;
    if (random.below(200) == 0) stalled_[core] = 1 + random.below(kLongestStall);
    return stalled_[core] == 0;
  }

  void set_packet(std::uint32_t core, const spec::Packet& value) {
    put_bits(rtl_->packet_i.data(), core * spec::Packet::kBits, spec::Packet::kBits,
             pack(value)[0]);
  }
  spec::Packet packet(std::uint32_t core) const {
    const std::uint32_t bits =
        get_bits(rtl_->packet_o.data(), core * spec::Packet::kBits, spec::Packet::kBits);
    return spec::unpack<spec::Packet>(&bits);
  }

  const Mesh mesh_;
  Module<Model> rtl_;
  MeshRouters routers_;
  std::vector<Offer> offers_;
  std::vector<std::uint32_t> stalled_;  // cycles that a core takes nothing for
  std::vector<Way> ways_;               // by sender, then receiver
  std::vector<std::pair<std::uint32_t, Flit>> taken_;
  std::uint64_t waiting_ = 0, under_way_ = 0;
};

}  // namespace slk::bench
