// SPDX-License-Identifier: Apache-2.0
// Random networks on golden, TLM and RTL, in lockstep. SLK_NETWORKS says how many (40), SLK_SEED
// the first seed (1); `make regress` runs a thousand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "host/check_image.hpp"
#include "host/place.hpp"
#include "models/error.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "tests/environment.hpp"
#include "tests/system/machines.hpp"
#include "tests/system/random_network.hpp"

namespace {

using namespace slk;
using tests::environment;
using tests::make_machine;
using tests::Way;

constexpr std::uint32_t kSteps = 100;

// What a campaign compared, over all networks that fitted.
struct Tally {
  std::uint64_t networks = 0, refused = 0, steps = 0, updates = 0, spikes = 0, synaptic_ops = 0;
  std::uint64_t saturations = 0, noise = 0, refractory = 0, line_bytes = 0;
};

// What a chip can run: `small` is lean, too.
enum class Kind { kFull, kLean, kSmall };

void check_one(std::uint64_t seed, const std::string& chip_name, Kind kind, Way way, Tally& tally) {
  const bool lean = kind != Kind::kFull;
  const bool small = kind == Kind::kSmall;
  const std::string folder =
      std::string(SLK_BINARY) + "/random/" + chip_name + "_" + std::to_string(seed);
  const std::string path = tests::write_random_network(folder, seed, {lean ? 1 : 2, !lean, small});
  const std::string chip_path = std::string(SLK_SOURCE) + "/models/chips/" + chip_name + ".yaml";
  Network network;
  Image image;
  try {
    network = read_network(path);
    image = place(network, read_chip(chip_path));
  } catch (const Error& error) {
    // Too large for the core, or sums that could leave 32 bits: refused, which is right.
    INFO(path << ": " << error.what());
    const std::string why = error.what();
    REQUIRE((why.find("the core has") != std::string::npos ||
             why.find("32 bits") != std::string::npos ||
             why.find("2147483647") != std::string::npos ||
             why.find("2147483648") != std::string::npos));
    ++tally.refused;
    std::filesystem::remove_all(folder);
    return;
  }
  INFO("replay: build/bin/random_network "
       << seed << " random" << (small ? " small" : "") << (lean ? " --receptors 1 --no-random" : "")
       << " && build/bin/spikelock check random/network.yaml --steps " << kSteps
       << " --chip models/chips/" << chip_name << ".yaml --x-seed " << seed + 1
       << (way == Way::kBackdoor ? " --link backdoor" : ""));
  REQUIRE(check_image(chip_image(image), network).empty());
  const auto golden = make_golden_backend(network);
  const auto x_seed = static_cast<std::uint32_t>(seed + 1);
  const auto tlm = make_machine("tlm", image, way, x_seed);
  const auto rtl = make_machine("rtl", image, way, x_seed);
  LockstepOptions options;
  options.steps = kSteps;
  const ChipImage placed = chip_image(image);
  const LockstepResult result =
      run_lockstep(network, &placed, {golden.get(), tlm.get(), rtl.get()}, options);
  INFO((result.divergence ? result.divergence->message : ""));
  REQUIRE(!result.divergence);
  REQUIRE(result.updates == std::uint64_t{kSteps} * network.neuron_count());
  REQUIRE(result.machines[0].digest == result.machines[1].digest);
  REQUIRE(result.machines[0].digest == result.machines[2].digest);
  REQUIRE(result.machines[1].cycles == result.machines[2].cycles);
  const Ledger& ledger = result.machines[2].ledger;
  REQUIRE(result.machines[1].ledger == ledger);
  REQUIRE((ledger[spec::Event::kLinkBytesIn] > 0) == (way == Way::kLine));
  ++tally.networks;
  tally.steps += result.steps;
  tally.updates += result.updates;
  tally.spikes += result.spikes;
  tally.line_bytes += ledger[spec::Event::kLinkBytesIn] + ledger[spec::Event::kLinkBytesOut];
  tally.synaptic_ops += ledger[spec::Event::kSynapticOps];
  tally.saturations += ledger[spec::Event::kSaturationsU] + ledger[spec::Event::kSaturationsV] +
                       ledger[spec::Event::kSaturationsA];
  tally.noise += ledger[spec::Event::kNoiseDraws];
  tally.refractory += ledger[spec::Event::kUpdatesRefractory];
  std::filesystem::remove_all(folder);
}

void campaign(const std::string& chip, Kind kind, std::uint64_t count, Way way = Way::kBackdoor) {
  const std::uint64_t first = environment("SLK_SEED", 1);
  Tally tally;
  std::uint64_t seed = first;
  for (; tally.networks < count; ++seed) {
    check_one(seed, chip, kind, way, tally);
    REQUIRE(tally.refused <= count);
  }
  std::cout << chip << ", seeds " << first << " to " << seed - 1
            << ": golden = tlm = rtl, cycles = formula: " << tally.networks << " networks ("
            << tally.refused << " refused as too large), " << tally.steps << " steps, "
            << tally.updates << " updates, " << tally.spikes << " spikes, " << tally.synaptic_ops
            << " synaptic ops, " << tally.saturations << " saturations, " << tally.noise
            << " noise draws, " << tally.refractory << " refractory updates, " << tally.line_bytes
            << " bytes on the line\n";
  REQUIRE(tally.spikes > 0);
}

}  // namespace

TEST_CASE("tlm and rtl with 8 lanes do what golden does on random networks") {
  campaign("core256", Kind::kFull, environment("SLK_NETWORKS", 40));
}

TEST_CASE("tlm and rtl with 1 lane do what golden does on random networks") {
  campaign("core256_l1", Kind::kFull, environment("SLK_NETWORKS", 40));
}

TEST_CASE("tlm and rtl with 2 lanes do what golden does on random networks") {
  campaign("core256_l2", Kind::kFull, environment("SLK_NETWORKS", 40) / 4);
}

TEST_CASE("tlm and rtl with 4 lanes do what golden does on random networks") {
  campaign("core256_l4", Kind::kFull, environment("SLK_NETWORKS", 40) / 4);
}

TEST_CASE("tlm and rtl with 16 lanes do what golden does on random networks") {
  campaign("core256_l16", Kind::kFull, environment("SLK_NETWORKS", 40) / 4);
}

TEST_CASE("tlm and rtl with one receptor and no noise do what golden does on random networks") {
  campaign("core256_lean", Kind::kLean, environment("SLK_NETWORKS", 40) / 4);
}

TEST_CASE("tlm and rtl over their serial line do what golden does on random networks, 8 lanes") {
  campaign("core256", Kind::kFull, environment("SLK_NETWORKS", 40) / 5, Way::kLine);
}

TEST_CASE("tlm and rtl over their serial line do what golden does on random networks, 1 lane") {
  campaign("core256_l1", Kind::kFull, environment("SLK_NETWORKS", 40) / 10, Way::kLine);
}

TEST_CASE("tlm and rtl with a serial neuron pass do what golden does on random networks") {
  campaign("core128_serial", Kind::kSmall, environment("SLK_NETWORKS", 40) / 4);
}

TEST_CASE("tlm and rtl over their serial line do what golden does, with a serial neuron pass") {
  campaign("core128_serial", Kind::kSmall, environment("SLK_NETWORKS", 40) / 10, Way::kLine);
}
