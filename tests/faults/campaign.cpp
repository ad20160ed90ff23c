// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/campaign.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "host/device.hpp"
#include "host/place.hpp"
#include "models/error.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/system/random_network.hpp"

namespace slk::tests {
namespace {

constexpr std::uint32_t kSteps = 100;
constexpr std::uint64_t kClock = 100000000;
constexpr std::uint32_t kClocksPerBit = 4;

void add_side(Tally& tally, const BadLine& side) {
  tally.bytes += side.bytes;
  tally.frames_sent += side.audit.frames_sent();
  tally.frames_heard += side.audit.frames_heard();
  tally.undetected += side.audit.undetected();
  for (std::size_t f = 0; f < kFaults; ++f) tally.faults[f] += side.line.counts()[f];
}

// Every spike, state, weight, event and cycle; a divergence fails the test.
void compare(const Subject& subject, const std::string& machine, SimulatedChip chip, BadLine& down,
             BadLine& up, Tally& tally) {
  Probe* const probe = chip.probe;
  const auto device = make_device_backend(
      subject.image, std::make_unique<FaultyPipe>(std::move(chip.line), down, up), probe,
      {machine});
  const auto golden = make_golden_backend(subject.network);
  LockstepOptions options;
  options.steps = kSteps;
  const ChipImage placed = chip_image(subject.image);
  const LockstepResult result =
      run_lockstep(subject.network, &placed, {golden.get(), device.get()}, options);
  INFO((result.divergence ? result.divergence->message : ""));
  REQUIRE(!result.divergence);
  REQUIRE(result.updates == std::uint64_t{kSteps} * subject.network.neuron_count());
  REQUIRE(result.machines[0].digest == result.machines[1].digest);
  ++tally.equal;
  tally.steps += result.steps;
  tally.updates += result.updates;
  tally.spikes += result.spikes;
  tally.weights += result.weights;
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  runs += other.runs;
  equal += other.equal;
  refused += other.refused;
  steps += other.steps;
  updates += other.updates;
  spikes += other.spikes;
  weights += other.weights;
  bytes += other.bytes;
  frames_sent += other.frames_sent;
  frames_heard += other.frames_heard;
  undetected += other.undetected;
  for (std::size_t f = 0; f < kFaults; ++f) faults[f] += other.faults[f];
  return *this;
}

Subject random_subject(std::uint64_t& seed) {
  const Chip chip = read_chip(std::string(SLK_SOURCE) + "/models/chips/core256.yaml");
  for (int tries = 0; tries < 100; ++tries, ++seed) {
    const std::string folder = std::string(SLK_BINARY) + "/faults/" + std::to_string(seed);
    try {
      Network network = read_network(write_random_network(folder, seed, {}));
      Image image = place(network, chip);
      std::filesystem::remove_all(folder);
      return {std::move(network), std::move(image)};
    } catch (const Error&) {  // too large for the core
      std::filesystem::remove_all(folder);
    }
  }
  FAIL("no random network fits the core");
  return {};
}

Tally run_over(const Subject& subject, const std::string& machine, const BadLines& lines) {
  BadLine down(lines.down, 2 * lines.seed);
  BadLine up(lines.up, 2 * lines.seed + 1);
  SimulatedChip chip = machine == "tlm" ? make_tlm_chip(subject.image.core, kClock, kClocksPerBit)
                                        : make_rtl_chip(subject.image.core, kClocksPerBit,
                                                        static_cast<std::uint32_t>(lines.seed));
  Tally tally;
  tally.runs = 1;
  try {
    compare(subject, machine, std::move(chip), down, up, tally);
  } catch (const Error& error) {
    const std::string sentence = error.what();
    INFO(sentence);
    REQUIRE(error.exit() == Exit::kMachine);
    REQUIRE(sentence.rfind(machine + ": ", 0) == 0);
    ++tally.refused;
    std::cout << "lines " << lines.seed << ": " << sentence << '\n';
  }
  add_side(tally, down);
  add_side(tally, up);
  return tally;
}

}  // namespace slk::tests
