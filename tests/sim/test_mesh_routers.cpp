// SPDX-License-Identifier: Apache-2.0
// The routers of the TLM mesh by themselves: latency, order, fairness, and traffic that would stop
// a mesh that can deadlock.
#include <catch2/catch.hpp>
#include <deque>
#include <functional>
#include <map>

#include "sim/tlm/mesh_routers.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using tests::Draw;

namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

Flit flit(const Mesh& mesh, std::uint32_t from, std::uint32_t to, std::uint64_t cycle,
          std::uint32_t axon = 0) {
  return {{axon, 0, mesh.x(to), mesh.y(to)}, from, cycle};
}

using Taken = std::vector<std::pair<std::uint32_t, Flit>>;

// Cores that offer packets from queues of their own, and what arrives.
class Traffic {
 public:
  explicit Traffic(const Mesh& mesh) : mesh_(mesh), routers_(mesh), queues_(mesh.cores()) {}

  // The axon numbers the packets of a pair of cores, modulo what fits.
  void send(std::uint32_t from, std::uint32_t to) {
    queues_[from].push_back(flit(mesh_, from, to, 0, sent_of_[{from, to}]++ % kAxons));
    ++sent;
  }
  void cycle(std::uint64_t ready) {
    for (std::uint32_t c = 0; c < mesh_.cores(); ++c) {
      if (queues_[c].empty()) continue;
      queues_[c].front().injected = now;
      if (routers_.offer(c, queues_[c].front())) queues_[c].pop_front();
    }
    routers_.cycle(ready, taken_);
    for (const auto& [core, arrived] : taken_) check(core, arrived, ready);
    ++now;
  }
  // The budget is a bound: in every cycle some packet moves on, unless all that could are stalled.
  void run_dry(const std::function<std::uint64_t()>& ready, std::uint64_t budget) {
    while (received < sent && now < budget) cycle(ready());
    REQUIRE(received == sent);
    REQUIRE(routers_.empty());
  }

  std::uint64_t now = 0, sent = 0, received = 0, longest = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> received_of;

 private:
  static constexpr std::uint32_t kAxons = 1u << spec::kAxonBits;

  void check(std::uint32_t core, const Flit& arrived, std::uint64_t ready) {
    if (mesh_.number(arrived.packet.x, arrived.packet.y) != core) FAIL("arrived at the wrong core");
    if ((ready >> core & 1) == 0) FAIL("a core took a packet that was not ready");
    if (arrived.packet.axon != received_of[{arrived.from, core}]++ % kAxons) FAIL("overtaken");
    const std::uint64_t latency = now - arrived.injected;
    if (latency < 1 + mesh_.hops(arrived.from, core)) FAIL("faster than the wires");
    longest = std::max(longest, latency);
    ++received;
  }

  const Mesh mesh_;
  MeshRouters routers_;
  std::vector<std::deque<Flit>> queues_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> sent_of_;
  Taken taken_;
};

// Where a core sends its next packet.
using Pattern = std::function<std::uint32_t(const Mesh&, std::uint32_t from, Draw&)>;

std::uint32_t reversed(std::uint32_t value, std::uint32_t limit) {
  std::uint32_t bits = 0, result = 0;
  while ((1u << bits) < limit) ++bits;
  for (std::uint32_t b = 0; b < bits; ++b) result |= (value >> b & 1) << (bits - 1 - b);
  return result % limit;
}

const std::vector<std::pair<std::string, Pattern>> kPatterns = {
    {"uniform", [](const Mesh& m, std::uint32_t, Draw& draw) { return draw.below(m.cores()); }},
    {"all to one", [](const Mesh& m, std::uint32_t, Draw&) { return m.cores() / 2; }},
    {"hot spot", [](const Mesh& m, std::uint32_t,
                    Draw& draw) { return draw.chance(60) ? 0 : draw.below(m.cores()); }},
    {"transpose", [](const Mesh& m, std::uint32_t from,
                     Draw&) { return m.number(m.y(from) % m.width, m.x(from) % m.height); }},
    {"tornado",
     [](const Mesh& m, std::uint32_t from, Draw&) {
       return m.number((m.x(from) + (m.width - 1) / 2) % m.width,
                       (m.y(from) + (m.height - 1) / 2) % m.height);
     }},
    {"bit reversal",
     [](const Mesh& m, std::uint32_t from, Draw&) { return reversed(from, m.cores()); }},
};

}  // namespace

TEST_CASE("a packet that meets no other is offered h + 1 cycles after its injection over h hops") {
  for (const Mesh mesh : {Mesh{8, 8}, Mesh{3, 5}, Mesh{1, 8}, Mesh{8, 1}, Mesh{1, 1}}) {
    MeshRouters routers(mesh);
    Taken taken;
    for (std::uint32_t from = 0; from < mesh.cores(); ++from) {
      for (std::uint32_t to = 0; to < mesh.cores(); ++to) {
        REQUIRE(routers.empty());
        REQUIRE(routers.offer(from, flit(mesh, from, to, 7, 5)));
        for (std::uint32_t cycle = 0; cycle <= mesh.hops(from, to); ++cycle) {
          if (routers.offering() != 0) REQUIRE(routers.offering() == 0);
          routers.cycle(kAll, taken);
          if (!taken.empty()) FAIL("early");
        }
        REQUIRE(routers.offering() == std::uint64_t{1} << to);
        REQUIRE((routers.offered(to).packet == flit(mesh, from, to, 7, 5).packet));
        routers.cycle(0, taken);  // it waits for its core
        REQUIRE(taken.empty());
        routers.cycle(kAll, taken);
        REQUIRE(taken.size() == 1);
        REQUIRE(taken[0].first == to);
        REQUIRE(taken[0].second.from == from);
        REQUIRE(taken[0].second.injected == 7);
      }
    }
  }
}

TEST_CASE("an input holds four packets, and has room again in the cycle behind a pop") {
  const Mesh mesh{2, 1};
  MeshRouters routers(mesh);
  Taken taken;
  for (std::uint64_t i = 0; i < spec::kRouterDepth; ++i) {
    REQUIRE(routers.offer(0, flit(mesh, 0, 0, i)));
    routers.cycle(0, taken);
  }
  CHECK_FALSE(routers.offer(0, flit(mesh, 0, 0, 4)));
  routers.cycle(1, taken);
  REQUIRE(taken.size() == 1);
  CHECK(routers.offer(0, flit(mesh, 0, 0, 5)));
  routers.cycle(1, taken);
  CHECK(taken.size() == 1);
  // A stream into an empty mesh flows at a packet a cycle.
  Traffic stream(mesh);
  for (int i = 0; i < 1000; ++i) stream.send(0, 1);
  stream.run_dry([] { return kAll; }, 1002);
}

TEST_CASE("an output serves every input that wants it in turn, input 0 first") {
  const Mesh mesh{3, 3};
  Traffic traffic(mesh);
  const std::vector<std::uint32_t> senders = {4, 5, 3, 7, 1};  // itself, then all sides
  for (int i = 0; i < 200; ++i) {
    for (const std::uint32_t from : senders) traffic.send(from, 4);
  }
  for (int cycle = 0; cycle < 504; ++cycle) traffic.cycle(kAll);
  for (const std::uint32_t from : senders) {
    INFO("from " << from);
    CHECK(traffic.received_of[{from, 4}] >= 100);
    CHECK(traffic.received_of[{from, 4}] <= 101);
  }
}

TEST_CASE("whatever the traffic and however slow the cores, every packet arrives, in order") {
  Draw draw("test_sim", 24);
  std::uint64_t packets = 0, cycles = 0, longest = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const auto& [name, pattern] = kPatterns[i % kPatterns.size()];
    const Mesh mesh{1 + draw.below(8), 1 + draw.below(8)};
    const std::uint32_t readiness = i % 4 == 0 ? 100 : 5 + draw.below(90);
    INFO(name << ' ' << mesh.width << 'x' << mesh.height << ", ready " << readiness << " %");
    Traffic traffic(mesh);
    for (std::uint32_t p = 0; p < 40; ++p) {
      for (std::uint32_t c = 0; c < mesh.cores(); ++c) traffic.send(c, pattern(mesh, c, draw));
    }
    const auto ready = [&] {
      std::uint64_t bits = 0;
      for (std::uint32_t c = 0; c < mesh.cores(); ++c) {
        bits |= std::uint64_t{draw.chance(readiness)} << c;
      }
      return bits;
    };
    traffic.run_dry(ready, 100 * traffic.sent + 10000);
    packets += traffic.received;
    cycles += traffic.now;
    longest = std::max(longest, traffic.longest);
  }
  std::cout << "routers: " << packets << " packets arrived in " << cycles
            << " cycles, the last one after " << longest << '\n';
  CHECK(packets > 0);
}
