// SPDX-License-Identifier: Apache-2.0
// A network on a fake device: its image, stimulus at random, and what the device's core makes of
// it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host/device.hpp"
#include "host/place.hpp"
#include "tests/host/fake_device.hpp"
#include "tests/host/placed.hpp"
#include "tests/models/draw.hpp"

namespace slk::tests {

// 40 input lines (numbers 0 to 39), 50 neurons (40 to 89).
inline Image fake_image() {
  const Network network = network_of(
      "name: fake\npopulations:\n  in: {size: 40, kind: input}\n"
      "  p: {size: 50, kind: lif, params: {threshold: 9}}\n"
      "projections:\n  - {from: in, to: p, connect: all_to_all, weights: {uniform: [-50, 50]}}\n");
  return place(network, chip_of(64, 256, 1024));
}

// In half of the steps there are no inputs; a tenth begin with a reset, a tenth with a flush, and a
// fifth with the modulators of two rules.
inline std::vector<StepStimulus> fake_stimuli(Draw& draw, std::uint32_t first,
                                              std::uint32_t count) {
  std::vector<StepStimulus> stimuli(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    StepStimulus& s = stimuli[i];
    s.step = first + i;
    s.reset = draw.chance(10);
    s.keep_adaptation = s.reset && draw.chance(50);
    s.flush = draw.chance(10);
    if (draw.chance(20)) {
      const auto m_plus = static_cast<std::int16_t>(draw.below(4096) - 2048);
      s.modulators = {{s.step, 1, {m_plus, -1, true}}, {s.step, 5, {256, m_plus, false}}};
    }
    std::set<std::uint32_t> inputs;
    for (std::uint32_t n = draw.chance(50) ? 0 : draw.below(30); n > 0; --n) {
      inputs.insert(draw.below(40));
    }
    s.inputs.assign(inputs.begin(), inputs.end());
  }
  return stimuli;
}

inline StepRecord fake_record(const Image& image, const StepStimulus& stimulus) {
  const auto occupied = static_cast<std::uint32_t>(image.slot_numbers.size());
  std::set<std::uint32_t> slots(stimulus.inputs.begin(), stimulus.inputs.end());
  slots.insert(stimulus.step % occupied);
  StepRecord record;
  record.step = stimulus.step;
  for (const std::uint32_t slot : slots) record.spikes.push_back(image.slot_numbers[slot]);
  record.cycles = FakeDevice::cycles(slots.size(), stimulus);
  return record;
}

// How many records are right, which must be all of them.
inline std::size_t check_records(const Image& image, const std::vector<StepStimulus>& stimuli,
                                 const std::vector<StepRecord>& records) {
  REQUIRE(records.size() == stimuli.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const StepRecord expected = fake_record(image, stimuli[i]);
    REQUIRE(records[i].fault == "");
    REQUIRE(records[i].step == expected.step);
    REQUIRE(records[i].spikes == expected.spikes);
    REQUIRE(records[i].cycles == expected.cycles);
  }
  return records.size();
}

// What the call is refused with; empty if it is not.
template <class Call>
std::string machine_error(Call call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::kMachine);
    return error.what();
  }
  return "";
}

}  // namespace slk::tests
