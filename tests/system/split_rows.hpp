// SPDX-License-Identifier: Apache-2.0
// Another placement of the same network: rows cut in two at random, and axons in another order.
// What a network does must not depend on either.
#pragma once

#include <cstdint>

#include "models/image.hpp"

namespace slk::tests {

// Plastic axons stay first. Axons that are too many for the core are not cut.
Image split_rows(const Image& image, std::uint64_t seed);

}  // namespace slk::tests
