// SPDX-License-Identifier: Apache-2.0
// The loop between a chip in real time and golden, for `check` and `run`.
#pragma once

#include <string>
#include <vector>

#include "sim/lockstep.hpp"
#include "tools/spikelock/session.hpp"

namespace slk {

// Tells the session's golden how late packets were: as the file says, or without one as the first
// machine of `backends` that is not golden does, which is run for that. Does nothing if packets are
// never late: without golden, or on a chip in barrier mode, for which a file is refused. Throws
// Error.
void close_loop(Session& session, const std::string& file,
                const std::vector<std::string>& backends);

// Of its packets those that are not heard at all.
std::uint64_t dropped_in(const Lateness& lateness);

// "golden heard 7 packets late and missed 2, as tlm says"; empty without lateness.
std::string lateness_sentence(const Session& session);

// After a divergence of a machine: whether it was late in another way than golden was told, and
// whether golden, told of that, does what it did. Empty if it was not.
std::string explain_divergence(Session& session, const Divergence& divergence);

// The packets that are late in one trace and not, or by another time, in the other: "core 1 axon 7,
// sent for step 5: 2 steps late, not 1". Empty if the traces are the same.
std::string first_difference(const Lateness& want, const Lateness& got);

}  // namespace slk
