// SPDX-License-Identifier: Apache-2.0
// Every network of tests/regress on golden, TLM and RTL, in lockstep; tests/regress/README.md.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "host/check_image.hpp"
#include "host/place_chip.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "tests/system/machines.hpp"

namespace {

using namespace slk;

const std::string kSource = SLK_SOURCE;

// The words of the comment line `# key: words` of a file.
std::vector<std::string> words_of(const std::string& path, const std::string& key) {
  std::ifstream in(path);
  const std::string prefix = "# " + key + ":";
  std::vector<std::string> words;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(prefix, 0) != 0) continue;
    std::istringstream rest(line.substr(prefix.size()));
    for (std::string word; rest >> word;) words.push_back(word);
  }
  return words;
}

std::vector<std::string> regressions() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kSource + "/tests/regress")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A chip of models/chips, or of tests/regress/chips.
std::string chip_path(const std::string& chip) {
  return (chip.find('/') == std::string::npos ? "models/chips/" : "tests/regress/") + chip +
         ".yaml";
}

LockstepResult run(const Network& network, const std::string& chip, std::uint32_t steps,
                   std::uint32_t weights_every, std::uint32_t x_seed, tests::Way way) {
  const ChipImage placed = place_chip(network, read_chip(kSource + '/' + chip_path(chip)));
  REQUIRE(check_image(placed, network) == "");
  const bool line = placed.cores.size() == 1 && way == tests::Way::kLine;  // a mesh has none
  const auto make = [&](const std::string& name) {
    return line ? tests::make_machine(name, placed.cores.front(), way, x_seed)
                : tests::make_machine(name, placed, x_seed);
  };
  const auto golden = make_golden_backend(network);
  const auto tlm = make("tlm");
  const auto rtl = make("rtl");
  LockstepOptions options;
  options.steps = steps;
  options.weights_every = weights_every;
  return run_lockstep(network, &placed, {golden.get(), tlm.get(), rtl.get()}, options);
}

// Runs one file on its chips; returns the updates compared.
std::uint64_t check(const std::string& path, Ledger& events) {
  std::vector<std::string> chips = words_of(path, "chips");
  if (chips.empty()) chips = {"core256"};
  const Network network = read_network(path);
  const auto number = [&](const char* key, std::uint32_t otherwise) {
    const std::vector<std::string> words = words_of(path, key);
    return words.empty() ? otherwise : static_cast<std::uint32_t>(std::stoul(words.front()));
  };
  const std::uint32_t steps = number("steps", network.last_stimulus_step());
  const std::uint32_t weights_every = number("weights_every", 0);
  std::uint64_t updates = 0;
  for (const std::string& chip : chips) {
    for (const auto& [x_seed, way] :
         {std::pair(1u, tests::Way::kBackdoor), std::pair(12345u, tests::Way::kLine)}) {
      INFO("replay: build/bin/spikelock check "
           << path << " --steps " << steps << " --chip " << chip_path(chip) << " --x-seed "
           << x_seed << (way == tests::Way::kBackdoor ? " --link backdoor" : "")
           << (weights_every > 0 ? " --weights-every " + std::to_string(weights_every) : ""));
      const LockstepResult result = run(network, chip, steps, weights_every, x_seed, way);
      INFO((result.divergence ? result.divergence->message : ""));
      REQUIRE(!result.divergence);
      REQUIRE(result.updates == std::uint64_t{steps} * network.neuron_count());
      REQUIRE(result.updates > 0);
      CHECK(result.machines[0].digest == result.machines[1].digest);
      CHECK(result.machines[0].digest == result.machines[2].digest);
      CHECK(result.machines[1].ledger == result.machines[2].ledger);
      updates += result.updates;
      for (std::size_t e = 0; e < spec::kEventCount; ++e) {
        events.counts[e] += result.machines[2].ledger.counts[e];
      }
    }
  }
  return updates;
}

}  // namespace

TEST_CASE("tlm and rtl do what golden does on every regression") {
  const std::vector<std::string> paths = regressions();
  REQUIRE(paths.size() >= 11);
  Ledger events;
  std::uint64_t updates = 0;
  for (const std::string& path : paths) updates += check(path, events);
  std::cout << "regressions: golden = tlm = rtl: " << paths.size() << " networks, " << updates
            << " updates\n";
  for (std::size_t e = 0; e < spec::kEventCount; ++e) {
    const auto event = static_cast<spec::Event>(e);
    // A mesh in barrier mode has no late packets, and a good line no errors.
    if (event >= spec::Event::kLate && spec::is_mesh(event)) continue;
    if (event >= spec::Event::kBadFrames && event <= spec::Event::kFrameTimeouts) continue;
    INFO(spec::kEventNames[e] << " never happens in a regression");
    CHECK(events.counts[e] > 0);
  }
}
