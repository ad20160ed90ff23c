// SPDX-License-Identifier: Apache-2.0
// The TLM chip, to be fuzzed.
#include "sim/tlm/tlm.hpp"

#include "models/chip.hpp"
#include "tests/fuzz/device.hpp"

namespace slk::tests {

FuzzedChip make_fuzzed_chip() {
  static const CoreSize core =
      read_chip(std::string(SLK_SOURCE) + "/models/chips/core64.yaml").core;
  return {make_tlm_chip(core, 100000000, 8), core.axons, 1 << 20};
}

}  // namespace slk::tests
