// SPDX-License-Identifier: Apache-2.0
// A network of 3 neurons with 5 synapses, two fake machines that run it, and lockstep over both.
#pragma once

#include "host/place.hpp"
#include "sim/lockstep.hpp"
#include "tests/models/files.hpp"
#include "tests/sim/fake_backend.hpp"

namespace slk::tests {

inline Network network_of_three() {
  const test::Folder folder;
  return read_network(folder.write(
      "three.yaml",
      "spikelock: network/1\nname: three\npopulations:\n"
      "  in: {size: 1, kind: input}\n  a: {size: 1, kind: lif}\n  pop: {size: 2, kind: lif}\n"
      "projections:\n"
      "  - {from: in, to: a, connect: all_to_all, weights: 5, delay: 4}\n"
      "  - {from: pop, to: pop, connect: all_to_all, weights: {uniform: [-9, 9]}, delay: 3}\n"));
}

struct LockstepPair {
  Network network = network_of_three();
  ChipImage image = chip_image(place(network, Chip{}));
  FakeBackend golden{"golden", network};
  FakeBackend rtl{"rtl", network, &image};
  LockstepOptions options;

  explicit LockstepPair(std::uint32_t steps = 10) { options.steps = steps; }
  LockstepResult run() { return run_lockstep(network, &image, {&golden, &rtl}, options); }
};

}  // namespace slk::tests
