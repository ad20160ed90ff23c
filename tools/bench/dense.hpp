// SPDX-License-Identifier: Apache-2.0
// Networks of dense rows, and what they cost on the RTL.
#pragma once

#include "models/chip.hpp"
#include "models/ledger.hpp"
#include "models/network.hpp"

namespace slk {

// `sources` input lines, each connected to all `neurons`; `active` of them fire in every odd step.
// The neurons never fire.
Network dense_rows(std::uint32_t sources, std::uint32_t neurons, std::uint32_t active);

struct Measured {
  std::uint64_t cycles = 0;  // of the last step
  std::uint64_t all = 0;     // of all steps
  double cpu = 0;            // seconds of all steps
  Ledger ledger;             // of the whole run
};

// Runs `steps` steps on the RTL.
Measured measure(const Network& network, const Chip& chip, std::uint32_t steps);

}  // namespace slk
