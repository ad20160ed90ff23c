// SPDX-License-Identifier: Apache-2.0
// Golden: runs the network itself in the chip's integer arithmetic, step by step as
// docs/architecture.md, section 3, says. It knows no placement, so a wrong one cannot hide behind
// it.
#pragma once

#include <memory>

#include "models/backend.hpp"

namespace slk {

// The network must outlive the backend.
std::unique_ptr<Backend> make_golden_backend(const Network& network);

}  // namespace slk
