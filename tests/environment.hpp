// SPDX-License-Identifier: Apache-2.0
// Whole numbers that a user gives a test, such as SLK_SEED.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace slk::tests {

// The variable's value, or `otherwise` if it is not set.
inline std::uint64_t environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace slk::tests
