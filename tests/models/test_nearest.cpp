// SPDX-License-Identifier: Apache-2.0
// Suggestions for misspelt words.
#include <catch2/catch.hpp>

#include "models/nearest.hpp"

using namespace slk;

TEST_CASE("a misspelt word brings the nearest known one") {
  const std::vector<std::string> known{"threshold", "du0", "du1", "weights", "from", "to"};
  CHECK(suggest("treshold", known) == "did you mean 'threshold'?");
  CHECK(suggest("du2", known) == "did you mean 'du0'?");
  CHECK(suggest("weight", known) == "did you mean 'weights'?");
  CHECK(suggest("form", known) == "did you mean 'from'?");
}

TEST_CASE("a word unlike all known ones brings the list") {
  CHECK(suggest("colour", {"from", "to"}) == "allowed from, to");
  CHECK(suggest("", {"from", "to"}) == "allowed from, to");
  CHECK(suggest(std::string(100000, 'x'), {"from", "to"}) == "allowed from, to");
}
