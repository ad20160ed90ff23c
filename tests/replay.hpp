// SPDX-License-Identifier: Apache-2.0
// How a user runs the test that is running now alone.
#pragma once

#include <catch2/catch.hpp>
#include <string>

namespace slk::tests {

// Its name, quoted, as a test program takes it: a comma would make two names of one.
inline std::string test_name() {
  std::string name = "'";
  for (const char c : Catch::getResultCapture().getCurrentTestName()) {
    if (c == ',') name += '\\';
    name += c;
  }
  return name + "'";
}

}  // namespace slk::tests
