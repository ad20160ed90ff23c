// SPDX-License-Identifier: Apache-2.0
// Fewer synapse words a core: a row takes every word from its first target to its last.
#pragma once

#include "host/placement/build_core.hpp"

namespace slk::placement {

// Synapse words that the axons of a core take.
std::uint64_t words_of(const CorePlan& plan, const Rows& rows, std::uint32_t lanes);

// Gives neurons that hear the same rows neighbouring slots. The order that is there stays if no
// better one is found.
void order_slots(CorePlan& plan, const Rows& rows, std::uint32_t lanes);

// If the words of the core exceed its memory, cuts rows at their widest gaps into several axons, as
// far as it has axons: a further axon costs a packet a spike, so rows stay whole where they fit.
void split_spans(CorePlan& plan, const Rows& rows, const CoreSize& core);

}  // namespace slk::placement
