// SPDX-License-Identifier: Apache-2.0
// Improves an assignment number by number, under the exact cost of packets and hops.
#pragma once

#include <cstdint>
#include <functional>

#include "host/placement/assignment.hpp"

namespace slk::placement {

// Called after every sweep with the share that is done; false: stop.
using GoOn = std::function<bool(double done)>;

// Simulated annealing: in each sweep every number leaves its core and picks one again, cheap cores
// with high probability, dear ones with less as it cools. Limits may be exceeded at a price, which
// rises.
void anneal(Assignment& assignment, std::uint32_t sweeps, std::uint64_t seed, const GoOn& go_on);

// Moves that lower the overflow or, without overflow, the cost, until there is none.
void descend(Assignment& assignment, std::uint64_t seed, const GoOn& go_on);

}  // namespace slk::placement
