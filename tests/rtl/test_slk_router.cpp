// SPDX-License-Identifier: Apache-2.0
// A router alone: its ways, its turns, its queues, against a model that fits a screen.
#include <array>
#include <deque>
#include <optional>

#include "Vslk_router.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kPorts = 5;
constexpr std::uint32_t kX = 3, kY = 4;  // of the router, unless a test moves it
enum Port : std::uint32_t { kLocal, kEast, kWest, kNorth, kSouth };

std::uint32_t way(const spec::Packet& packet, std::uint32_t x, std::uint32_t y) {
  if (packet.x != x) return packet.x > x ? kEast : kWest;
  if (packet.y != y) return packet.y > y ? kNorth : kSouth;
  return kLocal;
}

// A packet that leaves the router by an output.
spec::Packet packet_to(std::uint32_t output, std::uint32_t axon) {
  constexpr std::array<std::uint32_t, kPorts> kToX{kX, kX + 1, kX - 1, kX, kX};
  constexpr std::array<std::uint32_t, kPorts> kToY{kY, 0, 7, kY + 1, kY - 1};
  return {axon, axon % 256, kToX[output], kToY[output]};
}

class Router {
 public:
  Router() {
    rtl_->run_i = 1;
    rtl_->valid_i = rtl_->ready_i = 0;
    place(kX, kY);
    rtl_.reset();
  }
  void place(std::uint32_t x, std::uint32_t y) {
    rtl_->x_i = static_cast<CData>(x);
    rtl_->y_i = static_cast<CData>(y);
  }

  // The inputs of this cycle: what is offered, by input, and which outputs may serve.
  using Offers = std::array<std::optional<spec::Packet>, kPorts>;
  void set(const Offers& offers, std::uint32_t ready, bool run = true) {
    rtl_->valid_i = 0;
    for (std::uint32_t i = 0; i < kPorts; ++i) {
      if (!offers[i]) continue;
      rtl_->valid_i |= 1u << i;
      put_bits(rtl_->packet_i.data(), i * spec::Packet::kBits, spec::Packet::kBits,
               pack(*offers[i])[0]);
    }
    rtl_->ready_i = static_cast<CData>(ready);
    rtl_->run_i = run;
    rtl_.settle();
  }
  void tick() { rtl_.tick(); }

  std::uint32_t ready() const { return rtl_->ready_o; }
  std::uint32_t valid() const { return rtl_->valid_o; }
  spec::Packet packet(std::uint32_t output) const {
    const std::uint32_t bits =
        get_bits(rtl_->packet_o.data(), output * spec::Packet::kBits, spec::Packet::kBits);
    return spec::unpack<spec::Packet>(&bits);
  }

 private:
  Module<Vslk_router> rtl_;
};

}  // namespace

TEST_CASE("slk_router takes a packet from every input to every output in one cycle") {
  Router router;
  std::uint64_t ways = 0;
  for (std::uint32_t input = 0; input < kPorts; ++input) {
    for (std::uint32_t output = 0; output < kPorts; ++output, ++ways) {
      CAPTURE(input, output);
      const spec::Packet packet = packet_to(output, 100 * input + output);
      Router::Offers offers;
      offers[input] = packet;
      router.set(offers, 31);
      REQUIRE(router.ready() == 31);
      REQUIRE(router.valid() == 0);  // it is seen in the next cycle
      router.tick();
      router.set({}, 31);
      REQUIRE(router.valid() == 1u << output);
      REQUIRE(router.packet(output) == packet);
      router.tick();
      router.set({}, 31);
      REQUIRE(router.valid() == 0);
    }
  }
  compared("ways through a router", ways);
}

TEST_CASE("slk_router goes along the row, then along the column, from every core to every core") {
  Router router;
  std::uint64_t ways = 0;
  for (std::uint32_t here = 0; here < 64; ++here) {
    router.place(here % 8, here / 8);
    for (std::uint32_t to = 0; to < 64; ++to, ++ways) {
      const spec::Packet packet{7, 9, to % 8, to / 8};
      Router::Offers offers;
      offers[kLocal] = packet;
      router.set(offers, 31);
      router.tick();
      router.set({}, 31);
      CAPTURE(here, to);
      REQUIRE(router.valid() == 1u << way(packet, here % 8, here / 8));
      router.tick();
    }
  }
  compared("pairs of cores", ways);
}

TEST_CASE("slk_router serves the inputs that want an output in turn") {
  std::uint64_t served = 0;
  for (std::uint32_t output = 0; output < kPorts; ++output) {
    for (std::uint32_t wanting = 1; wanting < 32; ++wanting) {
      Router router;
      Router::Offers offers;
      for (std::uint32_t i = 0; i < kPorts; ++i) {
        if ((wanting >> i & 1) != 0) offers[i] = packet_to(output, i);
      }
      router.set(offers, 0);
      router.tick();
      std::uint32_t next = 0;  // the input whose turn it is
      for (int cycle = 0; cycle < 20; ++cycle, ++served) {
        while ((wanting >> next & 1) == 0) next = (next + 1) % kPorts;
        router.set(offers, 31);
        CAPTURE(output, wanting, cycle);
        REQUIRE(router.packet(output).axon == next);
        router.tick();
        next = (next + 1) % kPorts;
      }
    }
  }
  compared("packets", served);
}

TEST_CASE("an input of slk_router holds four packets, and a pop makes room a cycle later") {
  for (std::uint32_t input = 0; input < kPorts; ++input) {
    Router router;
    Router::Offers offers;
    offers[input] = packet_to(kEast, 0);
    for (std::uint32_t i = 0; i < spec::kRouterDepth; ++i) {
      router.set(offers, 0);
      REQUIRE(router.ready() == 31);
      router.tick();
      offers[input]->axon = i + 1;
    }
    router.set(offers, 1u << kEast);
    REQUIRE(router.ready() == (31u & ~(1u << input)));  // though one leaves in this cycle
    REQUIRE(router.packet(kEast).axon == 0);
    router.tick();
    router.set(offers, 0);
    REQUIRE(router.ready() == 31);
    router.tick();
    router.set({}, 0);
    REQUIRE(router.ready() == (31u & ~(1u << input)));
    for (std::uint32_t i = 1; i <= spec::kRouterDepth; ++i) {
      router.set({}, 1u << kEast);
      REQUIRE(router.packet(kEast).axon == i);
      router.tick();
    }
    router.set({}, 31);
    REQUIRE(router.valid() == 0);
  }
}

TEST_CASE("slk_router moves what its model moves, whatever is offered and ready") {
  Random random;
  Router router;
  std::array<std::deque<spec::Packet>, kPorts> queues;
  std::array<std::uint32_t, kPorts> last;
  last.fill(kPorts - 1);
  Router::Offers offers;
  std::uint64_t moved = 0;
  std::uint32_t load = 50;
  for (std::uint64_t cycle = 0; moved < cases() / 5; ++cycle) {
    if (cycle % 100 == 0) load = 1 + random.below(100);
    for (std::uint32_t i = 0; i < kPorts; ++i) {
      if (!offers[i] && random.chance(load))
        offers[i] = packet_to(random.below(kPorts), random.below(2048));
    }
    const bool run = !random.chance(10);
    const std::uint32_t ready = random.bits() & 31;
    router.set(offers, ready, run);
    std::uint32_t room = 0, valid = 0, pops = 0;
    for (std::uint32_t i = 0; i < kPorts; ++i) {
      room |= (queues[i].size() < spec::kRouterDepth ? 1u : 0u) << i;
    }
    for (std::uint32_t o = 0; o < kPorts; ++o) {
      for (std::uint32_t k = 1; k <= kPorts; ++k) {
        const std::uint32_t i = (last[o] + k) % kPorts;
        if (queues[i].empty() || way(queues[i].front(), kX, kY) != o) continue;
        valid |= 1u << o;
        if (router.packet(o) != queues[i].front()) FAIL("output " << o << " serves another packet");
        if (run && (ready >> o & 1) != 0) {
          pops |= 1u << i;
          last[o] = i;
        }
        break;
      }
    }
    if (router.ready() != room) REQUIRE(router.ready() == room);
    if (router.valid() != valid) REQUIRE(router.valid() == valid);
    for (std::uint32_t i = 0; i < kPorts; ++i) {
      if ((pops >> i & 1) != 0) queues[i].pop_front();
      moved += pops >> i & 1;
      if (!run || !offers[i] || (room >> i & 1) == 0) continue;
      queues[i].push_back(*offers[i]);
      offers[i].reset();
    }
    router.tick();
  }
  compared("packets", moved);
}
