// SPDX-License-Identifier: Apache-2.0
// Random networks on chips of 1, 4 and 16 cores: golden, TLM and RTL side by side, however the
// neurons are placed. SLK_MESHES says how many networks a chip (without it one, and on 16 cores few
// placements of it), SLK_SEED the first seed (1);
// `make meshes` runs the campaign. Chips of 25 and 64 cores, which `make build` does not compile,
// wait for `make large`.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "host/check_image.hpp"
#include "host/place_chip.hpp"
#include "models/error.hpp"
#include "models/mesh_watch.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "tests/environment.hpp"
#include "tests/replay.hpp"
#include "tests/system/machines.hpp"
#include "tests/system/random_sparse.hpp"

namespace {

using namespace slk;
using spec::Event;
using tests::environment;

constexpr std::uint32_t kSteps = 100;
constexpr std::uint32_t kNeuronsOfCore = 200;

// The placements of a network; one core knows but one.
struct Way {
  const char* name;
  Placer placer;
  std::uint64_t seed;
};
constexpr Way kWays[] = {{"auto", Placer::kAuto, 1},
                         {"random", Placer::kRandom, 2},
                         {"greedy", Placer::kGreedy, 3},
                         {"random", Placer::kRandom, 4},
                         {"sequential", Placer::kSequential, 5}};

// What a campaign compared.
struct Tally {
  std::uint64_t networks = 0, plastic = 0, runs = 0, refused = 0, updates = 0, weights = 0;
  std::uint64_t cycles = 0, packets = 0, hops = 0;
  Ledger network;
};

void require_equal_packets(Backend& tlm, Backend& rtl) {
  REQUIRE(tlm.mesh_watch()->take_late().empty());
  REQUIRE(rtl.mesh_watch()->take_late().empty());
  const auto want = tlm.mesh_watch()->take_packets();
  const auto got = rtl.mesh_watch()->take_packets();
  REQUIRE(want.size() == got.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (!(want[i] == got[i])) FAIL("packet " << i << " took another time on tlm than on rtl");
  }
}

// One network under one placement; the digest is golden's, whatever the placement.
std::string run_one(const Network& network, const ChipImage& image, std::uint64_t seed,
                    Tally& tally) {
  const auto golden = make_golden_backend(network);
  const auto tlm = tests::make_machine("tlm", image, 1);
  const auto rtl = tests::make_machine("rtl", image, static_cast<std::uint32_t>(seed + 1));
  const bool mesh = image.cores.size() > 1;
  if (mesh) {
    tlm->mesh_watch()->keep_packets(true);
    rtl->mesh_watch()->keep_packets(true);
  }
  LockstepOptions options;
  options.steps = kSteps;
  const LockstepResult result =
      run_lockstep(network, &image, {golden.get(), tlm.get(), rtl.get()}, options);
  INFO((result.divergence ? result.divergence->message : ""));
  REQUIRE(!result.divergence);
  REQUIRE(result.updates == std::uint64_t{kSteps} * network.neuron_count());
  REQUIRE(result.machines[0].digest == result.machines[1].digest);
  REQUIRE(result.machines[0].digest == result.machines[2].digest);
  REQUIRE(result.machines[1].cycles == result.machines[2].cycles);
  REQUIRE(result.machines[1].ledger == result.machines[2].ledger);
  if (mesh) require_equal_packets(*tlm, *rtl);
  const Ledger& ledger = result.machines[2].ledger;
  REQUIRE(ledger[Event::kPackets] == ledger[Event::kOnTime]);
  ++tally.runs;
  tally.updates += result.updates;
  tally.weights += result.weights;
  tally.cycles += result.machines[2].cycles;
  tally.packets += ledger[Event::kPackets];
  tally.hops += ledger[Event::kHopsX] + ledger[Event::kHopsY];
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    if (spec::is_network(static_cast<Event>(e))) tally.network.counts[e] += ledger.counts[e];
  }
  return result.machines[0].digest;
}

Network network_of(std::uint64_t seed, std::uint32_t neurons) {
  const std::string folder = std::string(SLK_BINARY) + "/random/mesh_" + std::to_string(neurons) +
                             "_" + std::to_string(seed);
  const Network network = read_network(tests::write_random_sparse(folder, seed, neurons));
  std::filesystem::remove_all(folder);
  return network;
}

// `ways`: as many placements of each network.
void campaign(const std::vector<std::string>& chips, std::size_t ways = std::size(kWays)) {
  const std::uint64_t first = environment("SLK_SEED", 1);
  const std::uint64_t count = environment("SLK_MESHES", 1);
  Tally tally;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("replay: SLK_SEED=" << seed << " SLK_MESHES=1 build/bin/test_system "
                             << tests::test_name());
    std::string digest;
    for (const std::string& name : chips) {
      const Chip chip = read_chip(std::string(SLK_SOURCE) + "/models/chips/" + name + ".yaml");
      const Network network = network_of(seed, kNeuronsOfCore * chip.mesh.cores());
      if (digest.empty()) {
        ++tally.networks;
        tally.plastic += network.rules.empty() ? 0 : 1;
      }
      for (std::size_t w = 0; w < (chip.mesh.cores() == 1 ? 1 : ways); ++w) {
        const Way& way = kWays[w];
        INFO(name << ", " << way.name);
        PlaceOptions options;
        options.placer = way.placer;
        options.seed = seed + way.seed;
        const ChipImage image = place_chip(network, chip, options);
        REQUIRE(check_image(image, network) == "");
        const std::string got = run_one(network, image, seed, tally);
        if (digest.empty()) digest = got;
        REQUIRE(got == digest);
      }
    }
  }
  std::cout << chips.front() << ", seeds " << first << " to " << first + count - 1
            << ": golden = tlm = rtl, cycles and packets tlm = rtl: " << tally.networks
            << " networks (" << tally.plastic << " plastic), " << tally.runs << " runs, "
            << tally.updates << " updates, " << tally.network[Event::kSpikes] << " spikes, "
            << tally.network[Event::kSynapticOps] << " synaptic ops, "
            << tally.network[Event::kWeightChanges] << " weight changes, " << tally.weights
            << " weights compared, " << tally.packets << " packets, " << tally.hops << " hops, "
            << tally.cycles << " cycles\n";
  REQUIRE(tally.network[Event::kSpikes] > 0);
}

}  // namespace

TEST_CASE("random networks do on one core what golden does") {
  campaign({"core256_learn", "core256_learn_l1"});
}

TEST_CASE("random networks do on 4 cores what golden does, however they are placed") {
  campaign({"mesh2x2", "mesh2x2_l1"});
}

TEST_CASE("random networks do on 16 cores what golden does, however they are placed") {
  if (std::getenv("SLK_MESHES")) return campaign({"mesh4x4", "mesh4x4_l1"});
  campaign({"mesh4x4"}, 2);
}

TEST_CASE("a mesh of 5 x 5 cores does what golden does", "[.large]") { campaign({"mesh5x5"}, 2); }

TEST_CASE("a mesh of 8 x 8 cores does what golden does", "[.large]") { campaign({"mesh8x8"}, 2); }
