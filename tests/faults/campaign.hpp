// SPDX-License-Identifier: Apache-2.0
// Runs of random networks over bad lines: each equals golden in everything, or ends with a
// sentence.
#pragma once

#include <cstdint>
#include <string>

#include "models/image.hpp"
#include "models/network.hpp"
#include "tests/faults/faulty_pipe.hpp"

namespace slk::tests {

// The faults of a line, each way.
struct BadLines {
  FaultRates down{};
  FaultRates up{};
  std::uint64_t seed = 1;
};

// What was seen, over all runs.
struct Tally {
  std::uint64_t runs = 0, equal = 0, refused = 0;
  std::uint64_t steps = 0, updates = 0, spikes = 0, weights = 0;  // of equal runs, compared
  std::uint64_t bytes = 0, frames_sent = 0, frames_heard = 0, undetected = 0;
  FaultCounts faults{};

  Tally& operator+=(const Tally& other);
};

// A network, placed.
struct Subject {
  Network network;
  Image image;
};

// The random network of this seed, or of the next one that fits the core.
Subject random_subject(std::uint64_t& seed);

// Runs it on golden and, over bad lines, on `machine`, "tlm" or "rtl". A test fails if they differ,
// or if the run ends with anything but a sentence of the device.
Tally run_over(const Subject& subject, const std::string& machine, const BadLines& lines);

}  // namespace slk::tests
