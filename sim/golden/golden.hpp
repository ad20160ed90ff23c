// SPDX-License-Identifier: Apache-2.0
// Golden: runs the network itself in the chip's integer arithmetic, step by step as
// docs/architecture.md, section 3, says. It knows no placement, so a wrong one cannot hide behind
// it. A chip in real time may deliver spikes late; golden repeats such a run if it is told how
// late.
#pragma once

#include <memory>

#include "models/backend.hpp"
#include "models/lateness.hpp"

namespace slk {

// The network must outlive the backend.
std::unique_ptr<Backend> make_golden_backend(const Network& network);

// Hears every spike at each fragment as late as that packet was, or not at all; packets that meet
// at a fragment in one step are one. Network and lateness must outlive the backend. Throws Error,
// as does run(): the lateness is not that of a run of this network.
std::unique_ptr<Backend> make_golden_backend(const Network& network, const Lateness& lateness);

}  // namespace slk
