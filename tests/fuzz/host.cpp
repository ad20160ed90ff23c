// SPDX-License-Identifier: Apache-2.0
// A device whose replies are changed before they are framed, and whose line loses and repeats: the
// host ends in a run or in a sentence, and never hangs. Two bytes of the input are for each reply.
#include <filesystem>

#include "host/device.hpp"
#include "host/place.hpp"
#include "models/error.hpp"
#include "models/network.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/host/fake_device.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

constexpr std::uint32_t kSteps = 40;

const Image& image() {
  static const Image placed =
      place(read_network(std::string(SLK_SOURCE) + "/models/networks/oscillator.yaml"),
            read_chip(std::string(SLK_SOURCE) + "/models/chips/core64.yaml"));
  return placed;
}

void tamper(FuzzInput& input, Reply& reply) {
  const std::uint8_t how = input.byte();
  const std::uint8_t value = input.byte();
  switch (how % 16) {
    case 1:
      reply.status = value % 16;
      break;
    case 2:
      reply.fault = true;
      break;
    case 3:
      reply.sequence = value;
      break;
    case 4:
      reply.opcode = value % 128;
      break;
    case 5:
      reply.data.resize(value);
      break;
    case 6:
      reply.data.resize(std::size_t{value} * 8);
      break;
    case 7:
      for (std::uint8_t& byte : reply.data) byte = input.byte();
      break;
    case 8:
      if (!reply.data.empty()) reply.data[value % reply.data.size()] ^= input.byte();
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  FakeDevice device;
  const auto copies = [&](std::size_t) {
    const std::uint8_t drawn = input.byte();
    return drawn < 0xf0 ? 1 : drawn % 3;
  };
  device.copies_in = device.copies_out = copies;
  device.tamper = [&](const DecodedCommand&, Reply& reply) { tamper(input, reply); };
  device.noise = [&](Bytes& wire) {
    const std::uint8_t drawn = input.byte();
    if (drawn >= 0xf0) wire[input.byte() % wire.size()] = input.byte();
  };
  std::vector<StepStimulus> stimuli(kSteps);
  for (std::uint32_t i = 0; i < kSteps; ++i) stimuli[i] = {i + 1, i == 9, false, false, {}, {}};
  try {
    const auto host = make_device_backend(image(), device.pipe(), nullptr, {"fake", 1, 64});
    std::vector<StepRecord> records;
    host->run(stimuli, false, records);
    require(records.size() <= kSteps, "more records than steps");
    for (std::size_t i = 0; i < records.size(); ++i) {
      require(records[i].step == i + 1, "number of a step");
      require(records[i].fault.empty() || i + 1 == records.size(), "a fault in the middle");
    }
    if (!records.empty() && records.back().fault.empty()) {
      require(records.size() == kSteps, "a run that ended early without a word");
      host->ledger();
      host->weights();
    }
  } catch (const Error& error) {
    require(error.what()[0] != '\0', "an error without a sentence");
  }
  return 0;
}
