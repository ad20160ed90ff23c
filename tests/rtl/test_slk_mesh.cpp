// SPDX-License-Identifier: Apache-2.0
// slk_mesh under adversarial traffic: equal to the routers of the TLM in every cycle, and without a
// deadlock. SLK_PACKETS says how many packets (100,000); `make traffic` sends 10^7.
#include <iomanip>

#include "Vslk_mesh4x4.h"
#include "Vslk_mesh5x5.h"
#include "tests/rtl/mesh_traffic.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kPatterns = kPatternNames.size(), kSinks = kSinkNames.size();

// Every pattern with every kind of sinks, half of the time as fast as cores can send.
template <class Model>
std::uint64_t attack(const Mesh& mesh, std::uint64_t packets, Random& random) {
  std::uint64_t total = 0;
  const std::uint64_t each = packets / (kPatterns * kSinks) + 1;
  for (std::uint32_t pattern = 0; pattern < kPatterns; ++pattern) {
    MeshTraffic<Model> traffic(mesh);
    for (std::uint32_t sinks = 0; sinks < kSinks; ++sinks) {
      INFO(kPatternNames[pattern] << ", sinks " << kSinkNames[sinks]);
      for (const std::uint32_t offer_percent : {100u, 10u}) {
        traffic.run(static_cast<Pattern>(pattern), static_cast<Sinks>(sinks), (each + 1) / 2,
                    offer_percent, random);
      }
    }
    REQUIRE(traffic.accepted == traffic.injected);
    std::cout << mesh.width << "x" << mesh.height << "  " << std::left << std::setw(14)
              << kPatternNames[pattern] << std::right << std::setw(12) << traffic.accepted
              << " packets" << std::setw(12) << traffic.cycles << " cycles, at most "
              << std::setw(6) << traffic.max_latency << " under way\n";
    total += traffic.accepted;
  }
  return total;
}

}  // namespace

TEST_CASE(
    "slk_mesh moves what the routers of the TLM move, in the same cycles, and never stands still") {
  Random random;
  const std::uint64_t packets = environment("SLK_PACKETS", 100000);
  std::uint64_t total = attack<Vslk_mesh4x4>({4, 4}, packets / 2, random);
  total += attack<Vslk_mesh5x5>({5, 5}, packets / 2, random);
  REQUIRE(total >= packets);
  compared("packets", total);
}
