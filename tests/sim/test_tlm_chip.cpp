// SPDX-License-Identifier: Apache-2.0
// The TLM chip behind its serial line, driven by the host as any device: what golden says, step by
// step, and what the same core says through its host socket.
#include <catch2/catch.hpp>

#include "host/device.hpp"
#include "host/place.hpp"
#include "sim/golden/golden.hpp"
#include "sim/lockstep.hpp"
#include "sim/tlm/tlm.hpp"
#include "sim/tlm/top.hpp"

using namespace slk;
using spec::Event;

namespace {

const std::string kSource = SLK_SOURCE;

Network shipped(const std::string& name) {
  return read_network(kSource + "/models/networks/" + name + ".yaml");
}

std::unique_ptr<Device> make_device(const Image& image, std::uint32_t clocks_per_bit) {
  SimulatedChip chip = make_tlm_chip(image.core, 100000000, clocks_per_bit);
  DeviceOptions options;
  options.name = "tlm";
  return make_device_backend(image, std::move(chip.line), chip.probe, options);
}

LockstepResult lockstep(const Network& network, const Image& image, Backend& machine,
                        std::uint32_t steps) {
  const auto golden = make_golden_backend(network);
  LockstepOptions options;
  options.steps = steps;
  const ChipImage placed = chip_image(image);
  return run_lockstep(network, &placed, {golden.get(), &machine}, options);
}

}  // namespace

TEST_CASE("a tlm chip over its line is golden, and counts what it counts through its socket") {
  const Chip chip = read_chip(kSource + "/models/chips/core256.yaml");
  for (const char* name : {"oscillator", "ring", "all_to_all90", "random_recurrent"}) {
    INFO(name);
    const Network network = shipped(name);
    const Image image = place(network, chip);
    const std::uint32_t steps = 500;
    LockstepResult line;
    std::uint64_t cycles = 0;
    {
      const auto device = make_device(image, 8);
      const sc_core::sc_time begin = sc_core::sc_time_stamp();
      line = lockstep(network, image, *device, steps);
      cycles = (sc_core::sc_time_stamp() - begin).value() / 10000;
      const LineBytes bytes = device->line_bytes();
      const Ledger& ledger = line.machines[1].ledger;
      CHECK(ledger[Event::kLinkBytesIn] == bytes.written);
      // The counter has not counted itself, those behind it (6 zeros each), status, FCS and flag,
      // or their escapes.
      const auto behind =
          6 * (spec::kEventCount - static_cast<std::uint64_t>(Event::kLinkBytesOut) - 1);
      CHECK(bytes.read - ledger[Event::kLinkBytesOut] >= 12 + behind);
      CHECK(bytes.read - ledger[Event::kLinkBytesOut] < 24 + behind);
    }
    if (line.divergence) FAIL(line.divergence->message);
    const auto backdoor = make_tlm_backend(image);
    LockstepResult socket = lockstep(network, image, *backdoor, steps);
    if (socket.divergence) FAIL(socket.divergence->message);
    CHECK(line.updates == socket.updates);
    const Ledger ledger = line.machines[1].ledger;
    for (const Event event : {Event::kCyclesWait, Event::kLinkBytesIn, Event::kLinkBytesOut}) {
      CHECK(socket.machines[1].ledger[event] == 0);
      socket.machines[1].ledger[event] = ledger[event];
    }
    CHECK(ledger == socket.machines[1].ledger);
    CHECK(line.machines[1].digest == socket.machines[1].digest);
    CHECK(ledger[Event::kCyclesWait] >= 2 * steps);
    CHECK(cycles > ledger[Event::kCyclesStep] + ledger[Event::kCyclesWait]);
  }
}
